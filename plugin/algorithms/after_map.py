"""What the algorithms share that work on a finished map: the map, the minimum mapping unit, their group."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsRasterLayer,
)

from ..classmap import sieving, source
from ..classmap.source import ChosenMap, ClassRaster, PixelArea
from ..layers.inputs import InputError
from ..texts import in_figures, tr
from .base import MamolAlgorithm
from .layer_parameters import checked_raster, is_given

MAP = "INPUT"
_UNITS = {"ha": 10_000.0, "m2": 1.0}


class AfterMapAlgorithm(MamolAlgorithm):
    """An algorithm for any map of classes, of this plugin or not. QGIS and GDAL do the work; no engine is needed."""

    needs_engine = False
    help_page = "batch"
    chosen: ChosenMap

    def group(self) -> str:
        return tr("After the map")

    def groupId(self) -> str:
        return "after"

    def add_map(self) -> None:
        """Declare INPUT, the map."""
        self.addParameter(QgsProcessingParameterRasterLayer(MAP, tr("Land cover: any raster of classes")))

    def map_layer(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> QgsRasterLayer:
        """The map that was chosen. Raises InputError where it is none."""
        layer = checked_raster(self.parameterAsRasterLayer(parameters, MAP, context), parameters.get(MAP))
        source.check(layer)
        return layer

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        layer = self.map_layer(parameters, context)
        self.chosen = source.look_at(layer, self._folder.name, context.transformContext())

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        with self.prepared() as folder:
            try:
                return self.work(parameters, context, feedback, folder)
            except source.Cancelled:
                raise QgsProcessingException(tr("Cancelled; no result was written.")) from None
            except RuntimeError as error:  # of GDAL, where somebody has switched its exceptions on
                if feedback.isCanceled():
                    raise QgsProcessingException(tr("Cancelled; no result was written.")) from None
                raise QgsProcessingException(str(error)) from None

    def work(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> Dict[str, Any]:
        """The outputs; ``folder`` takes temporary files. Raises InputError and Cancelled."""
        raise NotImplementedError


def add_unit_parameters(algorithm: QgsProcessingAlgorithm, optional: bool) -> None:
    """Declare MINIMUM_AREA and UNIT, the minimum mapping unit."""
    algorithm.addParameter(
        QgsProcessingParameterNumber(
            "MINIMUM_AREA",
            tr("Minimum mapping unit"),
            QgsProcessingParameterNumber.Type.Double,
            defaultValue=None if optional else 0.5,
            optional=optional,
            minValue=0,
        )
    )
    algorithm.addParameter(
        QgsProcessingParameterEnum(
            "UNIT", tr("Unit of the minimum: hectares or square metres"), list(_UNITS), False, "ha", False, True
        )
    )


def connectedness_parameter() -> QgsProcessingParameterEnum:
    """CONNECTEDNESS: 4 or 8."""
    parameter = QgsProcessingParameterEnum(
        "CONNECTEDNESS", tr("Neighbours of a pixel"), options=["4", "8"], defaultValue="4", usesStaticStrings=True
    )
    parameter.setHelp(tr("4: pixels that share a side belong together; 8: those that touch at a corner as well"))
    return parameter


def minimum_area(
    algorithm: QgsProcessingAlgorithm, parameters: Dict[str, Any], context: QgsProcessingContext
) -> Optional[Tuple[float, str]]:
    """The minimum mapping unit in m², and as a person wrote it; None where there is none."""
    if not is_given(parameters.get("MINIMUM_AREA", algorithm.parameterDefinition("MINIMUM_AREA").defaultValue())):
        return None
    number = algorithm.parameterAsDouble(parameters, "MINIMUM_AREA", context)
    unit = algorithm.parameterAsString(parameters, "UNIT", context)
    return number * _UNITS[unit], f"{in_figures(number)} {'m²' if unit == 'm2' else unit}"


def check_minimum(area: Tuple[float, str], pixel: PixelArea) -> None:
    """Raise InputError where a minimum mapping unit would change nothing."""
    if area[0] <= pixel.middle:
        raise InputError(
            tr(
                "The minimum mapping unit, {0}, is not more than a pixel of the map covers, {1} m². Choose more."
            ).format(area[1], in_figures(pixel.middle, 1))
        )


def sieved(
    raster: ClassRaster,
    area: Tuple[float, str],
    pixel: PixelArea,
    connectedness: int,
    target: str,
    feedback: QgsProcessingFeedback,
) -> Tuple[Dict[int, int], str]:
    """Sieve a map to ``target`` and say what that did: pixels of each code, and a line for the history."""
    least = sieving.least_pixels(area[0], pixel)
    feedback.setProgressText(tr("Merging patches of less than {0} ({1} pixels)").format(area[1], in_figures(least)))
    if pixel.varies():
        feedback.pushWarning(
            tr("Pixels cover between {0} and {1} m² on this map; the minimum is counted with {2} m².").format(
                in_figures(pixel.smallest, 1), in_figures(pixel.largest, 1), in_figures(pixel.middle, 1)
            )
        )
    pixels = sieving.sieve(raster.path, target, least, connectedness, sieving.progress_of(feedback))
    rows, gone = sieving.changes(raster, pixels)
    for name, before, after in rows:
        feedback.pushInfo(tr("{0}: {1} pixels before, {2} after").format(name, in_figures(before), in_figures(after)))
    if gone:
        feedback.pushWarning(
            tr("No patch of these classes is large enough, so they are gone from the result: {0}.").format(
                ", ".join(gone)
            )
        )
    text = tr(
        "Patches of less than {0} ({1} pixels of {2} m², {3} neighbours) got the class of their largest neighbour."
    )
    return pixels, text.format(area[1], least, in_figures(pixel.middle, 1), connectedness)
