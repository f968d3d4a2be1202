"""An embedding trained, mapped and reported, alone, beside optical, and missing in half: docs/embeddings.md.

    python -m benchmarks.accuracy.embeddings SCENE [--seeds 3] [--effort quick]

The embedding is synthetic: the scene's optical bands, standardised, through a fixed random projection onto 64
directions, with noise, brought to length 1 and written in AlphaEarth's format (8-bit, stored from south to north). It
holds nothing that optical does not, so the figures show that the sensor works, not what an embedding is worth.
"""

from __future__ import annotations

import dataclasses
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine

from mamol_core.cards import read_card
from mamol_core.contract import ClassifyRequest
from mamol_core.presets import ALPHAEARTH_BANDS
from mamol_core.reporting import Reporter
from mamol_core.run import run

from ..common import DOCS, measured, parser, read_results, stamp, table, write_results
from ..scenes import Split, divide, onto, training, write_raster
from .trial import score

NAME = "embeddings"
NOISE = 0.5  # of the length of a vector before it is brought to 1
NODATA = -128
ARMS = {
    "optical": "optical alone",
    "embedding": "embedding alone",
    "both": "optical and embedding",
    "half": "the same, the embedding missing in the west half",
}


def main() -> None:
    """Run what is missing, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scene", nargs="?", type=Path)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--effort", default="quick")
    given = arguments.parse_args()
    report, stamped = read_results(NAME) or {"trials": []}, stamp()
    for seed in range(given.seeds if given.scene else 0):
        for arm in ARMS:
            key = {"scene": given.scene.name, "seed": seed, "arm": arm, "effort": given.effort}
            if any(all(entry[name] == value for name, value in key.items()) for entry in report["trials"]):
                continue
            with tempfile.TemporaryDirectory() as work:
                found = trial(given.scene, seed, arm, given.effort, Path(work))
            report = {**stamped, "trials": [*report["trials"], {**key, **found}]}
            write_results(NAME, report)
            print(report["trials"][-1], flush=True)
    (DOCS / f"{NAME}.md").write_text(page(report), encoding="utf-8")


def trial(scene: Path, seed: int, arm: str, effort: str, work: Path) -> dict[str, Any]:
    """Train one arm with 100 labels a class; ``maps``: OA and macro-F1 of the maps by the sensors that are there.

    ``reported``: the OA that the card states for each pattern; ``attribution``: what it says of the origin.
    """
    split = divide(scene, seed, 100, work)
    optical = split.layers["optical"]
    embedding = synthetic(optical, work / "embedding.tif", missing=0.5 if arm == "half" else 0)
    both = {"optical": optical, "embedding": embedding}
    split = dataclasses.replace(split, layers={arm: both[arm]} if arm in both else both)
    model = work / "model.mamol.safetensors"
    request = training(split, model, effort=effort, seed=seed)
    trained = run(request, Reporter())
    maps = {"+".join(split.layers): _mapped(split, request.layers, model, work)}
    if len(request.layers) > 1:
        maps |= {layer.sensor: _mapped(split, (layer,), model, work) for layer in request.layers}
    card = read_card(str(model))
    reported = {"+".join(entry["sensors"]): entry["oa"] for entry in card["accuracy"]}
    return {
        "maps": maps,
        "reported": reported,
        "attribution": card["attribution"],
        "seconds": trained["seconds"],
    }


def synthetic(optical: Path, path: Path, missing: float = 0) -> Path:
    """Write an embedding made of an image, in AlphaEarth's format, without data in the ``missing`` west of it."""
    with rasterio.open(optical) as raster:
        values = raster.read(masked=True).astype(np.float64)
        crs, transform = raster.crs, raster.transform
    rng = np.random.default_rng(0)
    flat = values.filled(np.nan).reshape(len(values), -1)
    flat = (flat - np.nanmean(flat, 1, keepdims=True)) / np.nanstd(flat, 1, keepdims=True)
    vectors = rng.normal(size=(len(ALPHAEARTH_BANDS), len(values))) @ flat / len(values) ** 0.5
    vectors /= np.nanmedian(np.linalg.norm(vectors, axis=0))
    vectors += rng.normal(0, NOISE / len(vectors) ** 0.5, vectors.shape)
    vectors /= np.linalg.norm(vectors, axis=0)
    stored = np.sign(vectors) * np.sqrt(np.abs(vectors)) * 127.5  # the inverse of sign(v) (|v| / 127.5)^2
    stored = np.where(np.isfinite(stored), stored.round().clip(-127, 127), NODATA)
    stored = stored.reshape(-1, *values.shape[1:]).astype(np.int8)
    stored[:, :, : int(missing * stored.shape[2])] = NODATA
    south_up = transform * Affine.translation(0, stored.shape[1]) * Affine.scale(1, -1)
    return write_raster(path, stored[:, ::-1], {"crs": crs, "transform": south_up}, NODATA, ALPHAEARTH_BANDS)


