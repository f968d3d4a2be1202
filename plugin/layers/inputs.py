"""Raster layers of QGIS as the engine's input: what is served, and with which CRS and nodata.

What QGIS shows is what the engine reads, so a CRS or a nodata value set in the layer's properties goes along. So does
what a person said of its bands.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from tempfile import mkdtemp
from typing import Any, Dict, Optional, Tuple

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsProviderRegistry, QgsRasterLayer

from ...mamol_core import contract
from ...mamol_core.matching import Band, bands_of, bands_said, is_alpha
from ..texts import tr
from .bands import said_of


class InputError(Exception):
    """A layer or parameter that can't be used; the text says what was found and what to do.

    ``sensor``: whose layer it is about, where it is about one alone.
    """

    def __init__(self, text: str, sensor: Optional[str] = None) -> None:
        super().__init__(text)
        self.sensor = sensor


def to_contract(sensor: str, layer: QgsRasterLayer, mask: Optional[str] = None) -> contract.Layer:
    """The layer as the engine knows it. Raises InputError where the engine can't read its pixels."""
    return contract.Layer(
        sensor=sensor,
        path=raster_path(layer),
        mask=mask,
        crs=crs_override(layer),
        nodata=nodata_override(layer),
        bands=said_of(layer),
        name=layer.name(),
    )


def raster_path(layer: QgsMapLayer) -> str:
    """What GDAL opens for the layer: a path, a subdataset or a ``/vsi`` address.

    Raises InputError for layers that hold no pixels the engine could read, with the next step.
    """
    if not isinstance(layer, QgsRasterLayer):
        raise InputError(_why_no_raster(layer))
    if layer.providerType() != "gdal":
        raise InputError(
            tr(
                "Layer '{0}' comes from a service or database ({1}), which gives pictures of the data or no file at "
                "all; a raster file is needed. Save it as GeoTIFF (right click, Export, Save As…, Raw data), or "
                "download the data itself."
            ).format(layer.name(), layer.providerType())
        )
    source = layer.source()
    parts = QgsProviderRegistry.instance().decodeUri("gdal", source)
    if source.startswith("/vsimem/"):
        raise InputError(
            tr("Layer '{0}' lives only in the memory of QGIS. Save it as GeoTIFF and choose that.").format(layer.name())
        )
    if parts.get("openOptions"):
        raise InputError(
            tr(
                "Layer '{0}' is opened with GDAL options ({1}), which the engine does not pass on. "
                "Save it as GeoTIFF and choose that."
            ).format(layer.name(), ", ".join(parts["openOptions"]))
        )
    return os.path.abspath(source) if os.path.exists(source) else source


def _why_no_raster(layer: QgsMapLayer) -> str:
    kind = type(layer).__name__
    if kind == "QgsPointCloudLayer":
        return tr(
            "Layer '{0}' is a point cloud; a raster is needed. Make a surface raster of it, for example with "
            "Processing, Point cloud conversion, Export to raster, and choose that."
        ).format(layer.name())
    if kind == "QgsMeshLayer":
        return tr(
            "Layer '{0}' is a mesh; a raster is needed. Make one with Processing, Mesh, Rasterize mesh dataset, "
            "and choose that."
        ).format(layer.name())
    return tr("Layer '{0}' is not a raster. Choose a raster layer.").format(layer.name())


def bands_of_layer(layer: QgsRasterLayer) -> Tuple[Band, ...]:
    """The layer's bands as the engine will find them, without alpha. A file is looked at anew when it has changed."""
    said = said_of(layer)
    if said is not None:
        return tuple(bands_said([name for name in said if name is not None]))
    if layer.providerType() != "gdal":
        return tuple(Band() for _ in range(layer.bandCount()))
    source = layer.source()
    try:
        status = os.stat(source)
    except (OSError, ValueError):
        return _bands_of_file(source, 0, 0)
    return _bands_of_file(source, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=256)
