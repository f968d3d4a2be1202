"""A generated stack as large as one likes: Sentinel-2 (12 bands), Sentinel-1 (2) and elevation (1), on three grids.

One block of the example's landscape is simulated and written once; larger scenes are VRTs that repeat it. Sentinel-2
has 10 m pixels, counts as uint16 and clouds as nodata; Sentinel-1 lies 3 m off that grid, in dB, with a swath's edge;
elevation has 30 m pixels. A model is trained on labels of the simulation in one corner of the block. Write one, for the
programs that measure in the desktop:

    python -m benchmarks.speed.stack build/stack --size 3072 3072

The scene is then build/stack/3072x3072, the model build/stack/stack.mamol.safetensors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasterio.transform import from_origin
from scipy import ndimage

from mamol_core.contract import Layer, TrainRequest
from mamol_core.example.landscape import CLASSES, MATERIALS, make_landscape
from mamol_core.reporting import Reporter

from ..common import parser
from ..scenes import write_raster

BLOCK = 1536  # pixels of 10 m: whole blocks of the files, and a multiple of 3
CRS = "EPSG:32633"
LEFT, TOP = 500_000.0, 5_200_000.0
BANDS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B9", "B11", "B12")


@dataclass(frozen=True)
class Grid:
    """Of one sensor's block: pixel in metres, shift of its corner to the east and south in metres, bands, dtype."""

    pixel: float
    shift: float
    bands: tuple[str, ...]
    dtype: str
    nodata: float

    @property
    def side(self) -> int:
        return round(BLOCK * 10 / self.pixel)


GRIDS = {
    "optical": Grid(10, 0, BANDS, "uint16", 0),
    "sar": Grid(10, 3, ("VV", "VH"), "float32", -9999),
    "lidar": Grid(30, 0, ("elevation",), "float32", -9999),
}


