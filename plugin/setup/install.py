"""Makes the managed environment, from an index or from a folder of wheels, under a lock, and declares it complete.

Whatever goes wrong, an environment without its marker counts as not there, and the next try makes it afresh, in a
folder of its own: a package cut short can look installed to pip. What was downloaded comes from pip's or uv's cache.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Optional, Tuple

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QLockFile

from .. import settings
from ..engine import places, warm
from ..engine.places import REQUIREMENTS
from ..texts import in_figures, tr
from . import packages, pythons, remedies, steps, uv
from .failure import SetupCancelled, SetupError
from .steps import Runner, Step, environment
from .variant import GB, Variant, choose, fallback_sizes

_COMPILE = "import compileall, sys; compileall.compile_dir(sys.argv[1], quiet=2, workers=0)"


@dataclass(frozen=True)
class _Tools:
    """How an environment is made and filled: by pip or by uv."""

    make: Step
    installer: Tuple[str, ...]


def managed(feedback: QgsFeedback, requirements: Path = REQUIREMENTS) -> Path:
    """Download and make the managed environment: its Python. Raises SetupError."""
    return _locked(lambda: _managed(feedback, requirements))


def offline(wheels: str, feedback: QgsFeedback, requirements: Path = REQUIREMENTS) -> Path:
    """Make the managed environment with the system's Python and a folder of wheels: its Python. Raises SetupError."""
    if not wheels or not any(Path(wheels).glob("*.whl")):
        raise SetupError(
            tr("There are no wheels (*.whl) in the folder {0}.").format(wheels or "—"),
            tr("Fill it on a computer of the same kind that has a network: {0} and then {1}").format(
                'python -m pip download -d FOLDER -r "{}" -r "{}"'.format(*packages.lock_files(requirements)),
                f"python -m pip download -d FOLDER uv=={uv.VERSION}",
            ),
        )
    return _locked(lambda: _offline(wheels, feedback, requirements))


def remove_engines(folders: List[Path]) -> None:
    """Remove these environments, and with the last one all that they shared. Raises SetupError."""

    def work() -> None:
        warm.end()  # Windows removes no file that a process has open
        for folder in folders:
            places.remove(folder)
        if not places.engines():
            for name in ("python", "tools", "cache"):
                shutil.rmtree(places.base() / name, ignore_errors=True)

    _locked(work)


def consent() -> str:
    """What a person agrees to, in a paragraph: how much is downloaded, how much it takes, and where."""
    chosen = choose()
    return tr(
        "The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is. Download: {0}. On "
        "the disk: {1}, in {2}. {3}"
    ).format(chosen.download_text, chosen.disk_text, places.base(), chosen.why)


def _locked(work: Callable[[], Path]) -> Path:
    """Work under the lock, with the system's errors put into words."""
    try:
        lock = places.lock()
        # Left behind by a computer that had another name, or cut short, it looks held; the system knows better.
        if not lock.tryLock(0) and not (lock.removeStaleLockFile() and lock.tryLock(0)):
            raise _refused(lock)
        try:
            return work()
        finally:
            lock.unlock()
    except OSError as error:
        log = str(places.log_file())
        raise remedies.explain(tr("writing to {0}").format(places.base()), str(error), log) from None


def _refused(lock: QLockFile) -> Exception:
    """Why the lock could not be had."""
    if lock.error() == QLockFile.LockError.LockFailedError:
        _known, process, _host, _program = lock.getLockInfo()
        return SetupError(
            tr("The engine is being set up or removed already, by another QGIS (process {0}).").format(process),
            tr("Wait until it is done, or close that QGIS."),
        )
    if lock.error() == QLockFile.LockError.PermissionError:
        return PermissionError(f"Permission denied: {places.base()}")
    return OSError(f"{'No space left on device' if steps.disk_is_full(places.base()) else 'No lock'}: {places.base()}")


