"""Run the stories of this folder in the real QGIS, on a virtual screen: python -m tests.desktop [PYTEST-OPTION...]

QGIS starts with a profile of its own below build/desktop and runs pytest in its own event loop, so that a story is an
ordinary test that uses the window as a person does. One start serves many stories. Run it with .venv-qgis's
Python.

Stories leave pictures in build/desktop/pictures, one that fails a picture of the screen. Where MAMOL_PICTURES names
another folder, they are for people to see: they go there, and the paths in them begin with the home of an analyst.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "desktop"
HOME = Path(tempfile.gettempdir()) / "analyst"  # with the pictures for people
LONGEST = 900  # seconds, of one start of QGIS
CLOSING = 30  # seconds, from the last story to the end of QGIS
NO_TESTS = 5  # pytest's exit code where the options choose none

# Each start of QGIS: its stories, and whether the checkout's plugin is there from the start.
STARTS = {"stories": True, "plugin-manager": False}
MANAGER_STORIES = "tests/desktop/test_plugin_manager.py"
REPOSITORY = ROOT / "build" / "repository"  # the zip and plugins.xml that the plugin manager is shown

_INSIDE = """
import sys
sys.path[:0] = {roots!r}
sys.path += {packages!r}  # at the end: QGIS's own packages come first
from tests.desktop import inside
inside.begin({arguments!r}, {code!r})
"""

OFFICIAL = "QGIS%20Official%20Plugin%20Repository"  # off: stories reach no network
OFFICIAL_URL = "https://plugins.qgis.org/plugins/plugins.xml"


def main() -> int:
    options = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # QGIS ends with this program
    for left in (WORK, HOME) if "MAMOL_PICTURES" in os.environ else (WORK,):
        shutil.rmtree(left, ignore_errors=True)
    WORK.mkdir(parents=True)
    if shutil.which("git"):  # else somebody has packed it already
        packing = [sys.executable, ".ci/package.py", "--out", str(REPOSITORY)]
        subprocess.run(packing, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    codes = [start(name, options) for name in STARTS]
    ran = [code for code in codes if code != NO_TESTS]
    return max(ran, key=abs) if ran else NO_TESTS


def start(name: str, options: list[str]) -> int:
    """Start QGIS, and have it run the stories: pytest's exit code, or -1 where QGIS came to no end."""
    with_plugin = STARTS[name]
    folder = WORK / name
    profile = make_profile(folder / "profile", ["processing", "mamol_landcover"] if with_plugin else ["processing"])
    code = folder / "exit-code"
    # Without: not even to be imported, or the one that the plugin manager installs would not be the one that runs.
    stories = [f"--ignore={MANAGER_STORIES}", "tests/desktop"] if with_plugin else ["-opythonpath=.", MANAGER_STORIES]
    arguments = [*stories, f"--junitxml={folder / 'tests.xml'}", f"--basetemp={folder / 'tmp'}", "-p",
                 "no:cacheprovider", *options]  # fmt: skip
    beginning = folder / "begin.py"
    roots = [str(ROOT), str(ROOT / "build" / "plugins")] if with_plugin else [str(ROOT)]
    packages = [path for path in sys.path if "site-packages" in path and path.startswith(sys.prefix)]
    beginning.write_text(_INSIDE.format(roots=roots, packages=packages, arguments=arguments, code=str(code)))
    variables = environment(folder, profile)
    if not with_plugin:
        del variables["QGIS_PLUGINPATH"]
    command = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", "qgis", "--nologo", "--noversioncheck"]
    with subprocess.Popen(
        [*command, "--code", str(beginning)], cwd=ROOT, env=variables, start_new_session=True
    ) as qgis:
        closed = wait_for_end(qgis, code)
    if not code.exists():
        print(f"QGIS ended with {qgis.returncode} before the stories were told.", file=sys.stderr)
        return -1
    if not closed:
        print("QGIS did not close after the stories.", file=sys.stderr)
        return -1
    return json.loads(code.read_text())


def wait_for_end(qgis: subprocess.Popen[bytes], code: Path) -> bool:
    """Whether QGIS ends by itself: in time, and soon after the stories; it is killed where it does not."""
    until = time.monotonic() + LONGEST
    told = None
    try:
        while qgis.poll() is None:
            now = time.monotonic()
            if code.exists() and told is None:
                told = now
            if now > until or (told is not None and now > told + CLOSING):
                return False
            time.sleep(0.1)
        return True
    finally:
        with contextlib.suppress(ProcessLookupError):  # and what it left behind, also where this is interrupted
            os.killpg(qgis.pid, signal.SIGKILL)


def make_profile(folder: Path, plugins: list[str]) -> Path:
    """An empty profile, in English, with these plugins on, and without QGIS's questions and tips."""
    file = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    file.parent.mkdir(parents=True)
    on = "".join(f"{plugin}=true\n" for plugin in plugins)
    file.write_text(
        f"[PythonPlugins]\n{on}[locale]\noverrideFlag=true\nuserLocale=en_US\n"
        "[qgis]\ncheckVersion=false\nshowTips=false\n[app]\nprojections\\unknownCrsBehavior=NoAction\n"
        f"plugin_repositories\\{OFFICIAL}\\url={OFFICIAL_URL}\nplugin_repositories\\{OFFICIAL}\\enabled=false\n"
    )
    return folder


def environment(folder: Path, profile: Path) -> dict[str, str]:
    """A person's who has set nothing, with an empty home, and the checkout's engine."""
    home = HOME if "MAMOL_PICTURES" in os.environ else folder / "home"
    for private in (home, folder / "runtime"):
        private.mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
        "MAMOL_PICTURES": os.environ.get("MAMOL_PICTURES", str(WORK / "pictures")),
        "MAMOL_ENGINE_PYTHON": os.environ.get("MAMOL_ENGINE_PYTHON", str(ROOT / ".venv-engine" / "bin" / "python")),
        "OMP_NUM_THREADS": "1",  # results repeat, and shared cores are not fought over
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # those for Qt and QGIS make an application of their own
    }


if __name__ == "__main__":
    sys.exit(main())
