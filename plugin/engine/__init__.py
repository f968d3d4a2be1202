"""The process beside QGIS: where its Python is, how it is started, kept ready and spoken with."""
