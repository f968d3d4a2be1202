"""``mamol:sieve``: a map without patches smaller than the minimum mapping unit."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterRasterDestination

from ..classmap import sieving, source
from ..layers.inputs import InputError
from ..paths import stem
from ..results import derived
from ..results.loading import is_temporary
from ..texts import tr
from .after_map import (
    AfterMapAlgorithm,
    add_unit_parameters,
    check_minimum,
    connectedness_parameter,
    minimum_area,
    sieved,
)
from .base import named_files, output_problem


class SieveAlgorithm(AfterMapAlgorithm):
    """Merges small patches into their largest neighbour."""

    def name(self) -> str:
        return "sieve"

    def displayName(self) -> str:
        return tr("Sieve to a minimum mapping unit")

    def tags(self) -> List[str]:
        return tr("sieve,minimum mapping unit,clump,eliminate,generalise,filter,patches,land cover").split(",")

    def shortDescription(self) -> str:
        return tr("Merges patches smaller than a minimum area into their largest neighbour; names and colours stay.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Gives every patch of a map that is smaller than the minimum mapping unit the class of its largest "
            "neighbour, by GDAL's sieve. Works on any raster of class codes, whoever made it.</p>"
            "<p>The minimum is an area. How many pixels that is follows from what a pixel really covers, also where "
            "the map is in degrees. Pixels without data, and 0, stay what they are and take no part; a patch that "
            "only they surround stays as well.</p>"
            "<p>Names, colours and what is known of the map's making go along, and what was done here is added: see "
            "the layer's properties, Information, or the tags of the file. The log says how many pixels each class "
            "had and has. The accuracy of the former map is not that of this one.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.add_map()
        add_unit_parameters(self, optional=False)
        self.addParameter(connectedness_parameter())
        self.addParameter(QgsProcessingParameterRasterDestination("OUTPUT", tr("Sieved land cover")))

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        try:
            layer = self.map_layer(parameters, context)
            area = minimum_area(self, parameters, context)
            if area is not None:
                check_minimum(area, source.pixel_area(layer, context.transformContext()))
            for path in named_files(parameters, ["OUTPUT"]):
                sieving.check_target(path, layer.source())
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, ["OUTPUT"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def work(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> Dict[str, Any]:
        path = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        area = minimum_area(self, parameters, context)
        if area is None:
            raise InputError(tr("No minimum mapping unit was given."))
        check_minimum(area, self.chosen.pixel)
        sieving.check_target(path, self.chosen.path)
        feedback.setProgressText(tr("Reading the map"))
        raster = source.read(self.chosen, folder, feedback)
        connectedness = int(self.parameterAsString(parameters, "CONNECTEDNESS", context))
        part = sieving.part_of(path)
        try:
            pixels, what = sieved(raster, area, self.chosen.pixel, connectedness, part, feedback)
            step = derived.step_text(what, raster.name)
            sieving.write_map(part, path, raster, sorted(pixels), step)
        finally:
            sieving.remove_part(part)
        feedback.pushInfo(step)
        counts = [(raster.classes[code].name, pixels.get(code, 0)) for code in raster.pixels]
        made = derived.DerivedPostProcessor(
            derived.with_steps(self.chosen.metadata, [*raster.steps, step]),
            facts=derived.recounted(self.chosen.facts, counts),
        )
        title = tr("{0}, from {1}").format(raster.name, area[1]) if is_temporary(path) else stem(path)
        derived.prepare_loading(path, tr("Sieved land cover"), title, made, context)
        return {"OUTPUT": path}
