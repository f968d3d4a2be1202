"""What the engine, its command line and the QGIS plugin can ask of the engine, and the words they share.

Plain data, the standard library only and Python 3.9 syntax: of the engine, QGIS imports this file and others that keep
to the same. A request is a dataclass whose fields say what they are (:mod:`mamol_core.fields`): the options of the
command line, the equivalent shell command (:mod:`mamol_core.shell`), the messages of the worker
(:mod:`mamol_core.messages`) and the lists of files all follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .fields import for_messages, option, reads, writes
from .layer import Layer, Range, layer_title

__all__ = ["Layer", "Range", "layer_title"]  # for those who import them from here; the rest is defined below

CONTRACT_VERSION = 1
EFFORTS = ("quick", "standard", "thorough")
DEVICES = ("auto", "cpu", "cuda", "cuda:0", "cuda:1", "cuda:2", "cuda:3")
"""``cuda`` is the GPU with the most free memory, ``cuda:1`` the second one."""
DESIGNS = ("stratified", "random")
"""How reference points are drawn."""
ALLOCATIONS = ("equal", "proportional", "optimal")
"""How their number is shared out among the strata."""
REFERENCE_FIELD = "reference"
"""Of reference points: what is really there, a class's code."""
DESIGN_SUFFIX = ".design.json"
"""Of the file beside reference points that tells how they were drawn, in place of theirs."""
ALIGN = ("labels",)
"""What a training can move by itself."""
MODEL_SUFFIX = ".mamol.safetensors"
HUB = "hub:"
"""What weights of the model hub begin with, see :attr:`TrainRequest.backbone_weights`."""
MAX_CODE = 65535
MAX_CLASSES = 255
MOST_SEED = 2**32 - 1
"""What all random number generators in use take."""
MOST_CLUSTERS = 50
MOST_PLACES = 1000
MOST_DATES = 366
"""Of a series."""
TILE_STEP = 32
"""The side of a tile, in pixels, is a multiple of it."""

_SHIFT = {"metavar": "DX,DY", "default": None}


def shard_of(text: str | None) -> tuple[int, int]:
    """(I, N) of ``I/N``, (1, 1) of None; ValueError, in a sentence, where I is not from 1 to N."""
    if text is None:
        return 1, 1
    number, slash, count = text.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise ValueError(f"Shard '{text}' is not I/N with I from 1 to N, such as 2/8.")
    return int(number), int(count)


REQUESTS: dict[str, type[Request]] = {}
"""Every request there is, by its command."""


@dataclass(frozen=True)
class Request:
    """What the engine is asked to do. The first paragraph of a subclass's text is what ``--help`` says of the command.

    ``checked``: whether :class:`CheckRequest` takes it.
    """

    command: ClassVar[str]
    checked: ClassVar[bool] = False

    def __init_subclass__(cls, command: str, checked: bool = False) -> None:
        cls.command, cls.checked = command, checked
        REQUESTS[command] = cls


