"""Where packages come from: uv and pip, PyTorch's own index and the default one, and the build that fits the GPU."""

import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest
from uv import find_uv_bin

from benchmarks.tools.wheelhouse import serve
from mamol_landcover.plugin.engine import places
from mamol_landcover.plugin.setup import install, pythons, uv, variant
from mamol_landcover.plugin.setup.failure import SetupError
from tests.plugin.setups import Feedback, lock, make_wheel, works

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture()
def no_network(monkeypatch, wheels):
    """pip and uv see the folder of wheels only, and PyTorch's index lies at an address where nobody listens."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setattr(install.settings, "torch_index", lambda: "http://127.0.0.1:9")


TORCH = "class ones:\n    def __init__(self, n):\n        self.sum = lambda: n\n"


@pytest.fixture()
def indexes(data_folder, wheels, requirements, tmp_path, monkeypatch):
    """A default index, where torch is large, and one of torch's, where it is not; both on this machine."""
    monkeypatch.setattr(install.settings, "index", lambda: serve(wheels))
    make_wheel(wheels, "torch", TORCH, needs=("cudaparts",))
    make_wheel(wheels, "cudaparts")
    own = tmp_path / "torch"
    own.mkdir()
    make_wheel(own, "torch", TORCH, version="1.0+cpu", needs=("tinyone",))
    monkeypatch.setattr(install.settings, "torch_index", lambda: serve(own))
    requirements.write_text(requirements.read_text() + "torch==1.0\n")
    lock(requirements, wheels)
    monkeypatch.setattr(variant, "nvidia_driver", lambda: None)
    for module in (variant, install):
        monkeypatch.setattr(module, "GB", 1)  # the disk is asked for bytes


@pytest.fixture(params=["uv", "pip"])
def tool(request, data_folder, monkeypatch):
    """Who installs, without a configuration of the user's: uv, which lies there already, or pip."""
    monkeypatch.setattr(pythons, "pip_is_configured", lambda: request.param == "pip")
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "1")  # without one, pip would not say what is wrong
    monkeypatch.setenv("UV_NO_CONFIG", "1")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    if request.param == "uv":
        program = data_folder / "tools" / f"uv-{uv.VERSION}" / "uv"
        program.parent.mkdir(parents=True)
        program.symlink_to(find_uv_bin())
    return request.param


def installed(python: Path) -> dict:
    code = "import json, importlib.metadata as m; print(json.dumps({d.name: d.version for d in m.distributions()}))"
    return json.loads(subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True).stdout)


def test_uv_of_the_tests_should_be_the_plugins():
    assert uv.VERSION in subprocess.run([find_uv_bin(), "--version"], capture_output=True, text=True).stdout


def test_torch_should_come_from_its_own_index_and_stay_small(tool, indexes, requirements):
    feedback = Feedback()
    packages = installed(install.managed(feedback, requirements))
    assert packages["torch"] == "1.0+cpu" and "cudaparts" not in packages and "tinytwo" in packages
    assert feedback.warnings == []


def test_unreachable_torch_index_should_be_replaced_by_the_default_one_and_said(
    tool, indexes, requirements, monkeypatch
):
    monkeypatch.setattr(install.settings, "torch_index", lambda: "http://127.0.0.1:9")
    feedback = Feedback()
    packages = installed(install.managed(feedback, requirements))
    assert packages["torch"] == "1.0" and "cudaparts" in packages
    (warning,) = feedback.warnings
    assert "127.0.0.1:9/cpu" in warning and "default index" in warning
    assert "127.0.0.1:9/cpu" in places.log_file().read_text()


def test_unreachable_default_index_should_be_said(tool, indexes, requirements, monkeypatch):
    monkeypatch.setattr(install.settings, "index", lambda: "http://127.0.0.1:9")
    with pytest.raises(SetupError, match="index could not be reached"):
        install.managed(Feedback(), requirements)
    assert places.engines() == []


def test_pip_that_installs_for_the_user_should_not_do_so(data_folder, wheels, requirements, monkeypatch):
    monkeypatch.setenv("PIP_USER", "1")
    assert works(install.offline(str(wheels), Feedback(), requirements))


def test_without_uv_the_systems_python_should_do_and_be_said(data_folder, requirements, no_network, monkeypatch):
    monkeypatch.setattr(pythons, "pip_is_configured", lambda: False)
    monkeypatch.setattr(install.settings, "index", lambda: "http://127.0.0.1:9/simple")
    feedback = Feedback()
    assert works(install.managed(feedback, requirements))
    assert "uv could not be obtained" in feedback.warnings[0]


def test_uv_of_another_content_should_be_refused(data_folder, monkeypatch):
    monkeypatch.setattr(uv, "_address", lambda file, feedback: "")
    monkeypatch.setattr(uv, "_fetch", lambda address, feedback: b"something else")
    with pytest.raises(SetupError, match="SHA-256"):
        uv.program(Feedback())
    assert not (data_folder / "tools").exists()


def test_uv_among_the_wheels_should_do_the_offline_route(data_folder, wheels, requirements, monkeypatch):
    wheel = wheels / uv._file()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(find_uv_bin(), f"uv-{uv.VERSION}.data/scripts/uv")
    tag = uv._WHEELS[pythons.platform_name()][0]
    with pytest.raises(SetupError, match="SHA-256"):
        install.offline(str(wheels), Feedback(), requirements)
    monkeypatch.setitem(uv._WHEELS, pythons.platform_name(), (tag, hashlib.sha256(wheel.read_bytes()).hexdigest()))
    monkeypatch.setattr(install, "_system_python", lambda: pytest.fail("pip was asked"))
    assert works(install.offline(str(wheels), Feedback(), requirements))


NVIDIA_SMI = """#!/bin/sh
case "$1" in
    *driver_version*) echo "{driver}" ;;
    *) {capability} ;;
esac
"""


@pytest.mark.parametrize(
    ("driver", "gpu", "expected", "why"),
    [
        ("581.42", "8.6", "cu130", "581"),
        ("550.54.15", "8.6", "cu126", "550"),
        ("581.42", "6.1", "cu126", "581"),  # a GPU that CUDA 13 has left behind
        ("570.00", "12.0", "cpu", "needs 580"),  # one that CUDA 12.6 did not know
        ("470.256.02", "", "cpu", "needs 525"),  # nvidia-smi knew no capability then
        ("581.42", "3.5", "cpu", "no build for this GPU"),
        ("", "", "cpu", "No NVIDIA driver"),
    ],
)
def test_torch_should_fit_driver_and_gpu(driver, gpu, expected, why, tmp_path, monkeypatch):
    program = tmp_path / "nvidia-smi"
    capability = f'echo "{gpu}"' if gpu else 'echo "Field compute_cap is not a valid field to query."; exit 2'
    program.write_text(NVIDIA_SMI.format(driver=driver, capability=capability) if driver else "#!/bin/sh\nexit 9\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    chosen = variant.choose()
    assert chosen.name == expected
    assert why in chosen.why
