"""The pictures of the guide, docs/guide/images, taken while stories of tests/desktop use QGIS's real window.

    .venv-engine/bin/python -m benchmarks.tools.guide_pictures [--effort Quick]

The stories do what the guide tells, with the simulated example scene, and save what it shows; the report of their
training is taken in a browser. Some minutes on two cores. Needs what `make test` needs, and Chromium (on Debian:
apt-get install chromium). The pictures of the set-up, setup-*.png, come from firstrun.py.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops

from tests.desktop.__main__ import HOME, ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
SHOTS = ROOT / "build" / "guide-pictures"
STORIES = (
    "first_map or batch_should_map or toolbox_should_list or classify_should_run or one_model or options or keyboard "
    "or labels_should_be_drawn or made_polygons "
    "or nameless_export or one_step or series_should_train"
)
MARK = "guide-"  # begins the names of the pictures that the guide shows
Count = tuple[int, tuple[int, int, int]]  # pixels, and their colour
FLAT = 100  # colours of a picture that are kept exactly
LARGEST = 150_000  # bytes of a picture, for the sake of the plugin's zip
REPORT_SIZE = (1000, 3000)  # pixels; what stays empty is cut off
ASSESSMENT_HEIGHT = 1000  # of the report on a map
AFTER = ("map", "sieved", "polygons", "majority")  # what is shown side by side of a map and what is made of it
PANEL = 300  # pixels, the side of each
PATTERNS = 5  # combinations of sensors shown of the report


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
    take_assessment(browser, HOME / "assessment" / "report.html")
    join([SHOTS / f"after-{name}.png" for name in AFTER], SHOTS / f"{MARK}after-map.png")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for shot in sorted(SHOTS.glob(f"{MARK}*.png")):
        target = IMAGES / shot.name[len(MARK) :]
        size = shrink(shot, target)
        print(f"{target.name:24} {size / 1000:6.0f} kB{'   too large' if size > LARGEST else ''}")
    return 0


def take_report(browser: str, page: Path) -> None:
    """Take the parts of the report that the guide shows: its beginning, and the classes."""
    html = page.read_text(encoding="utf-8")
    opening, closing = html[: html.index("<section")], html[html.rindex("</section>") + len("</section>") :]
    sections = re.findall(r"<section.*?</section>", html, re.DOTALL)
    titles = [re.sub(r".*<h2>(.*?)</h2>.*", r"\1", section, flags=re.DOTALL) for section in sections]
    patterns, matrix, classes = (
        next(number for number, title in enumerate(titles) if title.startswith(words))
        for words in ("Accuracy with", "Confusion matrix", "Classes")
    )
    rows = sections[patterns].split("</tr>")
    sections[patterns] = "</tr>".join([*rows[: 1 + PATTERNS], rows[-1]])
    header = re.compile(r"(<body.*?>.*?<main.*?>).*", re.DOTALL)
    parts = {
        "report": [opening, *sections[: patterns + 1], closing],
        "report-matrix": [header.sub(r"\1", opening), sections[matrix], sections[classes], closing],
    }
    for name, texts in parts.items():
        part = page.with_name("part.html")
        part.write_text("".join(texts), encoding="utf-8")
        _photograph(browser, part, SHOTS / f"{MARK}{name}.png", REPORT_SIZE[1])
        part.unlink()


def take_assessment(browser: str, page: Path) -> None:
    """Take the beginning of the report on a map."""
    _photograph(browser, page, SHOTS / f"{MARK}assessment.png", ASSESSMENT_HEIGHT)


def join(shots: Sequence[Path], target: Path) -> None:
    """Put pictures side by side, each as a square panel."""
    gap = PANEL // 30
    row = Image.new("RGB", (len(shots) * (PANEL + gap) - gap, PANEL), "white")
    for number, shot in enumerate(shots):
        with Image.open(shot) as image:
            panel = image.convert("RGB").resize((PANEL, PANEL), Image.Resampling.LANCZOS)
        row.paste(panel, (number * (PANEL + gap), 0))
    row.save(target)


def _photograph(browser: str, page: Path, shot: Path, height: int) -> None:
    command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--force-color-profile=srgb"]
    command += [f"--window-size={REPORT_SIZE[0]},{height}", f"--screenshot={shot}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        picture = image.convert("RGB")
    plain = Image.new("RGB", picture.size, picture.getpixel((0, picture.height - 1)))
    _, top, _, bottom = ImageChops.difference(picture, plain).getbbox() or (0, 0, *picture.size)
    picture.crop((0, max(0, top - 20), picture.width, bottom + 20)).save(shot)


def shrink(source: Path, target: Path) -> int:
    """Write the picture with at most 256 colours; its size in bytes.

    Flat colours, those of windows and legends, stay as they are; the rest of the palette goes to imagery and icons.
    """
    with Image.open(source) as image:
        picture = image.convert("RGB")
    counts = sorted(cast(list[Count], picture.getcolors(picture.width * picture.height)), reverse=True)
    colours = bytes(value for _, colour in counts for value in colour)
    flat, others = colours[: 3 * FLAT], colours[3 * FLAT :]
    palette = Image.new("P", (1, 1))
    if others:
        strip = Image.frombytes("RGB", (len(others) // 3, 1), others)
        strip = strip.quantize(256 - FLAT, Image.Quantize.MAXCOVERAGE, kmeans=3)
        palette.putpalette([*flat, *(strip.getpalette() or ())[: 3 * (256 - FLAT)]])
    else:
        palette.putpalette([*flat])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
