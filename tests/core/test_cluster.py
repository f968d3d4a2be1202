"""A Dask cluster computes the map of one run, though a worker dies midway."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
import rasterio

from mamol_core.commands import main

ROOT = Path(__file__).resolve().parents[2]
distributed = pytest.importorskip("distributed", reason="the package distributed is not installed")


@pytest.fixture
def cluster(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running


def kill_one(cluster, folder, killed):
    """Kill a worker as soon as the first part is there."""
    deadline = time.monotonic() + 120
    while not list(folder.glob("output-*.tif")):
        if time.monotonic() > deadline:
            return
        time.sleep(0.01)
    killed.append(cluster.workers[0].pid)
    os.kill(killed[0], signal.SIGKILL)


def test_a_cluster_should_give_the_map_of_one_run_though_a_worker_is_killed(
    scene, model, tmp_path, cluster, monkeypatch
):
    layers = scene.layers("optical", "sar", "lidar")
    words = ["classify", *layers, "--model", model, "--tile", "32", "--resolution", "4", "--output"]
    assert main([*words, str(tmp_path / "one.tif")]) == 0
    monkeypatch.chdir(tmp_path)  # the workers are elsewhere, and a relative result means here
    killed = []
    thread = threading.Thread(target=kill_one, args=(cluster, tmp_path / "many.tif.parts", killed), daemon=True)
    thread.start()
    assert main([*words, "many.tif", "--scheduler", cluster.scheduler_address]) == 0
    thread.join()
    assert killed and killed[0] not in {worker.pid for worker in cluster.workers.values()}
    with rasterio.open(tmp_path / "one.tif") as one, rasterio.open(tmp_path / "many.tif") as many:
        assert (one.read() == many.read()).all()
    assert not (tmp_path / "many.tif.parts").exists()


def test_a_scheduler_that_does_not_answer_should_be_said(scene, model, tmp_path, capfd, monkeypatch):
    monkeypatch.setattr("mamol_core.mapping.cluster._CONNECTING", 1)
    words = ["classify", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    assert main([*words, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "does not answer" in capfd.readouterr().err and not list(tmp_path.iterdir())
