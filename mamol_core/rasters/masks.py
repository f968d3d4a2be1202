"""What the values of a mask mean: at which of its pixels a layer must not be used.

Masks are taken as they are delivered. The names of bands and file tell what one is, and its values must agree. A mask
of one value beside 0 stays what it always was, and what nothing tells is refused, never guessed.

============  =========================================================================================================
kind          what is not used
============  =========================================================================================================
plain         0
scl           Sentinel-2 scene classification: 0 no data, 1 saturated or defective, 3 cloud shadow, 8 and 9 cloud, 10
              thin cirrus, and what it does not define. 2 dark, 4 vegetation, 5 bare, 6 water, 7 unclassified and 11
              snow stay. (ESA, Sentinel-2 Level-2A Algorithm Theoretical Basis Document)
qa_pixel      Landsat Collection 2, the bits 0 fill, 1 dilated cloud, 2 cirrus, 3 cloud and 4 cloud shadow; 5 snow, 6
              clear and 7 water stay. (USGS, Landsat 8-9 Collection 2 Level 2 Science Product Guide)
udm2          Planet's usable data mask: what is neither clear (band 1) nor snow (band 2). (Planet, UDM 2.1)
probability   of cloud, in per cent or from 0 to 1: 40 % and more, where s2cloudless begins to call it cloud
flags         where one of its bands, all named after clouds, cirrus, haze or shadow, is not 0; 0 is clear, though the
              file may call it nodata
============  =========================================================================================================

A person may name the kind instead, or say what is not used: values and ranges such as ``3,8..10``, bits such as
``bits:1,3``, or ``none``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rasterio.io import DatasetReader
from rasterio.windows import Window

from ..contract import Range
from ..errors import LayerError
from ..matching import plain_name
from ..presets import MASK_KINDS
from ..shell import parse_ranges
from .projection import GDAL_ERRORS

PLAIN, SCL, QA_PIXEL, UDM2, PROBABILITY, FLAGS = MASK_KINDS
GIVEN = "given"

_CLOUDY = 40.0  # per cent
_CODES: dict[str, tuple[Range, ...]] = {
    PLAIN: ((0, 0),),
    SCL: ((-np.inf, 1), (3, 3), (8, 10), (12, np.inf)),
    PROBABILITY: ((_CLOUDY, np.inf),),
}
_QA_BITS = (0, 1, 2, 3, 4)
_QA_CLEAR = {21824, 21952, 5440, 5504}  # clear land and water of Landsat 8 and 9, of Landsat 5 and 7
_SAID = {
    PLAIN: "its pixels of 0 are not used",
    SCL: "a Sentinel-2 scene classification; not used are 0 no data, 1 defective, 3 cloud shadow, 8 and 9 cloud, "
    "10 cirrus; snow stays",
    QA_PIXEL: "Landsat's QA_PIXEL; not used are fill, cloud and its surroundings, cirrus, cloud shadow; snow stays",
    UDM2: "Planet's UDM2; not used is what is neither clear nor snow",
    PROBABILITY: f"a probability of cloud; not used is {_CLOUDY:.0f} % and more",
    FLAGS: "flags; not used is where one of its bands is not 0",
}
_RECOGNISED = {
    SCL: re.compile(r"scl|sceneclassification\w*"),
    QA_PIXEL: re.compile(r"qapixel"),
    UDM2: re.compile(r"udm2\w*"),
    PROBABILITY: re.compile(r"(cldprb|cldprob|clouds?prob(ability)?)\w*"),
}
_FLAG = re.compile(r"(opaque)?(thin)?clouds?|cirrus|haze|(cloud)?shadows?")
_OLDER = {
    "pixelqa": "Landsat Collection 1's pixel_qa, whose bits are others than those of Collection 2",
    "udm": "Planet's first unusable data mask, in which 0 means usable",
}
_SPREAD, _SIDE = 6, 128  # windows along each axis that values are looked at in, and their pixels
_MOST_CODES = 12
_REMEDY = (
    "Make a mask that is 0 where the layer must not be used and 1 elsewhere, or say what it is: name the file after it "
    "(SCL, QA_PIXEL, UDM2, cloud probability), or give the values that must not be used."
)


@dataclass(frozen=True)
class MaskRule:
    """How a mask is read. ``bands``: GDAL's numbers of those that count; ``codes``: closed ranges of values and
    ``bits``: numbers of bits that are not used; ``zero_counts``: 0 is a value, though the file calls it nodata;
    ``scale``: what a stored value is multiplied by to compare it with the codes.
    """

    kind: str
    bands: tuple[int, ...] = (1,)
    codes: tuple[Range, ...] = ()
    bits: tuple[int, ...] = ()
    zero_counts: bool = False
    scale: float = 1.0

    @property
    def sentence(self) -> str:
        """What is not used, for a person to read."""
        if self.kind != GIVEN:
            return _SAID[self.kind]
        if self.bits:
            return f"not used is where one of the bits {', '.join(map(str, self.bits))} is set, as was asked"
        if not self.codes:
            return "it is not used, as was asked"
        ends = [f"{low:g}" if low == high else f"{low:g} to {high:g}" for low, high in self.codes]
        return f"not used are the values {', '.join(ends)}, as was asked"

    def usable(self, raw: np.ndarray) -> np.ndarray:
        """Where (h, w) the layer may be used, of the mask's stored values (C, h, w) in ``bands``."""
        first = raw[0]
        usable = np.isfinite(first) if first.dtype.kind == "f" else np.ones(first.shape, bool)
        if self.kind == UDM2:
            return usable & (raw != 0).any(axis=0)
        if self.kind == FLAGS:
            return usable & (raw == 0).all(axis=0)
        if self.bits:
            return usable & (first.astype(np.int64) & sum(1 << bit for bit in self.bits) == 0)
        for low, high in self.codes:
            usable &= (first < low / self.scale) | (first > high / self.scale)
        return usable