def _mapped(split: Split, layers: tuple[Any, ...], model: Path, work: Path) -> dict[str, float]:
    """OA, macro-F1 and the share of the scoring pixels that are mapped."""
    output = work / "map.tif"
    run(ClassifyRequest(layers, str(model), str(output)), Reporter())
    codes = onto(output, split)
    seen = (codes > 0)[split.truth > 0].mean()
    truth = np.where(codes > 0, split.truth, 0)
    return {**score(dataclasses.replace(split, truth=truth), codes), "mapped": float(seen)}


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""
    lines = [
        "# Embeddings as a sensor",
        "",
        "<!-- Written by `python -m benchmarks.accuracy.embeddings`; do not edit. -->",
        "",
        *_wrapped(
            "**Synthetic, and no claim about gains.** No tile of AlphaEarth or Tessera could be had. The embedding is "
            "made of the scene's own optical bands: standardised, through a fixed random projection onto 64 "
            "directions, with noise, brought to length 1 and written in AlphaEarth's format (8-bit, nodata -128, "
            "stored from south to north). It holds nothing that optical does not: what is shown is that such a layer "
            "is trained, mapped and reported like any sensor, and that maps are made where it is missing. What real "
            "embeddings are worth, nothing here tells."
        ),
    ]
    for scene, effort in sorted({(entry["scene"], entry["effort"]) for entry in report["trials"]}):
        trials = [entry for entry in report["trials"] if (entry["scene"], entry["effort"]) == (scene, effort)]
        seeds = len({entry["seed"] for entry in trials})
        rows = []
        for arm, title in ARMS.items():
            of_arm = [entry for entry in trials if entry["arm"] == arm]
            for sensors in of_arm[0]["maps"] if of_arm else ():
                mean = {
                    key: 100 * np.mean([entry["maps"][sensors][key] for entry in of_arm])
                    for key in ("oa", "macro_f1", "mapped")
                }
                stated = [entry["reported"].get(sensors) for entry in of_arm]
                told = [100 * oa for oa in stated if oa is not None]
                rows.append(
                    [
                        title,
                        sensors.replace("+", " + "),
                        f"{mean['oa']:.1f} / {mean['macro_f1']:.1f}",
                        f"{mean['mapped']:.0f} %",
                        f"{np.mean(told):.1f}" if told else "–",
                        f"{np.mean([entry['seconds'] for entry in of_arm]):.0f}",
                    ]
                )
        head = ["trained with", "mapped with", "OA / macro-F1, %", "mapped", "OA that the report states", "training, s"]
        lines += [
            "",
            f"## {scene}",
            "",
            *_wrapped(
                f"{measured(report)} Effort {effort}, 100 labels a class, means of {seeds} seeds. Blocks apart from "
                "the training labels score; what is not mapped is left out. *Mapped*: the share of the scoring pixels "
                "that have a class. What the report states swings, as its interval says: so few labels come from few "
                "places. Seconds are of a machine that was busy with other work."
            ),
            "",
            table(head, rows, left=2),
        ]
    said = sorted({entry["attribution"] for entry in report["trials"] if entry["attribution"]})
    if said:
        lines += ["", *_wrapped(f"The card and the report of each model with the embedding say: “{said[0]}”")]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 120, break_on_hyphens=False)


if __name__ == "__main__":
    main()
