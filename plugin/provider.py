"""The Processing provider ``mamol``."""

from __future__ import annotations

from typing import List

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.areas import AreasAlgorithm
from .algorithms.assess import AssessAlgorithm
from .algorithms.checkalignment import CheckAlignmentAlgorithm
from .algorithms.classify import ClassifyAlgorithm
from .algorithms.compare import CompareAlgorithm
from .algorithms.drawsample import DrawSampleAlgorithm
from .algorithms.enginesetup import EngineSetupAlgorithm
from .algorithms.enginestatus import EngineStatusAlgorithm
from .algorithms.example import ExampleAlgorithm
from .algorithms.explore import ExploreAlgorithm
from .algorithms.importproduct import ImportProductAlgorithm
from .algorithms.majority import MajorityAlgorithm
from .algorithms.polygons import PolygonsAlgorithm
from .algorithms.samplesize import SampleSizeAlgorithm
from .algorithms.sieve import SieveAlgorithm
from .algorithms.suggest import SuggestAlgorithm
from .algorithms.train import TrainAlgorithm
from .paths import ICON


class MamolProvider(QgsProcessingProvider):
    """Training, classifying, accuracy and area, where to label, what comes after a map, products, and the engine."""

    def id(self) -> str:
        return "mamol"

    def name(self) -> str:
        return "MaMOL Land Cover"

    def icon(self) -> QIcon:
        return QIcon(ICON)

    def loadAlgorithms(self) -> None:
        algorithms = (
            ClassifyAlgorithm,
            TrainAlgorithm,
            SampleSizeAlgorithm,
            DrawSampleAlgorithm,
            AssessAlgorithm,
            CompareAlgorithm,
            AreasAlgorithm,
            CheckAlignmentAlgorithm,
            SuggestAlgorithm,
            ExploreAlgorithm,
            ExampleAlgorithm,
            ImportProductAlgorithm,
            SieveAlgorithm,
            MajorityAlgorithm,
            PolygonsAlgorithm,
            EngineSetupAlgorithm,
            EngineStatusAlgorithm,
        )
        for algorithm in algorithms:
            self.addAlgorithm(algorithm())

    def supportedOutputRasterLayerExtensions(self) -> List[str]:
        """The engine writes GeoTIFF only."""
        return ["tif"]
