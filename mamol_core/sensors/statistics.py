"""Robust statistics of a layer, from windows spread over it: bounded work however large the raster is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ..errors import LayerError
from ..rasters.conversion import Conversion
from ..rasters.grid import Grid, beside, source_bounds
from ..rasters.projection import transform_points
from ..rasters.reader import Reader, impossible_value, read_bands, valid_values
from ..rasters.source import Source, open_raster
from ..rasters.window import GridWindow
from ..roles import ROLES

QUANTILES = ("low", "p2", "median", "p98")
MOST_CORRELATED = 64  # bands; a larger matrix would bloat the model card
MOST_SAMPLES, FEW_SAMPLES = 4_000_000, 400_000
"""Values that statistics are made of: of a layer, and of each of the many dates of a series."""

_PERCENTILES = (0.1, 2, 50, 98, 99.9)
_ROUNDS = ((6, 128), (24, 32))  # windows along each axis, side of a window in pixels
_FINE_ROUND = (96, 16)  # in an area that is too large to be read as a whole
_LARGE = 256  # side of a window where all of an area is read
_MOST_READ = 2**26  # pixels of an area that is read as a whole, and of the blocks that are
_LARGEST_BLOCK = 2**22  # pixels
_MOST_BLOCKS = 2**22
_MOST_PLACES = 1000
_ENOUGH = 1000  # pixels
_FILLERS = (0.0, -1.0, -99.0, -999.0, -9999.0, -99999.0, -32768.0)
_CONSTANT_SIDE = 64
_MOST_IMPOSSIBLE = 0.05  # of an embedding's pixels
_KEPT_PIXELS = 5000


@dataclass(frozen=True)
class Summary:
    """Statistics with one entry per band; ``low`` and ``high`` are the 0.1 and 99.9 percentiles.

    ``correlation`` is (C, C), or (0, 0) above 64 bands; ``valid_fraction`` of the sampled pixels; ``integers``: no
    value has a fraction; ``filler``: a value that stands in all bands at once, as undeclared nodata does, in
    ``filler_fraction`` of the valid pixels. Fillers are left out of the other statistics. ``impossible``: a stored
    value that no such sensor can have, taken as no data, and ``impossible_share`` of the pixels hold such; see
    :func:`check_possible`. ``sample``: (N, C) values of some of the pixels, (0, 0) above
    64 bands. ``lengths``: 2, 50 and 98 percentiles of the length of a pixel's vector of values.
    """

    median: np.ndarray
    p2: np.ndarray
    p98: np.ndarray
    low: np.ndarray
    high: np.ndarray
    correlation: np.ndarray
    valid_fraction: float
    integers: bool
    filler: float | None
    filler_fraction: float
    pixels: int
    impossible: float | None
    impossible_share: float
    sample: np.ndarray
    lengths: tuple[float, float, float]

    def converted(self, gain: float, offset: float) -> Summary:
        """The statistics of ``gain * value + offset``."""
        changed = {name: gain * getattr(self, name) + offset for name in (*QUANTILES, "high", "sample")}
        return replace(self, **changed)


def summarise(
    source: Source,
    grid: Grid,
    bands: Sequence[int] | None = None,
    conversion: Conversion | None = None,
    places: Sequence[GridWindow] = (),
    most: int = MOST_SAMPLES,
) -> Summary:
    """Statistics of the layer within the grid; LayerError where it has no valid pixel there, or holds no vectors though
    it should.

    ``places``: windows of the grid that are looked at where data is hard to find; ``most``: values that are looked at.
    """
    with Reader(source, grid, bands, conversion) as reader:
        sample, seen = _sample(reader, _rounds(source, grid, places), most)
    share = check_possible(source, reader.bands, reader.impossible, moved(places, grid, own_grid(source)))
    if not len(sample):
        but = but_impossible(source, reader.impossible)
        raise LayerError(
            f"Layer {source.title} has no valid pixel in the area of the map{but}.",
            "Check its nodata value, its mask and its CRS, or leave it out.",
        )
    pixels = len(sample)
    filler, fraction = _filler(sample, source)
    sample = _without_filler(sample, filler)
    low, p2, median, p98, high = np.percentile(sample, _PERCENTILES, axis=0)
    correlation = kept = np.empty((0, 0))
    if sample.shape[1] <= MOST_CORRELATED:
        with np.errstate(invalid="ignore", divide="ignore"):
            correlation = np.nan_to_num(np.atleast_2d(np.corrcoef(sample, rowvar=False)))
        kept = sample[:: -(-len(sample) // _KEPT_PIXELS)].copy()
    integers = bool((sample == np.round(sample)).all())
    squares = np.einsum("nc,nc->n", sample, sample, dtype=np.float64)
    lengths = np.sqrt(np.percentile(squares, _PERCENTILES[1:4])).tolist()
    return Summary(
        median, p2, p98, low, high, correlation, pixels / seen, integers, filler, fraction, pixels, reader.impossible,
        share, kept, tuple(lengths),
    )  # fmt: skip


def sample_pixels(source: Source, grid: Grid, bands: Sequence[int], conversion: Conversion | None) -> np.ndarray:
    """(N, C) float32 values, converted, of valid pixels all over the layer's part of the grid, fillers left out."""
    with Reader(source, grid, bands) as reader:
        sample, _ = _sample(reader, _rounds(source, grid))
    sample = _without_filler(sample, _filler(sample, source)[0]) if len(sample) else sample
    if conversion is None:
        return sample
    values, valid = np.ascontiguousarray(sample.T[:, :, None]), np.ones((len(sample), 1), bool)
    conversion.apply(values, valid)
    return np.ascontiguousarray(values[:, valid].T)


