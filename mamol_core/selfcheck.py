"""Uses every package the engine needs, and maps a tiny scene: ``python -m mamol_core.selfcheck --help``.

Prints one JSON object, in a line of its own, and exits with 1 where something is wrong. Imports only the standard
library at first, so that it runs in any Python and can say what that one lacks.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from .release import pinned

OLDEST = (3, 11)


def check(requirements: Path) -> dict[str, Any]:
    """``python``, ``packages`` (name to version or null) and ``problems`` (sentences) for pinned requirements."""
    packages: dict[str, str | None] = {}
    problems: list[str] = []
    if sys.version_info < OLDEST:
        problems.append(f"Python {platform.python_version()} is too old: 3.11 or newer is needed.")
    for name, wanted in pinned(requirements).items():
        try:
            found = packages[name] = installed_version(name)
        except PackageNotFoundError:
            packages[name] = None
            problems.append(f"{name} {wanted} is missing.")
            continue
        if found.partition("+")[0] != wanted:
            problems.append(f"{name} {wanted} is needed, {found} is installed.")
        try:
            if name in _USES:
                _USES[name]()
            else:
                importlib.import_module(name.replace("-", "_"))
        except Exception as error:  # whatever a broken package raises is what a person has to know
            problems.append(f"{name} can't be used: {type(error).__name__}: {error}")
    return {"python": platform.python_version(), "packages": packages, "problems": problems}


def map_tiny_scene(model: Path) -> dict[str, Any]:
    """Map a scene of 64 x 64 pixels at the model's median values: ``seconds`` and ``classes``. Raises MamolError."""
    import numpy as np
    import rasterio
    from rasterio.transform import from_origin

    from .cards import read_card
    from .contract import ClassifyRequest, Layer
    from .reporting import Reporter
    from .run import run

    card = read_card(str(model))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mamol-selfcheck-") as folder:
        layers = []
        generator = np.random.default_rng(0)
        for number, spec in enumerate(card["sensors"]):
            low, high = (np.asarray(spec[key], "float32")[:, None, None] for key in ("p2", "p98"))
            values = low + (high - low) * generator.random((len(spec["bands"]), 64, 64), dtype="float32")
            path = f"{folder}/{number}.tif"
            place = from_origin(500000, 5000000, card["gsd"], card["gsd"])
            profile = {"driver": "GTiff", "width": 64, "height": 64, "dtype": "float32", "crs": "EPSG:32633"}
            with rasterio.open(path, "w", count=len(values), transform=place, **profile) as raster:
                raster.write(values)
            layers.append(Layer(spec["sensor"], path))
        output = f"{folder}/map.tif"
        run(ClassifyRequest(tuple(layers), str(model), output, effort="quick"), Reporter())
        with rasterio.open(output) as raster:
            codes = [int(code) for code in np.unique(raster.read(1)) if code]
    return {"seconds": round(time.monotonic() - began, 2), "classes": codes}


def main(arguments: list[str] | None = None) -> int:
    """Check, print and tell by the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("requirements", type=Path, help="file of lines name==version")
    parser.add_argument("--map", type=Path, metavar="MODEL", help="map a tiny scene with this model too")
    chosen = parser.parse_args(arguments)
    answer = check(chosen.requirements)
    if chosen.map and not answer["problems"]:
        try:
            answer["map"] = map_tiny_scene(chosen.map)
            from .contract import DescribeRequest
            from .reporting import Reporter
            from .run import run

            answer["engine"] = run(DescribeRequest(), Reporter())
        except Exception as error:
            answer["problems"].append(f"A tiny scene can't be mapped: {type(error).__name__}: {error}")
    print(json.dumps(answer), flush=True)
    return 1 if answer["problems"] else 0


def _torch() -> None:
    import torch

    if float(torch.ones(3).sum()) != 3:
        raise ValueError("it adds up wrongly")


def _rasterio() -> None:
    from rasterio.crs import CRS
    from rasterio.warp import transform

    transform(CRS.from_epsg(4326), CRS.from_epsg(32633), [15.0], [50.0])


def _shapely() -> None:
    import shapely

    shapely.Point(0, 0).buffer(1)


def _scipy() -> None:
    from scipy import ndimage

    ndimage.gaussian_filter([[0.0, 1.0]], 1)


def _pyogrio() -> None:
    import pyogrio

    pyogrio.list_drivers()


def _timm() -> None:
    importlib.import_module("mamol_core.model.backbones.timm_models")


_USES: dict[str, Callable[[], Any]] = {
    "torch": _torch,
    "torchvision": _timm,  # imported there in the one way that works beside a CPU torch
    "timm": _timm,
    "rasterio": _rasterio,
    "shapely": _shapely,
    "scipy": _scipy,
    "pyogrio": _pyogrio,
    "scikit-learn": lambda: importlib.import_module("sklearn.linear_model"),
}

if __name__ == "__main__":
    sys.exit(main())
