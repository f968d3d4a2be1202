"""One scene of a training: its layers, its grid and its labels, each found usable. Without torch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from rasterio.warp import transform_bounds

from ..errors import GridError
from ..labels.labels import Labels, read_labels
from ..labels.windows import MOST_WINDOWS, SIDE
from ..matching import Message
from ..model.card import ModelCard
from ..rasters.grid import Grid, choose_grid
from ..rasters.legend import LandClass
from ..rasters.source import Source, open_source
from ..rasters.window import GridWindow
from ..registration.look import Look
from ..reporting import PlaceReporter, Reporter
from ..roles import split_date
from ..sensors.embeddings import warn_if_other_year
from ..sensors.series import SensorInput
from .guards import check_addition, check_classes, check_known, check_layers
from .lineup import Shift, line_up
from .scenefile import SceneRequest

_MOST_COARSER = 4.0  # times the finest scene's pixels: coarser ones show none of the texture that it has
_SOME_COARSER = 1.5
_SAME_PLACE = 0.5  # of the smaller scene lies in the other one


@dataclass
class Scene:
    """What is ``asked`` of a scene, and what was found; ``told`` hears of it and names it where there are several.

    ``layers`` has an entry per sensor of the model, None where the scene has no such layer. ``grid`` and ``labels`` are
    None only where a check found them refused. ``labels_shift``: metres east and north that the labels were moved by;
    ``found``: how labels and layers lay before the labels were moved to the layers. ``most_windows``: to learn from.
    """

    asked: SceneRequest
    told: Reporter
    sources: dict[str, Source] = field(default_factory=dict)
    grid: Grid | None = None
    labels: Labels | None = None
    layers: list[SensorInput | None] = field(default_factory=list)
    labels_shift: Shift | None = None
    found: Look | None = None
    most_windows: int = MOST_WINDOWS

    @property
    def finest(self) -> Source:
        """The layer with the smallest pixels."""
        return min(self.sources.values(), key=lambda source: source.gsd)

    @property
    def places(self) -> list[GridWindow]:
        """The windows with labels."""
        return [GridWindow(row, col, SIDE, SIDE) for row, col in self.labels.windows] if self.labels else []

    def open(self, start: ModelCard | None, known: Collection[str], adapting: bool = False) -> None:
        """Open the layers. ``start``: the model that is continued, or adapted, and the sensors ``known`` to it."""
        for layer in self.asked.layers:
            with self.told.about(layer.sensor):
                if start and split_date(layer.sensor)[0] not in known:
                    check_known(start, layer) if adapting else check_addition(start, layer)
                check_layers(self.asked.layers, layer)
                self.sources[layer.sensor] = open_source(layer)

    def read(self, fewest: int, seed: int) -> None:
        """Read the labels, of at least so many classes; the seed chooses the windows of very many."""
        self.labels_shift = self.asked.labels_shift
        with self.told.about():
            self.labels = self._read(self.labels_shift, fewest, seed)
            self.told.pass_on(self.labels.messages)
            self.told.pass_on(check_classes(self.labels, self.asked.labels_title))

    def read_fewer(self, most_windows: int, fewest: int, seed: int) -> None:
        """Keep the labels of so many windows only."""
        with self.told.about():
            self.most_windows = most_windows
            self.labels = self._read(self.labels_shift, fewest, seed)

    def _read(self, shift: Shift | None, fewest: int, seed: int) -> Labels:
        asked = self.asked
        if self.grid is None:  # for the types: there is one before labels are read
            raise GridError("The scene has no grid.")
        return read_labels(
            asked.labels,
            self.grid,
            layer=asked.labels_layer,
            field=asked.field,
            classes_table=asked.classes,
            ignore=asked.ignore,
            seed=seed,
            called=asked.labels_name,
            shift=shift,
            fewest=fewest,
            most_windows=self.most_windows,
        )

    def warn_of_years(self) -> None:
        """Warn of embeddings of other years than the labels."""
        for source in self.sources.values():
            with self.told.about(source.sensor):
                self.told.pass_on(warn_if_other_year(source, self.asked.labels_title))

    def line_up(self, align: bool, fewest: int, seed: int) -> None:
        """Say how far labels and layers lie from one another, and move the labels if that is to be done."""
        with self.told.about():
            if self.labels is None or self.grid is None or not any(self.layers):
                return
            before = self.labels
            self.labels, self.labels_shift, self.found = line_up(
                self.labels_shift,
                align,
                self.layers,
                self.grid,
                before,
                lambda metres: self._read(metres, fewest, seed),
                self.told,
            )
            if self.labels is not before:
                self.told.pass_on([message for message in self.labels.messages if message not in before.messages])
                self.told.pass_on(_lost_by_moving(before, self.labels))

    def number_classes(self, numbers: Sequence[int], classes: list[LandClass]) -> None:
        """Number the classes of the labels as the model does: ``numbers``, from 1, of each of them."""
        if self.labels is not None:
            self.labels.index = np.array([0, *numbers], np.uint16)[self.labels.index]
            self.labels.classes = classes


def _lost_by_moving(before: Labels, after: Labels) -> list[Message]:
    left = {entry.code for entry in after.classes}
    gone = [entry.name for entry in before.classes if entry.code not in left]
    if not gone:
        return []
    return [("warning", f"Moved, all labels of {', '.join(gone)} lie outside the layers: not trained.")]


def make_scenes(asked: Sequence[SceneRequest], reporter: Reporter) -> list[Scene]:
    """The scenes; what is said of one names it, where there are several, but not the request's own layers."""
    return [
        Scene(one, PlaceReporter(reporter, f"Scene '{one.name}'") if one.name and len(asked) > 1 else reporter)
        for one in asked
    ]


