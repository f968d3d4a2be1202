"""``mamol:importproduct``: a product as it was downloaded, as one layer and its cloud mask."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputRasterLayer,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ...mamol_core import contract
from ..layers import products
from ..results.loading import load_product
from ..texts import tr
from .base import MamolAlgorithm, named_files, output_problem


class ImportProductAlgorithm(MamolAlgorithm):
    """Makes a virtual raster of a product and opens it; no pixel is copied but those of PRISMA."""

    help_page = "sensors"

    def name(self) -> str:
        return "importproduct"

    def displayName(self) -> str:
        return tr("Import a satellite product")

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(
            QgsProcessingParameterFile(
                "PRODUCT",
                tr("Product: its archive, or a file in its folder"),
                fileFilter=products.dialog_filter(),
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination("OUTPUT", tr("Virtual raster"), tr("Virtual raster (*.vrt)"))
        )
        self.addOutput(QgsProcessingOutputRasterLayer("MASK", tr("Cloud mask")))

    def tags(self) -> List[str]:
        return tr("sentinel,landsat,enmap,prisma,cloud mask,safe,virtual raster").split(",")

    def shortDescription(self) -> str:
        return tr("Opens Sentinel-2, Landsat, EnMAP, PRISMA and Sentinel-1 products as layers with their cloud masks.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Makes one layer of a product as it was downloaded, and one of its cloud mask: Sentinel-2 L1C and L2A, "
            "Landsat Collection 2 Level 2, EnMAP L2A, PRISMA L2D, and terrain-corrected Sentinel-1 with one file of VV "
            "and one of VH.</p>"
            "<p>Choose the <code>.zip</code> or <code>.tar</code>, or the metadata file in the product's folder "
            "(<code>MTD_MSIL2A.xml</code>, <code>…_MTL.txt</code>, <code>…-METADATA.XML</code>), of Sentinel-1 the "
            "file of VV, of PRISMA the <code>.he5</code>; the folder itself will do as well.</p>"
            "<p>The layers are virtual rasters: no pixel is copied, and the product must stay where it is. Only "
            "PRISMA's cubes are copied, into a GeoTIFF beside the virtual raster. Band names, wavelengths, scale, "
            "offset and nodata are those of the product's metadata. The cloud mask can be chosen as the layer's mask "
            "as it is.</p>"
        )

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        problem = output_problem(named_files(parameters, ["OUTPUT"]), context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request = contract.ProductRequest(
            self.parameterAsFile(parameters, "PRODUCT", context),
            self.parameterAsFileOutput(parameters, "OUTPUT", context),
        )
        result = self.run_engine(request, feedback)
        name = os.path.splitext(os.path.basename(products.place_of(request.product)))[0]
        load_product(result["output"], name, result["mask"], context)
        return {"OUTPUT": result["output"], "MASK": result["mask"]}
