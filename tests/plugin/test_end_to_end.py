"""Example scene, training and mapping through real QGIS and the real worker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsLayerTreeRegistryBridge,
    QgsPalettedRasterRenderer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from mamol_landcover.plugin.results.loading import load_example
from tests.plugin.children import children

ROOT = Path(__file__).resolve().parents[2]
CLASSES = 7
pytestmark = pytest.mark.usefixtures("engine")


class Feedback(QgsProcessingFeedback):
    """Keeps what it is told, and cancels at the first progress where asked to."""

    def __init__(self, cancel: bool = False):
        super().__init__(False)
        self.texts, self.commands = [], []
        self._cancel = cancel

    def setProgressText(self, text):
        self.texts.append(text)
        if self._cancel:
            self.cancel()

    def pushCommandInfo(self, info):
        self.commands.append(info)


def run_and_load(name: str, parameters: dict, feedback: QgsProcessingFeedback | None = None) -> dict:
    """Run an algorithm as the toolbox does, and load its results into the project."""
    import processing
    from processing.gui.Postprocessing import handleAlgorithmResults

    feedback = feedback or Feedback()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setFeedback(feedback)

    def load(algorithm, context, feedback):
        assert handleAlgorithmResults(algorithm, context, feedback, parameters=parameters)

    return processing.run(f"mamol:{name}", parameters, onFinish=load, feedback=feedback, context=context)


def to_project(path: str) -> QgsProcessingOutputLayerDefinition:
    return QgsProcessingOutputLayerDefinition(path, QgsProject.instance())


def layer_called(name: str) -> QgsRasterLayer:
    (layer,) = QgsProject.instance().mapLayersByName(name)
    return layer


def test_example_should_write_every_layer(example):
    for name in ("OPTICAL", "SAR", "LIDAR", "HYPERSPECTRAL", "TRUTH"):
        assert QgsRasterLayer(example[name], name).isValid()
    assert os.path.exists(example["LABELS"]) and os.path.exists(example["CLASSES"])


def test_relative_path_should_be_meant_from_where_qgis_runs(provider, tmp_path, monkeypatch):
    import processing

    monkeypatch.chdir(tmp_path)
    processing.run("mamol:example", {"FOLDER": "scene"})
    assert (tmp_path / "scene" / "optical.tif").exists()


def test_example_should_be_loaded_styled_in_one_group(example, qgis_new_project):
    from processing.gui.Postprocessing import handleAlgorithmResults

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    names = ("LABELS", "OPTICAL", "SAR", "LIDAR", "HYPERSPECTRAL", "TRUTH")
    load_example({name: (example[name], name) for name in names}, "class", example["CLASSES"], context)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:example")
    assert handleAlgorithmResults(algorithm, context, Feedback())
    (group,) = QgsProject.instance().layerTreeRoot().children()
    assert [node.name() for node in group.children()] == list(names)
    assert layer_called("OPTICAL").renderer().usesBands() == [3, 2, 1]
    assert layer_called("SAR").renderer().usesBands() == [1]
    (labels,) = QgsProject.instance().mapLayersByName("LABELS")
    used = {feature["class"] for feature in labels.getFeatures()}
    assert used <= {category.value() for category in labels.renderer().categories()}


def test_layers_of_a_result_should_keep_their_order_on_a_desktop(example, qgis_new_project):
    from processing.gui.Postprocessing import handleAlgorithmResults

    root, bridge = QgsProject.instance().layerTreeRoot(), QgsProject.instance().layerTreeRegistryBridge()

    def follow(*_):  # a desktop puts new layers where the current one is
        for group in root.findGroups():
            bridge.setLayerInsertionPoint(QgsLayerTreeRegistryBridge.InsertionPoint(group, 0))

    root.addedChildren.connect(follow)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    names = ("OPTICAL", "SAR", "LIDAR", "TRUTH")
    load_example({name: (example[name], name) for name in names}, "class", example["CLASSES"], context)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:example")
    try:
        assert handleAlgorithmResults(algorithm, context, Feedback())
    finally:
        root.addedChildren.disconnect(follow)
        bridge.setLayerInsertionPoint(QgsLayerTreeRegistryBridge.InsertionPoint(root, 0))  # the group will be gone
    (group,) = root.children()
    assert [node.name() for node in group.children()] == list(names)
    assert [node.isExpanded() for node in group.children()] == [True, False, False, False]


def test_training_should_return_model_report_and_accuracy(trained):
    assert os.path.exists(trained["MODEL"]) and os.path.exists(trained["REPORT_HTML"])
    assert 0.4 < trained["OA"] <= 1


def test_map_should_land_in_the_project_styled_with_its_side_products(example, trained, tmp_path, qgis_new_project):
    feedback = Feedback()
    run_and_load(
        "classify",
        {
            "MODEL": trained["MODEL"],
            "OPTICAL": example["OPTICAL"],
            "SAR": example["SAR"],
            "EFFORT": "quick",
            "OUTPUT": to_project(str(tmp_path / "valley.tif")),
            "CONFIDENCE": to_project(str(tmp_path / "sure.tif")),
            "SENSORS_USED": to_project(str(tmp_path / "used.tif")),
        },
        feedback,
    )
    assert any("mamol_core classify" in command and "valley.tif" in command for command in feedback.commands)
    (group,) = QgsProject.instance().layerTreeRoot().children()
    assert group.name() == "valley"
    assert [node.name() for node in group.children()] == ["valley", "Confidence", "Sensors used"]
    assert [node.itemVisibilityChecked() for node in group.children()] == [True, False, False]
    check_style(layer_called("valley"))

    project = str(tmp_path / "project.qgz")
    assert QgsProject.instance().write(project)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(project)
    check_style(layer_called("valley"))


def check_style(layer: QgsRasterLayer) -> None:
    assert isinstance(layer.renderer(), QgsPalettedRasterRenderer)
    labels = [entry.label for entry in layer.renderer().classes()]
    assert 2 <= len(labels) <= CLASSES
    assert all(label and not label.isdigit() for label in labels)
    assert 0 not in [entry.value for entry in layer.renderer().classes()]


def test_temporary_map_should_be_marked_as_temporary(example, trained, qgis_new_project):
    parameters = {"MODEL": trained["MODEL"], "SAR": example["SAR"], "EFFORT": "quick"}
    run_and_load("classify", {**parameters, "OUTPUT": to_project("TEMPORARY_OUTPUT")})
    run_and_load("classify", {**parameters, "OUTPUT": to_project("TEMPORARY_OUTPUT")})
    nodes = QgsProject.instance().layerTreeRoot().children()
    assert sorted(node.name() for node in nodes) == ["Land cover, example (SAR)", "Land cover, example (SAR) 2"]
    assert all(layer_called(node.name()).isTemporary() and not node.children() for node in nodes)


def test_map_should_tell_what_it_is_in_its_metadata_and_menu(
    example, trained, tmp_path, qgis_iface, qgis_new_project, monkeypatch
):
    """Deliverable 7, G12: model, sensors, engine, accuracy and how to repeat it; areas; the report."""
    from qgis.PyQt.QtGui import QDesktopServices

    from mamol_landcover.plugin.paths import version
    from mamol_landcover.plugin.results.layer_actions import LayerActions
    from mamol_landcover.plugin.results.map_facts import area_page, area_rows, facts_of

    feedback = Feedback()
    output = str(tmp_path / "valley.tif")
    parameters = {"MODEL": trained["MODEL"], "SAR": example["SAR"], "EFFORT": "quick", "OUTPUT": to_project(output)}
    run_and_load("classify", parameters, feedback)
    project = str(tmp_path / "project.qgz")
    assert QgsProject.instance().write(project)
    QgsProject.instance().clear()
    assert QgsProject.instance().read(project)
    layer = layer_called("valley")
    metadata = layer.metadata()
    for words in ("Model: example", "SAR", "Expected accuracy", f"MaMOL Land Cover {version()}"):
        assert words in metadata.abstract()
    assert "mamol_core classify" in metadata.history()[0] and "valley.tif" in metadata.history()[0]
    assert metadata.links()[0].url == Path(trained["REPORT_HTML"]).as_uri()
    assert metadata.title() == "valley" and metadata.crs() == layer.crs()

    facts = facts_of(layer)
    rows = area_rows(facts)
    pixels = sum(entry["pixels"] for entry in facts["classes"])
    assert 0 < pixels <= layer.width() * layer.height()
    assert sum(float(row[2].replace(",", "")) for row in rows) == pytest.approx(pixels * 0.01, rel=0.01)
    assert "not an estimate" in area_page(facts) and rows[0][0] in area_page(facts)

    menus: dict[str, list] = {}
    opened: list[str] = []
    kinds: dict = {}
    monkeypatch.setattr(
        qgis_iface, "addCustomActionForLayerType", lambda action, *rest: kinds.update({action: rest}), raising=False
    )
    monkeypatch.setattr(
        qgis_iface,
        "addCustomActionForLayer",
        lambda action, layer: menus.setdefault(layer.name(), []).append(action),
        raising=False,
    )
    monkeypatch.setattr(qgis_iface, "removeCustomActionForLayerType", kinds.pop, raising=False)
    monkeypatch.setattr(qgis_iface, "activeLayer", lambda: layer, raising=False)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    actions = LayerActions(qgis_iface)
    titles = [action.text().replace("&", "") for action in menus["valley"]]
    assert titles == ["Areas per class…", "Report of the model"]
    assert set(kinds.values()) == {("", layer.type(), False)}
    menus["valley"][1].trigger()
    assert opened == [trained["REPORT_HTML"]]
    run_and_load("classify", {**parameters, "OUTPUT": to_project(str(tmp_path / "hills.tif"))})
    assert menus["hills"] == menus["valley"] and len(menus) == 2
    actions.unload()
    assert not kinds


def test_run_in_the_background_should_map_an_area_that_is_still_being_drawn(
    example, trained, tmp_path, qgis_new_project, qtbot
):
    optical = QgsRasterLayer(example["OPTICAL"], "optical")
    inside = optical.extent().buffered(-optical.extent().width() / 4)
    area = QgsVectorLayer(f"Polygon?crs={optical.crs().authid()}", "my area", "memory")
    area.startEditing()
    feature = QgsFeature(area.fields())
    feature.setGeometry(QgsGeometry.fromRect(inside))
    area.addFeature(feature)
    QgsProject.instance().addMapLayer(area)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = Feedback()
    output = str(tmp_path / "map.tif")
    parameters = {"MODEL": trained["MODEL"], "OPTICAL": optical, "AOI": area.id(), "EFFORT": "quick", "OUTPUT": output}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:classify")
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    with qtbot.waitSignal(task.executed, timeout=120_000) as finished:
        QgsApplication.taskManager().addTask(task)
    assert finished.args[0] is True
    extent = QgsRasterLayer(output, "map").extent()
    assert extent.width() == pytest.approx(inside.width(), rel=0.05)


def test_running_the_plugin_should_load_none_of_the_engines_packages(trained):
    assert not {"torch", "timm", "rasterio"} & set(sys.modules)


def test_engines_refusal_should_reach_the_user_as_one_sentence(example, trained, tmp_path):
    import processing

    parameters = {"MODEL": trained["MODEL"], "LIDAR": example["LIDAR"], "OUTPUT": str(tmp_path / "map.tif")}
    with pytest.raises(QgsProcessingException) as error:
        processing.run("mamol:classify", parameters)
    assert "lidar" in str(error.value).lower()
    assert "Traceback" not in str(error.value)
    assert os.listdir(tmp_path) == []


def test_cancel_should_leave_no_file_and_no_process(example, trained, tmp_path):
    import processing

    parameters = {
        "MODEL": trained["MODEL"],
        "OPTICAL": example["OPTICAL"],
        "SAR": example["SAR"],
        "EFFORT": "thorough",
        "OUTPUT": str(tmp_path / "map.tif"),
        "PROBABILITIES": str(tmp_path / "probabilities.tif"),
    }
    with pytest.raises(QgsProcessingException, match="[Cc]ancelled"):
        processing.run("mamol:classify", parameters, feedback=Feedback(cancel=True))
    assert os.listdir(tmp_path) == []
    assert not children(of="mamol_core")


def test_qgis_process_should_make_a_map(example, trained, engine_python, tmp_path):
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    if program is None:
        pytest.skip("qgis_process is not installed")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
        "MAMOL_ENGINE_PYTHON": engine_python,
    }

    def call(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [program, *words], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
        )

    call("plugins", "enable", "mamol_landcover")
    output = tmp_path / "map.tif"
    answer = call(
        "--json", "run", "mamol:classify", "--", f"MODEL={trained['MODEL']}", f"OPTICAL={example['OPTICAL']}",
        f"MORE_LAYERS=sar,{example['SAR']}", "EFFORT=quick", "OUTPUT=map.tif",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert tmp_path / json.loads(answer.stdout)["results"]["OUTPUT"] == output
    layer = QgsRasterLayer(str(output), "map")
    assert layer.isValid() and layer.width() > 100
    layer.loadDefaultStyle()
    check_style(layer)
