"""Small products of the layout that providers deliver, made of given pixels."""

import tarfile
import zipfile
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

ORIGIN = (500000.0, 5400000.0)
CRS = "EPSG:32633"
SENTINEL2 = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"]
FINE = ("B02", "B03", "B04", "B08")
COARSE = ("B01", "B09", "B10")
L2A = "S2B_MSIL2A_20220716T095559_N0400_R122_T33UXP_20220716T131002.SAFE"
L1C = "S2A_MSIL1C_20190801T100031_N0208_R122_T33UXP_20190801T120519.SAFE"
LANDSAT = "LC09_L2SP_190026_20220716_20220718_02_T1"
PRISMA = "PRS_L2D_STD_20220716101010_20220716101014_0001.he5"
ENMAP = "ENMAP01-____L2A-DT0000001867_20220724T104526Z_008_V010302_20230628T165614Z"


def image(path, values, pixel, driver="GTiff", **more):
    """Write (C, H, W) or (H, W) values; JPEG 2000 without loss."""
    path.parent.mkdir(parents=True, exist_ok=True)
    values = np.atleast_3d(values.T).T if values.ndim == 2 else values
    if driver == "JP2OpenJPEG":
        more |= {"QUALITY": "100", "REVERSIBLE": "YES"}
    with rasterio.open(
        path, "w", driver=driver, count=len(values), height=values.shape[1], width=values.shape[2],
        dtype=values.dtype, crs=CRS, transform=from_origin(*ORIGIN, pixel, pixel), **more,
    ) as out:  # fmt: skip
        out.write(values)


def coarser(values, factor):
    """Every so many-th pixel of (H, W), as a band of larger pixels."""
    return values[::factor, ::factor]


