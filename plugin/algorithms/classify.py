"""``mamol:classify``: a land-cover map from layers and a trained model."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ...mamol_core import contract
from ...mamol_core.fields import output_names
from ..layers.inputs import InputError
from ..results.loading import is_temporary, prepare_loading
from ..results.map_facts import area_caution, area_lines, collect_facts
from ..texts import tr
from .area_parameters import area_values, grid_parameters, where_parameters
from .base import MamolAlgorithm, as_advanced, device_parameter, effort_parameter, named_files, output_problem
from .layer_parameters import (
    add_layer_parameters,
    check_bands,
    collect_bands,
    collect_layers,
    collect_masks,
    contract_layers,
    is_given,
)

OUTPUTS = [name.upper() for name in output_names(contract.ClassifyRequest)]


class ClassifyAlgorithm(MamolAlgorithm):
    """Maps land cover with a model file."""

    help_page = "batch"

    def name(self) -> str:
        return "classify"

    def displayName(self) -> str:
        return tr("Classify land cover")

    def tags(self) -> List[str]:
        return tr("land cover,classification,deep learning,optical,sar,lidar,hyperspectral,predict").split(",")

    def shortDescription(self) -> str:
        return tr("Maps land cover from whichever sensors are there, with a trained model.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Maps land cover with a trained model from whichever layers you have. The layers may differ in "
            "CRS, resolution and extent, and may have holes: each pixel is classified from the sensors that saw it, "
            "and a pixel that no sensor saw is no data.</p>"
            "<h3>Layers</h3>"
            "<p>Give one raster for each sensor you have, and at least one. The model must have been trained with "
            "that sensor; sensors it knows and you don't have are left empty. <i>More layers</i> takes a second layer "
            "of a kind, named as in training, for example <code>optical:summer</code>. A CRS or a nodata value set "
            "in a layer's properties counts. Values in other units than the model's are converted and said so, or "
            "refused.</p>"
            "<p><i>Masks</i> are rasters that are 0, or no data, where a sensor's layer must not be used, for example "
            "under clouds.</p>"
            "<p><i>Fit the model to the layers</i> is for another date of the land that the model was trained on: "
            "optical and hyperspectral layers are standardised by their own values in place of the training area's. "
            "Heights and SAR never are. It supposes that a layer shows about the classes of the training area, in "
            "about the same shares; where it seems to show others, that is said.</p>"
            "<p>An <i>adapter</i>, made by training with labels of another place or season, fits the model to it. It "
            "lies beside the model and brings its own fit to the layers.</p>"
            "<h3>Where and how finely</h3>"
            "<p>Without an extent or an area of interest, everything that the layers cover is mapped. Without a CRS "
            "or a resolution, the model's ground sampling distance is used, in the CRS and on the pixels of the finest "
            "projected layer. The resolution is in units of the map's CRS.</p>"
            "<h3>Results</h3>"
            "<p><b>Land cover</b>: a class code for each pixel, 0 is no data, with names and colours. "
            "<b>Confidence</b>: the winning class's probability in percent. <b>Probabilities</b>: one band a class, "
            "in percent. <b>Sensors used</b>: which sensors each pixel was classified from, one bit a sensor. "
            "<b>Dates used</b>: from how many dates of each series.</p>"
            "<p><i>Thorough</i> looks at every place several times and takes longer; <i>quick</i> gives a first look. "
            "</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(QgsProcessingParameterFile("MODEL", tr("Model"), extension="safetensors"))
        add_layer_parameters(self)
        for parameter in where_parameters(tr("Extent to map")):
            self.addParameter(parameter)
        self.addParameter(effort_parameter())
        advanced = [
            *grid_parameters(),
            QgsProcessingParameterString("ADAPTER", tr("Adapter of the model: its name, or its file"), optional=True),
            QgsProcessingParameterBoolean("MATCH", tr("Fit the model to the layers"), defaultValue=False),
            QgsProcessingParameterFile(
                "CLASSES",
                tr("Other class names and colours (table of code, name, colour)"),
                optional=True,
                fileFilter=tr("Class table (*.csv *.tsv *.json)"),
            ),
            device_parameter(),
            QgsProcessingParameterBoolean("COG", tr("Write Cloud-Optimized GeoTIFF"), defaultValue=False),
        ]
        for parameter in advanced:
            self.addParameter(as_advanced(parameter))
        self.addParameter(QgsProcessingParameterRasterDestination("OUTPUT", tr("Land cover")))
        sides = {
            "CONFIDENCE": tr("Confidence"),
            "PROBABILITIES": tr("Class probabilities"),
            "SENSORS_USED": tr("Sensors used"),
            "DATES_USED": tr("Dates used"),
        }
        for name, title in sides.items():
            self.addParameter(
                QgsProcessingParameterRasterDestination(name, title, optional=True, createByDefault=False)
            )

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        # Before QGIS's own checks, which only say that a layer was not found.
        try:
            layers = collect_layers(self, parameters, context)
            collect_masks(self, parameters, context)
            said = collect_bands(self, parameters, context)
            check_bands(layers, said, self.parameterAsFile(parameters, "MODEL", context))
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, OUTPUTS), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        self._layers = contract_layers(self, parameters, context, self._folder.name)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        with self.prepared() as folder:
            request = self.build_request(parameters, context, feedback, folder)
            result = self.run_engine(request, feedback, repeatable=not is_temporary(request.output))
            facts = collect_facts(request, result)
        for line in [*area_lines(facts), area_caution()]:
            feedback.pushInfo(line)
        paths = {name: getattr(request, name.lower()) for name in OUTPUTS}
        prepare_loading(paths, facts, context)
        return {name: path for name, path in paths.items() if path}

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> contract.ClassifyRequest:
        paths = {
            name: self.parameterAsOutputLayer(parameters, name, context) or None
            for name in OUTPUTS
            if is_given(parameters.get(name))
        }
        return contract.ClassifyRequest(
            layers=self._layers,
            model=self.parameterAsFile(parameters, "MODEL", context),
            output=paths["OUTPUT"],
            confidence=paths.get("CONFIDENCE"),
            probabilities=paths.get("PROBABILITIES"),
            sensors_used=paths.get("SENSORS_USED"),
            dates_used=paths.get("DATES_USED"),
            classes=self.parameterAsFile(parameters, "CLASSES", context) or None,
            effort=self.parameterAsString(parameters, "EFFORT", context),
            device=self.parameterAsString(parameters, "DEVICE", context),
            match=self.parameterAsBoolean(parameters, "MATCH", context),
            adapter=self.parameterAsString(parameters, "ADAPTER", context).strip() or None,
            cog=self.parameterAsBoolean(parameters, "COG", context),
            **area_values(self, parameters, context, feedback, folder),
        )
