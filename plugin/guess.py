"""Which layer of the project is which sensor: a guess with its reason, for a person to confirm or change.

Only what QGIS already knows of a layer is looked at (band count, band names, wavelengths, data type, the value range
of its style, its name): no pixel is read. The engine checks bands and values again before it computes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from qgis.core import Qgis, QgsPalettedRasterRenderer, QgsRaster, QgsRasterLayer

from ..mamol_core.contract import role_of
from .texts import tr

THRESHOLD = 3.0
"""Evidence below this is no guess: the row stays empty rather than wrong."""

_NAME_WORDS = {
    "optical": "s2 s2l2a s2l1c sentinel2 sentinel landsat l8 l9 oli planet rgb rgbn orthophoto ortho naip optical "
    "optic spot worldview wv2 wv3 multispectral msi reflectance",
    "sar": "s1 s1rtc s1grd sentinel1 sar palsar alos radarsat terrasar rtc grd backscatter radar vv vh hh hv vvvh",
    "lidar": "lidar dem dsm dtm dgm dom ndsm chm dhm srtm elevation height heights canopy als las relief",
    "hyperspectral": "hsi hyperspectral hyper enmap prisma aviris hyperion desis casi hyspex neon",
}
_BAND_WORDS = {
    "optical": "red green blue nir swir swir1 swir2 rededge pan coastal r g b n",
    "sar": "vv vh hh hv sigma0 gamma0 sigma0vv sigma0vh gamma0vv gamma0vh",
    "lidar": "elevation dem dsm dtm ndsm chm height intensity canopyheight",
}
_OTHER_WORDS = (
    "label labels lulc lc landcover mask masks cloud clouds truth reference groundtruth class classes classification "
    "classified confidence probabilities probability hillshade slope aspect"
)
_WAVELENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(nm|nanomet\w*|µm|um|micromet\w*|microns?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class LayerFacts:
    """What QGIS knows of a raster layer without reading it. ``bands`` leaves alpha bands out."""

    layer_id: str
    name: str
    bands: int
    band_names: Tuple[str, ...] = ()
    wavelengths: Tuple[Optional[float], ...] = ()
    floating: bool = False
    low: Optional[float] = None
    high: Optional[float] = None
    paletted: bool = False


@dataclass(frozen=True)
class Wanted:
    """A sensor to find a layer for; ``bands`` is 0 where no model says how many."""

    sensor: str
    bands: int = 0
    band_names: Tuple[str, ...] = ()
    wavelengths: Tuple[Optional[float], ...] = ()
    low: Optional[float] = None
    high: Optional[float] = None


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
                bands=len(bands),
                band_names=tuple(str(band.get("name") or "") for band in bands),
                wavelengths=tuple(band.get("wavelength_nm") for band in bands),
                low=min(lows) if lows else None,
                high=max(highs) if highs else None,
            )
        )
    return found


def facts_of(layer: QgsRasterLayer) -> LayerFacts:
    """What is known of a layer; costs no reading."""
    provider = layer.dataProvider()
    names, wavelengths = [], []
    for band in range(1, layer.bandCount() + 1):
        if provider.colorInterpretation(band) == QgsRaster.ColorInterpretation.AlphaBand:
            continue
        name = layer.bandName(band).partition(":")[2].strip()
        names.append(name)
        wavelengths.append(_wavelength_nm(name))
    low, high = _style_range(layer.renderer())
    floats = (Qgis.DataType.Float32, Qgis.DataType.Float64)
    return LayerFacts(
        layer_id=layer.id(),
        name=layer.name(),
        bands=len(names),
        band_names=tuple(names),
        wavelengths=tuple(wavelengths),
        floating=bool(names) and provider.dataType(1) in floats,
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
    if layer.paletted or layer.bands == 0:
        return Guess(layer.layer_id, -10.0, tr("a class raster, not imagery"))
    evidence = _bands_evidence(layer, sensor) if sensor.bands else []
    evidence += _role_evidence(layer, role_of(sensor.sensor))
    words = _words(layer.name)
    name = sensor.sensor.partition(":")[2]
    if name and _plain(name) in "".join(words):
        evidence.append((3.0, tr("named “{name}”").format(name=layer.name)))
    if words & set(_OTHER_WORDS.split()):
        evidence.append((-6.0, tr("the name says classes or a mask")))
    score = sum(weight for weight, _ in evidence)
    best = sorted((item for item in evidence if item[0] > 0), key=lambda item: -item[0])[:1]
    return Guess(layer.layer_id, score, best[0][1] if best else "")


def misfit(layer: LayerFacts, sensor: Wanted) -> str:
    """Why a layer a person picked will hardly do for the model's sensor, in a sentence; empty where nothing speaks
    against it."""
    if layer.paletted:
        return tr("This is a class raster, not imagery.")
    known = [_plain(name) for name in layer.band_names if name]
    wanted = [_plain(name) for name in sensor.band_names if name]
    named = len(set(wanted)) == sensor.bands and len(set(known)) == layer.bands > 1
    if not sensor.bands or (_nanometres(layer) and _nanometres(sensor)):
        return ""
    if len(wanted) == sensor.bands and set(wanted) <= set(known):
        return ""
    if named or layer.bands != sensor.bands:
        found, expected = (describe_bands(side) if named else count_bands(side.bands) for side in (layer, sensor))
        return tr("{found} here, the model knows {expected}.").format(found=found, expected=expected)
    return ""


def describe_bands(facts: LayerFacts | Wanted) -> str:
    """The bands of a layer in a few words: "12 bands named B01…B12"."""
    nanometres = _nanometres(facts)
    if nanometres and facts.bands > 4:
        return tr("{bands}, {low:.0f}–{high:.0f} nm").format(
            bands=count_bands(facts.bands), low=min(nanometres), high=max(nanometres)
        )
    names = [name for name in facts.band_names if name]
    if not names:
        return count_bands(facts.bands)
    listed = ", ".join(names) if len(names) < 4 else f"{names[0]}…{names[-1]}"
    if len(listed) > 40:
        return count_bands(facts.bands)
    return tr("{bands} named {names}").format(bands=count_bands(facts.bands), names=listed)


def count_bands(number: int) -> str:
    return tr("%n band(s)", n=number)


def _bands_evidence(layer: LayerFacts, sensor: Wanted) -> List[Tuple[float, str]]:
    """Evidence from the model's bands: names first, then wavelengths, then their number."""
    known = {_plain(name) for name in layer.band_names if name}
    wanted = [_plain(name) for name in sensor.band_names if name]
    if wanted and len(wanted) == sensor.bands and set(wanted) <= known:
        return [(8.0, describe_bands(layer))]
    here, there = _nanometres(layer), _nanometres(sensor)
    if here and there and len(there) == sensor.bands:
        if all(min(abs(a - b) for a in here) <= 15 for b in there):
            return [(6.0, describe_bands(layer))]
        return [(-4.0, "")]
    if layer.bands != sensor.bands:
        return [(-20.0, "")]
    evidence = [(2.0, tr("{bands}, as in the model").format(bands=count_bands(layer.bands)))]
    if wanted and len(known) == layer.bands and not known & set(wanted):
        evidence.append((-4.0, ""))
    if None not in (layer.low, layer.high, sensor.low, sensor.high):
        shared = min(layer.high, sensor.high) - max(layer.low, sensor.low)
        smaller = min(layer.high - layer.low, sensor.high - sensor.low)
        if smaller > 0 and shared > 0.3 * smaller:
            evidence.append((1.5, tr("{bands} and values as in the model").format(bands=count_bands(layer.bands))))
        elif shared < 0:
            evidence.append((-1.5, ""))
    return evidence


