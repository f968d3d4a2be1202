"""The contract: a request survives the pipe, and becomes the command that does the same."""

import json
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from mamol_core import commands, contract
from mamol_core.contract import (
    AlignRequest,
    AreasRequest,
    AssessRequest,
    CheckRequest,
    ClassifyRequest,
    CompareRequest,
    DescribeRequest,
    ExampleRequest,
    ExploreRequest,
    Layer,
    MergeRequest,
    ProductRequest,
    SampleRequest,
    SuggestRequest,
    TrainRequest,
)
from mamol_core.fields import absolute, inputs, option_name, outputs, results
from mamol_core.messages import from_json, to_json
from mamol_core.roles import role_of
from mamol_core.run import FUNCTIONS, function_of
from mamol_core.shell import command_line, format_ranges, parse_metres, parse_ranges

ROOT = Path(__file__).resolve().parents[2]
LAYERS = (
    Layer("optical", "/data/a scene's.tif", mask="/data/clouds.tif", crs="EPSG:32718", nodata=((0, 0), (-9999.5, -5))),
    Layer("optical:ndvi", "/data/n.tif", nodata=(), bands=("B02 (492 nm)", None, "nir"), mask_codes="bits:1,3"),
    Layer("sar", "NETCDF:/data/s.nc:vv", shift=(-12.5, 30.0)),
)
REQUESTS = [
    TrainRequest(LAYERS, "/l.gpkg", "/m.mamol.safetensors", field="class", ignore=(3, 255), seed=7, effort="quick"),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", continue_from="/s", labels_only=True),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", labels_shift=(0.0, -15.5), align="labels"),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", scenes=("/data/chile", "/data/b's/scene.json")),
    TrainRequest((), None, "/m.mamol.safetensors", scenes=("/data/chile",), align="labels"),
    AlignRequest(LAYERS, "/l.gpkg", field="class", labels_shift=(-1.0, 2.0), output="/a.html"),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", backbone="test_vit", backbone_weights="hub:a/b@c"),
    ClassifyRequest(LAYERS, "/m", "/o.tif", extent=(-1.5, 2, 3e6, 4), resolution=0.1, aoi="/a.gpkg", tile=128),
    ClassifyRequest(LAYERS[:1], "/m", "/o.tif", confidence="/c.tif", crs="EPSG:25832", extent_crs="EPSG:4326"),
    MergeRequest(("/a.parts", "/b.parts"), "/o.vrt", sensors_used="/s.tif", cog=True),
    SampleRequest("/m.tif", "/p.gpkg", size=300, allocation="forest=200,water=100", distance=60.0, expected="/u.csv"),
    AssessRequest("/m.tif", "/p.gpkg", "class", design="random", report="/r"),
    CompareRequest("/m.tif", "/n.tif", "/d.tif", reference="/p.gpkg", design_file="/p.json"),
    AreasRequest("/m.tif", "/z.gpkg", zone_field="name", output="/a.csv"),
    SuggestRequest(LAYERS, "/m", "/p.gpkg", "/l.gpkg", field="class", places=12),
    ExploreRequest(LAYERS, "/o.tif", 5, extent=(0, 1, 2, 3)),
    DescribeRequest("/m"),
    DescribeRequest(),
    CheckRequest(TrainRequest(LAYERS, "/l.gpkg", "/m.mamol.safetensors", ignore=(3,))),
    ExampleRequest("/folder", 3),
    ProductRequest("/S2.zip", "/o.vrt", "/m.vrt"),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: r.command)
def test_a_request_should_survive_the_pipe(request_):
    assert from_json(json.loads(json.dumps(to_json(request_)))) == request_


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: r.command)
def test_the_command_line_should_mean_the_same_request(request_, monkeypatch):
    seen = []

    def run(got, reporter):
        seen.append(got)
        return {"layers": {}, "warnings": [], "refused": []} if isinstance(got, CheckRequest) else {}

    for room in ("terminal", "check", "describe"):
        monkeypatch.setattr(f"mamol_core.commands.{room}.run", run)
    monkeypatch.setattr("mamol_core.describe.readable", lambda value: "")
    words = shlex.split(command_line(request_))
    assert words[:3] == ["python", "-m", "mamol_core"]
    assert commands.main(words[3:]) == 0
    assert seen == [request_]


def test_every_command_should_be_whole():
    """A new one needs its request, its function and an example among this file's requests."""
    assert set(contract.REQUESTS) == set(FUNCTIONS) == {request.command for request in REQUESTS}
    for command, request in contract.REQUESTS.items():
        assert callable(function_of(command))
        words = commands.cli.commands[command]
        assert words.help and set(commands.cli.commands) - {"worker"} == set(contract.REQUESTS)
        if request is CheckRequest:
            continue
        for entry in fields(request):
            shown = option_name(entry) and entry.name != "layers" and not entry.metadata.get("argument")
            assert not shown or entry.metadata["help"] or entry.metadata.keys() & {"choices", "limits"}, entry.name


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: r.command)
def test_every_file_should_be_a_field_that_names_files(request_):
    """Else it would be looked for in another folder than QGIS's, and what a killed run leaves of it would stay."""
    request_ = getattr(request_, "request", request_)
    named = {getattr(request_, entry.name) for entry in fields(request_)} - {getattr(request_, "layers", ())}
    files = {value for value in named if isinstance(value, str) and value.startswith("/")}
    assert files <= {*inputs(request_), *outputs(request_).values()}


