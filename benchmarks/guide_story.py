"""What guide_pictures.py has a person do in QGIS, and the pictures taken on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import drive, open_dock, wait_for

SIZE = (1280, 800)


class Story:
    """One QGIS session. Pictures go to ``shots``."""

    def __init__(self, plan: dict[str, Any]) -> None:
        from qgis.PyQt.QtCore import Qt
        from qgis.PyQt.QtWidgets import QDockWidget
        from qgis.utils import iface

        self.shots, self.project = Path(plan["shots"]), Path(plan["project"])
        self.effort = plan["effort"]
        lend_engine(Path(plan["engine"]))
        self.iface, self.window = iface, iface.mainWindow()
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.setGeometry(0, 0, *SIZE)
        self.dock = open_dock(350)
        tree = self.window.findChild(QDockWidget, "Layers")
        self.window.resizeDocks([tree], [330], Qt.Orientation.Horizontal)

    def tell(self) -> None:
        """All of it, in order."""
        self.open_example()
        self.train()
        self.map()
        self.doubt()
        self.clouds()
        self.absent()
        self.toolbox()
        self.design()
        self.options()

    # taking pictures

    def take(self, name: str, subject: Any, *area: int) -> None:
        """Save a picture of a widget, or of ``area`` (x, y, width, height) of it."""
        from qgis.PyQt.QtCore import QRect

        self.iface.messageBar().clearWidgets()  # QGIS's own "Task complete"
        self.settle()
        shot = subject.grab(QRect(*area)) if area else subject.grab()
        shot.save(str(self.shots / f"{name}.png"))

    def take_map(self, name: str) -> None:
        """Save a picture of the layer tree and the map."""
        from qgis.PyQt.QtCore import QPoint

        canvas = self.iface.mapCanvas()
        top = canvas.mapTo(self.window, QPoint(0, 0)).y()
        right = canvas.mapTo(self.window, QPoint(canvas.width(), 0)).x()
        self.take(name, self.window, 0, top, right, canvas.height())

    def take_dock(self, name: str, first: Any, last: Any) -> None:
        """Save a picture of the dock from one widget down to another."""
        from qgis.PyQt.QtCore import QPoint

        self.settle()
        top = max(0, first.mapTo(self.dock, QPoint(0, 0)).y() - 6)
        bottom = last.mapTo(self.dock, QPoint(0, last.height())).y() + 2
        self.take(name, self.dock, 0, top, self.dock.width(), bottom - top)

    def settle(self) -> None:
        wait_for(lambda: False, 0.8)
        self.iface.mapCanvas().waitWhileRendering()
        wait_for(lambda: False, 0.3)

    def run(self, click: Callable[[], Any]) -> None:
        """Start something in the dock and wait for its end."""
        click()
        if not wait_for(lambda: not self.dock.is_running(), 1800):
            raise RuntimeError("The run took more than half an hour.")

    # the story

    def open_example(self) -> None:
        from qgis.core import QgsProject

        wait_for(lambda: self.dock.engine.details, 60)
        self.run(self.dock.exampleAction.trigger)
        QgsProject.instance().write(str(self.project / "valley.qgz"))
        self.zoom()
        self.take("layers", self.window)

    def train(self) -> None:
        from qgis.PyQt.QtWidgets import QDialogButtonBox

        dock = self.dock
        dock.trainButton.click()
        dialog = dock.train_dialog
        wait_for(lambda: dialog.classes.rowCount() > 0, 30)
        dialog.model.setFilePath(str(self.project / "valley.mamol.safetensors"))
        dialog.effort.setCurrentIndex(dialog.effort.findData(self.effort))
        dialog.resize(470, 820)
        self.take("train", dialog)
        self.name_a_layer(dialog)
        self.run(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click)
        self.take("trained", dock)
        dock.messages.clearWidgets()
        dock.cardGroup.setCollapsed(False)
        self.window.resize(SIZE[0], 1030)
        self.take("card", dock)
        self.window.resize(*SIZE)
        dock.cardGroup.setCollapsed(True)

    def name_a_layer(self, dialog: Any) -> None:
        """A second optical layer, shown and taken away again."""
        from qgis.PyQt.QtCore import QPoint
        from qgis.PyQt.QtWidgets import QLineEdit

        dialog.addLayer.menu().actions()[0].trigger()
        row = dialog.rows.rows[-1]
        row.findChild(QLineEdit).setText("summer")
        row.combo.choose(self.layer("Optical"))
        dialog.resize(dialog.width(), 900)
        self.settle()
        bottom = row.mapTo(dialog, QPoint(0, row.height())).y() + 6
        self.take("named", dialog, 0, 0, dialog.width(), bottom)
        row.removed.emit()

    def map(self) -> None:
        self.run(self.dock.classifyButton.click)
        self.show_only("Land cover")
        self.take("map", self.window)

    def doubt(self) -> None:
        """A layer that does not fit."""
        row = self.row("sar")
        right = row.layer()
        row.pick(self.layer("LiDAR"))
        self.take_dock("doubt", row, row)
        row.pick(right)

    def clouds(self) -> None:
        from qgis.core import QgsProject, QgsRasterLayer

        dock = self.dock
        folder = Path(self.layer("Optical").source()).parent
        cloudy = QgsRasterLayer(str(folder / "optical_cloudy.tif"), "Optical, cloudy")
        mask = QgsRasterLayer(str(folder / "clouds.tif"), "Cloud mask")
        QgsProject.instance().addMapLayers([mask, cloudy])
        row = self.row("optical")
        row.pick(cloudy, mask)
        self.take_dock("mask", row, row)
        self.show_only("Optical, cloudy")
        self.take_map("clouds")
        dock.confidence.setChecked(True)
        dock.sensorsUsed.setChecked(True)
        self.run(dock.classifyButton.click)
        self.show_only("Land cover")
        self.take_map("clouds-map")
        self.show_only("Sensors used")
        self.take_map("sensors-used")
        self.show_only("Confidence")
        self.take_map("confidence")
        dock.confidence.setChecked(False)
        dock.sensorsUsed.setChecked(False)

    def absent(self) -> None:
        for sensor in ("optical", "hyperspectral"):
            self.row(sensor).pick(None)
        self.take_dock("absent", self.row("optical"), self.dock.expectedResult)

    def toolbox(self) -> None:
        """The toolbox and the dialogs that Processing makes of the algorithms."""
        import processing
        from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
        from qgis.core import QgsApplication
        from qgis.PyQt.QtWidgets import QDockWidget

        panel = self.window.findChild(QDockWidget, "ProcessingToolbox")
        self.window.tabifyDockWidget(self.dock, panel)
        panel.show()
        panel.raise_()
        tree = panel.algorithmTree
        tree.collapseAll()
        for row in range(tree.model().rowCount()):
            if tree.model().index(row, 0).data() == "MaMOL Land Cover":
                tree.expand(tree.model().index(row, 0))
        self.take("toolbox", panel)
        panel.hide()

        names = {"OPTICAL": "Optical", "SAR": "SAR", "LIDAR": "LiDAR", "HYPERSPECTRAL": "Hyperspectral"}
        model = self.dock.modelFile.filePath()
        values = {"MODEL": model, **{name: self.layer(title).id() for name, title in names.items()}}
        dialog = processing.createAlgorithmDialog("mamol:classify", values)
        dialog.show()
        dialog.resize(980, 700)
        self.take("classify-dialog", dialog)
        dialog.close()

        algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:classify")
        dialog = BatchAlgorithmDialog(algorithm, self.window)
        dialog.show()
        dialog.resize(1000, 330)
        fill_batch(dialog, [{"MODEL": model, "OPTICAL": f"s2_{month}.tif", "SAR": f"s1_{month}.tif"}
                            for month in ("april", "june", "august")])  # fmt: skip
        self.take("batch", dialog)
        dialog.close()

    def design(self) -> None:
        """A model of the model builder: classify, sieve, count."""
        from processing.modeler.ModelerDialog import ModelerDialog

        designer = ModelerDialog.create(make_model())
        designer.resize(1090, 520)
        designer.show()
        self.settle()
        designer.view().centerOn(0, 0)
        self.take("model", designer.view().viewport(), 0, 0, 770, 370)
        designer.close()

    def options(self) -> None:
        from qgis.PyQt.QtCore import QTimer
        from qgis.PyQt.QtWidgets import QApplication, QSplitter, QTreeView

        def shoot() -> None:
            dialog = QApplication.activeModalWidget()
            dialog.resize(1000, 670)
            dialog.findChild(QSplitter).setSizes([190, 810])
            tree = dialog.findChild(QTreeView)
            tree.scrollTo(tree.currentIndex())
            self.take("options", dialog)
            dialog.reject()

        QTimer.singleShot(2000, shoot)
        self.dock.show_engine_page()

    # layers and rows

    def zoom(self) -> None:
        """Show the scene as large as it goes."""
        self.settle()
        extent = self.layer("Optical").extent()
        extent.scale(1.03)
        self.iface.mapCanvas().setExtent(extent)
        self.iface.mapCanvas().refresh()

    def row(self, sensor: str) -> Any:
        """The dock's row of a sensor."""
        return next(row for row in self.dock.rows.rows if row.sensor == sensor)

    def layer(self, name: str) -> Any:
        """The project's newest layer of that name."""
        from qgis.core import QgsProject

        nodes = QgsProject.instance().layerTreeRoot().findLayers()
        return next(node.layer() for node in nodes if node.name() == name)

    def show_only(self, name: str) -> None:
        """Draw the newest layer of that name and no other, with its legend open."""
        from qgis.core import QgsProject

        shown = self.layer(name)
        root = QgsProject.instance().layerTreeRoot()
        for node in root.findLayers():
            mine = node.layer() is shown
            node.setItemVisibilityChecked(mine)
            node.setExpanded(mine)
            if mine:
                node.setItemVisibilityCheckedParentRecursive(True)
        for group in root.findGroups():
            group.setExpanded(shown.id() in group.findLayerIds())


