"""Rasters in and out: sources, the target grid, readers and outputs."""

import os

# What GDAL complains about is raised as an error of ours. Its own lines, of rasterio's copy and of pyogrio's, would
# stand beside the one that people are told.
os.environ.setdefault("CPL_LOG", os.devnull)
