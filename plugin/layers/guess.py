"""Which layer of the project is which sensor: a guess with its reason, for a person to confirm or change.

Only what a file says of itself and QGIS of a layer is looked at (bands, data type, the value range of the style, the
name): no pixel is read. Bands are matched by the engine's own matcher; values are for the engine to check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from qgis.core import Qgis, QgsPalettedRasterRenderer, QgsRasterLayer

from ...mamol_core.errors import LayerError
from ...mamol_core.matching import Band, match_bands, names_known, plain_name
from ...mamol_core.roles import ROLES, role_of
from ..texts import tr
from .inputs import bands_of_layer
from .sensors import count_bands

THRESHOLD = 3.0
"""Evidence below this is no guess: the row stays empty rather than wrong."""
_FEW_BANDS = 6

_OTHER_WORDS = (
    "label labels lulc lc landcover mask masks cloud clouds truth reference groundtruth class classes classification "
    "classified confidence probabilities probability hillshade slope aspect"
)


Evidence = Tuple[float, str]  # its weight, and in words


@dataclass(frozen=True)
class LayerFacts:
    """What is known of a raster layer without reading it. ``bands`` leaves alpha bands out."""

    layer_id: str
    name: str
    bands: Tuple[Band, ...]
    floating: bool = False
    low: Optional[float] = None
    high: Optional[float] = None
    paletted: bool = False


@dataclass(frozen=True)
class Wanted:
    """A sensor to find a layer for; ``bands`` is empty where no model says which. ``series``: the model takes dates."""

    sensor: str
    bands: Tuple[Band, ...] = ()
    low: Optional[float] = None
    high: Optional[float] = None
    series: bool = False


@dataclass(frozen=True)
class Guess:
    """A layer for a sensor, how strong the evidence is and the strongest of it in words."""

    layer_id: str
    score: float
    reason: str


def wanted_from_card(card: Dict[str, Any]) -> List[Wanted]:
    """The sensors of a model card, in the model's order."""
    found = []
    for spec in card.get("sensors", []):
        bands = spec.get("bands") or []
        lows, highs = spec.get("p2") or (), spec.get("p98") or ()
        found.append(
            Wanted(
                sensor=spec["sensor"],
                bands=tuple(Band(band.get("name"), band.get("wavelength_nm")) for band in bands),
                low=min(lows) if lows else None,
                high=max(highs) if highs else None,
                series=bool(spec.get("dates")),
            )
        )
    return found


def facts_of(layer: QgsRasterLayer) -> LayerFacts:
    """What is known of a layer; no pixel is read."""
    provider = layer.dataProvider()
    bands = bands_of_layer(layer)
    low, high = _style_range(layer.renderer())
    floats = (Qgis.DataType.Float32, Qgis.DataType.Float64)
    return LayerFacts(
        layer_id=layer.id(),
        name=layer.name(),
        bands=bands,
        floating=bool(bands) and provider.dataType(1) in floats,
        low=low,
        high=high,
        paletted=isinstance(layer.renderer(), QgsPalettedRasterRenderer),
    )


def guess_layers(layers: Iterable[LayerFacts], sensors: Sequence[Wanted]) -> Dict[str, Guess]:
    """The best layer for each sensor, each layer used once; a sensor without convincing evidence is left out."""
    pairs = []
    for order, sensor in enumerate(sensors):
        for layer in layers:
            found = weigh(layer, sensor)
            if found.score >= THRESHOLD:
                pairs.append((-found.score, order, sensor.sensor, found))
    guesses: Dict[str, Guess] = {}
    used = set()
    for _, _, sensor_name, found in sorted(pairs, key=lambda pair: pair[:2]):
        if sensor_name not in guesses and found.layer_id not in used:
            guesses[sensor_name] = found
            used.add(found.layer_id)
    return guesses


