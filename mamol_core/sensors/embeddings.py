"""Embeddings: what another network has made of all that satellites saw of a pixel in a year, as one vector.

Recognised by their bands and values, brought back from 8 bits, and said whose they are and of which year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ..errors import LayerError, ValuesError
from ..matching import Message, bands_said, plain_name
from ..presets import ALPHAEARTH_BANDS, TESSERA_BANDS
from ..rasters.conversion import Conversion
from ..rasters.source import Source, open_raster
from ..roles import QUANTISED, ROLES, UNIT_VECTORS, VECTORS
from .sensor import SensorSpec
from .statistics import Summary, own_grid, summarise
from .units import recognise

_UNIT_LENGTH = Conversion("", unit_length=True)
_AS_STORED = Conversion("", dequantise=True)
_FROM_8_BITS = Conversion(
    "8-bit values to vectors of length 1, sign(v) (|v| / 127.5)²", dequantise=True, unit_length=True
)
_NEAR, _FAR = 0.1, 0.25  # how far from 1 lengths may be: rounded to 8 bits, and resampled before that was undone

# A year on its own or at the head of a date: 2023, 20230615.
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20[0-4]\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_REFERENCE_SYSTEM = re.compile(r"(?:epsg|wgs)[\s_:-]*\d+", re.IGNORECASE)  # EPSG:2039 and WGS 1984 are no years
_OF_BUCKET = re.compile(r"/(20\d\d)/\d{1,2}[NS]/[^/]*$")  # AlphaEarth's files lie in a folder per year and UTM zone
_VERSION_TAGS = ("tessera_dataset_version", "tessera_dataset_variant")
_YEAR_TAGS = ("tessera_year", "year", "acquisition_date")


@dataclass(frozen=True)
class Product:
    """Embeddings that are published. ``unit_length``: each vector has length 1."""

    name: str
    bands: tuple[str, ...]
    attribution: str
    unit_length: bool


ALPHAEARTH = Product(
    "AlphaEarth Foundations (Google Satellite Embedding)",
    ALPHAEARTH_BANDS,
    # the wording that Google requires
    "The AlphaEarth Foundations Satellite Embedding dataset is produced by Google and Google DeepMind. (CC-BY-4.0)",
    unit_length=True,
)
TESSERA = Product(
    "Tessera",
    TESSERA_BANDS,
    "Tessera embeddings, University of Cambridge (Feng et al. 2025, arXiv:2506.20380; CC0).",
    unit_length=False,
)
PRODUCTS = (ALPHAEARTH, TESSERA)


def read_embedding(
    source: Source, bands: Sequence[int], summary: Summary
) -> tuple[Conversion | None, str, list[Message]]:
    """How the bands at these indexes are read, their units after that, and messages.

    ``summary``: of the values as stored. LayerError where they are not a whole embedding.
    """
    units = recognise(source, bands, summary)[1]
    product = _named(source, bands)
    if units == QUANTISED:
        if len(bands) != len(ALPHAEARTH.bands) or product is TESSERA:
            raise LayerError(
                f"Layer {source.title} has {len(bands)} bands of whole numbers. Of such embeddings AlphaEarth's are "
                f"known, which have {len(ALPHAEARTH.bands)}; Tessera's mean nothing without their scales.",
                "Choose an AlphaEarth file with all its bands, or one of decimal numbers (geotessera writes such).",
            )
        lengths = summarise(source, own_grid(source), bands, _AS_STORED).lengths
        messages = _check_lengths(source, ALPHAEARTH, lengths)
        text = f"{ALPHAEARTH.name}, 8-bit values brought back by sign(v) (|v| / 127.5)² to vectors of length 1"
        return _FROM_8_BITS, UNIT_VECTORS, [*messages, ("log", f"Layer {source.title}: {text}.")]
    if product and product.unit_length:
        messages = _check_lengths(source, product, summary.lengths)
        return _UNIT_LENGTH, UNIT_VECTORS, [*messages, ("log", f"Layer {source.title}: {product.name}.")]
    conversion = _UNIT_LENGTH if units == UNIT_VECTORS else None
    if product:
        return conversion, units, [("log", f"Layer {source.title}: {product.name}.")]
    return conversion, units, [("warning", _unknown(source, bands, summary, units))]


def match_embedding(
    source: Source, bands: Sequence[int], summary: Summary, spec: SensorSpec
) -> tuple[Conversion | None, list[Message]]:
    """For mapping: the conversion to the model's vectors, and messages. ValuesError where they are of another kind."""
    conversion, units, messages = read_embedding(source, bands, summary)
    if units != spec.units:
        raise ValuesError(
            f"Layer {source.title} holds an {units}; the model was trained with an {spec.units}.",
            "Choose the embedding that the model was trained with, or train a model with this one.",
        )
    version = version_of(source)
    if version and spec.version and version != spec.version:
        text = f"is of version {version}, the model was trained with {spec.version}: their values mean different things"
        messages.append(("warning", f"Layer {source.title} {text}. Choose the model's version, or the map is wrong."))
    return conversion, messages


def version_of(source: Source) -> str:
    """The version of an embedding as its file states it, which geotessera's do; empty where it does not."""
    if not ROLES[source.role].vector:
        return ""
    tags = _tags(source)
    return " ".join(tags[tag] for tag in _VERSION_TAGS if tag in tags)