def sentinel2(folder, bands, level="L2A", offset=-1000, scl=None, clouds=None):
    """``bands``: (H, W) stored values by name, in pixels of 10 m, H and W multiples of 6; ``scl``: of 20 m."""
    root = folder / (L2A if level == "L2A" else L1C)
    tile = root / "GRANULE" / f"{level}_T33UXP_A028000_20220716T100032"
    for name, values in bands.items():
        pixel = 10 if name in FINE else 60 if name in COARSE else 20
        where = f"R{pixel}m/" if level == "L2A" else ""
        end = f"_{pixel}m" if level == "L2A" else ""
        image(
            tile / "IMG_DATA" / f"{where}T33UXP_20220716T095559_{name}{end}.jp2",
            coarser(values, pixel // 10),
            pixel,
            "JP2OpenJPEG",
        )
        if level == "L2A" and pixel == 10:  # every band is there at 20 m as well
            image(
                tile / "IMG_DATA" / f"R20m/T33UXP_20220716T095559_{name}_20m.jp2", coarser(values, 2), 20, "JP2OpenJPEG"
            )
    if scl is not None:
        image(tile / "IMG_DATA/R20m/T33UXP_20220716T095559_SCL_20m.jp2", scl, 20, "JP2OpenJPEG")
    if clouds is not None:
        image(tile / "QI_DATA/MSK_CLASSI_B00.jp2", clouds, 60, "JP2OpenJPEG")
    (root / f"MTD_MSI{level}.xml").write_text(_metadata_of_sentinel2(level, offset), encoding="utf-8")
    return root


def _metadata_of_sentinel2(level, offset):
    kind, add = ("BOA", "BOA_ADD") if level == "L2A" else ("", "RADIO_ADD")
    lists = "BOA_ADD_OFFSET_VALUES_LIST" if level == "L2A" else "Radiometric_Offset_List"
    offsets = "".join(f'<{add}_OFFSET band_id="{number}">{offset}</{add}_OFFSET>' for number in range(13))
    quantification = f"{kind}_QUANTIFICATION_VALUE".lstrip("_")
    bands = "".join(
        f'<Spectral_Information bandId="{number}" physicalBand="{name.replace("B0", "B")}"><Wavelength>'
        f'<MIN unit="nm">400</MIN><CENTRAL unit="nm">{443 + 10 * number}</CENTRAL></Wavelength></Spectral_Information>'
        for number, name in enumerate(SENTINEL2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
        f'<n1:Level-{level[1:]}_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level.xsd">'
        "<n1:General_Info><Product_Info><PRODUCT_START_TIME>2022-07-16T09:55:59.024Z</PRODUCT_START_TIME>"
        "</Product_Info><Product_Image_Characteristics><Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>"
        "<SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values><Special_Values><SPECIAL_VALUE_TEXT>SATURATED"
        "</SPECIAL_VALUE_TEXT><SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>"
        f'<{quantification} unit="none">10000</{quantification}>'
        + (f"<{lists}>{offsets}</{lists}>" if offset else "")
        + f"<Spectral_Information_List>{bands}</Spectral_Information_List></Product_Image_Characteristics>"
        f"</n1:General_Info></n1:Level-{level[1:]}_User_Product>"
    )


def landsat(folder, bands, quality, stem=LANDSAT):
    """``bands``: (H, W) stored values by the number of their band."""
    root = folder / stem
    for number, values in bands.items():
        image(root / f"{stem}_SR_B{number}.TIF", values, 30, nodata=0)
    image(root / f"{stem}_QA_PIXEL.TIF", quality, 30, nodata=1)
    image(root / f"{stem}_ST_B10.TIF", np.full_like(next(iter(bands.values())), 44000), 30, nodata=0)
    numbers = sorted(bands)

    def lines(scale, offset):
        return "".join(f"    REFLECTANCE_MULT_BAND_{n} = {scale}\n" for n in numbers) + "".join(
            f"    REFLECTANCE_ADD_BAND_{n} = {offset}\n" for n in numbers
        )

    (root / f"{stem}_MTL.txt").write_text(
        "GROUP = LANDSAT_METADATA_FILE\n  GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\n" + lines("2.75e-05", -0.2)
        + "  END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS\n  GROUP = LEVEL1_RADIOMETRIC_RESCALING\n"
        + lines("2.0000E-05", -0.1) + "  END_GROUP = LEVEL1_RADIOMETRIC_RESCALING\nEND_GROUP = LANDSAT_METADATA_FILE\n"
        "END\n"
    )  # fmt: skip
    return root


def enmap(folder, values, wavelengths, flags, stem=ENMAP):
    """``values``: (C, H, W) int16, reflectance x 10000; ``flags``: (H, W) by the end of their name."""
    root = folder / stem
    image(root / f"{stem}-SPECTRAL_IMAGE.TIF", values, 30, nodata=-32768)
    for name, flag in flags.items():
        image(root / f"{stem}-QL_QUALITY_{name}.TIF", flag, 30)
    bands = "".join(
        f'<bandID number="{number}"><wavelengthCenterOfBand>{nm}</wavelengthCenterOfBand><FWHMOfBand>7</FWHMOfBand>'
        "<GainOfBand>0.0001</GainOfBand><OffsetOfBand>0</OffsetOfBand></bandID>"
        for number, nm in enumerate(wavelengths, start=1)
    )
    (root / f"{stem}-METADATA.XML").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><level_X xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><base>'
        "<temporalCoverage><startTime>2022-07-24T10:45:26.482145Z</startTime></temporalCoverage></base><specific>"
        f"<bandCharacterisation>{bands}</bandCharacterisation></specific></level_X>",
        encoding="utf-8",
    )
    return root


def prisma(folder, vnir, swir, wavelengths, name=PRISMA, **attributes):
    """``vnir``, ``swir``: (H, C, W) stored values, as the product has its axes; ``wavelengths``: of each."""
    import h5py

    folder.mkdir(parents=True, exist_ok=True)
    rows, _, cols = vnir.shape
    west, north = ORIGIN[0] + 15, ORIGIN[1] - 15  # centres of the pixels at the corners
    with h5py.File(folder / name, "w") as file:
        for region, values, centres in zip(("Vnir", "Swir"), (vnir, swir), wavelengths, strict=True):
            fields = "HDFEOS/SWATHS/PRS_L2D_HCO/Data Fields"
            file[f"{fields}/{region.upper()}_Cube"] = values.astype(np.uint16)
            file[f"{fields}/{region.upper()}_PIXEL_L2_ERR_MATRIX"] = np.zeros(values.shape, np.uint8)
            file.attrs[f"List_Cw_{region}"] = np.array(centres, np.float32)
            file.attrs[f"List_Cw_{region}_Flags"] = np.array(np.array(centres) > 0, np.uint8)
            file.attrs[f"L2Scale{region}Min"], file.attrs[f"L2Scale{region}Max"] = np.float32(0), np.float32(0.8)
        for key, value in {
            "Epsg_Code": np.uint32(32633), "Product_StartTime": np.bytes_("2022-07-16T10:10:10.123456"),
            "Processing_Level": np.bytes_("2D"), "Product_ULcorner_easting": west, "Product_ULcorner_northing": north,
            "Product_LRcorner_easting": west + 30 * (cols - 1), "Product_LRcorner_northing": north - 30 * (rows - 1),
            **attributes,
        }.items():  # fmt: skip
            file.attrs[key] = value
    return folder / name


def zipped(folder):
    """The folder in an archive beside it, as providers zip products: with the folder inside."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
    return path


def tarred(folder):
    """As USGS packs Landsat: the files without a folder."""
    path = Path(f"{folder}.tar")
    with tarfile.open(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, file.name)
    return path
