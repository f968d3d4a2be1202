"""The environment in which the engine's programs run."""

from __future__ import annotations

from qgis.PyQt.QtCore import QProcessEnvironment

# Set by QGIS for its own libraries; the engine has others.
_FOREIGN_VARIABLES = ("PYTHON", "GDAL_", "PROJ_", "LD_", "DYLD_", "QT_", "QGIS_", "CPL_", "GEOTIFF_CSV", "VIRTUAL_ENV")


def environment() -> QProcessEnvironment:
    """The environment for the engine: QGIS's own, without what points at QGIS's Python and libraries."""
    variables = QProcessEnvironment.systemEnvironment()
    names = variables.keys()
    for name in names:
        if name.upper().startswith(_FOREIGN_VARIABLES):
            variables.remove(name)
    variables.insert("PYTHONNOUSERSITE", "1")
    variables.insert("PYTHONUNBUFFERED", "1")
    variables.insert("PYTHONUTF8", "1")
    return variables
