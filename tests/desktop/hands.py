"""What a person does with a window: look for something, click it, type, choose, wait; and how a story is watched.

Nothing here does what a hand could not. A click that opens a window which waits for an answer only comes back when the
window is closed; such windows are used with :func:`modal`.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsProxyProgressTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from qgis.utils import iface

from tests.desktop import pictures

ROOT = Path(__file__).resolve().parents[2]
LEFT = Qt.MouseButton.LeftButton


# waiting


def pause(seconds: float) -> None:
    QTest.qWait(int(1000 * seconds))


def wait_for(condition: Callable[[], Any], seconds: float = 10, what: str = "") -> Any:
    """Keep the event loop going until the condition holds, and return it; AssertionError where it never does."""
    until = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > until:
            raise AssertionError(f"waited {seconds:g} s in vain for {what or condition}")
        QTest.qWait(20)


# finding


def plain(text: str) -> str:
    """A text as it is read: without marks for shortcuts, markup and trailing dots."""
    return re.sub(r"<[^>]+>", "", text).replace("&", "").strip()


def shown(kind: Any, parent: QWidget | None = None, name: str = "", text: str = "") -> list[Any]:
    """The widgets of a kind that can be seen, with this object name or this text, below a window or anywhere."""
    tops = [parent] if parent is not None else [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    found = []
    for top in tops:
        for widget in [top, *top.findChildren(QWidget)]:
            if not isinstance(widget, kind) or not widget.isVisible() or widget in found:
                continue
            if (not name or widget.objectName() == name) and (not text or words(widget).startswith(text)):
                found.append(widget)
    return found


def words(widget: QWidget) -> str:
    """What stands on a button, a label or in a field; else the title of a window."""
    lettered = isinstance(widget, (QAbstractButton, QLabel, QLineEdit))
    return plain(widget.text() if lettered else widget.windowTitle())


def the(kind: Any, parent: QWidget | None = None, name: str = "", text: str = "", seconds: float = 10) -> Any:
    """The first widget of that description, as soon as it can be seen."""
    what = f"{kind.__name__} {name or text}"
    return wait_for(lambda: shown(kind, parent, name, text), seconds, what)[0]


# clicking and typing


def click(widget: QWidget) -> None:
    """Click a widget that can be seen and used: in its middle, or on the mark of a box to tick."""
    assert widget.isVisible(), f"{_describe(widget)} can't be seen"
    assert widget.isEnabled(), f"{_describe(widget)} is greyed out"
    place = QPoint(8, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, place)
    QTest.qWait(20)


def press(button: Any, parent: QWidget, text: str) -> None:
    """Click the button of that text."""
    click(the(button, parent, text=text))


def type_in(field: QLineEdit, text: str) -> None:
    """Replace what a field holds."""
    assert field.isVisible() and field.isEnabled(), f"{_describe(field)} can't be typed into"
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.qWait(20)
    assert field.text() == text, f"{_describe(field)} holds {field.text()!r} instead of {text!r}"


def choose(combo: QComboBox, text: str) -> None:
    """Open a combo box and click the entry that begins with this text."""
    assert combo.isVisible() and combo.isEnabled(), f"{_describe(combo)} can't be used"
    entries = [combo.itemText(row) for row in range(combo.count())]
    rows = [row for row, entry in enumerate(entries) if entry.startswith(text)]
    assert rows, f"there is no entry {text!r} among {entries}"
    combo.showPopup()
    view = combo.view()
    wait_for(view.isVisible, 5, "the list of a combo box")
    index = combo.model().index(rows[0], combo.modelColumn(), combo.rootModelIndex())
    click_item(view, index)
    wait_for(lambda: combo.currentText().startswith(text), 5, f"the entry {text!r}")
    wait_for(lambda: not view.isVisible(), 5, "the list of a combo box to close")
    combo.window().activateWindow()  # as a window manager does


def click_item(view: QAbstractItemView, index: Any, twice: bool = False) -> None:
    """Click an entry of a list or a tree."""
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    if twice:
        QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    QTest.qWait(20)


def menu(*titles: str) -> None:
    """Choose an entry of the menu bar, such as ``menu("Processing", "Toolbox")``."""
    action = entry(iface.mainWindow().menuBar(), titles[0])
    for title in titles[1:]:
        action = entry(action.menu(), title)
    choose_action(action)


def context_menu(widget: QWidget, place: QPoint, title: str, picture: str = "") -> None:
    """Right-click a place of a widget, and choose an entry of the menu that opens; back once its window is closed.

    ``picture``: name of a picture of the open menu.
    """
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    choose_from(lambda: QApplication.sendEvent(widget, event), title, picture)


def choose_from(opening: Callable[[], Any], title: str, picture: str = "") -> None:
    """Do what opens a menu, and choose an entry of it; back once the entry's window is closed."""

    def pick(opened: QMenu) -> None:
        action = entry(opened, title)
        assert action.isEnabled(), f"the entry {title!r} is greyed out"
        if picture:
            opened.setActiveAction(action)
            pictures.take(picture, opened)
        QTest.mouseClick(opened, LEFT, Qt.KeyboardModifier.NoModifier, opened.actionGeometry(action).center())

    modal(opening, pick, QMenu)


def choose_action(action: Any) -> None:
    assert action.isEnabled(), f"the entry {plain(action.text())!r} is greyed out"
    action.trigger()
    QTest.qWait(20)


def entries(*titles: str) -> str:
    """The entries of a menu of the menu bar, as one text."""
    action = entry(iface.mainWindow().menuBar(), titles[0])
    for title in titles[1:]:
        action = entry(action.menu(), title)
    return ", ".join(plain(one.text()) for one in action.menu().actions())


