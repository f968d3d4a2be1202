"""Setting up real environments with small wheels made here: killed midway, twice at once, on a full disk, broken."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QLockFile

from mamol_landcover.plugin.setup import install, places, pythons, steps, uv, variant
from mamol_landcover.plugin.setup.failure import SetupCancelled, SetupError

pytestmark = pytest.mark.usefixtures("qgis_app")


class Feedback(QgsProcessingFeedback):
    """Keeps what it is told, and cancels at the first text that holds ``cancel_at``."""

    def __init__(self, cancel_at=None):
        super().__init__()
        self.told, self.warnings, self._cancel_at = [], [], cancel_at

    def setProgressText(self, text):
        self.told.append(text)
        if self._cancel_at and self._cancel_at in text:
            self.cancel()

    def pushWarning(self, text):
        self.warnings.append(text)


def make_wheel(folder: Path, name: str, code: str = "VALUE = 1\n") -> None:
    """Write the wheel NAME-1.0."""
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", code)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", f"{name}/__init__.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


@pytest.fixture()
def data_folder(tmp_path, monkeypatch):
    """A user's data folder of its own; returns the plugin's folder in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert places.base() == tmp_path / "data" / "mamol-landcover"
    return places.base()


@pytest.fixture()
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("tinyone", "tinytwo"):
        make_wheel(folder, name)
    return folder


