"""MaMOL Land Cover, as QGIS finds it."""


def classFactory(iface):  # noqa: N802, the name QGIS asks for
    """The plugin; nothing is imported before QGIS wants it."""
    from .plugin.main import MamolPlugin

    return MamolPlugin(iface)