def choose_grids(scenes: Sequence[Scene], gsd: float | None) -> None:
    """Choose the grid of each scene, all with pixels of ``gsd`` metres or, without that, as of the finest layer of all:
    what is finer than the network's pixels it can't see, what is coarser can be resampled.

    GridError for a scene whose pixels are so much coarser that it can't teach what the finest one shows.
    """
    finest = min((scene.finest for scene in scenes), key=lambda source: source.gsd)
    for scene in scenes:
        with scene.told.about():
            if gsd is None:
                _compare_pixels(scene, finest)
            wanted = gsd if gsd is not None or len(scenes) == 1 else finest.gsd
            scene.grid = choose_grid(list(scene.sources.values()), wanted)


def _compare_pixels(scene: Scene, finest: Source) -> None:
    own = scene.finest
    sizes = f"the pixels of {own.title}, its finest layer, measure {own.gsd:.4g} m, those of {finest.title}"
    if own.gsd > _MOST_COARSER * finest.gsd:
        raise GridError(
            f"{sizes[0].upper()}{sizes[1:]} of another scene {finest.gsd:.4g} m. A model has pixels of one size, the "
            f"smallest, and what is more than {_MOST_COARSER:g} times as coarse can't teach it.",
            "Leave one of the scenes out, or give layers of like resolution (in QGIS: Warp).",
        )
    if own.gsd > _SOME_COARSER * finest.gsd:
        scene.told.warn(
            f"{sizes[0].upper()}{sizes[1:]} of another scene {finest.gsd:.4g} m. The model has the smaller pixels, "
            "and this scene is resampled to them: it shows none of their detail."
        )


def warn_of_overlap(scenes: Sequence[Scene], reporter: Reporter) -> None:
    """Warn where two scenes show the same land: labels kept aside in one of them are learned from in the other."""
    for one, two in combinations(scenes, 2):
        if _shared(one.grid, two.grid) > _SAME_PLACE:
            names = " and ".join(f"scene '{s.asked.name}'" if s.asked.name else "the layers given" for s in (one, two))
            reporter.warn(
                f"{names[0].upper()}{names[1:]} show the same place. Labels kept aside in one of them may be learned "
                "from in the other, so the accuracy measured will be too good. Give what shows one place as one scene."
            )


def _shared(one: Grid | None, two: Grid | None) -> float:
    """The share of the smaller grid's area that lies in the other one; 0 where that can't be told."""
    if one is None or two is None:
        return 0
    try:
        first, second = (transform_bounds(grid.crs, "EPSG:4326", *grid.bounds) for grid in (one, two))
    except ValueError:  # CRSError is one: of a CRS that is nowhere on Earth
        return 0
    wide, high = (min(first[k + 2], second[k + 2]) - max(first[k], second[k]) for k in (0, 1))
    smaller = min((right - left) * (top - bottom) for left, bottom, right, top in (first, second))
    return float(max(wide, 0) * max(high, 0) / smaller)


def share_windows(scenes: Sequence[Scene], fewest: int, seed: int, reporter: Reporter) -> None:
    """Keep as many windows of all scenes together as one may have, since they are held in memory: those of small scenes
    whole, and of the others alike many."""
    counts = [len(scene.labels.windows) if scene.labels else 0 for scene in scenes]
    if sum(counts) <= MOST_WINDOWS:
        return
    left, share = MOST_WINDOWS, 0
    for place, count in enumerate(sorted(counts)):
        share = left // (len(counts) - place)
        if count > share:
            break
        left -= count
    for scene, count in zip(scenes, counts, strict=True):
        if count > share:
            scene.read_fewer(max(1, share), fewest, seed)
    reporter.log(
        f"The labels lie in {sum(counts)} windows of {SIDE} pixels; {MOST_WINDOWS} are learned from, and of no scene "
        f"more than {max(1, share)}."
    )
