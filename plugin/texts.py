"""Texts for people, in the language of QGIS where there is a translation, else in English."""

from __future__ import annotations

import html
import re
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from .paths import ROOT

TRANSLATIONS = ROOT / "resources" / "i18n"
_CONTEXT = "MamolLandCover"
_MOST = 2**31 - 1  # Qt counts in 32 bits


def tr(text: str, n: int = -1) -> str:
    """The text in the user's language; with a number ``n``, which %n stands for, in the form for that number."""
    return QCoreApplication.translate(_CONTEXT, text, None, min(n, _MOST))


def translated(text: str) -> str:
    """A text of the engine, such as the name of a stage, in the user's language; itself where that is not known."""
    return QCoreApplication.translate(_CONTEXT, text)


def install_translator() -> Optional[QTranslator]:
    """Have Qt use the texts of QGIS's language, or the plurals of English; None where their file was not made."""
    translator = QTranslator()
    for name in (_language(), "en"):
        if translator.load(str(TRANSLATIONS / f"mamol_{name}.qm")):
            QCoreApplication.installTranslator(translator)
            return translator
    return None


def _language() -> str:
    """QGIS's language as QGIS calls it: ``de``, ``zh-Hans``."""
    name = QgsApplication.locale()
    locale, system = QLocale(name), QLocale.system()
    if len(name) == 2 and locale.language() == system.language():
        locale = system  # QGIS 3.22 says no more than "zh" of the system's language; its script is in the rest
    if locale.language() != QLocale.Language.Chinese:
        return locale.name().partition("_")[0]
    return "zh-Hans" if locale.script() == QLocale.Script.SimplifiedHanScript else "zh-Hant"


def in_figures(number: float, decimals: Optional[int] = None) -> str:
    """A number as people write it in their language, with so many decimals, or as many as it needs."""
    return QLocale().toString(number) if decimals is None else QLocale().toString(float(number), "f", decimals)


def duration(seconds: float) -> str:
    """A rough time for people: ``40 s``, ``3 min``, ``1 h 20 min``."""
    if seconds < 60:
        return tr("{} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{} min").format(minutes)
    return tr("{} h {} min").format(minutes // 60, minutes % 60)


def plain_tip(text: str) -> str:
    """A tool tip that shows the text as it is, whatever it looks like: Qt would take what resembles HTML for it."""
    return "<p>" + html.escape(text).replace("\n", "<br>") + "</p>"


def breakable(text: str) -> str:
    """The text with places to break lines in its long words, such as names of products, which make a panel too wide."""
    return re.sub(r"\S{24,}", lambda word: re.sub(r"([_./\\-])", "\\1\u200b", word[0]), text)
