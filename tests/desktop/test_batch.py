"""The batch table of Classify: several scenes at once, and what becomes of a row that is wrong."""

import shutil

from tests.desktop import hands, pictures, toolbox


def test_batch_should_map_the_good_rows_and_name_the_wrong_one(scene, starter, folder):
    """G1: Three rows, the second with a layer of another sensor: two maps, and a sentence on the third."""
    files = {"s2_april": "optical", "s1_may": "sar", "s2_june": "optical_cloudy"}
    for name, copied in files.items():
        shutil.copyfile(scene / f"{copied}.tif", folder / f"{name}.tif")
    hands.drop(*(folder / f"{name}.tif" for name in files))

    def act(window):
        batch = toolbox.Batch(window)
        for row, name in enumerate(files):
            if row:
                batch.add_row()
            batch.type_in(row, "Model", starter)
            batch.choose(row, "Optical layer", f"{name} ")
            batch.type_in(row, "Land cover", str(folder / f"{name}_map.tif"))
        batch.choose(1, "Effort", "quick")
        batch.load_layers()
        batch.show_all()
        pictures.take("guide-batch", window)
        log = batch.run()
        pictures.screen("batch-log")
        return log

    log = toolbox.run_batch("Classify land cover", act)
    assert "1 executions failed" in log or "1 execution failed" in log
    assert "s1_may" in log
    maps = [name for name in hands.layer_names() if name.endswith("_map")]
    assert sorted(maps) == ["s2_april_map", "s2_june_map"]
    assert sorted(file.name for file in folder.glob("*_map.tif")) == ["s2_april_map.tif", "s2_june_map.tif"]