def main() -> None:
    """Write a scene with its scene.json, and the model."""
    asking = parser(__doc__)
    asking.add_argument("folder", type=Path, help="folder to write into")
    asking.add_argument("--size", nargs=2, type=int, default=(3072, 3072), metavar=("HEIGHT", "WIDTH"))
    asked = asking.parse_args()
    make_block(asked.folder)
    layers = scene(asked.folder, *asked.size)
    folder = next(iter(layers.values())).parent
    told = {"name": "stack", "layers": {sensor: path.name for sensor, path in layers.items()}}
    told["labels"] = {"raster": "../labels.tif"}
    (folder / "scene.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"scene: {folder}\nmodel: {trained(asked.folder)}")


def make_block(home: Path, seed: int = 0) -> None:
    """Write optical.tif, sar.tif, lidar.tif, truth.tif and labels.tif of one block into ``home`` where they are not."""
    if (home / "labels.tif").exists():
        return
    home.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    land = make_landscape(rng, BLOCK)
    signature = rng.uniform(300, 4000, (len(MATERIALS), len(BANDS)))
    noise = ndimage.gaussian_filter(rng.standard_normal((BLOCK, BLOCK)), 1)
    optical = signature[land.material].transpose(2, 0, 1) * (1 + 0.2 * noise)
    optical += 60 * rng.standard_normal(optical.shape)
    clouds = ndimage.gaussian_filter(rng.standard_normal((BLOCK, BLOCK)), 60)
    optical[:, clouds > np.quantile(clouds, 0.85)] = 0
    backscatter = rng.uniform(-22, -6, (len(MATERIALS), 2))
    sar = backscatter[land.material].transpose(2, 0, 1) + 2 * rng.standard_normal((2, BLOCK, BLOCK))
    sar[:, :, : BLOCK // 10] = GRIDS["sar"].nodata
    height = (land.ground + land.height).reshape(BLOCK // 3, 3, BLOCK // 3, 3).mean((1, 3))[None]
    for name, values in (("optical", optical.clip(0, 10_000)), ("sar", sar), ("lidar", height)):
        _write(home / f"{name}.tif", values.astype(GRIDS[name].dtype), GRIDS[name])
    labels = Grid(10, 0, ("class",), "uint8", 0)
    _write(home / "truth.tif", land.truth[None].astype("uint8"), labels)
    drawn = np.where(rng.random(land.truth.shape) < 0.02, land.truth, 0)
    drawn[BLOCK // 8 :], drawn[:, BLOCK // 8 :] = 0, 0
    _write(home / "labels.tif", drawn[None].astype("uint8"), labels)


def _write(path: Path, values: np.ndarray, grid: Grid) -> None:
    corner = from_origin(LEFT + grid.shift, TOP - grid.shift, grid.pixel, grid.pixel)
    blocks = {"tiled": True, "blockxsize": 512, "blockysize": 512}
    profile = {"crs": CRS, "transform": corner, **blocks}
    write_raster(path.with_suffix(".part.tif"), values, profile, grid.nodata, grid.bands).replace(path)


def scene(home: Path, height: int, width: int, filled: float = 1.0) -> dict[str, Path]:
    """VRT per sensor of a scene of height x width pixels of 10 m that repeats the block.

    ``filled``: share of its rows, from the north, that have values.
    """
    folder = home / (f"{height}x{width}" if filled == 1 else f"{height}x{width}-{filled:g}")
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, grid in GRIDS.items():
        paths[name] = folder / f"{name}.vrt"
        size = round(height * 10 / grid.pixel), round(width * 10 / grid.pixel)
        paths[name].write_text(_vrt(name, grid, *size, round(size[0] * filled)))
    return paths


def repeated(sensor: str, block: Path, height: int, width: int) -> str:
    """A VRT of height x width pixels that repeats a block of the grid of this sensor."""
    return _vrt(sensor, GRIDS[sensor], height, width, height).replace(
        f'relativeToVRT="1">../{sensor}.tif<', f'relativeToVRT="0">{block.resolve()}<'
    )


def _vrt(name: str, grid: Grid, height: int, width: int, filled: int) -> str:
    kind = {"uint16": "UInt16", "float32": "Float32"}[grid.dtype]
    lines = [
        f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}"><SRS>{CRS}</SRS>',
        f"<GeoTransform>{LEFT + grid.shift}, {grid.pixel}, 0, {TOP - grid.shift}, 0, {-grid.pixel}</GeoTransform>",
    ]
    for number, band in enumerate(grid.bands, 1):
        lines.append(f'<VRTRasterBand dataType="{kind}" band="{number}"><Description>{band}</Description>')
        lines.append(f"<NoDataValue>{grid.nodata}</NoDataValue>")
        for top in range(0, filled, grid.side):
            for left in range(0, width, grid.side):
                rows, cols = min(grid.side, filled - top), min(grid.side, width - left)
                lines.append(
                    f'<SimpleSource><SourceFilename relativeToVRT="1">../{name}.tif</SourceFilename>'
                    f"<SourceBand>{number}</SourceBand>"
                    f'<SourceProperties RasterXSize="{grid.side}" RasterYSize="{grid.side}" DataType="{kind}" '
                    f'BlockXSize="512" BlockYSize="512"/><SrcRect xOff="0" yOff="0" xSize="{cols}" ySize="{rows}"/>'
                    f'<DstRect xOff="{left}" yOff="{top}" xSize="{cols}" ySize="{rows}"/></SimpleSource>'
                )
        lines.append("</VRTRasterBand>")
    return "\n".join([*lines, "</VRTDataset>\n"])


def trained(home: Path) -> Path:
    """The model file, trained with "quick" where it is not there yet."""
    path = home / "stack.mamol.safetensors"
    if not path.exists():
        table = home / "classes.csv"
        table.write_text("code,name\n" + "".join(f"{code},{name}\n" for code, name in enumerate(CLASSES, 1)))
        from mamol_core.training.train import train  # its packages would count as memory of those who only map

        layers = tuple(Layer(name, str(home / f"{name}.tif")) for name in GRIDS)
        train(TrainRequest(layers, str(home / "labels.tif"), str(path), classes=str(table), effort="quick"), Reporter())
    return path


if __name__ == "__main__":
    main()
