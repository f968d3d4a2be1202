"""Layers and labels of a run, looked at in some windows: what lies how far from what."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import numpy as np
from affine import Affine

from ..labels.labels import Labels
from ..labels.windows import MARGIN, SIDE, STEP, Corner
from ..rasters.grid import Grid, beside, source_bounds
from ..rasters.reader import Reader
from ..rasters.source import ground_units
from ..reporting import Reporter
from ..roles import ROLES, sensor_name
from ..sensors.layers import LayerInput
from .against_labels import match_labels, with_rings
from .against_layer import compare_layers
from .correlation import Surfaces, estimate
from .features import Components, choose_bands, reduce, with_edges
from .finding import SHIFTED, UNKNOWN, Finding, judge

_LABELS = "the labels"
_MOST_WINDOWS = 12
_TRIED = 4 * _MOST_WINDOWS
_KEPT = 32  # layers, reduced
_OPEN = 16  # files
_KEPT_WINDOWS = 96  # of at most 1 MiB each
_LEAST_SEEN = 0.1  # of a window
_COARSER = 1.5  # pixels of one layer to those of the finer one, from where both are looked at in the coarser ones


@dataclass
class Look:
    """All that was found. ``findings``: labels against layers, for each kind of sensor against all together first where
    there are several; then layers against layers."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def labels(self) -> Finding | None:
        """The surest of what was found of the labels; that of all dates of a kind together, where there are several."""
        return min(self._of_labels, key=lambda finding: finding.uncertainty or 0.0, default=None)

    @property
    def correction(self) -> tuple[float, float] | None:
        """Metres east and north that bring the labels to the layers; None where a shift is not beyond doubt, or not all
        kinds of layers that tell anything show one."""
        found = self.labels
        if found is None or any(finding.verdict != SHIFTED for finding in self._of_labels):
            return None
        return -(found.east or 0.0), -(found.north or 0.0)

    @property
    def _of_labels(self) -> list[Finding]:
        told = [finding for finding in self.findings if finding.sensor is None and finding.verdict != UNKNOWN]
        return [finding for finding in told if finding.other is None] or told


def look(layers: Sequence[LayerInput], grid: Grid, labels: Labels | None, reporter: Reporter) -> Look:
    """Compare labels with layers, and layers with one another. LayerError where a file can't be read."""
    used = [entry for entry in layers if not entry.empty and entry.bands]
    found = Look()
    with closing(_Windows(used)) as windows:
        if labels is not None and used:
            found.findings += _compare_labels(used, grid, labels, windows, reporter)
        found.findings += _compare_layers(used, grid, windows, reporter)
    return found


class _Windows:
    """The layers' windows, which are compared more than once: read and reduced once."""

    def __init__(self, layers: Sequence[LayerInput]) -> None:
        self._layers = {entry.source.sensor: entry for entry in layers}
        self._readers: dict[tuple[str, Grid], Reader] = {}
        self._read: dict[tuple[str, Grid, Corner], tuple[np.ndarray, np.ndarray]] = {}
        self.reduced = functools.lru_cache(_KEPT)(self._reduced)
        self.with_edges = functools.lru_cache(_KEPT)(self._with_edges)

    def read(self, sensor: str, grid: Grid, corner: Corner) -> tuple[np.ndarray, np.ndarray]:
        """Values (C, SIDE, SIDE) and availability (SIDE, SIDE) of a window of the layer."""
        key = sensor, grid, corner
        if key not in self._read:
            if len(self._read) == _KEPT_WINDOWS:
                del self._read[next(iter(self._read))]
            self._read[key] = self._reader(sensor, grid).read(*corner, SIDE, SIDE)
        return self._read[key]

    def _reader(self, sensor: str, grid: Grid) -> Reader:
        """What reads the layer; it stays open, since a file that is opened again is decoded again."""
        if (sensor, grid) not in self._readers:
            if len(self._readers) == _OPEN:
                self._readers.pop(next(iter(self._readers))).close()
            entry = self._layers[sensor]
            self._readers[sensor, grid] = Reader(entry.source, grid, choose_bands(entry.bands), entry.conversion)
        return self._readers[sensor, grid]

    def close(self) -> None:
        """Close the files."""
        for reader in self._readers.values():
            reader.close()

    def _reduced(self, sensor: str, grid: Grid, corners: tuple[Corner, ...]) -> Components | None:
        """The layer's windows, reduced; None where it shows nothing there."""
        if not corners:
            return None
        values, valid = zip(*(self.read(sensor, grid, corner) for corner in corners), strict=True)
        return reduce(np.stack(values), np.stack(valid))

    def _with_edges(self, sensor: str, grid: Grid, corners: tuple[Corner, ...]) -> Components | None:
        """The same for :func:`compare_layers`."""
        components = self.reduced(sensor, grid, corners)
        return with_edges(components) if components else None


def _by_role(layers: Sequence[LayerInput]) -> Iterator[tuple[str, list[LayerInput]]]:
    """The layers of each kind of sensor, in the order of the table of roles."""
    for role in ROLES:
        entries = [entry for entry in layers if entry.source.role == role]
        if entries:
            yield role, entries


# labels against layers