def test_files_should_be_those_that_the_fields_name(tmp_path, monkeypatch):
    """What is read and written, from the root where it is a file: four lists, written by hand, said so before."""
    (tmp_path / "o.tif").touch()
    monkeypatch.chdir(tmp_path)
    layers = (Layer("optical", "o.tif", mask="m.tif"), Layer("sar", "NETCDF:s.nc:vv"), Layer("lidar", "/vsizip//a/b"))
    request = ClassifyRequest(layers, "n.mamol.safetensors", "map.tif", confidence="c.tif", crs="EPSG:32718")
    assert inputs(request) == ["o.tif", "m.tif", "NETCDF:s.nc:vv", "/vsizip//a/b", "n.mamol.safetensors"]
    assert outputs(request) == {"output": "map.tif", "confidence": "c.tif"}
    assert results(request) == ["output", "confidence", "probabilities", "sensors_used", "dates_used", "parts"]
    full = absolute(request)
    named = ["NETCDF:s.nc:vv", "/vsizip//a/b"]
    assert inputs(full) == [f"{tmp_path}/o.tif", f"{tmp_path}/m.tif", *named, f"{tmp_path}/n.mamol.safetensors"]
    assert outputs(full) == {"output": f"{tmp_path}/map.tif", "confidence": f"{tmp_path}/c.tif"}
    assert absolute(CheckRequest(request)) == CheckRequest(full) and full.crs == request.crs
    train = TrainRequest((), "l.gpkg", "m", backbone_weights="hub:a/b@c", report="r", continue_from="s")
    assert inputs(train) == ["l.gpkg", "s", "hub:a/b@c"] and outputs(train) == {"model": "m", "report": "r"}
    assert absolute(train).backbone_weights == "hub:a/b@c" and results(train) == ["model", "adapter", "report_html"]


def test_the_command_should_be_ready_to_paste():
    """G8: the logged command named neither interpreter nor folder, and had POSIX quotes on Windows."""
    request = ClassifyRequest(
        (Layer("optical", "/data/a b.tif", name="my scene"),), "/data/m.safetensors", "/o&k/map.tif"
    )
    posix = command_line(request, "/opt/my engine/python", "/home/me/plugin", windows=False)
    assert posix.startswith("cd /home/me/plugin && '/opt/my engine/python' -m mamol_core classify --layer ")
    assert "my scene" not in posix and "'optical=/data/a b.tif'" in posix
    windows = command_line(request, "C:\\my engine\\python.exe", "C:\\plugin", windows=True)
    assert windows.startswith(
        'cd /d C:\\plugin && "C:\\my engine\\python.exe" -m mamol_core classify --layer "optical='
    )
    assert "'" not in windows and '"/o&k/map.tif"' in windows


@pytest.mark.parametrize("text", ["none", "0", "-9999,0..5"])
def test_nodata_ranges_should_read_as_they_are_written(text):
    assert format_ranges(parse_ranges(text)) == text


@pytest.mark.parametrize("text", ["nan,0", "0,inf", "1", "1,2,3"])
def test_a_shift_should_be_two_finite_numbers(text):
    assert parse_metres("30,+0") == (30, 0)
    with pytest.raises(ValueError, match="is not a shift"):
        parse_metres(text)


@pytest.mark.parametrize("sensor", ["radar", "optical:", "", "Optical"])
def test_a_wrong_sensor_should_be_refused(sensor):
    with pytest.raises(ValueError, match="is not a sensor"):
        role_of(sensor)


@pytest.mark.parametrize(
    "message,reason",
    [
        ({}, "contract version None"),
        ({"contract": 1, "command": "dance"}, "Unknown command 'dance'"),
        ({"contract": 1, "command": "describe", "parameters": {"colour": 1}}, "Unknown parameters.*colour"),
        ({"contract": 1, "command": "train", "parameters": {}}, "Incomplete request for train"),
    ],
)
def test_a_message_that_is_no_request_should_be_refused(message, reason):
    with pytest.raises(ValueError, match=reason):
        from_json(message)


def test_what_the_plugin_imports_should_need_nothing_but_the_standard_library():
    plugin = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "plugin").rglob("*.py"))
    modules = set(re.findall(r"from \.+mamol_core\.(\w+) import", plugin)) | {"contract"}
    assert {"cards", "fields", "shell"} <= modules
    code = "import sys, importlib; [importlib.import_module('mamol_core.' + name) for name in sys.argv[1:]]; "
    code += "print(*{name.partition('.')[0] for name in sys.modules})"
    command = [sys.executable, "-S", "-c", code, *sorted(modules)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert {"mamol_core"} == set(out.split()) - set(sys.stdlib_module_names) - {"__main__"}


def test_help_should_need_none_of_the_heavy_packages():
    code = "import sys; from mamol_core.commands import main; main(['classify', '--help']); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert "--sensors-used" in out and not {"numpy", "rasterio", "torch"} & set(out.split())
