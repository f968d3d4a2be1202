"""The client of the worker process: the real one, and stand-ins for the ways in which a process can fail."""

import os
import re
import stat
import sys
import threading
import time

import pytest
from qgis.core import QgsApplication, QgsFeedback, QgsProcessingFeedback

from mamol_landcover.mamol_core import contract
from mamol_landcover.plugin import settings
from mamol_landcover.plugin.engine import client, leftovers, places
from mamol_landcover.plugin.engine.environment import environment

needs_shell = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")
HELLO = """echo '{"event": "hello", "contract": 1}'\nread request\n"""


@pytest.fixture()
def stand_in(tmp_path, monkeypatch):
    """A function that puts a shell script in place of the engine's Python."""

    def use(script):
        path = tmp_path / "python"
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(places.PYTHON_VARIABLE, str(path))

    return use


def classify_request(folder):
    layer = contract.Layer("optical", "none.tif")
    return contract.ClassifyRequest(layers=(layer,), model="none.safetensors", output=str(folder / "map.tif"))


def test_real_worker_should_describe_itself(engine, qgis_app):
    answer = client.run(contract.DescribeRequest(), QgsFeedback())
    assert answer["contract"] == contract.CONTRACT_VERSION
    assert "torch" in answer["packages"]


def test_real_workers_error_should_keep_code_message_and_hint(engine, qgis_app, tmp_path):
    with pytest.raises(client.EngineError) as error:
        client.run(classify_request(tmp_path), QgsFeedback())
    assert error.value.code in ("layer", "model")
    assert error.value.message and error.value.hint


def test_environment_should_be_cleaned(monkeypatch, qgis_app):
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH", "LD_LIBRARY_PATH", "GDAL_DATA", "PROJ_LIB"):
        monkeypatch.setenv(name, "qgis")
    variables = environment()
    names = variables.keys()
    assert "qgis" not in [variables.value(name) for name in names]
    assert variables.value("PYTHONNOUSERSITE") == "1"
    assert variables.contains("PATH")


def test_engine_on_windows_should_not_find_the_libraries_of_qgis(monkeypatch, qgis_app, tmp_path):
    """R13. On Windows PATH begins with QGIS's bin, whose GDAL and PROJ the engine's packages must not load."""
    root, link = tmp_path / "QGIS 3.44", tmp_path / "PROGRA~1"
    own, near = tmp_path / "system", tmp_path / "QGIS 3.44 tools"
    for folder in (root / "bin", root / "apps" / "Python312", own, near):
        folder.mkdir(parents=True)
    link.symlink_to(root)  # as the short name of a folder, another name of the same
    folders = [link / "bin", root / "bin", own, f'"{root / "apps" / "Python312"}"', near, link]
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    monkeypatch.setenv("OSGEO4W_ROOT", str(root))
    monkeypatch.setattr(sys.modules[environment.__module__], "_WINDOWS", True)
    monkeypatch.setattr(QgsApplication, "prefixPath", lambda: str(root / "apps" / "qgis"))
    assert environment().value("PATH") == os.pathsep.join(map(str, [own, near]))
    monkeypatch.delenv("OSGEO4W_ROOT")
    assert environment().value("PATH") == os.pathsep.join(map(str, [own, near]))


def test_leftover_that_is_held_should_not_hide_why_the_run_failed(monkeypatch, qgis_app, tmp_path):
    """R13. On Windows a file that another program has open can't be removed."""
    files = [tmp_path / ".map.part-1.tif", tmp_path / ".map.part-1.tif.aux.xml"]
    for path in files:
        path.write_text("half")
    remove = os.remove

    def held(path):
        if str(path).endswith(".part-1.tif"):
            raise PermissionError(13, "The process cannot access the file because it is being used", str(path))
        remove(path)

    monkeypatch.setattr(os, "remove", held)
    (problem,) = leftovers.remove_temporary(classify_request(tmp_path), 1)
    assert str(files[0]) in problem and "being used" in problem
    assert files[0].exists() and not files[1].exists()


def test_missing_engine_should_name_the_remedy(monkeypatch, qgis_app):
    monkeypatch.delenv(places.PYTHON_VARIABLE, raising=False)
    monkeypatch.setattr(places.settings, "engine_python", lambda: "")
    monkeypatch.setattr(places, "ready_engine", lambda: None)
    assert places.PYTHON_VARIABLE in places.setup_hint()
    monkeypatch.setenv(places.PYTHON_VARIABLE, "/nowhere/python")
    assert "/nowhere/python" in places.setup_hint()
    with pytest.raises(client.EngineError) as error:
        client.run(contract.DescribeRequest(), QgsFeedback())
    assert error.value.code == "missing"


def test_setting_should_name_the_engine_unless_the_environment_does(monkeypatch, qgis_app):
    monkeypatch.delenv(places.PYTHON_VARIABLE, raising=False)
    settings.set_engine_python("/from/the/setting")
    try:
        assert places.python() == "/from/the/setting"
        monkeypatch.setenv(places.PYTHON_VARIABLE, "/from/the/environment")
        assert places.python() == "/from/the/environment"
    finally:
        settings.set_engine_python("")
    assert settings.engine_python() == ""


