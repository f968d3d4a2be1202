"""What the algorithms share that look at a scene without mapping it: where to label next, and what there is."""

from __future__ import annotations

from typing import Any, Dict, Tuple

from qgis.core import QgsProcessingContext

from ..layers.inputs import InputError
from ..texts import tr
from .base import MamolAlgorithm, named_files, output_problem
from .layer_parameters import collect_bands, collect_layers, collect_masks, contract_layers


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
