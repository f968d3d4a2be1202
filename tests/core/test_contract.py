"""The contract: a request survives the pipe, and becomes the command that does the same."""

import json
import shlex
import subprocess
import sys

import pytest

from mamol_core import commands
from mamol_core.contract import (
    ClassifyRequest,
    DescribeRequest,
    ExampleRequest,
    Layer,
    TrainRequest,
    command_line,
    format_ranges,
    from_json,
    parse_ranges,
    to_json,
)
from mamol_core.roles import role_of

LAYERS = (
    Layer("optical", "/data/a scene's.tif", mask="/data/clouds.tif", crs="EPSG:32718", nodata=((0, 0), (-9999.5, -5))),
    Layer("optical:ndvi", "/data/n.tif", nodata=()),
    Layer("sar", "NETCDF:/data/s.nc:vv"),
)
REQUESTS = [
    TrainRequest(LAYERS, "/l.gpkg", "/m.mamol.safetensors", field="class", ignore=(3, 255), seed=7, effort="quick"),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", continue_from="/s", labels_only=True),
    TrainRequest(LAYERS, "/l.tif", "/m.mamol.safetensors", backbone="test_vit", backbone_weights="hub:a/b@c"),
    ClassifyRequest(LAYERS, "/m", "/o.tif", extent=(-1.5, 2, 3e6, 4), resolution=0.1, aoi="/a.gpkg", tile=128),
    ClassifyRequest(LAYERS[:1], "/m", "/o.tif", confidence="/c.tif", crs="EPSG:25832", extent_crs="EPSG:4326"),
    DescribeRequest("/m"),
    ExampleRequest("/folder", 3),
]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: r.command)
def test_a_request_should_survive_the_pipe(request_):
    assert from_json(json.loads(json.dumps(to_json(request_)))) == request_


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: r.command)
def test_the_command_line_should_mean_the_same_request(request_, monkeypatch):
    seen = []
    monkeypatch.setattr(commands, "run", lambda got, reporter: seen.append(got) or {})
    monkeypatch.setattr("mamol_core.describe.readable", lambda value: "")
    words = shlex.split(command_line(request_))
    assert words[:3] == ["python", "-m", "mamol_core"]
    assert commands.main(words[3:]) == 0
    assert seen == [request_]


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


@pytest.mark.parametrize("sensor", ["radar", "optical:", "", "Optical"])
def test_a_wrong_sensor_should_be_refused(sensor):
    with pytest.raises(ValueError, match="ROLE"):
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


def test_the_contract_should_import_nothing_but_the_standard_library():
    code = "import sys, mamol_core.contract; print(*{name.partition('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True).stdout
    assert {"mamol_core"} == set(out.split()) - set(sys.stdlib_module_names) - {"__main__"}