def entry(parent: Any, title: str) -> Any:
    """The entry of a menu that begins with this title."""
    if isinstance(parent, QMenu):
        parent.aboutToShow.emit()
    found = {plain(action.text()): action for action in parent.actions() if action.isVisible()}
    for text, action in found.items():
        if text.startswith(title):
            return action
    raise AssertionError(f"there is no entry {title!r} among {list(found)}")


def _describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or words(widget)}"


# windows


def modal(
    opening: Callable[[], Any], act: Callable[[Any], Any], kind: Any = QDialog, seconds: float = 20, name: str = ""
) -> Any:
    """Do ``opening``, which waits for a window to be closed, and meanwhile ``act`` with the window; its result.

    ``name``: the window's object name, where others come and go before it.

    Where ``act`` fails, a picture is taken, the window is closed, and the error comes from here.
    """
    before = set(shown(kind, name=name))
    outcome: dict[str, Any] = {}
    until = time.monotonic() + seconds

    def look() -> None:
        if "result" in outcome or "error" in outcome:
            return
        try:
            look_once()
        except Exception as error:
            outcome.setdefault("error", error)

    def look_once() -> None:
        new = [window for window in shown(kind, name=name) if window not in before and window.isWindow()]
        if not new:
            if time.monotonic() < until:
                QTimer.singleShot(50, look)
            return
        window = new[0]
        try:
            outcome["result"] = act(window)
        except BaseException as error:
            pictures.screen(f"failed-{_story.name}", keep=True)
            outcome["error"] = error
        if _alive(window) and window.isVisible():
            window.reject() if isinstance(window, QDialog) else window.close()

    QTimer.singleShot(50, look)
    opening()
    wait_for(lambda: outcome, max(0, until - time.monotonic()), f"a {kind.__name__} {name}")  # not all windows wait
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]


def _alive(widget: QWidget) -> bool:
    return not sip.isdeleted(widget)


def close_panels(*but: str) -> list[QDockWidget]:
    """Close the panels of QGIS's window, but those with these object names: the ones that were open."""
    panels = [one for one in iface.mainWindow().findChildren(QDockWidget) if one.isVisible()]
    closed = [panel for panel in panels if panel.objectName() not in but]
    for panel in closed:
        panel.close()
    QTest.qWait(50)
    return closed


# the project


def end_batches() -> None:
    """End what QGIS 3.22 leaves of a batch in which an algorithm written in Python has failed.

    It keeps the batch's task, and with it a thread: QGIS looks busy and won't close, and where there are as many of
    them as cores, no map is drawn any more.
    """
    for task in QgsApplication.taskManager().activeTasks():
        if task.description().startswith("Batch Processing"):
            sip.cast(task, QgsProxyProgressTask).finalize(False)
            QTest.qWait(500)


def new_project() -> None:
    """Begin with an empty project, without saving the last one."""
    QgsProject.instance().setDirty(False)
    iface.newProject(False)
    QTest.qWait(20)


def drop(*files: Any) -> None:
    """Drag files from a file manager into the window, and wait until they are open."""
    before = len(QgsProject.instance().mapLayers())
    window = iface.mainWindow()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, none, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), action, data, buttons, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), action, data, buttons, none))
    wait_for(lambda: len(QgsProject.instance().mapLayers()) == before + len(files), 20, f"the layers of {files}")


def layer_names() -> list[str]:
    """What the layer tree shows, from the top down."""
    return [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]


def engine(*words: str) -> None:
    """Have the engine prepare something, as another program than QGIS."""
    done = subprocess.run(
        [os.environ["MAMOL_ENGINE_PYTHON"], "-m", "mamol_core", *words], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


# how a story is watched


class _Story:
    """The one that is being told: its name, and the boxes that came up without being asked for."""

    def __init__(self) -> None:
        self.name = ""
        self.boxes: list[str] = []
        self.until = 0.0
        self.expected = False
        self._timer = QTimer()
        self._timer.setInterval(200)
        self._timer.timeout.connect(self._look)

    def begin(self, name: str, patience: float) -> None:
        self.name, self.boxes, self.expected = name, [], False
        self.until = time.monotonic() + patience
        self._timer.start()

    def end(self) -> list[str]:
        self._timer.stop()
        return self.boxes

    def _look(self) -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, QMessageBox) and not self.expected:
            self.boxes.append(plain(window.text()))
            pictures.screen(f"failed-{self.name}", keep=True)
            window.reject()
        elif time.monotonic() > self.until and window is not None:
            pictures.screen(f"failed-{self.name}", keep=True)
            self.boxes.append(f"the story took too long; {window.windowTitle()} was closed")
            window.reject() if isinstance(window, QDialog) else window.close()


_story = _Story()


def begin(name: str, patience: float) -> None:
    """Watch a story: no box may stop it, and none lasts for ever."""
    _story.begin(name, patience)


def end() -> list[str]:
    """What stood in the boxes that came up without being asked for."""
    return _story.end()


def boxes() -> list[str]:
    """What stood in the boxes that came up without being asked for, so far."""
    return _story.boxes


def box(opening: Callable[[], Any], button: str = "OK") -> str:
    """Do what brings up a message box, read it, and press the button: what it says."""
    _story.expected = True

    def read(window: Any) -> str:
        text = plain(window.text())
        chosen = [one for one in window.buttons() if plain(one.text()).startswith(button)]
        assert chosen, f"the box has no button {button!r}"
        click(chosen[0])
        return text

    try:
        return modal(opening, read, QMessageBox)
    finally:
        _story.expected = False