@dataclass(frozen=True)
class TrainRequest(Request, command="train", checked=True):
    """Train a model from layers and labels, of one scene or of several.

    ``scenes``: others than that of ``layers`` and ``labels``, or all of them where those are left out; what they hold
    tells :mod:`mamol_core.training.scenefile`. ``labels_shift``: along the axes of the target CRS. ``align``: what is
    moved to where it fits best, if that is beyond doubt. ``labels_name``: what messages call the labels.
    ``model`` or ``adapter`` is given.
    """

    layers: tuple[Layer, ...]
    labels: str | None = reads("Polygons, points or a class raster.")
    model: str | None = writes("Model file to write.", default=None)
    scenes: tuple[str, ...] = reads(
        "A scene with its own layers and labels: its scene.json, or the folder that holds it; repeatable.",
        option="--scene",
        default=(),
    )
    labels_layer: str | None = option("Layer of a file that has several.", default=None)
    field: str | None = option("Field that holds the class: text or number.", default=None)
    classes: str | None = reads("Table of code, name, colour.", default=None)
    ignore: tuple[int, ...] = option("Class code to leave out; repeatable.", default=())
    labels_shift: tuple[float, float] | None = option("Move the labels: metres east and north.", **_SHIFT)
    align: str | None = option(
        "Move the labels to the layers, where it is beyond doubt how far they lie off.", choices=ALIGN, default=None
    )
    continue_from: str | None = reads("Model file to go on from.", option="--continue", default=None)
    labels_only: bool = option("When going on: keep only the classes that the labels have.", default=False)
    adapter: str | None = writes(
        "When going on: write no model but an adapter of this name beside it, which is for the place and season of the "
        "layers.",
        beside="continue_from",
        default=None,
    )
    backbone: str | None = option(
        "Vision transformer of timm to use, frozen, in place of the default network.", default=None
    )
    backbone_weights: str | None = reads(
        "Its weights: a file, or hub:OWNER/NAME@REVISION to download them.", default=None
    )
    effort: str = option(choices=EFFORTS, default="standard")
    seed: int = option(limits=(0, MOST_SEED), default=0)
    device: str = option(choices=DEVICES, default="auto")
    report: str | None = writes("Folder for report.json and report.html.", result="report_html", default=None)
    labels_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class ClassifyRequest(Request, command="classify", checked=True):
    """Map land cover with a model.

    ``resolution`` and ``extent`` are in the target CRS. The map hardly depends on ``tile``. ``shard``: the parts it
    computes are for :class:`MergeRequest` to put together. ``aoi_name``: what messages call the area of interest.
    """

    layers: tuple[Layer, ...]
    model: str = reads("Model file.")
    output: str = writes("Land cover to write, .tif.")
    confidence: str | None = writes("Also write the probability of the chosen class, in per cent.", default=None)
    probabilities: str | None = writes("Also write every class's probability, in per cent.", default=None)
    sensors_used: str | None = writes("Also write which sensors each pixel was mapped from (bit mask).", default=None)
    dates_used: str | None = writes("Also write how many dates of each series saw a pixel.", default=None)
    aoi: str | None = reads("Polygons to map within.", default=None)
    crs: str | None = option("Target CRS; default: the finest projected layer's.", default=None)
    resolution: float | None = option("Target pixel size; default: the model's.", default=None)
    extent: tuple[float, float, float, float] | None = option(
        "Extent in the target CRS.", metavar="XMIN,YMIN,XMAX,YMAX", default=None
    )
    extent_crs: str | None = option("CRS of --extent, where it is not the target's.", default=None)
    classes: str | None = reads(
        "Table of code, name, colour that replaces the model's names and colours.", default=None
    )
    match: bool = option(
        "Fit the model to the optical and hyperspectral layers, by their own values: for other dates than its own.",
        default=False,
    )
    adapter: str | None = reads(
        "Adapter to map with: the name of one that lies beside the model, or its file.", beside="model", default=None
    )
    tile: int = option("Tile side in pixels, a multiple of 32.", default=256)
    effort: str = option(choices=EFFORTS, default="standard")
    device: str = option(choices=DEVICES, default="auto")
    cog: bool = option("Write Cloud-Optimized GeoTIFFs.", default=False)
    shard: str | None = option(
        "Compute only the I-th of N shares of the map, for merge.", metavar="I/N", result="parts", default=None
    )
    scheduler: str | None = option(
        "Let the workers of this Dask scheduler compute the map.", metavar="ADDRESS", default=None
    )
    aoi_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class MergeRequest(Request, command="merge"):
    """Put a map together from PARTS, the folders that classify --shard has made."""

    parts: tuple[str, ...] = reads(argument=True)
    output: str = writes("Land cover to write, .tif, or .vrt for a virtual mosaic of the parts.")
    confidence: str | None = writes("Confidence to write, .tif or .vrt.", default=None)
    probabilities: str | None = writes("Class probabilities to write, .tif or .vrt.", default=None)
    sensors_used: str | None = writes("Sensors used to write, .tif or .vrt.", default=None)
    dates_used: str | None = writes("Numbers of dates to write, .tif or .vrt.", default=None)
    cog: bool = option("Write Cloud-Optimized GeoTIFFs.", default=False)


