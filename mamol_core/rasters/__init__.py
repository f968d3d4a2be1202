"""Rasters in and out: sources, the target grid, readers, values, labels and outputs."""