def weigh(layer: LayerFacts, sensor: Wanted) -> Guess:
    """How well a layer fits a sensor; a negative score means that it can't be."""
    if layer.paletted or not layer.bands:
        return Guess(layer.layer_id, -10.0, tr("a class raster, not imagery"))
    evidence = _bands_evidence(layer, sensor) if sensor.bands else []
    evidence += _role_evidence(layer, role_of(sensor.sensor))
    words = _words(layer.name)
    name = sensor.sensor.partition(":")[2]
    if name and plain_name(name) in "".join(words):
        evidence.append((3.0, tr("named “{name}”").format(name=layer.name)))
    if words & set(_OTHER_WORDS.split()):
        evidence.append((-6.0, tr("the name suggests classes or a mask")))
    score = sum(weight for weight, _ in evidence)
    best = sorted((item for item in evidence if item[0] > 0), key=lambda item: -item[0])[:1]
    return Guess(layer.layer_id, score, best[0][1] if best else "")


def misfit(layer: LayerFacts, sensor: Wanted) -> str:
    """Why the engine will refuse the layer for the model's sensor, in its words; empty where its bands will do."""
    if not sensor.bands:
        return ""
    try:
        match_bands(f"'{layer.name}'", layer.bands, sensor.bands)
    except LayerError as error:
        return str(error)
    return ""


def unused(layers: Sequence[LayerFacts], sensor: Wanted) -> str:
    """Why none of these layers was taken for the sensor, of the likeliest one; empty where none comes near."""
    best, best_score = None, 0.0
    for layer in layers:
        without_model = weigh(layer, Wanted(sensor.sensor))
        fits = bool(sensor.bands) and not layer.paletted and not misfit(layer, sensor)
        score = without_model.score + (2.0 if fits else 0.0)
        if score >= (THRESHOLD if not fits else 2.0) and score > best_score:
            best, best_score = layer, score
    if best is None:
        return ""
    problem = misfit(best, sensor)
    if problem:
        return tr("Not used: {reason}").format(reason=problem)
    text = tr("“{name}” has matching bands, but nothing else identifies it. Choose it if it is the right layer.")
    return text.format(name=best.name)


def describe_bands(bands: Sequence[Band]) -> str:
    """Bands in a few words: "12 bands named B01…B12"."""
    nanometres = [band.wavelength_nm for band in bands if band.wavelength_nm]
    if nanometres and len(bands) > 4:
        return tr("{bands}, {low:.0f}–{high:.0f} nm").format(
            bands=count_bands(len(bands)), low=min(nanometres), high=max(nanometres)
        )
    names = [band.name for band in bands if band.name]
    if not names:
        return count_bands(len(bands))
    listed = ", ".join(names) if len(names) < 4 else f"{names[0]}…{names[-1]}"
    if len(listed) > 40:
        return count_bands(len(bands))
    return tr("{bands} named {names}").format(bands=count_bands(len(bands)), names=listed)


def _bands_evidence(layer: LayerFacts, sensor: Wanted) -> List[Evidence]:
    """Evidence from the model's bands; overwhelming against a layer that the engine would refuse."""
    if misfit(layer, sensor):
        return [(-20.0, "")]
    if names_known(layer.bands, sensor.bands) or len(layer.bands) > len(sensor.bands):
        return [(8.0, describe_bands(layer.bands))]
    number = count_bands(len(layer.bands))
    evidence = [(2.0, tr("{bands}, as in the model").format(bands=number))]
    if None not in (layer.low, layer.high, sensor.low, sensor.high):
        shared = min(layer.high, sensor.high) - max(layer.low, sensor.low)
        smaller = min(layer.high - layer.low, sensor.high - sensor.low)
        if smaller > 0 and shared > 0.3 * smaller:
            evidence.append((1.5, tr("{bands} and values as in the model").format(bands=number)))
        elif shared < 0:
            evidence.append((-1.5, ""))
    return evidence


