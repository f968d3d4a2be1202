"""What a person chose in the dock, kept in the project file and taken up again when the project is opened."""

from __future__ import annotations

from typing import Any, List

from qgis.core import QgsProject

from .. import choices
from ..layers.dates import Dated
from .adapter_choice import AdapterChoice
from .area import AreaChoice
from .fitting import Fitting
from .model_choice import ModelChoice
from .outputs import Outputs
from .sensor_row import SensorRow
from .sensor_rows import SensorRows


class Remembered:
    """Keeps and restores the choices of the dock's parts."""

    def __init__(
        self,
        model: ModelChoice,
        adapters: AdapterChoice,
        rows: SensorRows,
        fitting: Fitting,
        area: AreaChoice,
        outputs: Outputs,
    ) -> None:
        self._adapters = adapters
        self._model, self._rows, self._fitting, self._area, self._outputs = model, rows, fitting, area, outputs
        self._restoring = False

    def keep(self, *_: Any) -> None:
        """Keep what is chosen, unless it is just being restored."""
        if self._restoring:
            return
        picked = [row for row in self._rows.rows if row.was_picked]
        choices.remember_path("model", self._model.path())
        choices.remember("layers", {row.sensor: row.layer().id() if row.layer() else "" for row in picked} or None)
        choices.remember("masks", {row.sensor: row.mask().id() for row in picked if row.mask()} or None)
        choices.remember("series", {row.sensor: _ids(row) for row in picked if row.series()} or None)
        choices.remember("classes", self._model.edited_classes())
        choices.remember("adapter", self._adapters.name() or None)
        choices.remember("match", self._fitting.chosen() or None)
        choices.remember("area", self._area.state())
        choices.remember_path("output", self._outputs.path())
        choices.remember("extras", self._outputs.extras() or None)

    def restore(self) -> None:
        """Choose what the project remembers; a model that is chosen stays where the project has none."""
        self._restoring = True
        try:
            self._fitting.take_up(bool(choices.recall("match", False)))
            self._area.take_up(choices.recall("area"))
            self._outputs.take_up(choices.recall_path("output"), choices.recall("extras", []))
            self._adapters.choose(str(choices.recall("adapter", "")))
            model = choices.recall_path("model") or self._model.path()
            self._model.take_up(model, choices.recall("classes"))
        finally:
            self._restoring = False

    def restore_layers(self) -> None:
        """Choose the layers that a person chose earlier in this project, and guess at the rest."""
        project = QgsProject.instance()
        layers, masks, series = (choices.recall(key, {}) for key in ("layers", "masks", "series"))
        for row in self._rows.rows:
            if row.sensor in layers:
                ids = [pair for pair in series.get(row.sensor, []) if project.mapLayer(pair[0])]
                dated: List[Dated] = [(project.mapLayer(one), project.mapLayer(mask)) for one, mask in ids]
                first = dated[0][0] if dated else project.mapLayer(layers[row.sensor])
                row.pick(first, project.mapLayer(masks.get(row.sensor, "")), dated)
        self._rows.prefill()


def _ids(row: SensorRow) -> List[List[str]]:
    """Of each layer of a series and its mask."""
    return [[layer.id(), "" if mask is None else mask.id()] for layer, mask in row.series()]
