"""When layers were taken, and several dates of one sensor in the toolbox."""

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsDateTimeRange, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from qgis.PyQt.QtWidgets import QInputDialog

from mamol_landcover.plugin.layers import bands, dates, products

from .test_bands_and_products import write

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")


@pytest.fixture()
def layer(tmp_path):
    """A raster layer of a file of this name, with these tags."""

    def make(name, tags=None, title=None):
        path = write(tmp_path / name, np.ones((2, 96, 96), np.uint16))
        if tags:
            dataset = gdal.Open(path, gdal.GA_Update)
            dataset.SetMetadata(tags)
            del dataset
        return QgsProject.instance().addMapLayer(QgsRasterLayer(path, title or name.rpartition(".")[0]))

    return make


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("s2_20190317.tif", "2019-03-17"),
        ("summer 2024-05-03 final.tif", "2024-05-03"),
        ("S2B_MSIL2A_20220716T095559_N0400_R122_T33UXP_20220716T131002.tif", "2022-07-16"),
        ("LC09_L2SP_190026_20220716_20220718_02_T1.tif", "2022-07-16"),
        ("2024_05_03.tif", "2024-05-03"),
        ("20240231.tif", ""),  # no such day
        ("tile_120190317.tif", ""),  # a longer number
        ("scene.tif", ""),
    ],
)
def test_dates_should_be_read_from_names(layer, name, date):
    from mamol_landcover.plugin.layers.dates import date_of

    assert date_of(layer(name)) == date
    assert date_of(layer(name, title="other")) == date  # the file's name


def test_a_person_should_come_before_qgis_the_name_and_the_tags(layer):
    scene = layer("scene.tif", {"TIFFTAG_DATETIME": "2019:03:17 10:00:00"})
    assert dates.date_of(scene) == "2019-03-17"
    both = layer("s2_20200101.tif", {"ACQUISITION_DATE": "2019-03-17"})
    assert dates.date_of(both) == "2020-01-01"
    temporal = both.temporalProperties()
    begin = QDateTime(QDate(2021, 2, 3), QTime(0, 0))
    temporal.setFixedTemporalRange(QgsDateTimeRange(begin, begin.addDays(1)))
    temporal.setIsActive(True)
    assert dates.date_of(both) == "2021-02-03"
    dates.say(both, "2022-03-04")
    assert dates.date_of(both) == "2022-03-04" and QgsProject.instance().isDirty()


def test_the_toolbox_should_take_dates(layer, provider, tmp_path, monkeypatch):
    import processing

    from mamol_landcover.plugin.engine import client

    asked = []
    monkeypatch.setattr(client, "run", lambda request, feedback: asked.append(request) or {})
    one, two, mask = layer("s2_20190317.tif"), layer("s2_20190421.tif"), layer("scl_20190317.tif")
    undated = layer("scene.tif")
    values = {"LABELS_RASTER": str(tmp_path / "s2_20190317.tif"), "MODEL": str(tmp_path / "m.mamol.safetensors")}

    def train(layers, **more):
        try:
            processing.run("mamol:train", {**values, "MORE_LAYERS": layers, **more})
        except Exception as error:
            return str(error)
        return ""

    train(
        ["optical@", one.id(), "optical@2019-04-22", two.id()],
        MASKS=["optical@", mask.id()],
        MASK_CODES=["optical", "3;8"],
        BANDS=["optical", "red;nir"],
    )
    (request,) = asked
    assert [layer.sensor for layer in request.layers] == ["optical@2019-03-17", "optical@2019-04-22"]
    assert [layer.bands for layer in request.layers] == [("red", "nir")] * 2
    assert request.layers[0].mask.endswith("scl_20190317.tif") and request.layers[0].mask_codes == "3,8"
    assert "Layer 'scene' has no date" in train(["optical@", one.id(), "optical@", undated.id()])
    assert "both of 2019-03-17" in train(["optical@", one.id(), "optical@2019-03-17", two.id()])
    assert "'May' is not a date" in train(["optical@May", one.id()])


