"""Everything that imports QGIS. Of the engine, only :mod:`mamol_core.contract` and what needs the standard
library alone is ever imported here."""
