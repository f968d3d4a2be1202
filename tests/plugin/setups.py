"""What the tests of the set-up share: a feedback that listens, and wheels small enough to make on the spot."""

import hashlib
import subprocess
import zipfile
from pathlib import Path

from qgis.core import QgsProcessingFeedback


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


def make_wheel(
    folder: Path, name: str, code: str = "VALUE = 1\n", version: str = "1.0", needs: tuple[str, ...] = ()
) -> None:
    """Write the wheel NAME-VERSION, which asks for the packages it ``needs``."""
    info = f"{name}-{version}.dist-info"
    asked = "".join(f"Requires-Dist: {package}\n" for package in needs)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", code)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{asked}")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", f"{name}/__init__.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


def lock(requirements: Path, wheels: Path) -> None:
    """Write the lock files that belong to the requirements: all wheels of the folder, PyTorch and its needs apart."""
    files = {False: requirements.with_suffix(".lock"), True: requirements.with_name(f"{requirements.stem}-torch.lock")}
    for for_torch, file in files.items():
        lines = []
        for wheel in sorted(wheels.glob("*-any.whl")):
            name, version = wheel.name.split("-")[:2]
            if (name in ("torch", "cudaparts")) == for_torch:
                lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
        file.write_text("".join(lines))


def works(python: Path) -> bool:
    return subprocess.run([str(python), "-c", "import tinyone, tinytwo"]).returncode == 0
