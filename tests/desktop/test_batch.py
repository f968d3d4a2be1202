"""The batch table of Classify: several scenes at once, and what becomes of a row that is wrong."""

from tests.desktop import hands, toolbox


def test_batch_should_map_the_good_rows_and_name_the_wrong_one(scene, starter, tmp_path):
    """G1: Three rows, the second with a layer of another sensor: two maps, and a sentence on the third."""
    names = ("optical", "lidar", "optical_cloudy")
    hands.drop(*(scene / f"{name}.tif" for name in names))

    def act(window):
        batch = toolbox.Batch(window)
        for row, name in enumerate(names):
            if row:
                batch.add_row()
            batch.type_in(row, "Model", starter)
            batch.choose(row, "Optical layer", f"{name} ")
            batch.type_in(row, "Land cover", str(tmp_path / f"{name}_map.tif"))
        batch.choose(1, "Effort", "quick")
        batch.load_layers()
        batch.show_all()
        hands.screen("batch")
        log = batch.run()
        hands.screen("batch-log")
        return log

    log = toolbox.run_batch("Classify land cover", act)
    assert "1 executions failed" in log or "1 execution failed" in log
    assert "lidar" in log
    maps = [name for name in hands.layer_names() if name.endswith("_map")]
    assert sorted(maps) == ["optical_cloudy_map", "optical_map"]
    assert sorted(file.name for file in tmp_path.glob("*.tif")) == ["optical_cloudy_map.tif", "optical_map.tif"]
