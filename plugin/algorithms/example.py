"""``mamol:example``: the simulated example scene, to try the plugin before having data."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ...mamol_core import contract
from ..results.loading import load_example
from ..texts import tr
from .base import MamolAlgorithm


class ExampleAlgorithm(MamolAlgorithm):
    """Writes the simulated example scene and opens it."""

    help_page = "first-map"

    def name(self) -> str:
        return "example"

    def displayName(self) -> str:
        return tr("Example scene")

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(QgsProcessingParameterFolderDestination("FOLDER", tr("Folder for the scene")))
        self.addParameter(QgsProcessingParameterNumber("SEED", tr("Seed"), defaultValue=0, minValue=0))
        self.addOutput(QgsProcessingOutputRasterLayer("OPTICAL", tr("Optical")))
        self.addOutput(QgsProcessingOutputRasterLayer("SAR", tr("SAR")))
        self.addOutput(QgsProcessingOutputRasterLayer("LIDAR", tr("LiDAR")))
        self.addOutput(QgsProcessingOutputRasterLayer("HYPERSPECTRAL", tr("Hyperspectral")))
        self.addOutput(QgsProcessingOutputVectorLayer("LABELS", tr("Training polygons")))
        self.addOutput(QgsProcessingOutputRasterLayer("TRUTH", tr("True land cover")))
        self.addOutput(QgsProcessingOutputFile("CLASSES", tr("Class table")))

    def tags(self) -> List[str]:
        return tr("demo,sample data,simulated,land cover").split(",")

    def shortDescription(self) -> str:
        return tr("Writes a small simulated scene to try training and classifying with.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Writes a small scene to try the other two algorithms with, and opens it: an optical, a SAR, a LiDAR "
            "and a hyperspectral raster, a few training polygons, and the true land cover to compare with.</p>"
            "<p>The scene is <b>simulated</b>. What a model reaches on it says nothing about real land.</p>"
            "<p>Then: run <i>Train a land-cover model</i> with these layers and the training polygons, and "
            "<i>Classify land cover</i> with the model, leaving out whichever sensor you like.</p>"
        )

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request = contract.ExampleRequest(
            folder=self.parameterAsFileOutput(parameters, "FOLDER", context),
            seed=self.parameterAsInt(parameters, "SEED", context),
        )
        result = self.run_engine(request, feedback)
        layers = result["layers"]
        files = {
            "LABELS": (result["labels"], tr("Training polygons")),
            "OPTICAL": (layers["optical"], tr("Optical")),
            "SAR": (layers["sar"], tr("SAR")),
            "LIDAR": (layers["lidar"], tr("LiDAR")),
            "HYPERSPECTRAL": (layers["hyperspectral"], tr("Hyperspectral")),
            "TRUTH": (result["truth"], tr("True land cover")),
        }
        load_example(files, result["field"], result["classes"], context)
        return {"FOLDER": result["folder"], "CLASSES": result["classes"]} | {
            name: path for name, (path, _) in files.items()
        }
