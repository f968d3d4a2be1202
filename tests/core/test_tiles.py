"""Blending: every pixel's weights add up to one, whatever the tile, and strips come out once and in order."""

import numpy as np
import pytest
import torch

from mamol_core.mapping.tiles import HALO, Blender, Strip, Tiling


def blend(height, width, side, image, skip=()):
    tiling = Tiling(height, width, side)
    blender = Blender(tiling, image.shape[0])
    rows, strips, used = [], [], []
    padded = np.pad(image, ((0, 0), (0, side + 2 * HALO), (0, side + 2 * HALO)), constant_values=7.0)
    for tile_row in range(tiling.rows):
        for tile_col in range(tiling.cols):
            if (tile_row, tile_col) in skip:
                continue
            row, col, size, _ = tiling.window(tile_row, tile_col)
            tile = padded[:, row : row + size, col : col + size]
            seen = torch.ones((size, size), dtype=torch.int32)
            blender.add(tile_row, tile_col, torch.from_numpy(tile), seen)
        strip = blender.finish_row(tile_row)
        rows.append((strip.row, strip.seen.shape[0]))
        strips.append(strip.probabilities.numpy().copy())
        used.append(strip.seen.numpy().copy())
    return rows, np.concatenate(strips, 1), np.concatenate(used)


@pytest.mark.parametrize(
    "height,width,side",
    [(300, 200, 64), (64, 64, 64), (65, 33, 32), (10, 400, 128), (129, 97, 32), (80, 144, 64), (81, 145, 64)],
)
def test_blending_should_give_back_what_every_tile_agrees_on(height, width, side):
    image = np.random.default_rng(0).random((2, height, width), np.float32)
    rows, out, seen = blend(height, width, side, image)
    np.testing.assert_allclose(out, image, rtol=1e-5)
    assert (seen == 1).all()
    ends = [row + size for row, size in rows]
    assert [row for row, _ in rows] == [0, *ends[:-1]] and ends[-1] == height


def test_skipped_tiles_should_leave_their_core_unseen():
    image = np.ones((1, 192, 192), np.float32)
    _, out, seen = blend(192, 192, 64, image, skip={(1, 1)})
    assert (seen[96, 96], out[0, 96, 96]) == (0, 0)
    assert seen[16, 16] == 1 and out[0, 16, 16] == pytest.approx(1)


def test_the_most_likely_class_should_be_the_first_with_the_largest_probability():
    shares = np.random.default_rng(0).integers(0, 4, (5, 40, 60)).astype(np.float32) / 4  # with many ties
    strip = Strip(0, torch.from_numpy(shares), torch.ones((40, 60), dtype=torch.int32))
    chosen, share = strip.most_likely()
    np.testing.assert_array_equal(chosen, shares.argmax(0))
    np.testing.assert_array_equal(share, shares.max(0))
