"""The page and the picture of throughput.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from mamol_core.mapping.tiles import HALO

from ..common import measured, table

ROWS = {
    "map-openvino": "**MaMOL, end to end, OpenVINO**",
    "alone-openvino": "network alone, OpenVINO",
    "map-torch": "**MaMOL, end to end, PyTorch**",
    "alone-torch": "network alone, PyTorch",
    "crop-onnx": "same network, tile by tile, overlap cropped, ONNX Runtime",
    "crop-torch": "same network, tile by tile, overlap cropped, PyTorch",
    "forest-bands-100-500": "forest, bands, 100 trees of 500 pixels",
    "forest-bands-300-500": "forest, bands, 300 trees of 500 pixels",
    "forest-bands-100-20000": "forest, bands, 100 trees of 20,000 pixels",
    "forest-bands-300-20000": "forest, bands, 300 trees of 20,000 pixels",
    "forest-context-100-20000": "forest, bands and context, 100 trees of 20,000 pixels",
    "forest-context-300-20000": "forest, bands and context, 300 trees of 20,000 pixels",
    "published": "published protocol: ViT-B/16 on a 14 x 14 window for each pixel",
}


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""
    rows, (height, width), tile = report["rows"], report["size"], report["tile"]
    best = rows["map-openvino"]["mpx_s"]
    lines = [
        [words, f"{row['mpx_s']:.3g}", f"{best / row['mpx_s']:.3g}", f"{row['cpu']:.2f}", f"{row['rss_mib']:.0f}"]
        for name, words in ROWS.items()
        if (row := rows.get(name))
    ]
    left_out = "".join(f"\nLeft out: {ROWS[name]}; {why}.\n" for name, why in report.get("left_out", {}).items())
    shares = [
        f"{rows[f'map-{how}'][key] / rows[f'alone-{how}']['mpx_s']:.0%}"
        for how in ("openvino", "torch") for key in ("mpx_s", "steady_mpx_s")
    ]  # fmt: skip
    overlap = ((tile + 2 * HALO) / tile) ** 2
    compiled, plain = rows["map-openvino"], rows["map-torch"]
    return f"""# Throughput

<!-- Written by `python -m benchmarks.speed.throughput`; do not edit. -->

`python -m benchmarks.speed.throughput --size {height} {width} --tile {tile}`

A generated Sentinel-2 (12 bands) + Sentinel-1 (2) + elevation (1) stack of {height} x {width} pixels on three grids,
with clouds and a swath's edge as nodata; larger than its block of {report["block"]} pixels by VRTs that repeat it.
One run of each row, no repeats, so that differences of some per cent mean nothing: the machine's speed drifts.

{measured(report)} PyTorch {report["torch"]}.

![Megapixels per second](images/throughput.png)

{table(["", "Mpx/s of map", "the first row is faster by", "cores used", "peak RSS, MiB"], lines)}
{left_out}
End to end is a run of the command line, from the start of its process to the finished file: imports, opening, checks,
compiling, reading, warping, features, network, blending, writing, overviews. With OpenVINO the first tile begins after
{compiled["start_s"]:.1f} s, with PyTorch after {plain["start_s"]:.1f} s. The first row ran on {compiled["runtime"]} The
network alone begins with features and ends with probabilities, on tiles of the same size in as many threads. Of its
speed a map has {shares[0]} with OpenVINO ({shares[1]} after the first tile began) and {shares[2]} with PyTorch
({shares[3]}).

Tiles overlap: {overlap:.2f} pixels are computed for each that is mapped, in all rows but the forests'; without that
cost the network alone does {rows["alone-openvino"]["mpx_s"] * overlap:.2f} Mpx/s. The cores and the memory of a row are
those of its whole process, training of forests included.

The tools that crop overlaps begin with values in memory and end with classes: reading and writing are not counted
against them. Neither is reading against the forests, which learn from pixels of the scene's corner and predict
1024 x 1024 pixels by blocks of 64 rows. The published protocol gives only the cost of its backbone: no pretrained
weights are needed to time it.
"""


def draw(report: dict[str, Any], path: Path) -> None:
    """Bars of megapixels per second; the published protocol's would not be seen."""
    names = [name for name in ROWS if name != "published" and name in report["rows"]][::-1]
    speeds = [report["rows"][name]["mpx_s"] for name in names]
    colours = [
        "#1f7a3a" if name.startswith("map") else "#7db868" if name.startswith(("alone", "crop")) else "#b5b5b5"
        for name in names
    ]
    figure = Figure((9, 4.6), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh([ROWS[name].strip("*") for name in names], speeds, color=colours)
    axes.bar_label(bars, [f"{speed:.2g}" for speed in speeds], padding=3, fontsize=8)
    axes.set_xlabel("megapixels of map per second")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0, labelsize=8)
    figure.savefig(path, dpi=130)
