"""A broken OpenVINO, too little memory, too few open files: made do without, or said in a sentence (R3, R7)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rasterio

from mamol_core.commands import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def no_openvino_yet():
    """As in a new process: the package is imported anew, and afterwards the modules of before are back."""

    def taken():
        return {name: sys.modules.pop(name) for name in list(sys.modules) if name.partition(".")[0] == "openvino"}

    before = taken()
    yield
    taken()
    sys.modules.update(before)


@pytest.mark.parametrize(
    "broken",
    [
        "raise ImportError('libopenvino.so.2600: cannot open shared object file')",
        "raise OSError('bad magic number')",
        "__version__ = '2026.0'",  # an installation of which half is missing
    ],
)
def test_a_broken_openvino_should_be_said_and_pytorch_make_the_map(
    scene, model, tmp_path, monkeypatch, capfd, no_openvino_yet, broken
):
    """R3."""
    (tmp_path / "openvino").mkdir()
    (tmp_path / "openvino" / "__init__.py").write_text(broken + "\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("mamol_core.model.runtimes.runtime.WORTH_COMPILING", 0)
    output = tmp_path / "map.tif"
    assert main(["classify", *scene.layers("sar"), "--model", model, "--output", str(output)]) == 0
    said = capfd.readouterr().err
    assert "OpenVINO is installed but does not work" in said and "Runtime: PyTorch" in said
    with rasterio.open(output) as raster:
        assert (raster.read(1) > 0).all()


def test_a_tile_beyond_any_memory_should_be_refused(scene, model, tmp_path, capfd):
    """R7."""
    words = ["classify", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    assert main([*words, "--tile", "100000"]) == 2
    assert "Tile side 100000 is not a multiple of 32 from 32 to 4096" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())


LIMITED = """
import resource, sys
sys.path.insert(0, sys.argv[1])
limit = getattr(resource, sys.argv[2]), int(sys.argv[3])
import mamol_core.mapping.classify, mamol_core.commands
resource.setrlimit(limit[0], (limit[1], limit[1]))
sys.exit(mamol_core.commands.main(sys.argv[4:]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits that the system keeps to")
@pytest.mark.parametrize(
    ("limit", "amount", "tile", "said"),
    [("RLIMIT_AS", 4_000_000_000, "4096", "ran out of memory"), ("RLIMIT_NOFILE", 6, "256", "open more files")],
)
def test_too_little_memory_or_too_few_files_should_be_said(scene, model, tmp_path, limit, amount, tile, said):
    """R7. The limit is set once everything is imported: then it is the map that does not fit."""
    words = ["classify", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(ROOT), limit, str(amount), *words, "--tile", tile],
        capture_output=True, text=True, timeout=300, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "map.tif").exists()
