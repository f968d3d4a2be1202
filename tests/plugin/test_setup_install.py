"""Setting up real environments with small wheels made here, offline and by hand."""

import re

import pytest

from mamol_landcover.plugin.engine import places
from mamol_landcover.plugin.setup import install, packages, pythons
from mamol_landcover.plugin.setup.failure import SetupError
from tests.plugin.setups import Feedback, lock, make_wheel, works

pytestmark = pytest.mark.usefixtures("qgis_app")


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
    mended = install.offline(str(wheels), feedback, requirements)
    assert "damaged" in "".join(feedback.warnings)
    assert works(mended) and not python.exists()


def test_other_requirements_should_want_another_engine(data_folder, wheels, requirements):
    install.offline(str(wheels), Feedback(), requirements)
    requirements.write_text("tinyone==1.0\n")
    assert places.ready_engine(requirements) is None
    assert len(places.engines()) == 1
    install.offline(str(wheels), Feedback(), requirements)
    assert len(places.engines()) == 2
    install.remove_engines(places.engines())
    assert places.engines() == [] and places.ready_engine(requirements) is None


def test_package_that_can_not_be_used_should_not_pass(data_folder, wheels, requirements):
    make_wheel(wheels, "tinytwo", "raise OSError('[WinError 1114] DLL initialization failed: c10.dll')\n")
    lock(requirements, wheels)
    with pytest.raises(SetupError, match="Visual C"):
        install.offline(str(wheels), Feedback(), requirements)
    assert places.ready_engine(requirements) is None


def test_package_of_another_content_should_be_refused(data_folder, wheels, requirements):
    make_wheel(wheels, "tinytwo", "VALUE = 2  # not what was locked\n")
    with pytest.raises(SetupError, match="not the file that this version"):
        install.offline(str(wheels), Feedback(), requirements)
    assert places.engines() == []


def test_locks_should_hold_what_the_requirements_pin():
    """`make lock` was forgotten where this fails."""
    pinned = set(re.findall(r"(?m)^\S+==\S+", places.REQUIREMENTS.read_text()))
    rest, torch = packages.lock_files(places.REQUIREMENTS)
    locked = [re.findall(r"(?m)^\S+==\S+", file.read_text()) for file in (rest, torch)]
    assert pinned == set(locked[0] + locked[1]) & pinned
    assert set(packages.torch_pins(places.REQUIREMENTS)) <= set(locked[1]) and not set(locked[0]) & set(locked[1])
    entries = re.split(r"(?m)^(?=\S)", rest.read_text() + torch.read_text())
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.partition("\n")[0])


def test_folder_without_wheels_should_be_refused(data_folder, tmp_path, requirements):
    for folder in ("", str(tmp_path)):
        with pytest.raises(SetupError, match="no wheels"):
            install.offline(folder, Feedback(), requirements)


def test_own_python_should_be_checked(requirements, tmp_path):
    with pytest.raises(SetupError, match="no program"):
        pythons.check_own(str(tmp_path / "python"))
    with pytest.raises(SetupError, match=r"tinyone 1\.0 is missing") as error:
        pythons.check_own(pythons.find(), requirements)
    assert "pip install" in error.value.hint


def test_engines_own_python_should_pass(engine_python):
    pythons.check_own(engine_python)
