"""The pictures of the guide, docs/guide/images, taken from the real application with the simulated example scene.

In one QGIS session a story is played as a person would (guide_story.py): the example scene, a training, maps with all
sensors and under clouds, the Processing dialogs and the options. The training's report is taken in a browser. Needs a
screen or a virtual one, and Chromium (on Debian: apt-get install chromium):

    xvfb-run -a -s "-screen 0 1600x1000x24" .venv-engine/bin/python benchmarks/guide_pictures.py [--effort quick]

About five minutes on two cores. What the story writes lies in a folder that looks like a home, so that the pictures
show no path of this machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop import ROOT, run_desktop
from PIL import Image

IMAGES = ROOT / "docs" / "guide" / "images"
SHOTS = ROOT / "build" / "guide-pictures"
HOME = Path(tempfile.gettempdir()) / "analyst"
ENGINE = ROOT / ".venv-engine"
FLAT = 100  # colours of a picture that are kept exactly
LARGEST = 150_000  # bytes of a picture, for the sake of the plugin's zip
# Parts of the report: name, top and height in pixels of a page 1000 wide
REPORT_WIDTH = 1000
REPORT_PARTS = {"report": (0, 1385), "report-matrix": (1385, 640)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--effort", default="standard", choices=("quick", "standard", "thorough"), help="of the training"
    )
    chosen = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Chromium is missing, which takes the pictures of the report (on Debian: apt-get install chromium).")
    for folder in (SHOTS, HOME):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    project = HOME / "valley"
    project.mkdir()
    os.environ.update(HOME=str(HOME), XDG_DATA_HOME=str(HOME / ".local" / "share"), TMPDIR=str(HOME / "tmp"))
    (HOME / "tmp").mkdir()
    os.environ.pop("MAMOL_ENGINE_PYTHON", None)
    plan = {"shots": str(SHOTS), "project": str(project), "engine": str(ENGINE), "effort": chosen.effort}
    story = Path(__file__).resolve().with_name("guide_story.py")
    if run_desktop(story, plan):
        sys.exit("QGIS did not end well; see its messages above.")
    take_report(browser, project / "valley_report" / "report.html")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for shot in sorted(SHOTS.glob("*.png")):
        size = shrink(shot, IMAGES / shot.name)
        print(f"{shot.name:24} {size / 1000:6.0f} kB{'   too large' if size > LARGEST else ''}")
    return 0


def take_report(browser: str, page: Path) -> None:
    """Take the parts of the report that the guide shows."""
    whole = SHOTS / "whole.png"
    height = max(top + part for top, part in REPORT_PARTS.values())
    command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--force-color-profile=srgb"]
    command += [f"--window-size={REPORT_WIDTH},{height}", f"--screenshot={whole}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(whole) as image:
        for name, (top, part) in REPORT_PARTS.items():
            image.crop((0, top, REPORT_WIDTH, top + part)).save(SHOTS / f"{name}.png")
    whole.unlink()


def shrink(source: Path, target: Path) -> int:
    """Write the picture with at most 256 colours; its size in bytes.

    Flat colours, those of windows and legends, stay exactly as they are; the rest of the palette goes to imagery.
    """
    with Image.open(source) as image:
        picture = image.convert("RGB")
    counts = sorted(picture.getcolors(picture.width * picture.height) or (), reverse=True)
    colours = bytes(value for _, colour in counts for value in colour)
    flat, others = colours[: 3 * FLAT], colours[3 * FLAT :]
    palette = Image.new("P", (1, 1))
    if others:
        strip = Image.frombytes("RGB", (len(others) // 3, 1), others).quantize(256 - FLAT)
        palette.putpalette([*flat, *(strip.getpalette() or ())[: 3 * (256 - FLAT)]])
    else:
        palette.putpalette([*flat])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