def has_data(source: Source, grid: Grid, bands: Sequence[int] | None = None) -> tuple[bool, float | None]:
    """Whether the layer has any valid pixel within the grid, and an impossible value that was met on the way."""
    with Reader(source, grid, bands) as reader:
        found = any(reader.read(*window)[1].any() for windows in _rounds(source, grid) for window in windows)
        return found, reader.impossible


def check_possible(
    source: Source, bands: Sequence[int], impossible: float | None, places: Sequence[GridWindow] = ()
) -> float:
    """The share of the layer's pixels in which a band holds what no such sensor can have; 0 where ``impossible`` is
    None, a value of them that was met.

    Of vectors, pixels that hold the same in all bands do not count: they stand for no data. LayerError where more than
    a few of the others are none. ``places``: windows of the raster; see :func:`summarise`.
    """
    if impossible is None:
        return 0.0
    role, beyond, held, example = ROLES[source.role], 0, 0, impossible
    with open_raster(source.path, source.title) as file:
        for windows in _rounds(source, own_grid(source), places):
            for window in windows:
                raw = read_bands(file, source.title, [source.indexes[band] for band in bands], window)
                none, wrong = np.zeros((2, *raw.shape[1:]), bool)
                for band, stored in zip(bands, raw, strict=True):
                    valid = valid_values(stored, source.nodata[band], (-np.inf, np.inf))
                    none |= ~valid
                    wrong |= valid & ~valid_values(stored, (), source.possible[band])
                if role.vector:
                    none |= (raw == raw[:1]).all(axis=0)
                wrong &= ~none
                if wrong.any():
                    example = float(np.abs(raw[:, wrong].astype(np.float64)).max())
                held += int((~none).sum())
                beyond += int(wrong.sum())
            if held:
                break
    share = beyond / max(held, 1)
    if role.vector and share > _MOST_IMPOSSIBLE:
        low, high = source.possible[bands[0]]
        raise LayerError(
            f"Layer {source.title} holds values such as {example:g}, in {share:.0%} of its pixels; those of an "
            f"embedding lie between {low:g} and {high:g}. They seem to have been multiplied, or shifted, to be stored.",
            "Choose the file as it was delivered, or bring its values back (in QGIS: Raster calculator).",
        )
    return share


def but_impossible(source: Source, value: float | None) -> str:
    """The end of a sentence about a layer without data that holds an impossible value; empty where that is None."""
    return "" if value is None else f" but values such as {value:g}, which can't be {ROLES[source.role].measured}"