def lend_engine(environment: Path) -> None:
    """Put an engine at the place of the managed one: links to an environment, and the marker of the set-up."""
    from mamol_landcover.plugin.engine import places

    folder = places.new_folder(places.REQUIREMENTS, "cpu")
    folder.mkdir(parents=True)
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(environment / name)
    places.write_marker(folder, places.REQUIREMENTS, {"variant": "cpu", "route": "managed"})


def make_model() -> Any:
    """A model of the model builder: classify what there is, and count the pixels of each class."""
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
        QgsProcessingModelParameter,
        QgsProcessingParameterFile,
        QgsProcessingParameterRasterLayer,
    )
    from qgis.PyQt.QtCore import QPointF

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("Land cover and its pixels", "Land cover")
    titles = {"OPTICAL": "Optical layer", "SAR": "SAR layer", "LIDAR": "Elevation layer"}
    inputs = [QgsProcessingParameterRasterLayer(name, title, optional=True) for name, title in titles.items()]
    inputs.append(QgsProcessingParameterFile("MODEL", "Model file", extension="safetensors"))
    children = {
        "classify": ("mamol:classify", "Classify land cover", (400, 90)),
        "count": ("native:rasterlayeruniquevaluesreport", "Raster layer unique values report", (400, 265)),
    }
    outputs = {"classify": ("Land cover", "OUTPUT"), "count": ("Pixels of each class", "OUTPUT_TABLE")}
    for number, parameter in enumerate(inputs):
        component = QgsProcessingModelParameter(parameter.name())
        component.setPosition(QPointF(130, 50 + 75 * number))
        model.addModelParameter(parameter, component)
    for name, (algorithm, title, place) in children.items():
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(name)
        child.setDescription(title)
        child.setPosition(QPointF(*place))
        if name == "classify":
            given = {parameter.name(): source.fromModelParameter(parameter.name()) for parameter in inputs}
        else:
            given = {"INPUT": source.fromChildOutput("classify", "OUTPUT")}
        for definition in child.algorithm().parameterDefinitions():
            if definition.name() not in given and definition.defaultValue() is not None:
                given[definition.name()] = source.fromStaticValue(definition.defaultValue())
        for parameter_name, value in given.items():
            child.addParameterSources(parameter_name, [value])
        output = QgsProcessingModelOutput(outputs[name][0])
        output.setChildId(name)
        output.setChildOutputName(outputs[name][1])
        output.setPosition(QPointF(place[0] + 230, place[1] + 60))
        child.setModelOutputs({output.name(): output})
        model.addChildAlgorithm(child)
    model.updateDestinationParameters()
    return model


def fill_batch(dialog: Any, rows: list[dict[str, str]]) -> None:
    """Fill in rows of a batch dialog, as a file with saved rows does."""
    from qgis.core import QgsProcessingContext

    panel = dialog.mainWidget()
    panel.addRow(len(rows) - panel.batchRowCount())
    for row, values in enumerate(rows):
        for name, value in values.items():
            panel.wrappers[row][panel.parameter_to_column[name]].setParameterValue(value, QgsProcessingContext())
        name = values["OPTICAL"].replace("s2", "landcover")
        panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column["OUTPUT"]).setValue(name)


if __name__ == "inside_qgis":
    drive(lambda: Story(globals()["PLAN"]).tell())
