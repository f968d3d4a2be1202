"""Spatial validation splits: no leak, both sides for every class that can have them, repeatable."""

from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS
from scipy import ndimage

from mamol_core.labels.labels import Labels
from mamol_core.labels.regions import connected_regions
from mamol_core.labels.windows import STEP, choose_windows
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.legend import make_legend
from mamol_core.training.splits import TRAIN, VALIDATION, label_places, spatial_folds, spatial_split

from .conftest import spread


def labels_of(index, group=None):
    """Labels of classes (H, W); ``group`` (H, W) numbers the features of drawn ones."""
    grid = Grid(CRS.from_epsg(32632), Affine(10, 0, 0, 0, -10, 0), index.shape[1], index.shape[0])
    place = np.flatnonzero(index)
    chosen = choose_windows(np.argwhere(index) // STEP, index.ravel()[place], 0)
    numbers = index.ravel()[place].astype(np.uint16)
    groups = connected_regions(place, numbers, grid.width) if group is None else group.ravel()[place].astype(np.int32)
    classes = make_legend(range(1, int(index.max()) + 1), {}, {})
    return Labels(place, numbers, groups, chosen, classes, grid, group is not None)


def polygons(spots, size=6, shape=(200, 220)):
    """Square features (class, row, column)."""
    index, group = np.zeros(shape, int), np.zeros(shape, int)
    for number, (kind, row, column) in enumerate(spots, start=1):
        place = slice(row, row + size), slice(column, column + size)
        index[place], group[place] = kind, number
    return labels_of(index, group)


def check_apart(labels, split):
    assert split.dtype == np.uint8 and set(np.unique(split)) <= {0, 1, 2}
    assert not split[labels.index == 0].any()
    sides = spread(labels, split)
    near = ndimage.binary_dilation(sides == VALIDATION, np.ones((9, 9)))
    assert not (near & (sides == TRAIN)).any()
    for number in range(1, len(labels.classes) + 1):
        assert (split[labels.index == number] == TRAIN).any()


def mosaic(seed=0, shape=(230, 190)):
    """A class raster of blobs, some large, some tiny, with unlabelled gaps."""
    random = np.random.default_rng(seed)
    fields = np.stack([ndimage.gaussian_filter(random.normal(size=shape), sigma) for sigma in (9, 9, 4)])
    index = (fields / fields.std(axis=(1, 2), keepdims=True)).argmax(axis=0) + 1
    index[random.random(shape) < 0.1] = 0
    return labels_of(index)


@pytest.mark.parametrize("seed", range(5))
def test_drawn_features_should_go_whole_and_be_on_both_sides(seed):
    random = np.random.default_rng(seed)
    cells = random.permutation([(row, column) for row in range(2, 180, 20) for column in range(2, 200, 20)])
    counts = {1: 2, 2: 3, 3: 8, 4: 20}
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    labels = polygons([(kind, *cell) for kind, cell in zip(kinds, cells, strict=False)])
    split = spatial_split(labels, seed)
    check_apart(labels, split)
    for group in range(1, labels.group.max() + 1):
        assert len(np.unique(split[labels.group == group])) == 1
    for kind, count in counts.items():
        sides = [split[labels.group == g + 1].max() for g in range(len(kinds)) if kinds[g] == kind]
        assert 1 <= sides.count(VALIDATION) < count
        if count > 3:
            assert 0.1 <= sides.count(VALIDATION) / count <= 0.6


@pytest.mark.parametrize("seed", range(5))
def test_each_feature_should_validate_in_one_fold_unless_it_alone_has_a_class(seed):
    random = np.random.default_rng(seed)
    cells = random.permutation([(row, column) for row in range(2, 180, 20) for column in range(2, 200, 20)])
    kinds = [1, 2, 2, *[3] * 4, *[4] * 12]
    labels = polygons([(kind, *cell) for kind, cell in zip(kinds, cells, strict=False)])
    folds = spatial_folds(labels, seed, 3)
    for split in folds:
        check_apart(labels, split)
    times = np.sum([split == VALIDATION for split in folds], axis=0)
    assert times.max() == 1 and not times[labels.index == 1].any()
    for kind, least in ((2, 1), (3, 3), (4, 8)):
        judged = {g for g in np.unique(labels.group[labels.index == kind]) if times[labels.group == g].any()}
        assert len(judged) >= least, kind


def test_class_with_one_feature_should_only_train():
    labels = polygons([(1, 10, 10), (2, 60, 60), (2, 120, 20), (2, 20, 150)])
    for seed in range(10):
        split = spatial_split(labels, seed)
        check_apart(labels, split)
        assert not (split[labels.index == 1] == VALIDATION).any()
        assert (split[labels.index == 2] == VALIDATION).any()


def test_features_in_one_block_should_still_be_on_both_sides():
    labels = polygons([(1, 10, 10), (1, 10, 26), (2, 150, 150), (2, 150, 170)])
    assessed = 0
    for seed in range(10):
        split = spatial_split(labels, seed)
        check_apart(labels, split)
        assessed += int((split[labels.index == 1] == VALIDATION).any())
    assert assessed == 10


def test_touching_features_should_not_leak_or_vanish():
    labels = polygons([(1, 10, 10), (2, 10, 16), (1, 16, 10), (2, 16, 16)])
    for seed in range(10):
        check_apart(labels, spatial_split(labels, seed))


def test_points_should_split_too():
    random = np.random.default_rng(3)
    spots = [(kind, *place) for kind in (1, 2) for place in random.integers(0, 190, (15, 2))]
    labels = polygons(spots, size=1)
    split = spatial_split(labels, 0)
    check_apart(labels, split)
    assert (split == VALIDATION).sum() >= 4


@pytest.mark.parametrize("seed", range(5))
def test_class_rasters_should_be_cut_in_blocks(seed):
    labels = mosaic(seed)
    split = spatial_split(labels, seed)
    check_apart(labels, split)
    for number in (1, 2, 3):
        inside = labels.index == number
        assert 0.15 <= (split[inside] == VALIDATION).mean() <= 0.6
        assert (split[inside] == TRAIN).mean() >= 0.15


def test_a_small_single_region_should_not_validate_itself():
    index = np.ones((200, 200), dtype=int)
    index[60:75, 60:75] = 2
    for seed in range(10):
        labels = labels_of(index)
        split = spatial_split(labels, seed)
        check_apart(labels, split)
        assert not (split[labels.index == 2] == VALIDATION).any()
        assert (split[labels.index == 1] == VALIDATION).any()


def test_same_seed_should_give_the_same_split_and_another_seed_another():
    labels = mosaic()
    first = spatial_split(labels, 7)
    assert (first == spatial_split(labels, 7)).all()
    assert (first != spatial_split(labels, 8)).any()


def test_tiny_scene_should_not_fail():
    index = np.zeros((20, 20), dtype=int)
    index[:9], index[11:] = 1, 2
    check_apart(labels_of(index), spatial_split(labels_of(index), 0))


def test_classes_of_a_continued_model_without_labels_should_be_fine():
    labels = mosaic()
    labels.classes = make_legend(range(1, 9), {}, {})
    split = spatial_split(labels, 0)
    assert (split == TRAIN).any() and (split == VALIDATION).any()


def test_places_should_be_features_and_regions_and_blocks_of_large_ones():
    labels = polygons([(1, 10, 10), (1, 12, 30), (2, 60, 60), (2, 120, 20)])
    assert (label_places(labels, 0) == labels.group).all()
    labels = mosaic()
    split, places = spatial_split(labels, 3), label_places(labels, 3)
    assert ((places > 0) == (labels.index > 0)).all()
    assert len(np.unique(places)) > len(np.unique(labels.group[labels.index > 0])), "large regions are cut"
    for place in np.unique(places[places > 0]):
        members = places == place
        assert len(np.unique(labels.group[members])) == 1
        assert len(set(split[members].tolist()) - {0}) <= 1, "what is dealt as one lies on one side"
        row, column = np.divmod(labels.place[members], labels.grid.width)
        assert max(np.ptp(row), np.ptp(column)) < 38
