"""What the stories of the desktop share. They run inside QGIS: python -m tests.desktop"""

from __future__ import annotations

import shutil
import sys
import traceback
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120  # of one story; then what it opened is closed, so that it fails and the next one can begin

if "qgis.utils" not in sys.modules or sys.modules["qgis.utils"].iface is None:
    collect_ignore_glob = ["test_*.py"]  # no window here; python -m tests.desktop opens one


def pytest_addoption(parser):
    parser.addoption("--effort", default="Quick", help="of the trainings whose pictures the guide shows")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep a picture of the screen where a story fails; those that hold windows open have taken one already."""
    report = yield
    if report.when == "call" and report.failed:
        from tests.desktop import pictures

        pictures.screen(f"failed-{item.name}", keep=True)
    return report


@pytest.fixture(autouse=True)
def story(request, qgis_exceptions):
    """Every story begins with an empty project and no window but QGIS's, and ends without an unanswered question."""
    from tests.desktop import hands, pictures

    hands.new_project()
    hands.begin(request.node.name, PATIENCE_S)
    yield
    pictures.screen(f"end-{request.node.name}")
    hands.end_batches()
    unexpected = hands.end()
    hands.new_project()
    assert not unexpected, f"QGIS asked or said in a box: {unexpected}"
    assert not qgis_exceptions, "\n".join(qgis_exceptions)


@pytest.fixture()
def qgis_exceptions(monkeypatch):
    """Errors that were raised in slots, where Qt swallows them."""
    raised: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: raised.append("".join(traceback.format_exception(*error))))
    return raised


@pytest.fixture()
def folder() -> Path:
    """An empty folder where a person would keep a project: windows show its path."""
    folder = Path.home() / "maps"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@pytest.fixture()
def effort(request) -> str:
    """What a training shall take, where its pictures are looked at."""
    return request.config.getoption("--effort")


@pytest.fixture(scope="session")
def scene() -> Path:
    """The folder of the example scene."""
    from tests.desktop import hands

    folder = Path.home() / "scene"
    if not folder.exists():  # made by an earlier start
        hands.engine("example", str(folder), "--seed", "1")
    return folder


@pytest.fixture(scope="session")
def starter() -> str:
    """A model file that maps what optical and SAR layers show."""
    copy = Path.home() / "starter.mamol.safetensors"
    shutil.copyfile(ROOT / "resources" / copy.name, copy)
    return str(copy)
