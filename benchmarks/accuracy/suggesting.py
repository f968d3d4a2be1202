"""Whether labels at suggested places help more than as many at random ones: docs/suggesting.md.

    python -m benchmarks.accuracy.suggesting SCENE... [--seeds 5] [--rounds 3] [--places 8]

One half of a scene, a checkerboard of blocks, is where labels may be taken from, the other scores. A model is trained
on Quick from one window of 5 x 5 labelled pixels of each class; then, round after round, squares of 8 x 8 pixels are
labelled with the truth, those that `suggest` names or as many at random, and a model is trained anew on all labels so
far. Both begin with the same labels, and a seed's random squares are drawn from the same half.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio
import shapely
from rasterio.features import rasterize, shapes
from scipy import stats

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import ClassifyRequest, SuggestRequest
from mamol_core.discovery.suggest import CELL
from mamol_core.reporting import Reporter
from mamol_core.run import run

from ..common import DOCS, measured, parser, read_results, stamp, table, write_results
from ..scenes import HELD_OUT, ROI, Split, divide, draw_regions, numbered, onto, training, write_raster

NAME = "suggesting"
ARMS = ("suggested", "random")


def main() -> None:
    """Run what is missing, a line of JSON for each scene, seed and arm, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="*", type=Path)
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--places", type=int, default=8, help="squares that are labelled in a round")
    given = arguments.parse_args()
    trials = read_results(NAME).get("trials", [])
    for scene in given.scenes:
        for seed in range(given.seeds):
            for arm in ARMS:
                key = {"scene": scene.name, "seed": seed, "arm": arm, "places": given.places}
                if any(all(entry[name] == value for name, value in key.items()) for entry in trials):
                    continue
                with tempfile.TemporaryDirectory() as work:
                    scores = trial(scene, seed, arm, given.rounds, given.places, Path(work))
                trials.append({**key, **stamp(), "scores": scores})
                write_results(NAME, {"trials": trials})
                print(key, [round(entry["macro_f1"], 3) for entry in scores], flush=True)
    (DOCS / f"{NAME}.md").write_text(page(trials), encoding="utf-8")


def trial(scene: Path, seed: int, arm: str, rounds: int, places: int, work: Path) -> list[dict[str, float]]:
    """OA, macro-F1 and labelled pixels before the first round and after each."""
    split = divide(scene, seed, None, work)
    with rasterio.open(split.labels) as raster:
        every = raster.read(1)
    pool = (every > 0) & (every != HELD_OUT)
    truth = np.where(pool, every, 0)
    count = len(_labellable_cells(pool))
    if count < 2 * rounds * places:
        raise SystemExit(
            f"{split.name} has {count} squares of {CELL} x {CELL} pixels that can be labelled. {rounds} rounds of "
            f"{places} would label most of them, however they are chosen: give fewer, or a larger scene."
        )
    rng = np.random.default_rng(seed)
    known = draw_regions(truth, ROI**2, rng)
    area = _outline(pool, split, work / "pool.gpkg")
    scores = []
    for number in range(rounds + 1):
        labels = known.copy()
        labels[every == HELD_OUT] = HELD_OUT
        write_raster(split.labels, labels[None].astype(np.uint16), split.profile, nodata=0)
        model = work / f"{number}.mamol.safetensors"
        request = training(split, model, effort="quick", seed=seed)
        run(request, Reporter())
        output = work / f"{number}.tif"
        run(ClassifyRequest(request.layers, str(model), str(output)), Reporter())
        scores.append({**_score(split, onto(output, split)), "pixels": int((known > 0).sum())})
        if number == rounds:
            break
        if arm == "suggested":
            write_raster(work / "known.tif", known[None].astype(np.uint16), split.profile, nodata=0)
            found = work / f"{number}.gpkg"
            labelled = str(work / "known.tif")
            asked = SuggestRequest(
                request.layers, str(model), str(found), labels=labelled, places=places, aoi=str(area)
            )
            run(asked, Reporter())
            squares = shapely.from_wkb(pyogrio.raw.read(found)[2])
            chosen = rasterize(squares, truth.shape, transform=split.profile["transform"]).astype(bool)
        else:
            chosen = _draw_squares(pool & (known == 0), places, rng)
        known = np.where(chosen, truth, known)
    return scores


def _outline(pool: np.ndarray, split: Split, path: Path) -> Path:
    """Where labels may be taken from, as polygons."""
    found = shapes(pool.astype(np.uint8), pool, transform=split.profile["transform"])
    polygons = [shapely.geometry.shape(geometry) for geometry, _ in found]
    crs = split.profile["crs"].to_wkt()
    wkb = shapely.to_wkb(polygons)
    pyogrio.raw.write(path, wkb, [np.arange(len(wkb))], ["id"], geometry_type="Polygon", driver="GPKG", crs=crs)
    return path


