"""Files that a label layer is written to for the engine's checks, once for each state of the layer."""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from typing import Any, Callable, Dict, Hashable, List, Optional, TypeVar

from qgis.core import QgsFeedback, QgsMapLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

_Found = TypeVar("_Found")

_SIGNALS = (
    # edits, also undone ones, and what becomes of them
    *("layerModified", "afterRollBack", "dataChanged", "updatedFields"),
    # what is shown of the layer, how, and what it is called
    *("selectionChanged", "subsetStringChanged", "dataSourceChanged", "rendererChanged", "crsChanged", "nameChanged"),
)


class LabelFiles:
    """What one state of a layer was written to; a context manager around each use.

    The files are removed when the state has ended and nobody uses them any more.
    """

    def __init__(self) -> None:
        self._writing = QgsFeedback()
        self._lock, self._counting = threading.Lock(), threading.Lock()
        self._users = 0
        self._written: Dict[Hashable, Any] = {}
        self._remove: Optional[Callable[[], Any]] = None
        self._folder = ""

    def __enter__(self) -> "LabelFiles":
        with self._counting:
            self._users += 1
        return self

    def __exit__(self, *_: object) -> None:
        with self._counting:
            self._users -= 1
            self._tidy()

    def end(self) -> None:
        """The layer is not as it was any more: what is still being written is of no use."""
        self._writing.cancel()
        with self._counting:
            self._tidy()

    def get(self, key: Hashable, write: Callable[[str, QgsFeedback], _Found]) -> _Found:
        """What ``write`` returned, called once for each key, with a folder to write to. For any thread.

        Raises what ``write`` raises.
        """
        with self._lock:
            if key not in self._written:
                found = write(self._new_folder(), self._writing)
                if self._writing.isCanceled():
                    return found
                self._written[key] = found
            return self._written[key]

    def _new_folder(self) -> str:
        if self._remove is None:
            self._folder = tempfile.mkdtemp(prefix="mamol-")
            # At the latest with this object, or with QGIS. On Windows a file that something still reads stays.
            self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return tempfile.mkdtemp(dir=self._folder)

    def _tidy(self) -> None:
        if self._writing.isCanceled() and not self._users and self._remove is not None:
            self._remove()


class LabelWatch(QObject):
    """Follows a label layer; ``files`` are those of its present state, ``changed`` tells of another."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._layer: Optional[QgsMapLayer] = None
        self.files = LabelFiles()

    def follow(self, layer: Optional[QgsMapLayer]) -> None:
        """Follow this layer from now on, and no other. Files of another state are forgotten."""
        if self._layer is not None and not sip.isdeleted(self._layer):
            for name in self._signals():
                getattr(self._layer, name).disconnect(self._altered)
        self._layer = layer
        for name in self._signals():
            getattr(layer, name).connect(self._altered)
        self.forget()

    def forget(self) -> None:
        """Forget the files, whatever became of the layer."""
        self.files.end()
        self.files = LabelFiles()

    def _signals(self) -> List[str]:
        """Those that layers of this kind have."""
        return [name for name in _SIGNALS if hasattr(self._layer, name)]

    def _altered(self, *_: Any) -> None:
        self.forget()
        self.changed.emit()