class Usable(NamedTuple):
    """Indexes of the bands that hold something, of those without data and of those with one value everywhere.

    ``impossible``: see :class:`Summary`.
    """

    used: list[int]
    empty: list[int]
    constant: list[int]
    impossible: float | None


def usable_bands(source: Source, places: Sequence[GridWindow] = ()) -> Usable:
    """Which bands are worth learning from. ``places``: windows of the raster; see :func:`summarise`.

    "Without data" is measured against the band with most: one in twenty of its pixels. Where all bands are constant
    none is called so.
    """
    bands = range(len(source.bands))
    valid = np.zeros(len(bands))
    least, most = np.full(len(bands), np.inf), np.full(len(bands), -np.inf)
    impossible: float | None = None
    with open_raster(source.path, source.title) as file:
        for windows in _rounds(source, own_grid(source), places, _CONSTANT_SIDE):
            for window in windows:
                raw = read_bands(file, source.title, list(source.indexes), window)
                mask = np.empty(raw.shape, bool)
                for band, stored in enumerate(raw):
                    rules = source.nodata[band], source.possible[band]
                    mask[band] = valid_values(stored, *rules)
                    if impossible is None:
                        impossible = impossible_value(stored, mask[band], *rules)
                valid += mask.sum(axis=(1, 2))
                values = raw.astype(np.float64)
                least = np.minimum(least, np.where(mask, values, np.inf).min(axis=(1, 2)))
                most = np.maximum(most, np.where(mask, values, -np.inf).max(axis=(1, 2)))
            if valid.any():
                break
    empty = [band for band in bands if valid[band] < 0.05 * valid.max() or valid.max() == 0]
    constant = [band for band in bands if band not in empty and least[band] == most[band]]
    if len(empty) + len(constant) == len(bands):
        constant = []
    used = [band for band in bands if band not in empty and band not in constant]
    return Usable(used, empty, constant, impossible)


def own_grid(source: Source) -> Grid:
    """The layer's own pixels."""
    return Grid(source.crs, source.transform, source.width, source.height)


def moved(windows: Sequence[GridWindow], grid: Grid, target: Grid) -> list[GridWindow]:
    """The windows of another grid that hold those of a grid, without those that lie outside."""
    found: list[GridWindow] = []
    for row, col, height, width in windows:
        places = [(x, y) for y in (row, row + height) for x in (col, col + width)]
        corners = np.array([grid.transform * place for place in places]).T
        x, y = transform_points(grid.crs, target.crs, *corners)
        cols, rows = np.array([~target.transform * place for place in zip(x, y, strict=True)]).T
        if not np.isfinite(cols).all():
            continue
        top, left = max(0, int(np.floor(rows.min()))), max(0, int(np.floor(cols.min())))
        bottom = min(target.height, int(np.ceil(rows.max())))
        right = min(target.width, int(np.ceil(cols.max())))
        if top < bottom and left < right:
            found.append(GridWindow(top, left, bottom - top, right - left))
    return found


def _area(source: Source, grid: Grid) -> GridWindow:
    """The part of the grid where the layer can have pixels."""
    bounds = source_bounds(source, grid.crs)
    if bounds is None:
        return GridWindow(0, 0, grid.height, grid.width)
    left, bottom, right, top = beside(bounds, grid.bounds, grid.crs)
    cols, rows = zip(*(~grid.transform * corner for corner in ((left, top), (right, bottom))), strict=True)
    row, col = (max(0, int(np.floor(min(ends)))) for ends in (rows, cols))
    end_row, end_col = (min(size, int(np.ceil(max(ends)))) for ends, size in ((rows, grid.height), (cols, grid.width)))
    return GridWindow(row, col, max(0, end_row - row), max(0, end_col - col))


