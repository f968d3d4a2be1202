"""``mamol:majority``: the class that most of each polygon of a layer has, and how much of it."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple, cast

from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..classmap import source
from ..classmap.source import Cancelled
from ..layers.inputs import InputError
from ..layers.labels import make_fields
from ..results import derived
from ..texts import in_figures, tr
from .after_map import AfterMapAlgorithm
from .base import named_files, output_problem

_FIELDS = "class:integer", "class_name:string(254)", "share:double", "pixels:integer", "no_data:double"
_COUNT = "mamol_count_"  # what the fields of counted pixels begin with


class MajorityAlgorithm(AfterMapAlgorithm):
    """Gives polygons the class of most of their pixels."""

    def name(self) -> str:
        return "majority"

    def displayName(self) -> str:
        return tr("Majority class of polygons")

    def tags(self) -> List[str]:
        return tr("majority,zonal statistics,parcels,fields,segments,objects,share,land cover").split(",")

    def shortDescription(self) -> str:
        return tr("Gives each polygon of a layer, such as a parcel, the class that most of it has, and the share.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Counts, by QGIS's zonal histogram, the pixels of a map in each polygon of a layer, such as parcels or "
            "segments, and adds the fields <b>class</b> (the code of the most frequent class), <b>class_name</b>, "
            "<b>share</b> (its percentage of the polygon's pixels with a class), <b>pixels</b> (how many those are) "
            "and <b>no_data</b> (the percentage of the polygon's pixels without a class). Works on any raster of class "
            "codes, whoever made it.</p>"
            "<p>A pixel counts where its centre is in the polygon; a polygon without such a pixel takes those it "
            "touches, and one beside the map gets no class. Where two classes are equally frequent, the one with the "
            "lower code is taken. Both are said in the log.</p>"
            "<p>The layer's properties say, under Information, from which map the classes are.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_map()
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "POLYGONS", tr("Polygons"), [QgsProcessing.SourceType.TypeVectorPolygon]
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Polygons with their class"), QgsProcessing.SourceType.TypeVectorPolygon
            )
        )

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        try:
            self.map_layer(parameters, context)
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, ["OUTPUT"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def work(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> Dict[str, Any]:
        polygons = self.parameterAsSource(parameters, "POLYGONS", context)
        if polygons is None:
            raise InputError(self.invalidSourceError(parameters, "POLYGONS"))
        feedback.setProgressText(tr("Reading the map"))
        raster = source.read(self.chosen, folder, feedback)
        feedback.setProgressText(tr("Counting pixels"))
        counted = _count(raster.path, parameters["POLYGONS"], context, feedback)
        own = counted.fields().names()
        counts = {name.replace(_COUNT, ""): index for index, name in enumerate(own) if name.startswith(_COUNT)}
        kept = [index for index, name in enumerate(own) if not name.startswith(_COUNT)]
        before = polygons.fields()
        made_fields = QgsProcessingUtils.combineFields(before, make_fields(*_FIELDS))
        sink, destination = self.parameterAsSink(
            parameters, "OUTPUT", context, made_fields, counted.wkbType(), counted.sourceCrs()
        )
        if sink is None:
            raise InputError(self.invalidSinkError(parameters, "OUTPUT"))
        empty = ties = 0
        for feature in counted.getFeatures():
            if feedback.isCanceled():
                del sink
                derived.remove_vector(destination)
                raise Cancelled
            values = feature.attributes()
            found = {code: int(values[index] or 0) for code, index in counts.items()}
            missing = found.pop("NODATA", 0)
            attributes, tied = _majority({int(float(code)): number for code, number in found.items()}, missing)
            empty += attributes[0] is None
            ties += tied
            name = raster.classes[attributes[0]].name if attributes[0] is not None else None
            made = QgsFeature()
            made.setGeometry(feature.geometry())
            made.setAttributes([values[index] for index in kept] + [attributes[0], name, *attributes[1:]])
            if not sink.addFeature(made, QgsFeatureSink.Flag.FastInsert):
                raise InputError(self.writeFeatureError(sink, parameters, "OUTPUT"))
        del sink
        if empty:
            feedback.pushWarning(tr("%n polygon(s) hold no pixel of the map, and have no class.", n=empty))
        if ties:
            feedback.pushWarning(
                tr("In %n polygon(s) two classes are equally frequent; the one with the lower code was taken.", n=ties)
            )
        what = tr("Polygons of '{0}' with the class that most of their pixels have.").format(polygons.sourceName())
        step = derived.step_text(what, raster.name)
        feedback.pushInfo(tr("{0} polygons. {1}").format(in_figures(counted.featureCount()), step))
        metadata = derived.with_steps(self.chosen.metadata, [*raster.steps, step])
        renderer = derived.class_renderer(made_fields.at(before.count()).name(), raster.classes)
        if os.path.isfile(destination):
            derived.style_file(destination, metadata, renderer)
        title = tr("{0}, majority of {1}").format(polygons.sourceName(), raster.name)
        made_of = derived.DerivedPostProcessor(metadata, renderer)
        derived.prepare_loading(destination, tr("Polygons with their class"), title, made_of, context)
        return {"OUTPUT": destination}


def _count(path: str, polygons: Any, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> QgsVectorLayer:
    """The polygons with a field for the pixels of each code that they hold."""
    import processing  # not there yet when QGIS starts

    # A layer of our own: one that the context keeps would hold the file open, and Windows removes no such file.
    layer = QgsRasterLayer(path, "codes")
    parameters = {
        "INPUT_RASTER": layer,
        "RASTER_BAND": 1,
        "INPUT_VECTOR": polygons,
        "COLUMN_PREFIX": _COUNT,
        "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT,
    }
    result = processing.run(
        "native:zonalhistogram", parameters, context=context, feedback=feedback, is_child_algorithm=True
    )
    if feedback.isCanceled():
        raise Cancelled
    return cast(QgsVectorLayer, context.takeResultLayer(result["OUTPUT"]))


def _majority(pixels: Dict[int, int], missing: int) -> Tuple[List[Any], bool]:
    """Code, share in %, pixels with a class and % of no data, and whether two classes are first."""
    classified = sum(pixels.values())
    no_data = 100 * missing / (classified + missing) if classified + missing else None
    if not classified:
        return [None, None, 0, no_data], False
    most = max(pixels.values())
    first = sorted(code for code, number in pixels.items() if number == most)
    return [first[0], round(100 * most / classified, 1), classified, no_data], len(first) > 1
