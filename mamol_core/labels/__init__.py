"""Training labels: polygons, points and class rasters."""