def _bands_of_file(source: str, _size: int, _changed: int) -> Tuple[Band, ...]:
    try:
        dataset = gdal.Open(source)
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        dataset = None
    if dataset is None:
        return ()
    bands = [dataset.GetRasterBand(number) for number in range(1, dataset.RasterCount + 1)]
    names = [band.GetDescription() for band in bands]
    marked = [band.GetColorInterpretation() == gdal.GCI_AlphaBand for band in bands]
    alpha = next((i for i, name in enumerate(names) if is_alpha(marked[i], name)), None)
    return tuple(
        bands_of(
            names,
            [band.GetMetadata() for band in bands],
            [band.GetMetadata("IMAGERY") for band in bands],
            dataset.GetMetadata("ENVI"),
            [i for i in range(len(bands)) if i != alpha],
        )
    )


def crs_override(layer: QgsRasterLayer) -> Optional[str]:
    """The CRS that was set in QGIS, as authority code or WKT; None where it is the file's own."""
    crs = layer.crs()
    if not crs.isValid() or crs == layer.dataProvider().crs():
        return None
    return crs_text(crs)


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Authority code (``EPSG:32718``) where there is a public one, else WKT."""
    authid = crs.authid()
    if authid and not authid.upper().startswith("USER:"):
        return authid
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


def nodata_override(layer: QgsRasterLayer) -> Optional[Tuple[contract.Range, ...]]:
    """Nodata ranges set in the layer's properties; None where the file's own hold, () where all values are valid."""
    provider = layer.dataProvider()
    ranges = set()
    changed = False
    for band in range(1, provider.bandCount() + 1):
        if provider.sourceHasNoDataValue(band):
            if provider.useSourceNoDataValue(band):
                value = provider.sourceNoDataValue(band)
                ranges.add((value, value))
            else:
                changed = True
        for user in provider.userNoDataValues(band):
            ranges.add((user.min(), user.max()))
            changed = True
    return tuple(sorted(ranges)) if changed else None


def file_for(name: str, folder: str, suffix: str) -> str:
    """A file in ``folder`` called like a layer, since the engine's messages and reports name files."""
    return os.path.join(folder, (re.sub(r"[^\w -]", "_", name).strip() or "layer") + suffix)


def displayed_nodata(layer: QgsRasterLayer, zero_is_empty: bool = False) -> Optional[Tuple[contract.Range, ...]]:
    """Nodata set in QGIS, at most one value, for :func:`as_displayed`. Raises InputError where there are several.

    ``zero_is_empty``: a class raster, whose value 0 is no class anyhow.
    """
    nodata = nodata_override(layer)
    if nodata and zero_is_empty and len(nodata) > 1:
        nodata = tuple(one for one in nodata if one != (0, 0))
    if nodata is not None and (len(nodata) > 1 or any(low != high for low, high in nodata)):
        raise InputError(
            tr(
                "Layer '{0}' has several nodata values set in its properties; as a mask or class raster it can have "
                "only one."
            ).format(layer.name())
        )
    return nodata


def as_displayed(layer: QgsRasterLayer, folder: str, zero_is_empty: bool = False) -> str:
    """A path to the layer's pixels for uses that carry no CRS or nodata of their own, such as masks and class rasters.

    The layer's own file, or a VRT in ``folder`` where CRS or nodata were set in QGIS. Raises InputError where they
    can't be expressed in a file.
    """
    path = raster_path(layer)
    crs, nodata = crs_override(layer), displayed_nodata(layer, zero_is_empty)
    if crs is None and nodata is None:
        return path
    options: Dict[str, Any] = {"format": "VRT"}
    if crs is not None:
        options["outputSRS"] = crs
    if nodata is not None:
        options["noData"] = nodata[0][0] if nodata else "none"
    stem = re.sub(r"\W+", "_", os.path.splitext(os.path.basename(path))[0])[-60:]  # which may tell what a mask is
    target = file_for(stem, mkdtemp(dir=folder), ".vrt")
    try:
        dataset = gdal.Translate(target, path, **options)
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        dataset = None
    if dataset is None:
        raise InputError(tr("Layer '{0}' could not be read by GDAL: {1}").format(layer.name(), gdal.GetLastErrorMsg()))
    dataset.FlushCache()
    return target
