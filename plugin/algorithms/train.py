"""``mamol:train``: a model file from layers and labels."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsFeedback,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ...mamol_core import contract
from ...mamol_core.adapters import adapter_path
from ..choices import remember_report
from ..layers import inputs, labels
from ..layers.inputs import InputError
from ..texts import tr
from .base import MamolAlgorithm, as_advanced, device_parameter, effort_parameter, named_files, output_problem
from .layer_parameters import (
    add_layer_parameters,
    check_bands,
    checked_raster,
    collect_bands,
    collect_layers,
    collect_masks,
    contract_layers,
    is_given,
    metres,
)


class TrainAlgorithm(MamolAlgorithm):
    """Trains a model file from layers and labels."""

    help_page = "labels"

    def name(self) -> str:
        return "train"

    def displayName(self) -> str:
        return tr("Train a land-cover model")

    def tags(self) -> List[str]:
        return tr("land cover,classification,deep learning,training,polygons,samples,learn").split(",")

    def shortDescription(self) -> str:
        return tr("Trains a model from polygons, points or a class raster, for any combination of its sensors.")

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        add_layer_parameters(self)
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                "LABELS",
                tr("Training polygons or points"),
                [QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVectorPoint],
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterField("FIELD", tr("Class field"), parentLayerParameterName="LABELS", optional=True)
        )
        self.addParameter(QgsProcessingParameterRasterLayer("LABELS_RASTER", tr("Or a class raster"), optional=True))
        self.addParameter(effort_parameter())
        scenes = QgsProcessingParameterMultipleLayers(
            "SCENES", tr("Further scenes (scene.json)"), QgsProcessing.SourceType.TypeFile, optional=True
        )
        scenes.setHelp(tr("Files scene.json, or folders that hold one: layers and labels of other places"))
        advanced = [
            scenes,
            QgsProcessingParameterFile(
                "CLASSES",
                tr("Class names and colours (table of code, name, colour)"),
                optional=True,
                fileFilter=tr("Class table (*.csv *.tsv *.json)"),
            ),
            QgsProcessingParameterString("IGNORE", tr("Codes to leave out, such as 0, 255"), optional=True),
            QgsProcessingParameterBoolean(
                "ALIGN_LABELS", tr("Move the labels to the layers, where they clearly lie off"), False
            ),
            QgsProcessingParameterString(
                "LABELS_SHIFT", tr("Move the labels: metres east and north, such as 0;-12.5"), optional=True
            ),
            QgsProcessingParameterFile("CONTINUE", tr("Model to continue"), extension="safetensors", optional=True),
            QgsProcessingParameterBoolean(
                "LABELS_ONLY", tr("When a model is continued, keep only the classes found in the labels"), False
            ),
            QgsProcessingParameterString(
                "ADAPTER",
                tr("Name of an adapter, written beside the model to continue"),
                optional=True,
            ),
            QgsProcessingParameterNumber("SEED", tr("Seed"), defaultValue=0, minValue=0),
            device_parameter(),
        ]
        for parameter in advanced:
            self.addParameter(as_advanced(parameter))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "MODEL",
                tr("Model"),
                tr("MaMOL model (*.mamol.safetensors)"),
                optional=True,  # with an adapter
            )
        )
        self.addParameter(
            QgsProcessingParameterFolderDestination("REPORT", tr("Report folder"), optional=True, createByDefault=False)
        )
        self.addOutput(QgsProcessingOutputNumber("OA", tr("Overall accuracy with all sensors")))
        self.addOutput(QgsProcessingOutputHtml("REPORT_HTML", tr("Report")))
        self.addOutput(QgsProcessingOutputFile("ADAPTER_FILE", tr("Adapter")))

    def shortHelpString(self) -> str:
        return tr(
            "<p>Trains a model from your layers and labels. The model then maps land cover wherever some of these "
            "sensors are, not only where all of them are.</p>"
            "<h3>Layers</h3>"
            "<p>Give one raster for each sensor, and at least one. They may differ in CRS, resolution and extent, and "
            "may have holes. <i>More layers</i> takes a second layer of a kind, with a name, for example "
            "<code>optical:summer</code>. A CRS or a nodata value set in a layer's properties counts. <i>Masks</i> are "
            "rasters that are 0, or no data, where a sensor's layer must not be used.</p>"
            "<h3>Labels</h3>"
            "<p>Either polygons or points with a class field (text or whole numbers from 1 on), or a class raster (0 "
            "means no label). What QGIS shows is what is read: scratch layers, edits not yet saved, filters, and "
            "the selection if you ask for selected features only. Class names and colours come from the layer's "
            "categories or palette, unless you give a table. Several polygons a class, spread over the scene, make a "
            "better model and an honest accuracy: part of them is kept aside to measure it. Where labels or layers "
            "clearly lie off one another, a warning says how far; <i>Advanced</i> moves them.</p>"
            "<p><i>Further scenes</i> are other places to learn from at once. A <code>scene.json</code> names the "
            "layers and labels of each; the guide tells how.</p>"
            "<h3>Results</h3>"
            "<p><b>Model</b>: one file with everything that mapping needs. <b>Report</b>: accuracy for each "
            "combination of sensors, per class and over all, as a page and as JSON. It is measured on labels that "
            "were kept aside; the model delivered is then trained on all of them.</p>"
            "<p><i>Quick</i> gives a first idea, <i>thorough</i> takes longest. <i>Model to continue</i> goes on "
            "from a model, for example in a new region with few labels. A sensor that it does not know is added to it: "
            "then only what reads that sensor is trained, and the model's classes, and every map made without the "
            "sensor, stay as they are. With the name of an <i>adapter</i> no model is written: what fits the model to "
            "this place and season goes into a small file beside it, if labels kept aside show that it maps better.</p>"
        )

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        # Before QGIS's own checks, which only say that a layer was not found.
        try:
            layers = collect_layers(self, parameters, context)
            collect_masks(self, parameters, context)
            self._check_labels(parameters, context)
            self._ignored(parameters, context)
            self._labels_shift(parameters, context)
            said = collect_bands(self, parameters, context)
            check_bands(layers, said, self.parameterAsFile(parameters, "CONTINUE", context), continuing=True)
        except InputError as error:
            return self.refuse(error)
        problem = output_problem(named_files(parameters, ["MODEL"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def _check_labels(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        features, raster = (is_given(parameters.get(name)) for name in ("LABELS", "LABELS_RASTER"))
        if features == raster:
            raise InputError(
                tr("Both training features and a class raster were given. Choose one of the two.")
                if features
                else tr("No labels were given. Choose training polygons or points, or a class raster.")
            )
        if raster:
            checked_raster(
                self.parameterAsRasterLayer(parameters, "LABELS_RASTER", context), parameters["LABELS_RASTER"]
            )

    def _ignored(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[int, ...]:
        text = self.parameterAsString(parameters, "IGNORE", context)
        words = text.replace(",", " ").replace(";", " ").split()
        try:
            return tuple(int(word) for word in words)
        except ValueError:
            raise InputError(
                tr("'{0}' is not a list of class codes to leave out; write for example 0, 255.").format(text)
            ) from None

    def _labels_shift(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Optional[Tuple[float, float]]:
        text = self.parameterAsString(parameters, "LABELS_SHIFT", context).strip()
        return metres(text) if text else None

    def prepare_layers(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        self._styled: Optional[str] = None
        self._layers = contract_layers(self, parameters, context, self._folder.name)
        self._check_labels(parameters, context)
        if is_given(parameters.get("LABELS_RASTER")):
            raster = self.parameterAsRasterLayer(parameters, "LABELS_RASTER", context)
            self._class_raster = inputs.as_displayed(raster, self._folder.name, zero_is_empty=True)
            self._class_raster_name: Optional[str] = raster.name()
            self._styled = os.path.join(self._folder.name, "classes.csv")
            labels.raster_table(raster, self._styled)
        else:
            self._class_raster = self._class_raster_name = None
            self._style = labels.style_of(self.parameterAsVectorLayer(parameters, "LABELS", context))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        with self.prepared() as folder:
            request = self.build_request(parameters, context, feedback, folder)
            result = self.run_engine(request, feedback)
        accuracy = result["card"]["accuracy"]
        outputs: Dict[str, Any] = {"MODEL": result["model"], "OA": accuracy[0]["oa"] if accuracy else None}
        if result.get("adapter"):
            figures = result["adapter_card"]["accuracy"]["adapted"]
            outputs = {"MODEL": request.continue_from, "ADAPTER_FILE": result["adapter"], "OA": figures["oa"]}
        if result["report_html"]:
            outputs.update(REPORT=request.report, REPORT_HTML=result["report_html"])
            remember_report(outputs["MODEL"], result["report_html"])
        return outputs

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> contract.TrainRequest:
        table = self.parameterAsFile(parameters, "CLASSES", context) or None
        path, field, name, styled = self._class_raster, None, self._class_raster_name, self._styled
        if path is None:
            source = self.parameterAsSource(parameters, "LABELS", context)
            if source is None:
                raise InputError(self.invalidSourceError(parameters, "LABELS"))
            name = source.sourceName()
            chosen = self.parameterAsString(parameters, "FIELD", context) or None

            def write(folder: str, feedback: QgsFeedback) -> Tuple[str, Optional[str], Optional[str]]:
                styled = None if table else os.path.join(folder, "classes.csv")
                return (*labels.export_labels(source, chosen, self._style, folder, styled, feedback), styled)

            if self._label_files is None:
                path, field, styled = write(folder, feedback)
            else:
                key = chosen, parameters["LABELS"].selectedFeaturesOnly, table
                path, field, styled = self._label_files.get(key, write)
        if table is None and styled and os.path.exists(styled):
            table = styled
        continued = self.parameterAsFile(parameters, "CONTINUE", context) or None
        adapter = self.parameterAsString(parameters, "ADAPTER", context).strip()
        return contract.TrainRequest(
            layers=self._layers,
            labels=path,
            scenes=tuple(filter(None, self.parameterAsFileList(parameters, "SCENES", context))),  # [""] of none
            model=None if adapter else self.parameterAsFileOutput(parameters, "MODEL", context),
            adapter=_beside(continued, adapter) if adapter else None,
            field=field,
            labels_name=name,
            classes=table,
            ignore=self._ignored(parameters, context),
            labels_shift=self._labels_shift(parameters, context),
            align="labels" if self.parameterAsBoolean(parameters, "ALIGN_LABELS", context) else None,
            continue_from=continued,
            labels_only=self.parameterAsBoolean(parameters, "LABELS_ONLY", context),
            effort=self.parameterAsString(parameters, "EFFORT", context),
            seed=self.parameterAsInt(parameters, "SEED", context),
            device=self.parameterAsString(parameters, "DEVICE", context),
            report=self.parameterAsFileOutput(parameters, "REPORT", context)
            if is_given(parameters.get("REPORT"))
            else None,
        )


def _beside(model: Optional[str], adapter: str) -> str:
    """The file of an adapter; a name that is none stays as it is, and the engine says so."""
    try:
        return adapter_path(model or "", adapter)
    except ValueError:
        return adapter
