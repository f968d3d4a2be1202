"""What makes a result raster readable: category names (GDAL's ``.aux.xml``) and a QGIS style (``.qml``) beside it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from .legend import LandClass

# viridis, as published by its authors under CC0: lightness rises evenly, for every kind of colour vision.
_RAMP = ((0, "#440154"), (25, "#3b528b"), (50, "#21918c"), (75, "#5ec962"), (100, "#fde725"))


def category_xml(names: dict[int, str]) -> str:
    """``.aux.xml`` with a name for each pixel value; values between without one stay nameless."""
    listed = "\n".join(f"      <Category>{_text(names.get(value, ''))}</Category>" for value in range(max(names) + 1))
    return (
        '<PAMDataset>\n  <PAMRasterBand band="1">\n    <CategoryNames>\n'
        f"{listed}\n    </CategoryNames>\n  </PAMRasterBand>\n</PAMDataset>\n"
    )


def class_style(classes: Sequence[LandClass]) -> str:
    """QGIS style with one named colour per value; 0 is transparent."""
    entries = "\n".join(
        f'        <paletteEntry value="{entry.code}" color="{entry.colour}" alpha="255" label="{_text(entry.name)}"/>'
        for entry in classes
    )
    return _qml(f"""
    <rasterrenderer type="paletted" band="1" opacity="1" alphaBand="-1" nodataColor="">
      <rasterTransparency>
        <singleValuePixelList>
          <pixelListEntry min="0" max="0" percentTransparent="100"/>
        </singleValuePixelList>
      </rasterTransparency>
      <colorPalette>
{entries}
      </colorPalette>
    </rasterrenderer>""")


def ramp_style(most: int = 100, unit: str = " %") -> str:
    """QGIS style for percentages, or numbers up to ``most``, in band 1: dark is low, bright is high."""
    items = "\n".join(
        f'            <item value="{value:g}" color="{colour}" alpha="255" label="{value:g}{unit}"/>'
        for value, colour in ((most * share / 100, colour) for share, colour in _RAMP)
    )
    return _qml(f"""
    <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" nodataColor=""
                    classificationMin="0" classificationMax="{most}">
      <rasterTransparency/>
      <rastershader>
        <colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" minimumValue="0"
                         maximumValue="{most}">
{items}
        </colorrampshader>
      </rastershader>
    </rasterrenderer>""")


def picture_style(bands: Sequence[int], ranges: Sequence[tuple[float, float]]) -> str:
    """QGIS style that shows one band in grey, or three as red, green and blue, each stretched over its range."""
    parts = {"red": "redBand", "green": "greenBand", "blue": "blueBand"} if len(bands) == 3 else {"": "grayBand"}
    numbers = " ".join(f'{name}="{band}"' for name, band in zip(parts.values(), bands, strict=True))
    stretches = "".join(
        f"""
      <{f"{colour}ContrastEnhancement" if colour else "contrastEnhancement"}>
        <minValue>{low:.6g}</minValue>
        <maxValue>{high:.6g}</maxValue>
        <algorithm>StretchToMinimumMaximum</algorithm>
      </{f"{colour}ContrastEnhancement" if colour else "contrastEnhancement"}>"""
        for colour, (low, high) in zip(parts, ranges, strict=True)
    )
    kind = "multibandcolor" if len(bands) == 3 else "singlebandgray"
    return _qml(f"""
    <rasterrenderer type="{kind}" {numbers} gradient="BlackToWhite" opacity="1" alphaBand="-1" nodataColor="">
      <rasterTransparency/>{stretches}
    </rasterrenderer>""")


def _qml(renderer: str) -> str:
    return f"""<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>{renderer}
    <brightnesscontrast brightness="0" contrast="0" gamma="1"/>
    <huesaturation saturation="0" grayscaleMode="0" colorizeOn="0"/>
    <rasterresampler maxOversampling="2"/>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
"""


def _text(text: str) -> str:
    """Text for XML; characters that XML can't hold are dropped."""
    return html.escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))