def _role_evidence(layer: LayerFacts, role: str) -> List[Tuple[float, str]]:
    """Evidence from what the sensors of a role look like in general."""
    evidence = []
    names = [_plain(name) for name in layer.band_names if name]
    nanometres = _nanometres(layer)
    words = _words(layer.name)
    index = bool(words & {"ndvi", "evi", "ndwi", "savi"})
    decibels = layer.low is not None and layer.floating and -60 < layer.low < -3 and (layer.high or 0) < 20
    if words & set(_NAME_WORDS[role].split()):
        evidence.append((3.0, tr("named “{name}”").format(name=layer.name)))
    if role in _BAND_WORDS and names and sum(n in _BAND_WORDS[role].split() for n in names) >= (len(names) + 1) // 2:
        evidence.append((5.0, describe_bands(layer)))
    if role == "optical":
        if index:
            evidence.append((2.0, tr("named “{name}”").format(name=layer.name)))
        if 3 <= layer.bands <= 40:
            numbered = sum(bool(re.fullmatch(r"b\d?\da?", name)) for name in names)
            if names and numbered >= 0.8 * len(names):
                evidence.append((5.0, describe_bands(layer)))
            elif not (decibels and layer.bands <= 4):
                evidence.append((1.0, count_bands(layer.bands)))
    elif role == "sar":
        if layer.bands > 6:
            evidence.append((-6.0, ""))
        elif decibels:
            evidence.append((2.0, tr("values in dB")))
    elif role == "lidar":
        if layer.bands > 6 or decibels:
            evidence.append((-6.0, ""))
    elif layer.bands >= 40 and not index:
        evidence.append((6.0 if len(nanometres) == layer.bands else 3.0, describe_bands(layer)))
    else:
        evidence.append((-6.0, ""))
    return evidence


def _style_range(renderer: Any) -> Tuple[Optional[float], Optional[float]]:
    """The range of values the layer's style was stretched to, which QGIS took from the file when it opened it."""
    for getter in ("contrastEnhancement", "redContrastEnhancement"):
        enhancement = getattr(renderer, getter, lambda: None)()
        if enhancement is not None and enhancement.maximumValue() > enhancement.minimumValue():
            return enhancement.minimumValue(), enhancement.maximumValue()
    return None, None


def _wavelength_nm(name: str) -> Optional[float]:
    found = _WAVELENGTH.search(name)
    if not found:
        return None
    return float(found.group(1)) * (1.0 if found.group(2).lower().startswith("n") else 1000.0)


def _nanometres(entry: Any) -> List[float]:
    return [value for value in entry.wavelengths if value is not None]


def _words(name: str) -> set:
    """Words of a layer's name, also with a number joined on: "Sentinel-2 L2A" gives sentinel, 2, l2a, sentinel2."""
    parts = [part for part in re.split(r"[^a-z0-9]+", name.lower()) if part]
    return set(parts) | {a + b for a, b in zip(parts, parts[1:]) if len(b) <= 2}


def _plain(name: str) -> str:
    """A band name for comparing: "B01" and "b1" are the same."""
    return re.sub(r"(?<=[a-z])0+(?=\d)", "", re.sub(r"[^a-z0-9]+", "", name.lower()))