@dataclass(frozen=True)
class SampleRequest(Request, command="sample"):
    """Draw reference points from a map, or tell how many are needed.

    Without ``size`` it follows from ``target_se``. ``map_name``: what messages call the map.
    """

    map: str = reads("Class raster to draw from.")
    output: str | None = writes("Points to write, .gpkg; left out, only their number is told.", default=None)
    design: str = option("How pixels are drawn.", choices=DESIGNS, default="stratified")
    size: int | None = option("Number of points.", limits=(1, 100_000), default=None)
    target_se: float | None = option(
        "Standard error of the overall accuracy that the size follows from, a fraction; default: 0.02.", default=None
    )
    allocation: str = option(
        "Points of each stratum: equal, proportional to area, optimal, or NAME=N,….", default="proportional"
    )
    minimum: int | None = option("Least points of each stratum; default: 50, or fewer of a small sample.", default=None)
    expected: str | None = reads("Table of class and user's accuracy that is expected, a fraction.", default=None)
    distance: float | None = option("Least distance between points, in metres.", default=None)
    strata: str | None = reads("Raster of strata; default: the map's classes.", default=None)
    classes: str | None = reads("Table of code, name, colour of the map's classes.", default=None)
    seed: int = option(limits=(0, MOST_SEED), default=0)
    map_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class AssessRequest(Request, command="assess"):
    """Tell how right a map is and what its classes cover, from reference points or polygons.

    ``map_name``, ``reference_name``: what messages call the layers.
    """

    map: str = reads("Class raster to assess.")
    reference: str = reads("Points, or polygons, with what is really there.")
    field: str | None = option("Field that holds the reference class: name or code.", default=None)
    reference_layer: str | None = option("Layer of a file that has several.", default=None)
    strata: str | None = reads("Raster the sample was stratified by, if not by the map.", default=None)
    design: str | None = option("How points were drawn, where no design file tells.", choices=DESIGNS, default=None)
    design_file: str | None = reads("Sampling design; default: the one beside the points.", default=None)
    classes: str | None = reads("Table of code, name, colour of the map's classes.", default=None)
    report: str | None = writes("Folder for the report and its tables.", result="report_html", default=None)
    map_name: str | None = for_messages(default=None)
    reference_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class CompareRequest(Request, command="compare"):
    """Tell where and how two maps differ and, with reference points, which is right more often.

    The names: what messages call the layers.
    """

    map: str = reads("First class raster.")
    other: str = reads("Second class raster.")
    output: str | None = writes("Raster of the changes to write, .tif.", default=None)
    reference: str | None = reads("Points with what is really there.", default=None)
    field: str | None = option("Field that holds the reference class: name or code.", default=None)
    reference_layer: str | None = option("Layer of a file that has several.", default=None)
    strata: str | None = reads(
        "Raster whose classes the sample was stratified by, if not the first map's.", default=None
    )
    design: str | None = option("How points were drawn, where no design file tells.", choices=DESIGNS, default=None)
    design_file: str | None = reads("Sampling design; default: the one beside the points.", default=None)
    classes: str | None = reads("Table of code, name, colour of the maps' classes.", default=None)
    report: str | None = writes("Folder for the report and its tables.", result="report_html", default=None)
    map_name: str | None = for_messages(default=None)
    other_name: str | None = for_messages(default=None)
    reference_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class AreasRequest(Request, command="areas"):
    """Sum up what each class of a map covers, as a whole and in zones.

    The names: what messages call the layers.
    """

    map: str = reads("Class raster.")
    zones: str | None = reads("Polygons, or a class raster, of zones.", default=None)
    zones_layer: str | None = option("Layer of a file that has several.", default=None)
    zone_field: str | None = option("Field that names the zones; default: each polygon is one.", default=None)
    classes: str | None = reads("Table of code, name, colour of the map's classes.", default=None)
    output: str | None = writes("Table to write, .csv.", default=None)
    map_name: str | None = for_messages(default=None)
    zones_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class SuggestRequest(Request, command="suggest"):
    """Suggest where to label next: places that a model is unsure of and that are unlike those labelled.

    ``resolution`` and ``extent`` are in the target CRS. ``labels_name``, ``aoi_name``: what messages call them.
    """

    layers: tuple[Layer, ...]
    model: str = reads("Model file.")
    output: str = writes("Squares to write, .gpkg, with an empty field for their class.")
    labels: str | None = reads("The labels so far: polygons, points or a class raster.", default=None)
    labels_layer: str | None = option("Layer of a file that has several.", default=None)
    field: str | None = option("Field that holds the class: text or number.", default=None)
    places: int = option("How many places.", limits=(1, MOST_PLACES), default=30)
    aoi: str | None = reads("Polygons to look within.", default=None)
    crs: str | None = option("Target CRS; default: the finest projected layer's.", default=None)
    resolution: float | None = option("Target pixel size; default: the model's.", default=None)
    extent: tuple[float, float, float, float] | None = option(
        "Extent in the target CRS.", metavar="XMIN,YMIN,XMAX,YMAX", default=None
    )
    extent_crs: str | None = option("CRS of --extent, where it is not the target's.", default=None)
    device: str = option(choices=DEVICES, default="auto")
    labels_name: str | None = for_messages(default=None)
    aoi_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class ExploreRequest(Request, command="explore"):
    """Group pixels that look alike into clusters, without labels.

    ``resolution`` and ``extent`` are in the target CRS. ``aoi_name``: what messages call the area of interest.
    """

    layers: tuple[Layer, ...]
    output: str = writes("Clusters to write, .tif.")
    clusters: int = option("How many clusters.", limits=(2, MOST_CLUSTERS), default=10)
    aoi: str | None = reads("Polygons to look at.", default=None)
    crs: str | None = option("Target CRS; default: the finest projected layer's.", default=None)
    resolution: float | None = option("Target pixel size; default: the finest layer's.", default=None)
    extent: tuple[float, float, float, float] | None = option(
        "Extent in the target CRS.", metavar="XMIN,YMIN,XMAX,YMAX", default=None
    )
    extent_crs: str | None = option("CRS of --extent, where it is not the target's.", default=None)
    seed: int = option(limits=(0, MOST_SEED), default=0)
    aoi_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class AlignRequest(Request, command="align"):
    """Tell how far layers, and labels, lie from one another.

    ``labels_name``: what messages call the labels.
    """

    layers: tuple[Layer, ...]
    labels: str | None = reads("Polygons or a class raster.", default=None)
    labels_layer: str | None = option("Layer of a file that has several.", default=None)
    field: str | None = option("Field that holds the class: text or number.", default=None)
    labels_shift: tuple[float, float] | None = option("Move the labels: metres east and north.", **_SHIFT)
    output: str | None = writes("Page to write, .html.", default=None)
    labels_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class DescribeRequest(Request, command="describe"):
    """Tell what the engine runs on and, given MODEL, what that file holds."""

    model: str | None = reads(argument=True, default=None)


@dataclass(frozen=True)
class ExampleRequest(Request, command="example"):
    """Write a simulated example scene into FOLDER."""

    folder: str = writes(argument=True)
    seed: int = option(limits=(0, MOST_SEED), default=0)


@dataclass(frozen=True)
class ProductRequest(Request, command="product"):
    """Make one virtual raster, and one of its cloud mask, of PRODUCT: a folder or an archive as it was delivered.

    The pixels stay where they are; those of a PRISMA product are copied beside the output.
    ``mask``: beside the output where it is not given.
    """

    product: str = reads(argument=True)
    output: str = writes("Virtual raster to write, .vrt.")
    mask: str | None = writes("Cloud mask to write, .vrt; default: beside the output, -mask.vrt.", default=None)


@dataclass(frozen=True)
class CheckRequest(Request, command="check"):
    """Tell what a run would refuse, convert or warn of, without running it; no torch is needed."""

    request: Request