def _compare_labels(
    layers: Sequence[LayerInput], grid: Grid, labels: Labels, windows: _Windows, reporter: Reporter
) -> list[Finding]:
    shared = _within(labels.windows, layers, grid)
    corners = tuple(_spread(shared or labels.windows))
    kinds = np.stack([with_rings(labels.paint(labels.index, *corner, SIDE, SIDE)) for corner in corners])
    size = metres_of_pixel(grid)
    found: list[Finding] = []
    for role, entries in _by_role(layers):
        each: list[tuple[Surfaces, Finding]] = []
        for entry in entries:
            reporter.check_cancelled()
            components = windows.reduced(entry.source.sensor, grid, corners)
            matched = match_labels(components, kinds, MARGIN) if components else None
            facts = judge(estimate(matched) if matched else None, size)
            found.append(Finding(None, entry.source.sensor, _LABELS, f"layer {entry.source.title}", **facts))
            if matched:
                each.append((matched, found[-1]))
        told = [surfaces for surfaces, finding in each if finding.verdict != UNKNOWN] or [pair[0] for pair in each]
        if len(told) > 1:
            sums, counts = (np.sum([getattr(one, name) for one in told], axis=0) for name in ("sums", "counts"))
            facts = judge(estimate(Surfaces(sums, counts)), size)
            against = f"{len(told)} {sensor_name(role)} layers together"
            found.insert(len(found) - len(entries), Finding(None, None, _LABELS, against, **facts))
    return found


# layers against layers


def _compare_layers(layers: Sequence[LayerInput], grid: Grid, windows: _Windows, reporter: Reporter) -> list[Finding]:
    """Each layer against the clearest of its kind, and these against one another."""
    pairs: list[tuple[LayerInput, LayerInput]] = []
    firsts: list[LayerInput] = []
    for _, entries in _by_role(layers):
        first = entries[0]
        if len(entries) > 1:
            first = max(entries, key=lambda entry: (-entry.source.gsd, _seen(entry, grid, windows)))
        pairs += [(entry, first) for entry in entries if entry is not first]
        firsts.append(first)
    pairs += [(entry, firsts[0]) for entry in firsts[1:]]
    return [_compare_pair(*pair, grid, windows, reporter) for pair in pairs]


def _seen(entry: LayerInput, grid: Grid, windows: _Windows) -> float:
    """Share of some windows that the layer saw."""
    corners = _spread(_cells(grid, [entry]), 4)
    shares = [windows.read(entry.source.sensor, grid, corner)[1].mean() for corner in corners]
    return float(np.mean(shares)) if shares else 0.0


def _compare_pair(one: LayerInput, other: LayerInput, grid: Grid, windows: _Windows, reporter: Reporter) -> Finding:
    reporter.check_cancelled()
    coarse = _at_pixels_of(grid, max(one.source.gsd, other.source.gsd))
    corners = tuple(_common(one, other, coarse, windows))
    components = [windows.with_edges(entry.source.sensor, coarse, corners) for entry in (one, other)]
    answer, apart = None, 0.0
    if components[0] and components[1] and not (components[0].repeated and components[1].repeated):
        answer, apart = compare_layers(components[0], components[1], MARGIN)
    facts = judge(answer, metres_of_pixel(coarse), (one.source.role, other.source.role), apart)
    titles = f"layer {one.source.title}", f"layer {other.source.title}"
    return Finding(one.source.sensor, other.source.sensor, *titles, **facts)


def _common(one: LayerInput, other: LayerInput, grid: Grid, windows: _Windows) -> list[Corner]:
    """Corners of windows that both saw."""
    found: list[Corner] = []
    for corner in _spread(_cells(grid, (one, other)), _TRIED):
        first, second = (windows.read(entry.source.sensor, grid, corner)[1] for entry in (one, other))
        if (first & second).mean() >= _LEAST_SEEN:
            found.append(corner)
        if len(found) == _MOST_WINDOWS:
            break
    return found


# windows


def _cells(grid: Grid, layers: Sequence[LayerInput]) -> list[Corner]:
    """Corners of the windows that together cover what all of these layers do of the grid."""
    cells = [(row - MARGIN, col - MARGIN) for row in range(0, grid.height, STEP) for col in range(0, grid.width, STEP)]
    return _within(cells, layers, grid)


def _within(corners: Sequence[Corner], layers: Sequence[LayerInput], grid: Grid) -> list[Corner]:
    """The windows that all layers reach into, as far as their bounds tell."""
    found = np.array(corners).reshape(-1, 2)
    for entry in layers:
        bounds = source_bounds(entry.source, grid.crs)
        if bounds is None:
            continue
        bounds = beside(bounds, grid.bounds, grid.crs)
        left, top = ~grid.transform * (bounds[0], bounds[3])
        right, bottom = ~grid.transform * (bounds[2], bounds[1])
        first, last = found + MARGIN, found + SIDE - MARGIN
        found = found[(last > (top, left)).all(1) & (first < (bottom, right)).all(1)]
    return [(int(row), int(col)) for row, col in found]


def _spread(corners: Sequence[Corner], most: int = _MOST_WINDOWS) -> list[Corner]:
    """Some of the windows, the same every time, from all over the scene."""
    if len(corners) <= most:
        return list(corners)
    return [corners[number] for number in np.random.default_rng(0).permutation(len(corners))[:most]]


def _at_pixels_of(grid: Grid, gsd: float) -> Grid:
    """The grid with pixels of about this size on the ground, where they are coarser than its own."""
    factor = round(gsd / grid.gsd)
    if gsd < _COARSER * grid.gsd or factor < 2:
        return grid
    width, height = max(1, grid.width // factor), max(1, grid.height // factor)
    return Grid(grid.crs, grid.transform * Affine.scale(factor), width, height)


def metres_of_pixel(grid: Grid) -> tuple[float, float]:
    """Ground size of a pixel at the middle of the grid, east and north, in metres."""
    centre = grid.transform * (grid.width / 2, grid.height / 2)
    units = ground_units(grid.crs, *centre)
    return units[0] * grid.resolution[0], units[1] * grid.resolution[1]
