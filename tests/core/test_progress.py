"""One progress bar for a whole run: it never goes back, and ends at its end."""

import pytest

from mamol_core import progress
from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.progress import Progress
from mamol_core.reporting import Reporter
from mamol_core.run import run


@pytest.fixture()
def clock(monkeypatch):
    """A clock that is set by hand."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_stages_should_share_the_bar_as_planned(clock):
    bar = Progress()
    bar.plan([("read", 1), ("map", 8), ("write", 1)])
    bar.enter("read")
    assert bar.tell(0) == (0, None)
    clock[0] += 2
    assert bar.tell(1) == (0.1, 18)
    bar.enter("map")
    assert bar.tell(0)[0] == 0.1
    clock[0] += 8
    overall, left = bar.tell(0.5)
    assert overall == pytest.approx(0.5) and left == pytest.approx(8 + 1 * 10 / 5)
    bar.enter("write")
    assert bar.tell(1)[0] == 1


def test_new_plan_should_go_on_where_the_bar_is(clock):
    bar = Progress()
    bar.plan([("open", 1), ("map", 19)])
    bar.enter("open")
    assert bar.tell(1)[0] == pytest.approx(0.05)
    bar.plan([("map", 3), ("write", 1)])
    bar.enter("map")
    assert bar.tell(0)[0] == pytest.approx(0.05)
    assert bar.tell(1)[0] == pytest.approx(0.05 + 0.95 * 0.75)


def test_bar_should_never_go_back(clock):
    """A stage that comes twice, is skipped or was not planned at all."""
    bar = Progress()
    bar.plan([("teach", 1), ("fit", 2), ("teach", 1), ("fit", 4)])
    told = []
    for stage in ("teach", "fit", "unplanned", "teach", "fit"):
        bar.enter(stage)
        told += [bar.tell(share)[0] for share in (0, 0.5, 1)]
    assert told == sorted(told) and told[-1] == 1
    bar = Progress()
    bar.enter("only")
    assert bar.tell(0.5)[0] == 0.5


def test_map_should_have_one_bar(scene, model, tmp_path):
    """G9: before, the bar began again at each stage."""
    told = []
    reporter = Reporter(lambda event: told.append(event) if event["event"] == "progress" else None)
    layers = (Layer("optical", scene.path("optical.tif")), Layer("sar", scene.path("sar.tif")))
    run(ClassifyRequest(layers, model, str(tmp_path / "map.tif"), effort="quick"), reporter)
    bar = [event["overall"] for event in told]
    assert bar == sorted(bar) and bar[0] == 0 and bar[-1] == 1
    assert list(dict.fromkeys(event["stage"] for event in told)) == [
        "Opening model and layers",
        "Mapping",
        "Writing the map",
    ]