def _draw_squares(free: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Cells of 8 x 8 pixels at random, of which three quarters can be labelled, as pixels (H, W)."""
    pixels = np.zeros(free.shape, bool)
    for row, col in rng.choice(_labellable_cells(free), count, replace=False):
        pixels[row : row + CELL, col : col + CELL] = True
    return pixels & free


def _labellable_cells(free: np.ndarray) -> np.ndarray:
    """First row and column (N, 2) of the cells of which three quarters can be labelled."""
    height, width = (side // CELL * CELL for side in free.shape)
    share = free[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL).mean((1, 3))
    return np.argwhere(share >= 0.75) * CELL


def _score(split: Split, mapped: np.ndarray) -> dict[str, float]:
    codes = np.unique(split.truth[split.truth > 0])
    found = figures(confusion(numbered(split.truth, codes), numbered(mapped, codes), len(codes)), codes.tolist())
    return {"oa": found["oa"], "macro_f1": found["macro_f1"]}


def page(trials: list[dict[str, Any]]) -> str:
    """The page as Markdown."""
    lines = [
        "# Do suggested places help?",
        "",
        "<!-- Written by `python -m benchmarks.accuracy.suggesting`; do not edit. -->",
        "",
        *(__doc__ or "").partition("\n\n")[2].partition("\n\n")[2].strip().splitlines(),
        "",
    ]
    scenes = [
        [entry for entry in trials if entry["scene"] == scene]
        for scene in dict.fromkeys(entry["scene"] for entry in trials)
    ]
    lines += [_verdict(scenes), ""]
    for found in scenes:
        lines += [f"## {found[0]['scene']}", "", measured(found[-1]), "", _table(found), ""]
    return "\n".join(lines)


def _verdict(scenes: list[list[dict[str, Any]]]) -> str:
    """Whether suggested squares are better after the last round, from all seeds of all scenes."""
    pairs = [_scores(trials) for trials in scenes]
    gain = np.concatenate([suggested[:, -1, 0] - drawn[:, -1, 0] for suggested, drawn in pairs])
    error = gain.std(ddof=1) / len(gain) ** 0.5
    low, high = gain.mean() + stats.t.ppf([0.025, 0.975], len(gain) - 1) * error
    found = (
        "**Suggested squares are better.**"
        if low > 0
        else "**Suggested squares are worse.**"
        if high < 0
        else "**It is not shown that suggested squares are better**; a small gain, or none, would look the same."
    )
    where = f"in the mean of the {len(gain)} seeds of {len(scenes)} scenes"
    interval = f"{gain.mean():+.1f} points, with a 95 % interval of {low:+.1f} to {high:+.1f} (Student's t)"
    return (
        f"After the last round, {where}, the macro-F1 with suggested\n"
        f"squares differs from that with random ones by {interval}.\n{found}"
    )


def _scores(trials: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Macro-F1 and OA in per cent of suggested and of random squares, each (seeds, rounds, 2), paired by seed."""
    scores = {
        arm: np.array(
            [
                [[100 * step["macro_f1"], 100 * step["oa"]] for step in entry["scores"]]
                for entry in sorted(trials, key=lambda entry: entry["seed"])
                if entry["arm"] == arm
            ]
        )
        for arm in ARMS
    }
    seeds = min(map(len, scores.values()))
    return scores[ARMS[0]][:seeds], scores[ARMS[1]][:seeds]


def _table(trials: list[dict[str, Any]]) -> str:
    """A row per round: macro-F1 and OA of both, in the mean over seeds, and the paired difference of macro-F1."""
    suggested, drawn = _scores(trials)
    seeds = len(suggested)
    rows = []
    for number in range(suggested.shape[1]):
        gain = suggested[:, number, 0] - drawn[:, number, 0]
        error = gain.std(ddof=1) / seeds**0.5 if seeds > 1 else float("nan")
        rows.append(
            [
                number * trials[0]["places"],
                *(f"{of[:, number, 0].mean():.1f} / {of[:, number, 1].mean():.1f}" for of in (suggested, drawn)),
                f"{gain.mean():+.1f} ± {error:.1f}",
                f"{int((gain > 0).sum())} of {seeds}",
            ]
        )
    head = ["squares", "suggested, macro-F1 / OA", "random", "difference of macro-F1 ± its standard error", "better in"]
    return table(head, rows, left=0)


if __name__ == "__main__":
    main()