def warn_if_embedding(source: Source, bands: Sequence[int]) -> list[Message]:
    """A warning where a layer that is to be another sensor has the bands of a known embedding."""
    product = None if ROLES[source.role].vector else _named(source, bands)
    if product is None:
        return []
    text = f"has the bands of {product.name}. Choose it as embedding: as {ROLES[source.role].name} it is misread"
    return [("warning", f"Layer {source.title} {text}.")]


def attribution_of(source: Source, bands: Sequence[int], conversion: Conversion | None) -> str:
    """What must be said of where the layer comes from; empty where nothing is known."""
    product = _named(source, bands) if ROLES[source.role].vector else None
    if conversion is not None and conversion.dequantise:
        product = ALPHAEARTH
    return product.attribution if product else ""


def warn_if_other_year(source: Source, labels: str) -> list[Message]:
    """The year of an embedding, and a warning where the labels, called ``labels``, are of another."""
    year = _year_of(source) if ROLES[source.role].vector else None
    if year is None:
        return []
    of_labels = _only_year(labels)
    if of_labels in (None, year):
        return [("log", f"Layer {source.title} is of the year {year}.")]
    text = (
        f"Layer {source.title} is of the year {year}, the labels '{labels}' are of {of_labels} by their name. What has "
        "changed between them is learned wrongly. Choose the embedding of the labels' year if there is one"
    )
    return [("warning", f"{text}.")]


def _named(source: Source, bands: Sequence[int]) -> Product | None:
    """The product whose bands these are by name. LayerError where a vector of length 1 is not complete."""
    names = {plain_name(source.bands[band].name) for band in bands}
    for product in PRODUCTS:
        known = {plain_name(band.name): band.name for band in bands_said(product.bands)}
        if names == known.keys():
            return product
        shared = len(names & known.keys())
        if ROLES[source.role].vector and product.unit_length and 2 * shared > len(known):
            missing = [str(name) for key, name in known.items() if key not in names]
            more = [source.bands[band].label or str(band + 1) for band in bands]
            more = [name for name in more if plain_name(name) not in known]
            found = f"lacks {_listed(missing)}" if missing else f"also has {_listed(more)}"
            raise LayerError(
                f"Layer {source.title} has bands of {product.name} but {found}. Its {len(known)} bands are one vector "
                "and mean nothing apart.",
                "Choose the file with all of its bands and no other.",
            )
    return None


def _check_lengths(source: Source, product: Product, lengths: tuple[float, float, float]) -> list[Message]:
    """A warning where vectors have not quite the length 1; LayerError where they have quite another."""
    low, middle, high = lengths
    found = f"vectors of length {low:.2f} to {high:.2f}"
    if abs(middle - 1) > _FAR:
        raise LayerError(
            f"Layer {source.title} holds {found}; those of {product.name} have length 1.",
            "Choose the file as it was delivered, or the values themselves, which lie between -1 and 1.",
        )
    if low > 1 - _NEAR and high < 1 + _NEAR:
        return []
    text = f"{found} where 1 is expected, as if it had been resampled before. They are given length 1"
    return [("warning", f"Layer {source.title} holds {text}.")]


def _unknown(source: Source, bands: Sequence[int], summary: Summary, units: str) -> str:
    """What to say of an embedding that no name and no value tells."""
    low, _, high = summary.lengths
    of_length = "of length 1" if units == UNIT_VECTORS else f"of length {low:.3g} to {high:.3g}"
    text = (
        f"Layer {source.title} is taken as an embedding of {len(bands)} bands, vectors {of_length}, of unknown origin"
    )
    like = next(
        (p for p in PRODUCTS if len(p.bands) == len(bands) and units == (UNIT_VECTORS if p.unit_length else VECTORS)),
        None,
    )
    if like is None:
        listed = " and ".join(f"{product.name} with {len(product.bands)} bands" for product in PRODUCTS)
        return f"{text}. Known are {listed}. Check that it is complete."
    return (
        f"{text}. {like.name} looks like this, but its bands are called {like.bands[0]} to {like.bands[-1]}. If it is "
        "that, name the bands, so that the model keeps its origin."
    )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _year_of(source: Source) -> int | None:
    """The year of an embedding by the file's metadata, its name or, of AlphaEarth's files, its folder."""
    tags = _tags(source)
    for tag in _YEAR_TAGS:
        if _only_year(tags.get(tag, "")):
            return _only_year(tags[tag])
    path = (source.origin or source.path).replace("\\", "/")
    of_bucket = _OF_BUCKET.search(path)
    if of_bucket:
        return int(of_bucket[1])
    return _only_year(source.name or "") or _only_year(PurePath(path).stem)


def _tags(source: Source) -> dict[str, str]:
    with open_raster(source.path, source.title) as file:
        return {key.lower(): value.strip() for key, value in file.tags().items()}


def _only_year(text: str) -> int | None:
    """The year that a text names, None where it names none or several."""
    years = set(_YEAR.findall(_REFERENCE_SYSTEM.sub(" ", text)))
    return int(years.pop()) if len(years) == 1 else None
