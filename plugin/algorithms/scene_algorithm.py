"""What the algorithms share that look at a scene without mapping it: where to label next, what there is, what fits."""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
)

from ..layers import inputs, labels
from ..layers.inputs import InputError
from ..texts import tr
from .base import MamolAlgorithm, as_advanced, named_files, output_problem
from .layer_parameters import (
    checked_raster,
    collect_bands,
    collect_layers,
    collect_masks,
    contract_layers,
    is_given,
)


class SceneAlgorithm(MamolAlgorithm):
    """An algorithm on the layers of a scene, with one result, OUTPUT."""

    help_page = "labels"

    def group(self) -> str:
        return tr("Labels")

    def groupId(self) -> str:
        return "labels"

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        # Before QGIS's own checks, which only say that a layer was not found.
        try:
            layers = collect_layers(self, parameters, context)
            collect_masks(self, parameters, context)
            said = collect_bands(self, parameters, context)
            self.check_layers(layers, said, parameters, context)
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, ["OUTPUT"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def check_layers(self, layers: Any, said: Any, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        """Raise InputError for layers, or what belongs to them, that can't be used."""

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        self._layers = contract_layers(self, parameters, context, self._folder.name)
        self._class_raster: Dict[str, Any] = {}
        if is_given(parameters.get("LABELS_RASTER")):
            raster = checked_raster(
                self.parameterAsRasterLayer(parameters, "LABELS_RASTER", context), parameters["LABELS_RASTER"]
            )
            path = inputs.as_displayed(raster, self._folder.name, zero_is_empty=True)
            self._class_raster = {"labels": path, "labels_name": raster.name()}

    def add_labels(self, title: str, points: bool = True) -> None:
        """Declare LABELS, FIELD and LABELS_RASTER, all optional."""
        kinds = [QgsProcessing.SourceType.TypeVectorPolygon]
        if points:
            kinds.append(QgsProcessing.SourceType.TypeVectorPoint)
        self.addParameter(QgsProcessingParameterFeatureSource("LABELS", title, kinds, optional=True))
        self.addParameter(
            QgsProcessingParameterField("FIELD", tr("Class field"), parentLayerParameterName="LABELS", optional=True)
        )
        self.addParameter(
            as_advanced(QgsProcessingParameterRasterLayer("LABELS_RASTER", tr("Or a class raster"), optional=True))
        )

    def check_labels(self, parameters: Dict[str, Any]) -> None:
        """Raise InputError where two kinds of labels were given."""
        if is_given(parameters.get("LABELS")) and is_given(parameters.get("LABELS_RASTER")):
            raise InputError(tr("Both training features and a class raster were given. Choose one of the two."))

    def labels_values(
        self,
        field: Optional[str],
        parameters: Dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        folder: str,
    ) -> Dict[str, Any]:
        """What the request holds of the labels; after ``prepareAlgorithm``. Raises InputError."""
        if not is_given(parameters.get("LABELS")):
            return self._class_raster
        source = self.parameterAsSource(parameters, "LABELS", context)
        if source is None:
            raise InputError(self.invalidSourceError(parameters, "LABELS"))
        path, found = labels.export_labels(source, field, None, folder, None, feedback)
        return {"labels": path, "field": found, "labels_name": source.sourceName()}