def _managed(feedback: QgsFeedback, requirements: Path) -> Path:
    chosen = choose()
    runner = _runner(feedback)
    runner.say(chosen.why)
    there = places.ready_engine(requirements, chosen.name)
    if there and _is_fine(there, requirements, runner, feedback):
        return places.interpreter(there)
    _check_disk(chosen)
    folder = places.new_folder(requirements, chosen.name)

    def fill() -> None:
        tools = _tools(folder, runner, feedback)
        runner.run(tools.make)
        where = ("--index-url", settings.index()) if settings.index() else ()
        says = tr("Downloading and installing the packages…")
        apart = bool(chosen.index and packages.torch_pins(requirements))
        if apart and not _torch_first(tools, runner, chosen, requirements):
            apart, says = (
                False,
                tr("Downloading and installing the packages, with the large PyTorch of the default index…"),
            )
        runner.run(packages.locked(tools.installer, where, requirements, says, 25, with_torch=not apart))
        if apart:
            runner.run(packages.torch_with_its_needs(tools.installer, where, requirements, 15))

    python = _make(folder, requirements, runner, feedback, {"variant": chosen.name, "route": "managed"}, fill)
    shutil.rmtree(places.base() / "cache", ignore_errors=True)
    return python


def _torch_first(tools: _Tools, runner: Runner, chosen: Variant, requirements: Path) -> bool:
    """Install PyTorch from its own index; False where that can't be used, and the default one has to do."""
    try:
        runner.run(packages.torch_alone(tools.installer, ("--index-url", chosen.index), requirements))
    except SetupCancelled:
        raise
    except SetupError as error:
        larger = fallback_sizes(chosen)
        runner.warn(
            tr(
                "PyTorch's own index, {0}, could not be used; PyTorch comes from the default index instead, with up "
                "to {1} GB to download. {2}"
            ).format(chosen.index, in_figures(larger.download / GB, 1), error.message)
        )
        _check_disk(larger)
        return False
    return True


def _offline(wheels: str, feedback: QgsFeedback, requirements: Path) -> Path:
    runner = _runner(feedback)
    there = places.ready_engine(requirements, "offline")
    if there and _is_fine(there, requirements, runner, feedback):
        return places.interpreter(there)
    total = sum(file.stat().st_size for file in Path(wheels).glob("*.whl"))
    _check_disk(Variant("offline", "", 0, 5 * total))  # wheels unpack to about four times their size
    folder = places.new_folder(requirements, "offline")

    def fill() -> None:
        program = uv.from_folder(Path(wheels))
        python = pythons.find() if program else None
        tools = _uv_tools(folder, str(program), python) if python else _pip_tools(folder, _system_python())
        runner.run(tools.make)
        where, says = ("--no-index", "--find-links", wheels), tr("Installing the packages from the folder…")
        runner.run(packages.locked(tools.installer, where, requirements, says, 35, with_torch=False))
        if packages.torch_pins(requirements):
            runner.run(packages.torch_with_its_needs(tools.installer, where, requirements, 40))

    return _make(folder, requirements, runner, feedback, {"variant": "offline", "route": "offline"}, fill)


def _make(
    folder: Path, requirements: Path, runner: Runner, feedback: QgsFeedback, facts: dict, fill: Callable[[], None]
) -> Path:
    """Make the environment from nothing, use every package, compile, and put the marker last."""
    python = places.interpreter(folder)
    try:
        for leftover in places.engines():  # nobody else works on one, but for what a killed set-up had started
            if not (leftover / places.MARKER).exists():
                shutil.rmtree(leftover, ignore_errors=True)
        fill()
        runner.say(tr("Loading every package…"))
        problems = pythons.problems_of(str(python), requirements, feedback)
        if problems:
            raise remedies.explain(tr("loading every package"), problems, str(places.log_file()))
        words = ("-c", _COMPILE, str(folder))
        runner.run(Step("compile", str(python), words, tr("Compiling, so that the engine starts fast…"), 10))
        places.write_marker(folder, requirements, facts)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # gives the disk space back
        raise
    runner.say(tr("The engine is ready."))
    feedback.setProgress(100)
    return python


