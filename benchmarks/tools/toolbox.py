"""Runs the plugin's Processing algorithms through the real ``qgis_process``, with a private QGIS profile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..common import ROOT

Value = str | Path | list[str]


class Toolbox:
    """``qgis_process`` with this checkout's plugin; what it says goes to ``log`` as well."""

    def __init__(self, log: Path) -> None:
        # Debian 12's own wrapper is broken, so the program itself is asked first.
        self.program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        if not self.program:
            sys.exit("qgis_process is not there. Run 'make setup'.")
        self.log = log
        log.write_text("")
        profile = ROOT / "build" / "toolbox-profile"
        self.environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_CUSTOM_CONFIG_PATH": str(profile),
            "QGIS_PLUGINPATH": str(ROOT / "build" / "plugins"),
            "MAMOL_ENGINE_PYTHON": sys.executable,
        }
        for name in ("RUNTIME_DIR", "CONFIG_HOME", "CACHE_HOME", "DATA_HOME"):
            folder = profile / name.lower()
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.environment[f"XDG_{name}"] = str(folder)
        self._call(["plugins", "enable", "mamol_landcover"])  # fails where it is enabled already

    def run(self, algorithm: str, parameters: Mapping[str, Value]) -> dict[str, Any]:
        """Results of an algorithm, and under ``warnings`` what it warned of; a list is a matrix, row by row.

        Ends the program where the algorithm fails.
        """
        words = []
        for name, value in parameters.items():
            words += [f"{name}={part}" for part in (value if isinstance(value, list) else [value])]
        done = self._call(["--json", "run", algorithm, "--", *words])
        if done.returncode:
            told = dict.fromkeys(line for line in done.stderr.splitlines() if "DeprecationWarning" not in line)
            sys.exit("\n".join([f"{algorithm} failed:", *told, f"More in {self.log}."]))
        answer = json.loads(done.stdout[done.stdout.index("{") :])
        return {**answer["results"], "warnings": answer["log"].get("warning", [])}

    def _call(self, words: list[str]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([str(self.program), *words], env=self.environment, capture_output=True, text=True)
        with self.log.open("a") as file:
            file.write(f"$ qgis_process {' '.join(words)}\n{done.stdout}\n{done.stderr}\n")
        return done
