"""The Processing provider ``mamol``."""

from __future__ import annotations

from typing import List

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.classify import ClassifyAlgorithm
from .algorithms.example import ExampleAlgorithm
from .algorithms.train import TrainAlgorithm
from .paths import ICON


class MamolProvider(QgsProcessingProvider):
    """Training, classifying and the example scene."""

    def id(self) -> str:
        return "mamol"

    def name(self) -> str:
        return "MaMOL Land Cover"

    def icon(self) -> QIcon:
        return QIcon(ICON)

    def loadAlgorithms(self) -> None:
        for algorithm in (ClassifyAlgorithm, TrainAlgorithm, ExampleAlgorithm):
            self.addAlgorithm(algorithm())

    def supportedOutputRasterLayerExtensions(self) -> List[str]:
        """The engine writes GeoTIFF only."""
        return ["tif"]
