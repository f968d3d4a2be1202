"""The pictures of the guide, docs/guide/images, taken while stories of tests/desktop use QGIS's real window.

    .venv-engine/bin/python -m benchmarks.tools.guide_pictures [--effort Quick]

The stories do what the guide tells, with the simulated example scene, and save what it shows; the report of their
training is taken in a browser. Some minutes on two cores. Needs what `make test` needs, and Chromium (on Debian:
apt-get install chromium). The pictures of the set-up, setup-*.png, come from benchmarks/firstrun.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import cast

from PIL import Image

from tests.desktop.__main__ import HOME, ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
SHOTS = ROOT / "build" / "guide-pictures"
STORIES = "first_map or batch or toolbox_should_list or classify_should_run or one_model or options"
MARK = "guide-"  # begins the names of the pictures that the guide shows
Count = tuple[int, tuple[int, int, int]]  # pixels, and their colour
FLAT = 100  # colours of a picture that are kept exactly
LARGEST = 150_000  # bytes of a picture, for the sake of the plugin's zip
# Parts of the report: name, top and height in pixels of a page 1000 wide
REPORT_WIDTH = 1000
REPORT_PARTS = {"report": (0, 1385), "report-matrix": (1385, 640)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--effort", default="Standard", choices=("Quick", "Standard", "Thorough"), help="of the training"
    )
    chosen = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Chromium is missing, which takes the pictures of the report (on Debian: apt-get install chromium).")
    shutil.rmtree(SHOTS, ignore_errors=True)
    stories = [ROOT / ".venv-qgis" / "bin" / "python", "-m", "tests.desktop", "-k", STORIES, "--effort", chosen.effort]
    if subprocess.run(stories, cwd=ROOT, env={**os.environ, "MAMOL_PICTURES": str(SHOTS)}).returncode:
        sys.exit("A story failed; see above.")
    take_report(browser, HOME / "valley" / "valley_report" / "report.html")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for shot in sorted(SHOTS.glob(f"{MARK}*.png")):
        target = IMAGES / shot.name[len(MARK) :]
        size = shrink(shot, target)
        print(f"{target.name:24} {size / 1000:6.0f} kB{'   too large' if size > LARGEST else ''}")
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
            image.crop((0, top, REPORT_WIDTH, top + part)).save(SHOTS / f"{MARK}{name}.png")


def shrink(source: Path, target: Path) -> int:
    """Write the picture with at most 256 colours; its size in bytes.

    Flat colours, those of windows and legends, stay exactly as they are; the rest of the palette goes to imagery.
    """
    with Image.open(source) as image:
        picture = image.convert("RGB")
    counts = sorted(cast(list[Count], picture.getcolors(picture.width * picture.height)), reverse=True)
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
