"""Any class raster of the project, as QGIS shows it: its codes, classes and pixel areas, and what is made of it."""
