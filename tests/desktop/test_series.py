"""Many dates of one sensor: from a folder of scenes with clouds to a map, with one row of the dock."""

from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton

from tests.desktop import hands, pictures, the_dock
from tests.desktop.test_sensors import DATA, LONGEST_S, map_of, map_of_engine, needs_data

SERIES = DATA / "flanders_series_a"
DAYS = ("20190421", "20190516", "20190705", "20190824")


def choose_dates(row, act, picture=""):
    """Open the table of dates beside a row, use it and take what it says; its layers, dates and masks."""

    def use(dialog):
        table = dialog.table
        act(table)
        hands.pause(0.1)
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        found = [
            (table.item(place, 0).text(), table.item(place, 1).text(), table.cellWidget(place, 2).currentText())
            for place in range(table.rowCount())
            if table.item(place, 0).checkState() == Qt.CheckState.Checked
        ]
        if picture:
            pictures.take(picture, dialog)
        said = dialog.problem.text()
        (hands.click(ok) if ok.isEnabled() else dialog.reject())
        return found, said

    return hands.modal(lambda: hands.click(row.dates_button), use, QDialog)


@needs_data
def test_a_series_should_train_and_map_from_one_row(request, folder):
    hands.begin(request.node.name, LONGEST_S)
    model = folder / "series.mamol.safetensors"
    hands.drop(*(SERIES / f"{kind}_{day}.tif" for day in DAYS for kind in ("s2", "scl")), SERIES / "labels_LC.tif")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    row = the_dock.row(dialog.rows, "optical")
    hands.choose(row.combo, "s2_20190516")
    hands.choose(dialog.labels, "labels_LC")
    hands.choose(dialog.effort, "Quick")
    hands.type_in(hands.the(QLineEdit, dialog.model), str(model))

    # a date that is no date is refused in the table
    _, said = choose_dates(row, lambda table: table.item(0, 1).setText("spring"))
    assert "'spring' of layer 's2_20190421' is not a date" in said
    chosen, said = choose_dates(row, lambda table: None, "guide-dates")
    days = [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in DAYS]
    assert not said
    assert chosen == [(f"s2_{day}", date, f"scl_{day}") for day, date in zip(DAYS, days, strict=True)]
    assert "4 dates, 2019-04-21 to 2019-08-24, 4 with a mask." in row.note.text()
    train = hands.the(QPushButton, dialog, text="Train")
    hands.wait_for(lambda: dialog.check.answered and train.isEnabled(), 60, dialog.missing.text())
    assert "Mask: a Sentinel-2 scene classification" in row.note.text()
    pictures.take("series-train", dialog)
    hands.click(train)
    assert "Model trained" in the_dock.wait_for_end(dock, LONGEST_S)

    # the model's row takes the project's dates by itself
    row = the_dock.row(dock.rows, "optical")
    hands.wait_for(lambda: len(row.series()) == 4, 20, row.note.text())
    found = map_of(dock)
    (layer,) = [one for one in hands.layer_names() if one.startswith("Land cover")]
    assert layer == "Land cover, series (optical)"
    pictures.take("guide-series", dock)
    words = [
        word
        for day, date in zip(DAYS, days, strict=True)
        for word in ("--layer", f"optical@{date}={SERIES / f's2_{day}.tif'}",
                     "--mask", f"optical@{date}={SERIES / f'scl_{day}.tif'}")
    ]  # fmt: skip
    assert (found == map_of_engine(model, folder / "engine.tif", *words)).all()

    # two of the dates, as they are kept in the project
    def fewer(table):
        for place in (0, 2):
            table.item(place, 0).setCheckState(Qt.CheckState.Unchecked)

    choose_dates(row, fewer)
    assert "2 dates, 2019-05-16 to 2019-08-24" in row.note.text()
    project = folder / "p.qgz"
    QgsProject.instance().write(str(project))
    hands.new_project()
    QgsProject.instance().read(str(project))
    row = the_dock.row(dock.rows, "optical")
    hands.wait_for(lambda: "2 dates, 2019-05-16" in row.note.text(), 20, row.note.text())
    assert [mask.name() for _, mask in row.series()] == [f"scl_{day}" for day in DAYS[1::2]]


@needs_data
def test_a_layer_without_a_date_should_be_refused_before_the_click(folder):
    for number, day in enumerate(DAYS[:3], start=1):
        gdal.Translate(str(folder / f"scene {number}.tif"), str(SERIES / f"s2_{day}.tif"))
    tagless = gdal.Open(str(folder / "scene 3.tif"), gdal.GA_Update)
    tagless.SetMetadata({})
    del tagless
    hands.drop(*(folder / f"scene {number}.tif" for number in (1, 2, 3)), SERIES / "labels_LC.tif")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    row = the_dock.row(dialog.rows, "optical")
    hands.choose(row.combo, "scene 1")

    def tick(table):
        for place in range(table.rowCount()):
            table.item(place, 0).setCheckState(Qt.CheckState.Checked)

    chosen, said = choose_dates(row, tick)
    assert {date for _, date, _ in chosen} == {"2019-04-21", "2019-05-16", ""}  # of the tags
    assert "Layer 'scene 3' has no date" in said

    def tell(table):
        tick(table)
        place = next(place for place in range(3) if table.item(place, 0).text() == "scene 3")
        table.item(place, 1).setText("2019-07-05")

    chosen, said = choose_dates(row, tell)
    assert not said and "3 dates, 2019-04-21 to 2019-07-05" in row.note.text()
    layer = QgsProject.instance().mapLayersByName("scene 3")[0]
    assert layer.customProperty("mamol/date") == "2019-07-05"
    layer.setCustomProperty("mamol/date", "")  # as in a project of another person
    train = hands.the(QPushButton, dialog, text="Train")
    hands.wait_for(lambda: "'scene 3' has no date" in row.note.text() and not train.isEnabled(), 10, "a refusal")
    dialog.reject()