def _rounds(
    source: Source, grid: Grid, places: Sequence[GridWindow] = (), side: int | None = None
) -> Iterator[list[GridWindow]]:
    """Windows of the grid to look at, round after round until data is found. Bounded, however large the raster is.

    ``side``: the most of a window of the first round. What is read as a whole is small; in a large raster with little
    data, the blocks that its file holds at all, and ``places``, are where it can be.
    """
    area = _area(source, grid)
    for count, most in _ROUNDS:
        yield list(spread_windows(area, count, min(most, side or most)))
    if area.height * area.width <= _MOST_READ:
        yield list(spread_windows(area, -(-max(area.height, area.width) // _LARGE), _LARGE))
        return
    yield moved(_stored_blocks(source), own_grid(source), grid)
    yield list(spread_windows(area, *_FINE_ROUND))
    yield [part for place in places for part in spread_windows(place, *_ROUNDS[0])][:_MOST_PLACES]


def _stored_blocks(source: Source) -> list[GridWindow]:
    """Some of the blocks that a GeoTIFF holds; it need not hold those without data. None where it is not known."""
    with open_raster(source.path, source.title) as file:
        height, width = file.block_shapes[source.indexes[0] - 1]
        if file.driver != "GTiff" or height * width > _LARGEST_BLOCK:
            return []
        cols = -(-file.width // width)
        count, most = cols * -(-file.height // height), _MOST_READ // (height * width)
        if count > _MOST_BLOCKS:
            return []
        found: list[GridWindow] = []
        for number in np.random.default_rng(0).permutation(count).tolist():
            row, col = divmod(number, cols)
            if file.get_tag_item(f"BLOCK_OFFSET_{col}_{row}", "TIFF", bidx=source.indexes[0]):
                found.append(GridWindow(row * height, col * width, height, width))
                if len(found) == most:
                    break
        return found


def _sample(reader: Reader, rounds: Iterator[list[GridWindow]], most: int = MOST_SAMPLES) -> tuple[np.ndarray, int]:
    """(N, C) float32 values of valid pixels and the number of pixels looked at; more windows where few are valid."""
    room = max(2000, most // len(reader.bands))
    sample, seen = np.empty((0, len(reader.bands)), np.float32), 1
    for windows in rounds:
        chooser = np.random.default_rng(0)
        parts, looked, found, kept = [sample[:0]], 0, 0, 0
        for window in windows:
            values, available = reader.read(*window)
            part = values[:, available].T
            looked, found = looked + available.size, found + len(part)
            share = -(-room // min(len(windows), _ROUNDS[0][0] ** 2))
            parts.append(part if len(part) <= share else chooser.choice(part, share, replace=False))
            kept += len(parts[-1])
            if kept >= room:
                break
        if kept > len(sample) or seen == 1:
            sample, seen = np.concatenate(parts), max(looked, 1)
        if found >= _ENOUGH or 0 < found == looked:
            break
    return sample, seen


def spread_windows(area: GridWindow, count: int, side: int) -> Iterator[GridWindow]:
    """At most count x count windows of at most ``side`` pixels, evenly spread, that never overlap."""
    row, col, height, width = area
    for top, rows in _pieces(height, count, side):
        for left, cols in _pieces(width, count, side):
            yield GridWindow(row + top, col + left, rows, cols)


def _pieces(length: int, count: int, side: int) -> list[tuple[int, int]]:
    if length <= 0:
        return []
    edges = np.linspace(0, length, min(count, -(-length // side)) + 1).round().astype(int)
    sizes = np.minimum(np.diff(edges), side)
    starts = edges[:-1] + (np.diff(edges) - sizes) // 2
    return list(zip(starts.tolist(), sizes.tolist(), strict=True))


def _without_filler(sample: np.ndarray, filler: float | None) -> np.ndarray:
    """The sample (N, C) without pixels that are the filler in every band, unless all are."""
    if filler is None:
        return sample
    kept = ~(sample == np.float32(filler)).all(axis=1)
    return sample[kept] if kept.any() else sample


def _filler(sample: np.ndarray, source: Source) -> tuple[float | None, float]:
    """The most frequent of the usual stand-ins for "no data" that fills all bands of a pixel, and how often it does."""
    same = sample[(sample == sample[:, :1]).all(axis=1), 0]
    found = [(float((same == np.float32(value)).sum() / len(sample)), value) for value in _FILLERS]
    fraction, value = max(found[1:] if sample.shape[1] <= ROLES[source.role].zero_is_data_up_to else found)
    return (value, fraction) if fraction > 0 else (None, 0.0)
