"""Runs that meet at the folder of a map's parts: none destroys what another makes, or what is somebody's own."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import rasterio

from mamol_core.commands import main

from .conftest import pixels, same

ROOT = Path(__file__).resolve().parents[2]


def finished(folder):
    return len(list(folder.glob("output-*.tif")))


def until(condition, seconds=300):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.01)


@pytest.fixture
def start():
    """Start the command line in a process of its own; what still runs at the end is ended."""
    running = []

    def run(arguments, prelude=""):
        code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{prelude}\n"
        code += "from mamol_core.commands import main\nsys.exit(main(sys.argv[1:]))\n"
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()


WAITING = """
import mamol_core.mapping.compute as compute, mamol_core.mapping.classify as classify, pathlib, time
inner = classify.compute_map
def waiting(*arguments):
    {before}
    until = time.monotonic() + 600
    while not pathlib.Path({gate!r}).exists() and time.monotonic() < until:
        time.sleep(0.01)
    {after}
classify.compute_map = waiting
"""


def waiting(gate, before="pass", after="inner(*arguments)"):
    """A prelude: computing waits until the file ``gate`` is there."""
    return WAITING.format(gate=str(gate), before=before, after=after)


def test_a_shard_that_fails_early_should_leave_the_others_alone(words, whole, tmp_path, start):
    """S10."""
    folder, gate = tmp_path / "map.tif.parts", tmp_path / "gate"
    other = start(words("map.tif", "--shard", "1/2"), waiting(gate))
    until(folder.joinpath("layout.json").exists)
    failing = start(words("map.tif", "--shard", "2/2"), waiting(ROOT, after="raise OSError(28, 'disk full')"))
    assert failing.wait(600) != 0
    assert folder.joinpath("layout.json").exists()
    gate.touch()
    assert other.wait(600) == 0, other.stderr.read()
    assert main(words("map.tif", "--shard", "2/2")) == 0
    assert main(["merge", str(folder), "--output", str(tmp_path / "map.tif")]) == 0
    assert (pixels(tmp_path)[""] == whole[""]).all()


def test_a_shard_that_fails_alone_should_leave_nothing(words, tmp_path, start):
    """S10."""
    failing = start(words("map.tif", "--shard", "2/2"), waiting(ROOT, after="raise OSError(28, 'disk full')"))
    assert failing.wait(600) != 0
    assert not list(tmp_path.iterdir())


def test_shards_that_start_together_should_all_be_done(words, whole, tmp_path, start):
    """S10."""
    shards = [start(words("map.tif", "--shard", f"{number}/3")) for number in (1, 2, 3)]
    for shard in shards:
        assert shard.wait(600) == 0, shard.stderr.read()
    folder = tmp_path / "map.tif.parts"
    assert {path.name for path in folder.iterdir() if path.name.startswith(".")} == set()
    assert main(["merge", str(folder), "--output", str(tmp_path / "map.tif")]) == 0
    assert (pixels(tmp_path)[""] == whole[""]).all()


@pytest.mark.parametrize("second", [(), ("--effort", "thorough"), ("--shard", "1/2")])
def test_a_second_run_for_one_output_should_be_refused_and_the_first_succeed(
    words, whole, tmp_path, start, capfd, second
):
    """S10: of two requests for one output each destroyed the other."""
    gate = tmp_path / "gate"
    first = start(words("map.tif"), waiting(gate))
    until((tmp_path / "map.tif.parts" / "layout.json").exists)
    assert main(words("map.tif", *second)) == 2
    assert "Another run is making this map" in capfd.readouterr().err
    gate.touch()
    assert first.wait(600) == 0, first.stderr.read()
    assert same(pixels(tmp_path), whole)
    assert not (tmp_path / "map.tif.parts").exists()


def test_two_requests_for_one_output_at_once_should_not_both_fail(words, whole, tmp_path, start):
    """S10."""
    both = [start(words("map.tif")), start(words("map.tif", "--effort", "quick"))]
    codes = [process.wait(600) for process in both]
    assert sorted(codes) in ([0, 0], [0, 2]), [process.stderr.read() for process in both]
    assert same(pixels(tmp_path), whole) and not (tmp_path / "map.tif.parts").exists()


def test_a_whole_run_should_not_remove_parts_that_a_shard_is_making(words, tmp_path, start, capfd):
    """S10."""
    gate, folder = tmp_path / "gate", tmp_path / "map.tif.parts"
    shard = start(words("map.tif", "--shard", "1/2"), waiting(gate))
    until(folder.joinpath("layout.json").exists)
    assert main(words("map.tif", "--effort", "thorough")) == 2
    assert "Another run is making this map" in capfd.readouterr().err
    gate.touch()
    assert shard.wait(600) == 0 and finished(folder)


def test_what_a_killed_run_left_should_not_keep_the_next_one_out(words, whole, tmp_path, start):
    """S10: a lock ends with its process, in whatever way."""
    folder = tmp_path / "map.tif.parts"
    first = start(words("map.tif"), waiting(tmp_path / "gate"))
    until(folder.joinpath("layout.json").exists)
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert main(words("map.tif")) == 0 and not folder.exists()


@pytest.mark.parametrize("layout", [None, "{}", "not json", '{"fingerprint": "mine", "layers": []}', '["fingerprint"]'])
def test_somebodys_folder_should_never_be_removed(words, tmp_path, capfd, layout):
    """S10: not even one with a layout.json of its own, or with files called as parts are."""
    folder = tmp_path / "map.tif.parts"
    folder.mkdir()
    for name in ("thesis.txt", "confidence-2020.tif"):
        (folder / name).write_text("mine")
    if layout:
        (folder / "layout.json").write_text(layout)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    for extra in ((), ("--shard", "1/2")):
        assert main(words("map.tif", *extra)) == 2
        said = capfd.readouterr().err
        assert "holds something else" in said and str(folder) in said
        assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_a_file_among_the_parts_should_stay_and_be_said(words, tmp_path, capfd):
    """S10."""
    folder = tmp_path / "map.tif.parts"
    assert main(words("map.tif", "--shard", "1/2")) == 0
    (folder / "thesis.txt").write_text("mine")
    assert main(words("map.tif", "--effort", "thorough")) == 0
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    assert "The map is finished" in (said := capfd.readouterr().err) and "thesis.txt" in said


@pytest.mark.parametrize("kind", ["file", "link to a folder", "link to nothing"])
def test_a_link_or_a_file_in_the_folders_place_should_be_said(words, tmp_path, capfd, kind):
    """S10."""
    place, elsewhere = tmp_path / "map.tif.parts", tmp_path / "elsewhere"
    if kind == "file":
        place.write_text("mine")
    else:
        if kind == "link to a folder":
            elsewhere.mkdir()
        place.symlink_to(elsewhere)
    assert main(words("map.tif")) == 2
    assert f"is a {kind.split()[0]}; a folder is needed there" in capfd.readouterr().err
    assert os.path.lexists(place) and not (tmp_path / "map.tif").exists()


def test_a_finished_map_should_be_a_success_though_its_parts_cannot_be_removed(
    words, whole, tmp_path, monkeypatch, capfd
):
    """S11: a virus scanner or a network may hold a part for a while."""
    unlink = os.unlink

    def held(path, **options):
        if os.path.basename(path) == "output-00001.tif":
            raise PermissionError(13, "in use", str(path))
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", held)
    assert main(words("map.tif")) == 0
    said = capfd.readouterr().err
    assert "The map is finished, but the folder of its parts" in said and "output-00001.tif: in use" in said
    monkeypatch.undo()
    assert same(pixels(tmp_path), whole)
    assert main(words("map.tif")) == 0 and not (tmp_path / "map.tif.parts").exists()


def test_a_shard_run_again_with_other_classes_should_give_their_names(words, scene, tmp_path, capfd):
    """S14."""
    folder = tmp_path / "map.tif.parts"
    assert main(words("map.tif", "--shard", "1/2")) == 0
    table = tmp_path / "classes.csv"
    table.write_text("code,name,colour\n1,lake,#0000aa\n")
    for shard in ("1/2", "2/2"):
        assert main(words("map.tif", "--shard", shard, "--classes", str(table))) == 0
    assert "now have this run's names" in capfd.readouterr().err
    assert json.loads((folder / "layout.json").read_text())["classes"][0]["name"] == "lake"
    assert main(["merge", str(folder), "--output", str(tmp_path / "map.tif")]) == 0
    assert "lake" in (tmp_path / "map.qml").read_text()
    with rasterio.open(tmp_path / "map.tif") as raster:
        assert raster.colormap(1)[1] == (0, 0, 0xAA, 255)


def test_a_lock_should_be_had_by_one_of_many_at_a_time(tmp_path):
    """Though each holder removes the file, on which others already wait."""
    from mamol_core.locks import Lock

    path, inside, most, taken = tmp_path / "lock", [0], [0], []

    def hold():
        for _ in range(20):
            lock = Lock(path)
            if not lock.take(wait=30):
                return
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.0005)
            inside[0] -= 1
            taken.append(path.exists())
            lock.release()

    threads = [threading.Thread(target=hold) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] and taken == [True] * 120 and not path.exists()


def test_part_whose_second_product_cannot_be_made_should_close_the_first(words, tmp_path, monkeypatch):
    """R13."""
    from mamol_core.mapping import parts

    opened, create = [], parts.create_raster

    def second_fails(path, product, *arguments, **options):
        if opened:
            raise OSError(28, "No space left on device")
        opened.append(create(path, product, *arguments, **options))
        return opened[0]

    monkeypatch.setattr(parts, "create_raster", second_fails)
    assert main(words("map.tif")) == 2
    assert opened[0].closed and not list(tmp_path.iterdir())