def _is_fine(folder: Path, requirements: Path, runner: Runner, feedback: QgsFeedback) -> bool:
    """Whether a complete environment works; set up again it is kept then, else it no longer counts."""
    runner.say(tr("The engine is already installed; loading every package…"))
    problems = pythons.problems_of(str(places.interpreter(folder)), requirements, feedback)
    if problems:
        runner.warn(tr("The environment is damaged and will be rebuilt:") + "\n" + problems)
        places.disown(folder)
    return not problems


def _runner(feedback: QgsFeedback) -> Runner:
    """A runner with an empty log; uv keeps all it brings below the base folder."""
    log = places.log_file()
    log.write_text("", encoding="utf-8")
    variables = environment()
    variables.insert("UV_PYTHON_INSTALL_DIR", str(places.base() / "python"))
    variables.insert("UV_CACHE_DIR", str(places.base() / "cache"))
    return Runner(feedback, log, variables)


def _tools(folder: Path, runner: Runner, feedback: QgsFeedback) -> _Tools:
    """uv, or pip where the user has configured it or uv can't be had."""
    if pythons.pip_is_configured():
        python = pythons.find(with_pip=True)
        if python is not None:
            runner.say(
                tr("pip is configured on this computer, so the packages are installed with the pip of {0}.").format(
                    python
                )
            )
            return _pip_tools(folder, python)
        runner.warn(
            tr(
                "pip's configuration is not used: no Python with pip and venv was found, so the packages are installed "
                "with uv."
            )
        )
    runner.say(tr("Looking for uv {0}…").format(uv.VERSION))
    try:
        program = str(uv.program(feedback))
    except SetupCancelled:
        raise
    except SetupError as error:
        runner.warn(tr("uv could not be obtained, so the system's Python creates the environment. {0}").format(error))
        return _pip_tools(folder, _system_python())
    return _uv_tools(folder, program, pythons.find())


def _uv_tools(folder: Path, program: str, python: Optional[str]) -> _Tools:
    """uv, with this Python or else with one that it downloads."""
    source = ("--python", python) if python else ("--python", pythons.MANAGED, "--managed-python")
    says = tr("Making the environment…") if python else tr("Downloading Python {0}…").format(pythons.MANAGED)
    make = Step("environment", program, ("venv", *source, str(folder)), says)
    return _Tools(make, (program, "pip", "install", "--python", str(places.interpreter(folder))))


def _pip_tools(folder: Path, python: str) -> _Tools:
    make = Step("environment", python, ("-m", "venv", str(folder)), tr("Making the environment…"))
    installer = (str(places.interpreter(folder)), "-m", "pip", "install", "--progress-bar", "off")
    return _Tools(make, installer)


def _system_python() -> str:
    python = pythons.find(with_pip=True)
    if python is not None:
        return python
    without = pythons.find()
    if without is not None:
        raise SetupError(
            tr("The Python that was found, {0}, has no working pip and venv.").format(without),
            tr(
                "Install them (on Debian and Ubuntu: the package python3-venv), then try again. Offline, it is enough "
                "that the folder of wheels holds that of uv {0} too, which needs neither."
            ).format(uv.VERSION),
        )
    raise SetupError(
        tr("No suitable Python was found on this computer: 3.11 to 3.14, 64 bit, other than QGIS's own."),
        tr("Install Python 3.12 from python.org or your system's packages, then try again."),
    )


def _check_disk(chosen: Variant) -> None:
    found = shutil.disk_usage(places.base()).free
    if found < chosen.disk:
        raise SetupError(
            tr("There is not enough disk space in {0}: {1} GB are needed, {2} GB are free.").format(
                places.base(), in_figures(chosen.disk / GB, 1), in_figures(found / GB, 1)
            ),
            tr("Free some space on that disk, then try again."),
        )
