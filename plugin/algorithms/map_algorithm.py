"""What the algorithms share that tell something of a class raster, whoever made it."""

from __future__ import annotations

import os
from typing import Any, ClassVar, Dict, List, Tuple, Type

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
)

from ...mamol_core import contract
from ...mamol_core.contract import REFERENCE_FIELD
from ..classmap import source
from ..layers import inputs, labels
from ..layers.inputs import InputError
from ..layers.samples import design_beside
from ..texts import tr
from .base import MamolAlgorithm, as_advanced, named_files, output_problem
from .from_request import choice, given_values
from .layer_parameters import checked_raster, is_given

POINT, POLYGON = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorPolygon


class MapAlgorithm(MamolAlgorithm):
    """An algorithm on class rasters. Parameters that are not said here are called like the fields of ``request``.

    ``maps``: parameters that hold a class raster, and the field of each; names and colours of those in ``named`` go
    along. ``features``: parameters that hold features, and the field and the class field of each. ``files``: outputs.
    """

    help_page = "assessment"
    request: ClassVar[Type[contract.Request]]
    maps: ClassVar[Dict[str, str]] = {"MAP": "map"}
    named: ClassVar[Tuple[str, ...]] = ("MAP",)
    features: ClassVar[Dict[str, Tuple[str, str]]] = {}
    files: ClassVar[Tuple[str, ...]] = ()

    def group(self) -> str:
        return tr("Accuracy and area")

    def groupId(self) -> str:
        return "accuracy"

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        # Before QGIS's own checks, which only say that a layer was not found.
        try:
            for name in self.maps:
                if is_given(parameters.get(name)):
                    self._map(parameters, name, context)
            if "REFERENCE" in self.features:
                self._check_reference(parameters, context)
            self.check_values(parameters, context)
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, self.files), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def check_values(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        """Raise InputError for what can't go together."""

    def _map(self, parameters: Dict[str, Any], name: str, context: QgsProcessingContext) -> Any:
        layer = checked_raster(self.parameterAsRasterLayer(parameters, name, context), parameters[name])
        source.check(layer)
        inputs.displayed_nodata(layer, zero_is_empty=True)
        return layer

    def _check_reference(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        if not is_given(parameters.get("REFERENCE")):
            return
        points = self.parameterAsSource(parameters, "REFERENCE", context)
        if points is None:
            return
        field = self.parameterAsString(parameters, "FIELD", context) or REFERENCE_FIELD
        index = points.fields().lookupField(field)
        if index >= 0 and not any(is_given(value) for value in points.uniqueValues(index)):
            raise InputError(
                tr("Field '{0}' of layer '{1}' is empty. Fill in what is really there, then run this again.").format(
                    field, points.sourceName()
                )
            )

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        self._values: Dict[str, Any] = {}
        self._warnings: List[str] = []
        folder = self._folder.name
        palette: Dict[int, labels.Category] = {}
        known = set(self.request.__dataclass_fields__)
        for name, field in self.maps.items():
            if not is_given(parameters.get(name)):
                continue
            layer = self._map(parameters, name, context)
            if field in self._values:
                raise InputError(tr("Both features and a raster were given. Choose one of the two."))
            self._values[field] = inputs.as_displayed(layer, folder, zero_is_empty=True)
            if f"{field}_name" in known:
                self._values[f"{field}_name"] = layer.name()
            if name in self.named:
                own = labels.palette(layer)
                self._warnings += _unlike_names(palette, own, layer.name())
                palette = {**own, **palette}
        if palette:
            self._values["classes"] = os.path.join(folder, "classes.csv")
            labels.write_table(self._values["classes"], palette)
        if "REFERENCE" in self.features and is_given(parameters.get("REFERENCE")):
            points = self.parameterAsVectorLayer(parameters, "REFERENCE", context)
            self._values["design_file"] = design_beside(points)

    def ask_engine(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Tuple[Any, Dict[str, Any]]:
        for sentence in self._warnings if self.problem is None else []:
            feedback.pushWarning(sentence)
        return super().ask_engine(parameters, context, feedback)

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> contract.Request:
        values = {**self._values, **given_values(self, self.request, parameters, context)}
        for name, (field, class_field) in self.features.items():
            if not is_given(parameters.get(name)):
                continue
            points = self.parameterAsSource(parameters, name, context)
            if points is None:
                raise InputError(self.invalidSourceError(parameters, name))
            chosen = values.get(class_field)
            values[field], values[class_field] = labels.export_labels(points, chosen, None, folder, None, feedback)
            values[f"{field}_name"] = points.sourceName()
        return self.request(**values)


def _unlike_names(known: Dict[int, labels.Category], other: Dict[int, labels.Category], layer: str) -> List[str]:
    """What to say of codes that two maps name differently, of which the second is ``layer``."""
    return [
        tr("Code {0} is '{1}' in the first map and '{2}' in '{3}'. Codes are compared, not names.").format(
            code, known[code].name, entry.name, layer
        )
        for code, entry in other.items()
        if code in known and known[code].name and entry.name and known[code].name.casefold() != entry.name.casefold()
    ]


def map_parameter(name: str, title: str, optional: bool = False) -> QgsProcessingParameterRasterLayer:
    """A class raster."""
    return QgsProcessingParameterRasterLayer(name, title, optional=optional)


def reference_parameters(optional: bool, kinds: List[Any]) -> List[QgsProcessingParameterDefinition]:
    """REFERENCE and FIELD, and as advanced ones STRATA, DESIGN and DESIGN_FILE."""
    return [
        QgsProcessingParameterFeatureSource(
            "REFERENCE", tr("Reference: what is really there"), kinds, optional=optional
        ),
        QgsProcessingParameterField(
            "FIELD", tr("Reference field"), parentLayerParameterName="REFERENCE", optional=True
        ),
        as_advanced(map_parameter("STRATA", tr("Raster that the sample was stratified by, if not the map"), True)),
        as_advanced(
            choice(
                "DESIGN",
                tr("How the points were drawn, where no design file tells"),
                contract.DESIGNS,
                None,
                tr("stratified: at random within each class or stratum; random: at random from the whole map"),
            )
        ),
        as_advanced(
            QgsProcessingParameterFile(
                "DESIGN_FILE",
                tr("Sampling design, if not beside the points"),
                optional=True,
                fileFilter=tr("Sampling design (*.json)"),
            )
        ),
    ]