@pytest.fixture()
def requirements(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("# small\ntinyone==1.0\ntinytwo==1.0\n")
    return path


@pytest.fixture()
def no_network(monkeypatch, wheels):
    """pip and uv see the folder of wheels only, and PyTorch's index lies at an address where nobody listens."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setattr(install.settings, "torch_index", lambda: "http://127.0.0.1:9")


def works(python: Path) -> bool:
    return subprocess.run([str(python), "-c", "import tinyone, tinytwo"]).returncode == 0


def test_offline_should_make_an_engine_that_counts_only_when_complete(data_folder, wheels, requirements):
    assert places.ready_engine(requirements) is None
    feedback = Feedback()
    python = install.offline(str(wheels), feedback, requirements)
    folder = places.ready_engine(requirements)
    assert python == places.interpreter(folder) and works(python)
    assert places.read_marker(folder)["route"] == "offline"
    assert list(folder.rglob("tinyone/__pycache__/*.pyc"))
    assert any("tinyone" in text for text in feedback.told) and feedback.progress() == 100
    (folder / places.MARKER).unlink()
    assert places.ready_engine(requirements) is None


def test_set_up_again_should_keep_a_good_engine_and_mend_a_damaged_one(data_folder, wheels, requirements):
    python = install.offline(str(wheels), Feedback(), requirements)
    made = python.lstat().st_ctime_ns
    install.offline(str(wheels), Feedback(), requirements)
    assert python.lstat().st_ctime_ns == made
    (module,) = places.ready_engine(requirements).rglob("tinytwo/__init__.py")
    module.write_text("raise ImportError('damaged')")
    feedback = Feedback()
    install.offline(str(wheels), feedback, requirements)
    assert "damaged" in "".join(feedback.warnings)
    assert works(python)


def test_other_requirements_should_want_another_engine(data_folder, wheels, requirements):
    install.offline(str(wheels), Feedback(), requirements)
    requirements.write_text("tinyone==1.0\n")
    assert places.ready_engine(requirements) is None
    assert len(places.engines()) == 1
    install.offline(str(wheels), Feedback(), requirements)
    assert len(places.engines()) == 2
    install.remove_engines(places.engines())
    assert places.engines() == [] and places.ready_engine(requirements) is None


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


def test_too_small_a_disk_should_be_said_before_anything_is_done(small_disk, requirements, no_network):
    with pytest.raises(SetupError, match=r"3\.0 GB are needed, 0\.0 GB are free"):
        install.managed(Feedback(), requirements)
    assert places.engines() == []


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
    monkeypatch.setattr(pythons, "find", lambda: str(broken))
    with pytest.raises(SetupError, match="no working pip and venv"):
        install.offline(str(wheels), Feedback(), requirements)
    monkeypatch.undo()


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


def test_package_that_can_not_be_used_should_not_pass(data_folder, wheels, requirements):
    make_wheel(wheels, "tinytwo", "raise OSError('[WinError 1114] DLL initialization failed: c10.dll')\n")
    with pytest.raises(SetupError, match="Visual C"):
        install.offline(str(wheels), Feedback(), requirements)
    assert places.ready_engine(requirements) is None


def test_folder_without_wheels_should_be_refused(data_folder, tmp_path, requirements):
    for folder in ("", str(tmp_path)):
        with pytest.raises(SetupError, match="no wheels"):
            install.offline(folder, Feedback(), requirements)


def test_unreachable_torch_index_should_be_replaced_by_the_default_one_and_said(
    data_folder, wheels, requirements, no_network, monkeypatch
):
    make_wheel(wheels, "torch", "class ones:\n    def __init__(self, n):\n        self.sum = lambda: n\n")
    requirements.write_text(requirements.read_text() + "torch==1.0\n")
    monkeypatch.setattr(variant, "nvidia_driver", lambda: None)
    monkeypatch.setattr(variant, "GB", 1)
    monkeypatch.setattr(install, "GB", 1)
    monkeypatch.setenv("PIP_RETRIES", "0")
    real = steps.Runner.run

    def isolated(self, step):
        if step.name == "torch":
            step = steps.Step(step.name, step.program, ("-m", "pip", "--isolated", *step.arguments[2:]), step.says, 35)
        return real(self, step)

    monkeypatch.setattr(steps.Runner, "run", isolated)
    feedback = Feedback()
    python = install.managed(feedback, requirements)
    (warning,) = feedback.warnings
    assert "127.0.0.1:9/cpu" in warning and "default index" in warning
    assert subprocess.run([str(python), "-c", "import torch"]).returncode == 0


def test_without_uv_the_systems_python_should_do_and_be_said(data_folder, requirements, no_network, monkeypatch):
    monkeypatch.setattr(pythons, "pip_is_configured", lambda: False)
    monkeypatch.setattr(install.settings, "index", lambda: "http://127.0.0.1:9/simple")
    feedback = Feedback()
    assert works(install.managed(feedback, requirements))
    assert "uv could not be had" in feedback.warnings[0]


def test_uv_of_another_content_should_be_refused(data_folder, monkeypatch):
    monkeypatch.setattr(uv, "_address", lambda file, feedback: "")
    monkeypatch.setattr(uv, "_fetch", lambda address, feedback: b"something else")
    with pytest.raises(SetupError, match="SHA-256"):
        uv.program(Feedback())
    assert not (data_folder / "tools").exists()


@pytest.mark.parametrize(
    ("driver", "expected"), [("581.42", "cu130"), ("550.54.15", "cu126"), ("470.256.02", "cpu"), ("", "cpu")]
)
def test_torch_should_fit_the_driver(driver, expected, tmp_path, monkeypatch):
    program = tmp_path / "nvidia-smi"
    program.write_text(f"#!/bin/sh\necho '{driver}'\n" if driver else "#!/bin/sh\nexit 9\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    chosen = variant.choose()
    assert chosen.name == expected
    assert driver.split(".")[0] in chosen.why


def test_own_python_should_be_checked(requirements, tmp_path):
    with pytest.raises(SetupError, match="no program"):
        pythons.check_own(str(tmp_path / "python"))
    with pytest.raises(SetupError, match=r"tinyone 1\.0 is missing") as error:
        pythons.check_own(pythons.find(), requirements)
    assert "pip install" in error.value.hint


def test_engines_own_python_should_pass(engine_python):
    pythons.check_own(engine_python)
