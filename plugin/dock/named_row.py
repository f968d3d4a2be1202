"""A row for a second layer of a role, such as optical imagery of another date."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ...mamol_core.roles import role_of
from ..layers.guess import Wanted
from ..layers.sensors import sensor_name, sensor_title
from ..texts import tr
from .sensor_row import SensorRow


class NamedSensorRow(SensorRow):
    """Its sensor gets a name from a person, and it can be taken away."""

    removed = pyqtSignal()

    def __init__(self, role: str, name: str, parent: Optional[QWidget] = None) -> None:
        self.name_taken: Callable[[str], bool] = lambda sensor: False  # by another row
        self._name = QLineEdit(name)
        self._remove = QToolButton()
        super().__init__(Wanted(sensor=f"{role}:{name}"), parent)

    @property
    def sensor(self) -> str:
        return f"{role_of(self.wanted.sensor)}:{self._name.text().strip()}"

    def problem(self) -> str:
        name = self._name.text().strip()
        if self.layer() is None:
            return ""
        if not name:
            return tr("Give this layer a name that distinguishes it from the others of its kind.")
        for sign in "=@":
            if sign in name:
                return tr("The name “{name}” can't be used: it contains “{sign}”.").format(name=name, sign=sign)
        if self.name_taken(self.sensor):
            return tr("Another layer is already called “{name}”. Give each its own name.").format(name=name)
        return super().problem()

    def title_widget(self) -> QWidget:
        role = role_of(self.wanted.sensor)
        self._name.setAccessibleName(tr("Name of this {sensor} layer").format(sensor=sensor_name(role)))
        self._name.setToolTip(
            tr("A name that distinguishes it from the other {sensor} layers").format(sensor=sensor_name(role))
        )
        self._name.textChanged.connect(self._name_follows)
        self._remove.setIcon(QgsApplication.getThemeIcon("/symbologyRemove.svg"))
        self._remove.setAutoRaise(True)
        self._remove.setToolTip(tr("Remove this row"))
        self._remove.setAccessibleName(self._remove.toolTip())
        self._remove.clicked.connect(self.removed)
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(sensor_title(role)))
        layout.addWidget(self._name, 1)
        layout.addWidget(self._remove)
        return holder

    def _name_follows(self, _text: str) -> None:
        self.explain()
        self.changed.emit()