def recognise_mask(dataset: DatasetReader, file: str, title: str, said: str | None) -> MaskRule:
    """What the mask called ``title`` means. LayerError where nothing tells it.

    ``file``: the name of its file, empty where there is none; ``said``: what a person said of it, see above.
    """
    values = _values(dataset, title)
    rule = (
        _as_said(said, title)
        if said is not None
        else _by_names(dataset, values, file, title) or _by_values(values, title)
    )
    if max(rule.bands) > dataset.count:
        raise LayerError(
            f"The {title} has {dataset.count} band{'s' * (dataset.count > 1)}; Planet's UDM2 has 8.", _REMEDY
        )
    _check_values(rule, values, dataset.dtypes[0], title)
    if rule.kind == PROBABILITY:
        scale = 100.0 if len(values) and values.max() <= 1 and values.dtype.kind == "f" else 1.0
        return MaskRule(PROBABILITY, codes=rule.codes, zero_counts=dataset.nodata == 0, scale=scale)
    if rule.kind == FLAGS:
        return replace(rule, zero_counts=dataset.nodata == 0)
    return rule


def _as_said(said: str, title: str) -> MaskRule:
    text = said.strip().lower().replace("-", "_") if said.strip().replace("-", "_").lower() in _SAID else said.strip()
    if text in _SAID:
        return _rule(text)
    try:
        if text.lower().startswith("bits:"):
            bits = tuple(int(part) for part in text[5:].split(","))
            if not all(0 <= bit < 32 for bit in bits):
                raise ValueError
            return MaskRule(GIVEN, bits=bits)
        return MaskRule(GIVEN, codes=parse_ranges(text))
    except ValueError:
        raise LayerError(
            f"The {title} is said to be '{said}'; {', '.join(_SAID)}, values such as 3,8..10, bits such as bits:1,3 or "
            "none are possible."
        ) from None


def _rule(kind: str, bands: Sequence[int] = (1,)) -> MaskRule:
    if kind == UDM2:
        bands = (1, 2)
    return MaskRule(kind, tuple(bands), _CODES.get(kind, ()), _QA_BITS if kind == QA_PIXEL else ())


def _by_names(dataset: DatasetReader, values: np.ndarray, file: str, title: str) -> MaskRule | None:
    """What the names of bands or file tell; None where they tell nothing."""
    bands = [plain_name(name) for name in dataset.descriptions]
    words = [word for word in re.split(r"[^a-z0-9]+", file.lower()) if word]
    names = [bands[0], *words, *(one + two for one, two in pairwise(words))]
    for kind, pattern in _RECOGNISED.items():
        if any(pattern.fullmatch(name) for name in names):
            return _rule(kind)
    if bands == ["probability"]:
        return _rule(PROBABILITY)
    if bands[:2] == ["clear", "snow"]:
        return _rule(UDM2)
    flags = all(_FLAG.fullmatch(name) for name in bands)
    if flags and (len(bands) > 1 or np.count_nonzero(values) <= 1):
        return _rule(FLAGS, dataset.indexes)
    older = next((_OLDER[name] for name in names if name in _OLDER), None)
    if older:
        raise LayerError(f"The {title} looks like {older}. It can't be used as it is.", _REMEDY)
    return None


def _by_values(values: np.ndarray, title: str) -> MaskRule:
    """What the values tell, all but those that the file calls nodata."""
    found = values[values != 0]
    if len(found) <= 1:
        return _rule(PLAIN)
    if _QA_CLEAR & set(found.tolist()) and found.min() >= 1 and found.max() <= 65535:
        return _rule(QA_PIXEL)
    listed = ", ".join(f"{value:g}" for value in values[:_MOST_CODES])
    more = f" and {len(values) - _MOST_CODES} more" if len(values) > _MOST_CODES else ""
    raise LayerError(
        f"The {title} holds the values {listed}{more}, and nothing tells which of them must not be used.", _REMEDY
    )


def _check_values(rule: MaskRule, values: np.ndarray, dtype: str, title: str) -> None:
    """LayerError where a mask that is called something holds what that can't hold."""
    most = {SCL: 11.0, PROBABILITY: 100.0, QA_PIXEL: 65535.0}.get(rule.kind)
    if most is not None and len(values) and not (values.min() >= 0 and values.max() <= most):
        kind = _SAID[rule.kind].partition(";")[0]
        raise LayerError(
            f"The {title} is called {kind}, but holds values from {values.min():g} to {values.max():g}; 0 to {most:g} "
            "were expected.",
            _REMEDY,
        )
    if rule.bits and np.dtype(dtype).kind == "f" and len(values) and (values % 1 != 0).any():
        raise LayerError(f"The {title} has values with fractions; bits of whole numbers were expected.", _REMEDY)


def _values(dataset: DatasetReader, title: str) -> np.ndarray:
    """The different values of the first band, finite and not nodata, in windows spread over it."""
    found = np.empty(0, dataset.dtypes[0])
    try:
        for top, rows in _pieces(dataset.height):
            for left, cols in _pieces(dataset.width):
                part = dataset.read(1, window=Window(left, top, cols, rows), masked=True).compressed()
                found = np.union1d(found, part)
    except GDAL_ERRORS as error:
        raise LayerError(f"The {title} can't be read (GDAL: {error}).", "Copy it again, or create it again.") from None
    return found[np.isfinite(found)]


def _pieces(length: int) -> list[tuple[int, int]]:
    if length <= 2 * _SPREAD * _SIDE:
        return [(0, length)]
    starts = np.linspace(0, length - _SIDE, _SPREAD).round().astype(int)
    return [(int(start), _SIDE) for start in starts]
