"""The command line. Every command builds a request of the contract and hands it to ``run``.

Exit codes: 0 done, 2 bad input (one line on stderr), 3 cancelled, 1 anything else.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from .contract import (
    DEVICES,
    EFFORTS,
    CheckRequest,
    ClassifyRequest,
    DescribeRequest,
    ExampleRequest,
    Layer,
    MergeRequest,
    Request,
    TrainRequest,
    parse_ranges,
)
from .errors import Cancelled, MamolError, RequestError
from .reporting import Reporter
from .roles import role_of
from .run import run


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code."""
    try:
        return cli.main(args=words, prog_name="python -m mamol_core", standalone_mode=False) or 0
    except Cancelled as error:
        return _fail(3, error.message)
    except MamolError as error:
        return _fail(2, str(error))
    except click.ClickException as error:
        return _fail(2, error.format_message() + " See --help.")
    except click.exceptions.Abort:
        return _fail(3, Cancelled().message)


def _fail(code: int, message: str) -> int:
    click.echo("Error: " + " ".join(message.split()), err=True)
    return code


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def cli() -> None:
    """Map land cover from whichever optical, SAR, LiDAR/elevation and hyperspectral rasters exist.

    ROLE is optical, sar, lidar or hyperspectral; ROLE:NAME tells two layers of one role apart.
    """


