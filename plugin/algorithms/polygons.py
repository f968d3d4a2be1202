"""``mamol:polygons``: the patches of a map as polygons with class, name and area."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple

from osgeo import gdal, ogr
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from ..classmap import sieving, source
from ..classmap.source import Cancelled
from ..layers.inputs import InputError
from ..layers.labels import make_fields
from ..results import derived
from ..texts import in_figures, tr
from .after_map import (
    AfterMapAlgorithm,
    add_unit_parameters,
    check_minimum,
    connectedness_parameter,
    minimum_area,
    sieved,
)
from .base import as_advanced, named_files, output_problem

_FIELDS = "class:integer", "class_name:string(254)", "area_ha:double"


class PolygonsAlgorithm(AfterMapAlgorithm):
    """Turns a map into polygons."""

    def name(self) -> str:
        return "polygons"

    def displayName(self) -> str:
        return tr("Land cover to polygons")

    def tags(self) -> List[str]:
        return tr("polygonize,vectorize,polygons,vector,patches,area,land cover").split(",")

    def shortDescription(self) -> str:
        return tr("Turns the patches of a map into polygons with class, name and area, in the map's colours.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Turns every patch of a map into a polygon, by GDAL's polygonize, with the fields <b>class</b> (the "
            "code), <b>class_name</b> and <b>area_ha</b>, in the colours of the map. Works on any raster of class "
            "codes, whoever made it; 0 and no data become no polygon.</p>"
            "<p>A map of single pixels makes very many polygons. With a minimum mapping unit, patches smaller than "
            "that are first given the class of their largest neighbour, as <i>Sieve to a minimum mapping unit</i> "
            "does.</p>"
            "<p>Areas are those of the map's projection, or those on the ellipsoid where the projection does not keep "
            "them and in degrees. They are counted from the map and repeat its errors. The layer's properties say, "
            "under Information, which map the polygons are from and what was done.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_map()
        add_unit_parameters(self, optional=True)
        self.addParameter(as_advanced(connectedness_parameter()))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Land-cover polygons"), QgsProcessing.SourceType.TypeVectorPolygon
            )
        )

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        try:
            layer = self.map_layer(parameters, context)
            area = minimum_area(self, parameters, context)
            if area is not None:
                check_minimum(area, source.pixel_area(layer, context.transformContext()))
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, ["OUTPUT"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def work(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> Dict[str, Any]:
        area = minimum_area(self, parameters, context)
        if area is not None:
            check_minimum(area, self.chosen.pixel)
        feedback.setProgressText(tr("Reading the map"))
        raster = source.read(self.chosen, folder, feedback)
        path, what = raster.path, tr("Polygons of the map's patches.")
        if area is not None:
            path = os.path.join(folder, "sieved.tif")
            connectedness = int(self.parameterAsString(parameters, "CONNECTEDNESS", context))
            _, text = sieved(raster, area, self.chosen.pixel, connectedness, path, feedback)
            what = f"{text} {what}"
        feedback.setProgressText(tr("Making polygons"))
        dataset = _polygonize(path, folder, feedback)
        patches = dataset.GetLayer(0)
        crs = self.chosen.crs
        sink, destination = self.parameterAsSink(
            parameters, "OUTPUT", context, make_fields(*_FIELDS), QgsWkbTypes.Type.Polygon, crs
        )
        if sink is None:
            raise InputError(self.invalidSinkError(parameters, "OUTPUT"))
        measure = source.measure(crs, context.transformContext())
        unit = source.square_metres(crs)
        number = patches.GetFeatureCount()
        feedback.setProgressText(tr("Writing %n polygon(s)", n=number))
        for done, patch in enumerate(patches):
            if feedback.isCanceled():
                del sink, patches, dataset
                derived.remove_vector(destination)
                raise Cancelled
            shape, code = QgsGeometry(), patch.GetField("class")
            shape.fromWkb(bytes(patch.GetGeometryRef().ExportToIsoWkb()))
            ellipsoid = self.chosen.pixel.on_ellipsoid
            metres = measure.measureArea(shape) if ellipsoid else shape.area() * unit
            made = QgsFeature()
            made.setGeometry(shape)
            made.setAttributes([code, raster.classes[code].name, metres / 10_000])
            if not sink.addFeature(made, QgsFeatureSink.Flag.FastInsert):
                raise InputError(self.writeFeatureError(sink, parameters, "OUTPUT"))
            feedback.setProgress(100 * done / number)
        del sink, patches, dataset  # Windows removes no file that is open
        step = derived.step_text(what, raster.name)
        feedback.pushInfo(tr("{0} polygons. {1}").format(in_figures(number), step))
        metadata = derived.with_steps(self.chosen.metadata, [*raster.steps, step])
        renderer = derived.class_renderer("class", raster.classes)
        if os.path.isfile(destination):
            derived.style_file(destination, metadata, renderer)
        title = tr("{0}, polygons").format(raster.name)
        made_of = derived.DerivedPostProcessor(metadata, renderer)
        derived.prepare_loading(destination, tr("Land-cover polygons"), title, made_of, context)
        return {"OUTPUT": destination}


def _polygonize(path: str, folder: str, feedback: QgsProcessingFeedback) -> ogr.DataSource:
    """The patches of a raster of codes as a layer of polygons with the field ``class``. Raises Cancelled."""
    codes = gdal.Open(path)
    band = codes.GetRasterBand(1)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(os.path.join(folder, "patches.gpkg"))
    layer = dataset.CreateLayer("patches", codes.GetSpatialRef(), ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
    gdal.ErrorReset()
    failed = gdal.Polygonize(band, band.GetMaskBand(), layer, 0, [], callback=sieving.progress_of(feedback))
    if feedback.isCanceled():
        raise Cancelled
    if failed:
        raise InputError(tr("No polygons could be made: {0}").format(gdal.GetLastErrorMsg()))
    return dataset
