"""Everything that imports QGIS. Of the engine, only :mod:`mamol_core.contract` is ever imported here."""