def _layer_options(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--layer", "layers", multiple=True, metavar="ROLE[:NAME]=PATH", help="A raster; repeatable."),
        click.option(
            "--mask",
            "masks",
            multiple=True,
            metavar="ROLE[:NAME]=PATH",
            help="Raster that is 0 where the layer must not be used.",
        ),
        click.option(
            "--layer-crs", "crs_of", multiple=True, metavar="ROLE[:NAME]=CRS", help="CRS that replaces the file's."
        ),
        click.option(
            "--layer-nodata",
            "nodata_of",
            multiple=True,
            metavar="ROLE[:NAME]=VALUES",
            help="Nodata values that replace the file's: 'none', '0' or '-9999,0..5'.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _effort_and_device(command: Callable[..., None]) -> Callable[..., None]:
    effort = click.option("--effort", type=click.Choice(EFFORTS), default="standard", show_default=True)
    device = click.option("--device", type=click.Choice(DEVICES), default="auto", show_default=True)
    return effort(device(command))


@cli.command()
@_layer_options
@click.option("--labels", required=True, help="Polygons, points or a class raster.")
@click.option("--labels-layer", help="Layer of a file that has several.")
@click.option("--field", help="Field that holds the class: text or number.")
@click.option("--classes", help="Table of code, name, colour.")
@click.option("--ignore", multiple=True, type=int, help="Class code to leave out; repeatable.")
@click.option("--model", required=True, help="Model file to write.")
@click.option("--continue", "continue_from", help="Model file to go on from.")
@click.option("--labels-only", is_flag=True, help="When going on: keep only the classes that the labels have.")
@click.option("--backbone", help="Vision transformer of timm to use, frozen, in place of the default network.")
@click.option("--backbone-weights", help="Its weights: a file, or hub:OWNER/NAME@REVISION to download them.")
@_effort_and_device
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--report", help="Folder for report.json and report.html.")
def train(**options: Any) -> None:
    """Train a model from layers and labels."""
    _execute(_train_request(**options))


@cli.command()
@_layer_options
@click.option("--model", required=True, help="Model file.")
@click.option("--output", required=True, help="Land cover to write, .tif.")
@click.option("--confidence", help="Also write the probability of the chosen class, in per cent.")
@click.option("--probabilities", help="Also write every class's probability, in per cent.")
@click.option("--sensors-used", help="Also write which sensors each pixel was mapped from (bit mask).")
@click.option("--aoi", help="Polygons to map within.")
@click.option("--crs", help="Target CRS; default: the finest projected layer's.")
@click.option("--resolution", type=float, help="Target pixel size; default: the model's.")
@click.option("--extent", metavar="XMIN,YMIN,XMAX,YMAX", help="Extent in the target CRS.")
@click.option("--extent-crs", help="CRS of --extent, where it is not the target's.")
@click.option("--classes", help="Table of code, name, colour that replaces the model's names and colours.")
@click.option("--tile", type=int, default=256, show_default=True, help="Tile side in pixels, a multiple of 32.")
@click.option("--cog", is_flag=True, help="Write Cloud-Optimized GeoTIFFs.")
@click.option("--shard", metavar="I/N", help="Compute only the I-th of N shares of the map, for merge.")
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler compute the map.")
@_effort_and_device
def classify(**options: Any) -> None:
    """Map land cover with a model."""
    _execute(_classify_request(**options))


@cli.group()
def check() -> None:
    """Tell what TRAIN or CLASSIFY would refuse, convert or warn of, without running it."""


def _add_check(command: click.Command, build: Callable[..., TrainRequest | ClassifyRequest]) -> None:
    """Make ``check COMMAND``, with the very options of the command."""

    def tell(**options: Any) -> None:
        _tell_check(build(**options))

    text = f"Tell what {command.name} would refuse, convert or warn of; the options are the same."
    check.add_command(click.Command(command.name, params=command.params, callback=tell, help=text))


def _train_request(**options: Any) -> TrainRequest:
    return TrainRequest(layers=_layers(options), **options)


def _classify_request(extent: str | None, **options: Any) -> ClassifyRequest:
    return ClassifyRequest(layers=_layers(options), extent=_extent(extent), **options)


_add_check(train, _train_request)
_add_check(classify, _classify_request)


def _tell_check(request: TrainRequest | ClassifyRequest) -> None:
    """Print each layer's state and the warnings; what would be refused becomes the command's error."""
    found = run(CheckRequest(request), Reporter())
    for sensor, layer in found["layers"].items():
        click.echo(f"{sensor}: {layer['state']}" + (f", converted: {layer['conversion']}" * bool(layer["conversion"])))
    for warning in found["warnings"]:
        click.echo("Warning: " + warning["message"], err=True)
    for problem in found["refused"]:
        _fail(2, f"{problem['message']} {problem['hint']}")
    if found["refused"]:
        raise click.exceptions.Exit(2)  # the code that main returns


@cli.command()
@click.argument("parts", nargs=-1, required=True)
@click.option("--output", required=True, help="Land cover to write, .tif, or .vrt for a virtual mosaic of the parts.")
@click.option("--confidence", help="Confidence to write, .tif or .vrt.")
@click.option("--probabilities", help="Class probabilities to write, .tif or .vrt.")
@click.option("--sensors-used", help="Sensors used to write, .tif or .vrt.")
@click.option("--cog", is_flag=True, help="Write Cloud-Optimized GeoTIFFs.")
def merge(**options: Any) -> None:
    """Put a map together from PARTS, the folders that classify --shard has made."""
    _execute(MergeRequest(**options))


@cli.command()
@click.argument("model", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def describe(model: str | None, as_json: bool) -> None:
    """Tell what the engine runs on and, given MODEL, what that file holds."""
    value = run(DescribeRequest(model), Reporter())
    if as_json:
        click.echo(json.dumps(value, indent=1))
    else:
        from .describe import readable

        click.echo(readable(value))


@cli.command()
@click.argument("folder")
@click.option("--seed", type=int, default=0, show_default=True)
def example(folder: str, seed: int) -> None:
    """Write a simulated example scene into FOLDER."""
    _execute(ExampleRequest(os.path.abspath(folder), seed))


@cli.command()
@click.option("--warm", is_flag=True, help="Load the heavy packages while there is nothing to do.")
def worker(warm: bool) -> None:
    """Answer JSON requests on stdin, as the QGIS plugin does."""
    from .worker import serve

    serve(warm)


def _execute(request: Request) -> None:
    terminal = _Terminal()
    reporter = Reporter(terminal.show)
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: reporter.cancel.set())
    try:
        value = run(request, reporter)
    finally:
        terminal.clear()
    for key in ("model", "parts", "output", "confidence", "probabilities", "sensors_used", "report_html", "folder"):
        if value.get(key):
            click.echo(f"{key.replace('_', ' ')}: {value[key]}")


def _layers(options: dict[str, Any]) -> tuple[Layer, ...]:
    """Take the layer options out of ``options`` and put them together, sensor by sensor."""
    paths = [_pair("--layer", text) for text in options.pop("layers")]
    masks = _about("--mask", options.pop("masks"), paths)
    crs_of = _about("--layer-crs", options.pop("crs_of"), paths)
    nodata_of = _about("--layer-nodata", options.pop("nodata_of"), paths)
    try:
        nodata = {sensor: parse_ranges(text) for sensor, text in nodata_of.items()}
    except ValueError as error:
        raise RequestError(str(error)) from None
    return tuple(
        Layer(sensor, path, masks.get(sensor), crs_of.get(sensor), nodata.get(sensor)) for sensor, path in paths
    )


def _pair(option: str, text: str) -> tuple[str, str]:
    sensor, equals, value = text.partition("=")
    if not equals or not value:
        raise RequestError(f"{option} '{text}' is not of the form ROLE[:NAME]=VALUE.", f"Write {option} optical=….")
    try:
        role_of(sensor)
    except ValueError as error:
        raise RequestError(str(error)) from None
    return sensor, value


def _about(option: str, texts: Sequence[str], layers: list[tuple[str, str]]) -> dict[str, str]:
    pairs = dict(_pair(option, text) for text in texts)
    for sensor in pairs:
        if sensor not in dict(layers):
            raise RequestError(f"{option} names the sensor '{sensor}', which has no --layer.")
    return pairs


def _extent(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        xmin, ymin, xmax, ymax = (float(part) for part in text.split(","))
    except ValueError:
        raise RequestError(f"--extent '{text}' is not XMIN,YMIN,XMAX,YMAX.") from None
    return xmin, ymin, xmax, ymax


class _Terminal:
    """Shows events to a person: messages as lines, progress as one line that is drawn over on a terminal."""

    def __init__(self) -> None:
        self._drawn = False

    def show(self, event: dict[str, Any]) -> None:
        if event["event"] == "progress":
            if sys.stderr.isatty():
                self._draw(event)
            return
        self.clear()
        click.echo(("Warning: " if event["event"] == "warning" else "") + event["message"], err=True)

    def _draw(self, event: dict[str, Any]) -> None:
        text = event["stage"]
        share = event["overall"]
        text = f"{text:<24} {'█' * round(28 * share):·<28} {100 * share:3.0f} %"
        if event["eta"]:
            minutes, seconds = divmod(round(event["eta"]), 60)
            text += f"  {minutes}:{seconds:02d} left"
        click.echo("\r\033[K" + text, nl=False, err=True)
        self._drawn = True

    def clear(self) -> None:
        """Wipe the progress line."""
        if self._drawn:
            click.echo("\r\033[K", nl=False, err=True)
            self._drawn = False
