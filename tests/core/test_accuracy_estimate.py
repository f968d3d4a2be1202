"""Estimators against the worked examples in print and against the design itself: all samples there are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from mamol_core.accuracy.estimate import (
    Sample,
    Strata,
    estimate,
    f1_scores,
    kappa,
    macro_f1,
    mcnemar,
    paired_difference,
)
from mamol_core.accuracy.metrics import figures
from mamol_core.accuracy.pixelareas import PixelAreas


def whole(strata, mapped, reference, pixels, shares=None, area=None):
    """The figures of a sample given by lists of numbers from 0."""
    pixels = np.asarray(pixels)
    shares = pixels / pixels.sum() if shares is None else np.asarray(shares)
    classes = max(*mapped, *reference) + 1
    area = np.ones(len(strata)) if area is None else np.asarray(area, float)
    sample = Sample(np.asarray(strata), np.asarray(mapped), np.asarray(reference), area)
    return estimate(sample, Strata(shares, pixels, np.ones((len(pixels), classes), bool)), classes)


def rounded(figure, digits):
    return round(figure.estimate, digits), round(figure.se, digits)


def test_strata_that_are_not_the_maps_classes_should_give_stehmans_printed_example():
    """Stehman 2014, table 2 and pages 4932 to 4936: 40 points in strata of 40,000, 30,000, 20,000 and 10,000 pixels."""
    letters = {
        "strata": "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD",
        "mapped": "AAAAAAABBBABBBBBBBBBBBCCCCCCBBDDDDDDDDDD",
        "really": "AAAAACBABCABBBBBAABBCCCCCDDBBADDDDDDDCCB",
    }
    strata, mapped, really = (["ABCD".index(letter) for letter in letters[name]] for name in letters)
    found = whole(strata, mapped, really, [40_000, 30_000, 20_000, 10_000])
    assert rounded(found.area[0], 3) == (0.35, 0.082) and rounded(found.area[2], 3) == (0.2, 0.064)
    assert rounded(found.overall, 3) == (0.63, 0.085)
    assert rounded(found.users[1], 3) == (0.574, 0.125)
    assert round(found.producers[1].estimate, 3) == 0.794
    # In print it is 0.114, from a variance of 0 in stratum D; but one of its ten points is B, and table 3 has 0.10.
    assert round(found.producers[1].se, 3) == 0.117
    assert found.proportions[1, 2] == pytest.approx(0.08)


def test_figures_and_standard_errors_should_be_those_of_all_samples_there_are():
    """Brute force: every sample of a small population. Totals are unbiased, their estimated variance too."""
    strata = [0, 0, 0, 0, 1, 1, 1, 1, 1]
    mapped = [0, 0, 1, 0, 1, 1, 1, 0, 1]
    really = [0, 1, 1, 0, 1, 0, 1, 0, 1]
    pixels = np.bincount(strata)
    members = [[unit for unit, stratum in enumerate(strata) if stratum == wanted] for wanted in (0, 1)]
    samples = [
        one + two for one in itertools.combinations(members[0], 2) for two in itertools.combinations(members[1], 3)
    ]
    found = [
        whole(*([values[unit] for unit in chosen] for values in (strata, mapped, really)), pixels) for chosen in samples
    ]
    truth = np.mean(np.equal(mapped, really)), np.mean(really)
    for number, figure in enumerate(("overall", "area")):
        values = [getattr(one, figure) for one in found]
        values = [value[1] if figure == "area" else value for value in values]
        estimates = np.array([value.estimate for value in values])
        assert estimates.mean() == pytest.approx(truth[number])
        assert np.mean([value.se**2 for value in values]) == pytest.approx(estimates.var())


def test_without_strata_the_figures_should_be_those_of_the_counts():
    """Simple random sampling: the same as of the confusion matrix, with a binomial standard error."""
    rng = np.random.default_rng(1)
    really = rng.integers(0, 3, 200)
    mapped = np.where(rng.random(200) < 0.7, really, rng.integers(0, 3, 200))
    found = whole(np.zeros(200, int), mapped, really, [1_000_000])
    plain = figures(found.counts.T, [1, 2, 3])
    assert found.overall.estimate == pytest.approx(plain["oa"])
    assert found.overall.se == pytest.approx(np.sqrt(plain["oa"] * (1 - plain["oa"]) / 199))
    assert macro_f1(found.proportions) == pytest.approx(plain["macro_f1"])
    assert kappa(found.proportions) == pytest.approx(plain["kappa"])
    assert f1_scores(found.proportions) == pytest.approx([entry["f1"] for entry in plain["per_class"]])
    assert [figure.estimate for figure in found.users] == pytest.approx(
        [entry["users"] for entry in plain["per_class"]]
    )


def test_a_stratum_with_one_point_should_count_with_the_largest_spread_there_is():
    found = whole([0, 0, 1], [0, 0, 1], [0, 0, 1], [500, 500])
    assert found.overall.se == pytest.approx(0.5 * 0.5)  # half of the area, and 1/4 is the largest variance of 0 and 1
    assert found.overall.low == pytest.approx(1 - 1.96 * 0.25) and found.overall.high == 1


def test_no_mistake_among_few_points_should_not_give_an_interval_of_no_width():
    found = whole([0] * 20, [0] * 20, [0] * 20, [10_000])
    assert found.overall.estimate == 1 and found.overall.high == 1
    assert found.overall.low == pytest.approx(0.025 ** (1 / 20))  # Clopper and Pearson
    every = whole([0] * 20, [0] * 20, [0] * 20, [20])
    assert (every.overall.low, every.overall.high) == (1, 1)  # all pixels were looked at


def test_larger_pixels_should_count_for_more():
    found = whole([0] * 4, [0, 0, 1, 1], [0, 0, 1, 0], [400], area=[1, 1, 1, 3])
    assert found.overall.estimate == pytest.approx(0.5) and found.area[0].estimate == pytest.approx(5 / 6)


def test_two_maps_should_be_compared_point_by_point():
    rng = np.random.default_rng(3)
    first = rng.random(400) < 0.8
    second = np.where(rng.random(400) < 0.1, True, first)
    sample = Sample(np.zeros(400, int), np.zeros(400, int), np.zeros(400, int), np.ones(400))
    strata = Strata(np.ones(1), np.array([10**6]), np.ones((1, 1), bool))
    difference = paired_difference(sample, strata, first, second)
    assert difference.estimate == pytest.approx(second.mean() - first.mean()) and difference.low > 0
    gained = int((second & ~first).sum())
    assert mcnemar(first, second) == pytest.approx(2 * 0.5**gained)
    assert mcnemar(first, first) == 1


@pytest.mark.parametrize("crs,origin,size", [("EPSG:4326", (10, 60), 0.5), ("EPSG:3857", (1e6, 8e6), 2e4)])
def test_areas_should_be_those_on_the_ellipsoid(crs, origin, size):
    """An independent way: the cells in an equal-area projection of the ellipsoid."""
    transform = from_origin(*origin, size, size)
    areas = PixelAreas(rasterio.crs.CRS.from_user_input(crs), transform, 40, 30)
    assert not areas.equal and "ellipsoid" in areas.how
    rows, columns = np.array([0, 12, 29]), np.array([0, 20, 39])
    from rasterio.warp import transform as project

    for row, column, area in zip(rows, columns, areas.at(rows, columns), strict=True):
        steps = np.linspace(0, 1, 200)
        edge = (
            [(0, s) for s in steps]
            + [(s, 1) for s in steps]
            + [(1, 1 - s) for s in steps]
            + [(1 - s, 0) for s in steps]
        )
        x, y = zip(*(transform * (column + dx, row + dy) for dx, dy in edge), strict=True)
        x, y = map(np.array, project(crs, "EPSG:6933", x, y))
        true = abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
        assert area == pytest.approx(true, rel=1e-4)
        assert np.broadcast_to(areas.of(row, 1), (1, 40))[0, column] == pytest.approx(area)


def test_areas_of_a_projection_that_keeps_them_should_be_taken_as_they_are():
    utm = PixelAreas(rasterio.crs.CRS.from_epsg(32633), from_origin(500_000, 5_400_000, 30, 30), 4000, 2500)
    assert utm.equal and utm.of(0, 1) == 900
    feet = PixelAreas(rasterio.crs.CRS.from_epsg(2229), from_origin(6_400_000, 1_900_000, 10, 10), 100, 100)
    assert feet.of(0, 1) == pytest.approx(100 * 0.3048006096**2)
