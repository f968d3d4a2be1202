"""MaMOL Land Cover, as QGIS finds it."""


def classFactory(iface):
    """The plugin; nothing is imported before QGIS wants it."""
    from .plugin.main import MamolPlugin

    return MamolPlugin(iface)
