"""The guide, read without a network: pages that ``.ci/help.py`` makes of docs/guide, opened in the person's browser."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from .paths import ROOT
from .texts import tr

PAGES = ROOT / "resources" / "help"
SOURCES = ROOT / "docs" / "guide"  # what a checkout has before it is set up


def page_url(page: str) -> str:
    """Address of a page of the guide, such as ``labels``, on this computer; empty where it is not there."""
    for path in (PAGES / f"{page}.html", SOURCES / f"{page}.md"):
        if path.is_file():
            return QUrl.fromLocalFile(str(path)).toString()
    return ""


def open_page(page: str, parent: Optional[QWidget] = None) -> None:
    """Open a page of the guide, or say in a message why that is impossible."""
    url = page_url(page)
    if not url:
        problem = tr("The help pages are not in {0}. Install the plugin again.").format(PAGES)
    elif not QDesktopServices.openUrl(QUrl(url)):
        problem = tr("No program was found to open the help page {0}.").format(QUrl(url).toLocalFile())
    else:
        return
    QMessageBox.warning(parent, tr("Help"), problem)