def test_a_row_should_hold_a_series_as_long_as_its_layers_are_there(layer, qtbot, monkeypatch):
    from mamol_landcover.plugin.dock.sensor_row import BandsDialog, SensorRow
    from mamol_landcover.plugin.layers.guess import Wanted

    days = ("20190317", "20190421", "20190516")
    images, masks = [layer(f"s2_{day}.tif") for day in days], [layer(f"scl_{day}.tif") for day in days]
    row = SensorRow(Wanted("optical"))
    qtbot.addWidget(row)
    row.show()
    row.pick(images[0], None, [*zip(images[:2], masks, strict=False), (images[2], None)])
    keys = ["optical@2019-03-17", "optical@2019-04-21", "optical@2019-05-16"]
    assert [key for key, _, _ in row.entries()] == keys and not row.mask_button.isVisible()
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("3,8", True))
    row.codes_button.click()
    assert [mask.customProperty("mamol/mask_codes") for mask in masks] == ["3,8", "3,8", None]
    images[2].setCustomProperty("mamol/date", "2019-03-17")
    assert "'s2_20190317' and 's2_20190516' are both of 2019-03-17" in row.note.text()
    images[2].removeCustomProperty("mamol/date")
    QgsProject.instance().removeMapLayer(images[0])
    assert row.layer() is images[1] and [key for key, _, _ in row.entries()] == keys[1:]
    bands.say(images[2], ("red", "nir"))
    monkeypatch.setattr(BandsDialog, "exec", lambda _dialog: 0)
    row.ask_for_bands()
    assert bands.said_of(images[2]) == ("red", "nir")  # Cancel leaves what was said of another date
    assert "1 with a mask" in row.note.text()
    with qtbot.waitSignal(row.changed):
        QgsProject.instance().removeMapLayer(masks[1])
    assert "mask" not in row.note.text()
    alone, clouds = layer("s2_20200101.tif"), layer("clouds_20200101.tif")
    products.keep_mask_with(alone, clouds.source())
    row.combo.setLayer(alone)
    row.combo.activated.emit(row.combo.currentIndex())
    assert row.entries() == [("optical", alone, clouds)] and row.mask_button.isVisible()
    with qtbot.waitSignal(row.changed):
        dates.say(alone, "2020-01-02")


def test_a_model_of_a_series_should_keep_the_mask_of_its_only_layer(layer, qtbot):
    from mamol_landcover.plugin.dock.sensor_rows import SensorRows
    from mamol_landcover.plugin.layers.guess import Wanted

    image, clouds = layer("optical_20190317.tif"), layer("clouds.tif")
    products.keep_mask_with(image, clouds.source())
    rows = SensorRows()
    qtbot.addWidget(rows)
    rows.set_sensors([Wanted("optical", series=True)])
    rows.prefill()
    assert [row.entries() for row in rows.rows] == [[("optical@2019-03-17", image, clouds)]]


def test_the_dates_chosen_should_be_offered_whatever_they_are_called(layer, tmp_path, qtbot):
    from mamol_landcover.plugin.dock.dates_dialog import DatesDialog

    images = [layer(f"{name}.tif") for name in ("cloud free 20190317", "pixel_20190421")]
    path = write(tmp_path / "three_20190516.tif", np.ones((3, 96, 96), np.uint16))
    images.append(QgsProject.instance().addMapLayer(QgsRasterLayer(path, "three_20190516")))
    mask = QgsRasterLayer(write(tmp_path / "qa_20190421.tif", np.ones((1, 96, 96), np.uint16)), "qa_20190421")
    QgsProject.instance().addMapLayer(mask)
    dialog = DatesDialog("optical", images[0], [])
    qtbot.addWidget(dialog)
    assert dialog.series() == [(images[0], None), (images[1], mask)]
    chosen = [(images[0], None), (images[2], None)]
    dialog = DatesDialog("optical", images[0], chosen)
    qtbot.addWidget(dialog)
    assert dialog.series() == chosen
