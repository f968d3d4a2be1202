"""The synthetic embedding is one of AlphaEarth's format, and the page says what it is."""

import numpy as np
import pytest

from benchmarks.accuracy.embeddings import ARMS, page, synthetic
from mamol_core.contract import Layer
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import describe_sensor


def test_synthetic_embedding_should_be_read_as_alphaearths(scene, tmp_path):
    source = open_source(Layer("embedding", str(synthetic(scene.path("optical.tif"), tmp_path / "e.tif", missing=0.5))))
    assert source.dtype == "int8" and source.transform.e > 0
    grid = choose_grid([source], None)
    _, bands, conversion, messages = describe_sensor(source, grid)
    assert any("AlphaEarth" in text for _, text in messages) and not [
        text for level, text in messages if level == "warning"
    ]
    with Reader(source, grid, bands, conversion) as reader:
        values, there = reader.read(0, 0, grid.height, grid.width)
    assert there[:, 80:].all() and not there[:, :80].any()
    assert np.linalg.norm(values[:, there], axis=0) == pytest.approx(1, abs=1e-5)
    centres = np.stack([values[:, there & (scene.truth == code)].mean(1) for code in (1, 2, 3)])
    assert np.linalg.norm(centres[:, None] - centres, axis=2)[np.triu_indices(3, 1)].min() > 0.1


def test_page_should_claim_nothing():
    figures = {"oa": 0.7, "macro_f1": 0.6, "mapped": 1.0}
    trial = {"scene": "north", "seed": 0, "effort": "quick", "seconds": 9, "attribution": "By somebody."}
    trials = [{**trial, "arm": arm, "maps": {"embedding": figures}, "reported": {"embedding": 0.8}} for arm in ARMS]
    text = page({"date": "2026-11-27", "commit": "abc", "cores": 2, "processor": "a processor", "trials": trials})
    assert "no claim about gains" in text and "By somebody." in text
    assert "| embedding alone | embedding | 70.0 / 60.0 | 100 % | 80.0 | 9 |" in text
