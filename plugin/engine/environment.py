"""The environment in which the engine's programs run."""

from __future__ import annotations

import os
from typing import List

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QProcessEnvironment

# Set by QGIS for its own libraries; the engine has others.
_FOREIGN_VARIABLES = ("PYTHON", "GDAL_", "PROJ_", "LD_", "DYLD_", "QT_", "QGIS_", "CPL_", "GEOTIFF_CSV", "VIRTUAL_ENV")
_WINDOWS = os.name == "nt"


def environment() -> QProcessEnvironment:
    """The environment for the engine: QGIS's own, without what points at QGIS's Python and libraries."""
    variables = QProcessEnvironment.systemEnvironment()
    names = variables.keys()
    for name in names:
        if name.upper().startswith(_FOREIGN_VARIABLES):
            variables.remove(name)
    if _WINDOWS:  # where PATH is also how programs find their libraries, and begins with QGIS's
        # The prefix is ROOT/apps/qgis, and OSGEO4W_ROOT the same ROOT, or that of an installation QGIS is part of.
        roots = [os.path.dirname(os.path.dirname(QgsApplication.prefixPath())), os.environ.get("OSGEO4W_ROOT", "")]
        variables.insert("PATH", _without(variables.value("PATH"), [root for root in roots if root]))
    variables.insert("PYTHONNOUSERSITE", "1")
    variables.insert("PYTHONUNBUFFERED", "1")
    variables.insert("PYTHONUTF8", "1")
    return variables


def _without(path: str, roots: List[str]) -> str:
    """The folders of a PATH that do not lie in one of the roots, whichever of their names they go by."""
    within = tuple(os.path.normcase(os.path.realpath(root)).rstrip(os.sep) + os.sep for root in roots)
    folders = [folder for folder in path.split(os.pathsep) if folder]
    return os.pathsep.join(
        folder
        for folder in folders
        if not (os.path.normcase(os.path.realpath(folder.strip('"'))) + os.sep).startswith(within)
    )