@needs_shell
def test_other_contract_should_be_refused(stand_in, qgis_app):
    stand_in("""echo '{"event": "hello", "contract": 99}'\nread request\n""")
    with pytest.raises(client.EngineError, match="version 99"):
        client.run(contract.DescribeRequest(), QgsFeedback())


@needs_shell
def test_killed_engine_should_be_told_with_its_last_words(stand_in, qgis_app):
    stand_in(HELLO + "echo 'cannot allocate' >&2\nkill -9 $$\n")
    with pytest.raises(client.EngineError) as error:
        client.run(contract.DescribeRequest(), QgsFeedback())
    assert error.value.code == "died"
    for words in ("signal 9", "Memory may have run out", "cannot allocate"):
        assert words in str(error.value)


@needs_shell
def test_python_without_the_packages_should_be_told_with_its_last_words(stand_in, qgis_app):
    stand_in("echo 'No module named torch' >&2\nexit 1\n")
    with pytest.raises(client.EngineError, match="exit code 1(.|\n)*No module named torch"):
        client.run(contract.DescribeRequest(), QgsFeedback())


@needs_shell
def test_stubborn_engine_should_be_killed_and_its_leftovers_removed(stand_in, qgis_app, tmp_path):
    """G10: with the grace that ships. What others are writing, and an older map, stay."""
    parts = tmp_path / "map.tif.parts"
    names = (
        ".map.part-$$-a.tif",
        ".map.tif.part-$$",
        "map.tif.parts/.output-00001.$$.tif",
        "map.tif.parts/layout.json",
    )
    others = (".map2.part-$$.tif", ".map.part-7.tif")
    stand_in(
        HELLO
        + f"trap '' TERM\ncd '{tmp_path}'; mkdir '{parts}'\ntouch {' '.join([*names, *others])}\n"
        + "echo old > .map.old-$$-b.tif\n"
        + "i=0\nwhile [ $i -lt 200 ]; do sleep 0.1; i=$((i+1)); done\n"
    )
    feedback = QgsFeedback()
    began = time.monotonic()
    threading.Timer(0.5, feedback.cancel).start()
    with pytest.raises(client.EngineError) as error:
        client.run(classify_request(tmp_path), feedback)
    assert error.value.code == "cancelled"
    assert time.monotonic() - began < 3.5
    left = sorted(re.sub(r"\d{2,}", "N", path.name) for path in tmp_path.iterdir() if path.name != "python")
    assert left == [".map.part-7.tif", ".map2.part-N.tif", "map.tif"]
    assert (tmp_path / "map.tif").read_text() == "old\n"


def test_finished_parts_should_stay_and_be_said(qgis_app, tmp_path):
    """G10: the same run goes on from them."""
    request, folder = classify_request(tmp_path), tmp_path / "map.tif.parts"
    folder.mkdir()
    for name in ("layout.json", "output-00000.tif", ".output-00001.7.tif", ".guard"):
        (folder / name).touch()
    assert not leftovers.remove_temporary(request, 7)
    assert sorted(path.name for path in folder.iterdir()) == [".guard", "layout.json", "output-00000.tif"]
    assert leftovers.what_stays(request).startswith(f"1 finished part of the map stays in {folder}")
    assert not leftovers.drop_parts(request)
    assert not folder.exists() and not leftovers.what_stays(request)


def test_parts_of_another_process_and_files_of_a_person_should_stay(qgis_app, tmp_path):
    request, folder = classify_request(tmp_path), tmp_path / "map.tif.parts"
    folder.mkdir()
    for name in (".alone-8-abc", "layout.json", "notes.txt"):
        (folder / name).touch()
    leftovers.remove_temporary(request, 7)
    assert len(list(folder.iterdir())) == 3
    (folder / ".alone-8-abc").unlink()
    leftovers.drop_parts(request)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


@needs_shell
def test_events_should_reach_the_feedback(stand_in, qgis_app):
    stand_in(
        HELLO
        + """echo 'a stray greeting'
echo '{"event": "log", "message": "looking"}'
echo '{"event": "warning", "message": "doubtful"}'
echo '{"event": "progress", "stage": "Mapping", "done": 1, "total": 4, "rate": 1, "overall": 0.25, "eta": 90}'
echo '{"event": "result", "value": {"fine": true}}'
"""
    )

    class Feedback(QgsProcessingFeedback):
        def __init__(self):
            super().__init__()
            self.told = []

        def pushInfo(self, info):
            self.told.append(info)

        def pushWarning(self, warning):
            self.told.append("!" + warning)

        def setProgressText(self, text):
            self.told.append(text)

    feedback = Feedback()
    assert client.run(contract.DescribeRequest(), feedback) == {"fine": True}
    assert feedback.told == ["looking", "!doubtful", "Mapping, 2 min left"]
    assert feedback.progress() == 25
