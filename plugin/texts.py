"""Texts for people, translated."""

from qgis.PyQt.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("MamolLandCover", text)


def duration(seconds: float) -> str:
    """A rough time for people: ``40 s``, ``3 min``, ``1 h 20 min``."""
    if seconds < 60:
        return tr("{} s").format(max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{} min").format(minutes)
    return tr("{} h {} min").format(minutes // 60, minutes % 60)
