"""A set-up that is killed, cancelled, run twice at once, or out of disk or pip: said in words, mended by the next."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QLockFile

from mamol_landcover.plugin.engine import places
from mamol_landcover.plugin.setup import install, pythons, steps
from mamol_landcover.plugin.setup.failure import SetupCancelled, SetupError
from tests.plugin.children import children
from tests.plugin.setups import Feedback, works

pytestmark = pytest.mark.usefixtures("qgis_app")


KILLED_RUN = """
import sys, os
sys.path.insert(0, {plugins!r})
from pathlib import Path
from qgis.core import QgsApplication, QgsProcessingFeedback
app = QgsApplication([], False)
from mamol_landcover.plugin.setup import install
class Feedback(QgsProcessingFeedback):
    def setProgressText(self, text):
        if {at!r} in text:
            os.kill(os.getpid(), 9)
install.offline({wheels!r}, Feedback(), Path({requirements!r}))
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with a signal")
@pytest.mark.parametrize("at", ["Making the environment", "tinytwo", "Compiling"])
def test_killed_set_up_should_not_count_and_be_mended_by_the_next(at, data_folder, wheels, requirements):
    plugins = Path(__file__).resolve().parents[2] / "build" / "plugins"
    code = KILLED_RUN.format(plugins=str(plugins), at=at, wheels=str(wheels), requirements=str(requirements))
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == -9
    assert (data_folder / "setup.lock").exists()
    assert places.ready_engine(requirements) is None
    assert works(install.offline(str(wheels), Feedback(), requirements))
    assert places.ready_engine(requirements) is not None


def test_killed_child_should_be_said_and_be_mended_by_the_next(data_folder, wheels, requirements):
    class Killing(Feedback):
        def isCanceled(self):  # asked as soon as the child has started
            for pid in children(of=" install "):
                os.kill(pid, signal.SIGKILL)
            return False

    with pytest.raises(SetupError, match="stopped by a signal"):
        install.offline(str(wheels), Killing(), requirements)
    assert places.engines() == []
    assert works(install.offline(str(wheels), Feedback(), requirements))


GOES_ON = """
import itertools, os, sys, time
for number in itertools.count():
    try:
        os.makedirs(sys.argv[1] + "/lib", exist_ok=True)
        open(f"{sys.argv[1]}/lib/alien{number}", "w").close()
    except FileNotFoundError:
        pass  # the folder was just removed
    if number == 0:
        print("writing", flush=True)
    time.sleep(0.001)
"""


def test_what_a_killed_set_up_had_started_should_not_disturb_the_next(data_folder, wheels, requirements):
    left = places.new_folder(requirements, "offline")
    with subprocess.Popen([sys.executable, "-c", GOES_ON, str(left)], stdout=subprocess.PIPE, text=True) as orphan:
        try:
            assert orphan.stdout.readline() == "writing\n"
            assert works(install.offline(str(wheels), Feedback(), requirements))
            assert orphan.poll() is None
        finally:
            orphan.kill()
    ready = places.ready_engine(requirements)
    assert ready != left and not list(ready.rglob("alien*"))
    (ready / places.MARKER).unlink()
    install.offline(str(wheels), Feedback(), requirements)
    assert len(places.engines()) == 1


@pytest.mark.parametrize("content", ["", "{pid}\npython3\nthe-name-before\n"])
def test_lock_that_nobody_holds_should_be_taken(content, data_folder, wheels, requirements):
    data_folder.mkdir(parents=True)
    (data_folder / "setup.lock").write_text(content.format(pid=os.getpid()))
    assert works(install.offline(str(wheels), Feedback(), requirements))


def test_cancel_should_leave_nothing_half_made(data_folder, wheels, requirements):
    with pytest.raises(SetupCancelled):
        install.offline(str(wheels), Feedback(cancel_at="Installing the packages"), requirements)
    assert places.engines() == []
    assert works(install.offline(str(wheels), Feedback(), requirements))


def test_second_set_up_at_once_should_be_refused_in_words(data_folder, wheels, requirements):
    data_folder.mkdir(parents=True)
    code = (
        "import sys; from qgis.PyQt.QtCore import QLockFile; lock = QLockFile(sys.argv[1]); "
        "print(lock.tryLock(0), flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", code, str(data_folder / "setup.lock")]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "True\n"
        with pytest.raises(SetupError, match=f"another QGIS .process {other.pid}.") as error:
            install.offline(str(wheels), Feedback(), requirements)
        assert "Wait" in error.value.hint
        assert isinstance(places.lock(), QLockFile)
        other.communicate()
    assert works(install.offline(str(wheels), Feedback(), requirements))


@pytest.fixture()
def small_disk(tmp_path, monkeypatch):
    """A data folder on a disk of 1 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk needs the right to mount one")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    yield folder
    subprocess.run(["umount", str(folder)])


def test_too_small_a_disk_should_be_said_before_anything_is_done(small_disk, requirements):
    with pytest.raises(SetupError, match=r"2\.0 GB are needed, 0\.0 GB are free"):
        install.managed(Feedback(), requirements)
    assert places.engines() == []


def test_full_disk_should_not_be_taken_for_another_set_up(small_disk, wheels, requirements):
    places.base().mkdir()
    with open(small_disk / "filler", "wb", buffering=0) as filler, contextlib.suppress(OSError):
        while filler.write(b"x" * 4096):
            pass
    with pytest.raises(SetupError, match="The disk is full"):
        install.offline(str(wheels), Feedback(), requirements)


def test_disk_that_fills_up_should_be_said_and_emptied(small_disk, wheels, requirements, tmp_path, monkeypatch):
    with pytest.raises(SetupError, match="The disk is full"):
        install.offline(str(wheels), Feedback(), requirements)
    assert places.engines() == []
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "room"))
    assert works(install.offline(str(wheels), Feedback(), requirements))


def test_python_without_venv_should_be_said(data_folder, wheels, requirements, tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text('#!/bin/sh\necho "$0: No module named venv" >&2\nexit 1\n')
    broken.chmod(0o755)
    monkeypatch.setattr(pythons, "find", lambda with_pip: str(broken))
    with pytest.raises(SetupError, match="no working pip and venv"):
        install.offline(str(wheels), Feedback(), requirements)


def test_python_without_ensurepip_should_be_left_to_uv(data_folder, wheels, requirements, tmp_path, monkeypatch):
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\necho '[[3, 11], 8, \"/usr\", false]'\n")
    bare.chmod(0o755)
    monkeypatch.setattr(pythons, "_candidates", lambda: iter([str(bare)]))
    assert pythons.find() == str(bare) and pythons.find(with_pip=True) is None
    with pytest.raises(SetupError, match="no working pip and venv") as error:
        install.offline(str(wheels), Feedback(), requirements)
    assert "python3-venv" in error.value.hint


def test_broken_pip_should_end_clearly_and_be_mended_by_the_next(data_folder, wheels, requirements, monkeypatch):
    real = steps.Runner.run

    def breaking(self, step):
        lines = real(self, step)
        if step.name == "environment":
            (package,) = places.engines()[0].rglob("site-packages/pip/__main__.py")
            package.write_text("raise ImportError(\"cannot import name 'main' from 'pip._internal'\")")
        return lines

    with monkeypatch.context() as patch:
        patch.setattr(steps.Runner, "run", breaking)
        with pytest.raises(SetupError, match="no working pip"):
            install.offline(str(wheels), Feedback(), requirements)
    assert places.engines() == []
    assert works(install.offline(str(wheels), Feedback(), requirements))
