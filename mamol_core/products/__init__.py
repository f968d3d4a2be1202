"""Products as providers deliver them: a folder or an archive of many files, opened as one raster and its cloud mask."""