def _role_evidence(layer: LayerFacts, role: str) -> List[Evidence]:
    """Evidence from what the sensors of a role are called and look like in general."""
    evidence = []
    known = ROLES[role]
    names = _band_names(layer)
    if _words(layer.name) & set(known.layer_words.split()):
        evidence.append((3.0, tr("named “{name}”").format(name=layer.name)))
    if names and sum(name in known.band_words.split() for name in names) >= (len(names) + 1) // 2:
        evidence.append((5.0, describe_bands(layer.bands)))
    return evidence + _LOOKS.get(role, _looks_like_few_bands)(layer)


def _looks_optical(layer: LayerFacts) -> List[Evidence]:
    evidence = [(2.0, tr("named “{name}”").format(name=layer.name))] if _named_index(layer) else []
    if 3 <= len(layer.bands) <= 40:
        names = _band_names(layer)
        numbered = sum(bool(re.fullmatch(r"b\d?\da?", name)) for name in names)
        if names and numbered >= 0.8 * len(names):
            evidence.append((5.0, describe_bands(layer.bands)))
        elif not (_decibels(layer) and len(layer.bands) <= 4):
            evidence.append((1.0, count_bands(len(layer.bands))))
    return evidence


def _looks_like_sar(layer: LayerFacts) -> List[Evidence]:
    if len(layer.bands) > _FEW_BANDS:
        return [(-6.0, "")]
    return [(2.0, tr("values in dB"))] if _decibels(layer) else []


def _looks_hyperspectral(layer: LayerFacts) -> List[Evidence]:
    if len(layer.bands) < 40 or _named_index(layer) or _called_embedding(layer):
        return [(-6.0, "")]
    complete = all(band.wavelength_nm for band in layer.bands)
    return [(6.0 if complete else 3.0, describe_bands(layer.bands))]


def _looks_like_embedding(layer: LayerFacts) -> List[Evidence]:
    return [] if len(layer.bands) > 40 and _called_embedding(layer) else [(-6.0, "")]


def _called_embedding(layer: LayerFacts) -> bool:
    """Whether the name of the layer, or those of most of its bands, are an embedding's."""
    known, names = ROLES["embedding"], _band_names(layer)
    if _words(layer.name) & set(known.layer_words.split()):
        return True
    return bool(names) and 2 * sum(name in known.band_words.split() for name in names) > len(names)


def _looks_like_few_bands(layer: LayerFacts) -> List[Evidence]:
    """Of any other role: neither many bands nor backscatter."""
    return [(-6.0, "")] if len(layer.bands) > _FEW_BANDS or _decibels(layer) else []


_LOOKS = {
    "optical": _looks_optical,
    "sar": _looks_like_sar,
    "hyperspectral": _looks_hyperspectral,
    "embedding": _looks_like_embedding,
}


def _band_names(layer: LayerFacts) -> List[str]:
    return [plain_name(band.name) for band in layer.bands if band.name]


def _named_index(layer: LayerFacts) -> bool:
    return bool(_words(layer.name) & {"ndvi", "evi", "ndwi", "savi"})


def _decibels(layer: LayerFacts) -> bool:
    return layer.low is not None and layer.floating and -60 < layer.low < -3 and (layer.high or 0) < 20


def _style_range(renderer: Any) -> Tuple[Optional[float], Optional[float]]:
    """The range of values the layer's style was stretched to, which QGIS took from the file when it opened it."""
    for getter in ("contrastEnhancement", "redContrastEnhancement"):
        enhancement = getattr(renderer, getter, lambda: None)()
        if enhancement is not None and enhancement.maximumValue() > enhancement.minimumValue():
            return enhancement.minimumValue(), enhancement.maximumValue()
    return None, None


def _words(name: str) -> set:
    """Words of a layer's name, also with a number joined on: "Sentinel-2 L2A" gives sentinel, 2, l2a, sentinel2."""
    parts = [part for part in re.split(r"[^a-z0-9]+", name.lower()) if part]
    return set(parts) | {a + b for a, b in zip(parts, parts[1:]) if len(b) <= 2}
