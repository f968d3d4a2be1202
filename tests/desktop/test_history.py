"""Processing's history: a run of before, opened from its entry and run once more."""

from qgis.PyQt.QtWidgets import QTreeView

from tests.desktop import hands, pictures, toolbox


def test_a_run_should_be_repeatable_from_the_history(scene, starter):
    """G1: an entry holds the untouched matrices as well."""
    hands.drop(scene / "sar.tif")

    def first(dialog):
        dialog.type_in("Model", starter)
        dialog.choose("SAR layer", "sar")
        dialog.choose("Effort", "quick")
        return dialog.run()

    assert "Execution completed" in toolbox.run_dialog("Classify land cover", first)
    maps = [name for name in hands.layer_names() if name != "sar"]

    def again(dialog):
        assert "sar" in dialog.field("SAR layer").findChild(toolbox.QComboBox).currentText()
        log = dialog.run()
        pictures.screen("history-log")
        return log

    def pick(window):
        tree = hands.the(QTreeView, window)
        tree.expandAll()
        newest = next(index for index in toolbox.below(tree.model()) if "Classify land cover" in str(index.data()))
        hands.click_item(tree, newest)
        pictures.screen("history")
        return hands.modal(lambda: hands.click_item(tree, newest, twice=True), lambda one: again(toolbox.Dialog(one)))

    log = hands.modal(lambda: hands.menu("Processing", "History"), pick)
    assert "Execution completed" in log
    assert len([name for name in hands.layer_names() if name != "sar"]) == 2 * len(maps) == 2
