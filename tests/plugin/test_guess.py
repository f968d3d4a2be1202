"""Which layer is which sensor: from facts alone, and on real layers."""

import pytest

from mamol_landcover.mamol_core.matching import Band, plain_name
from mamol_landcover.mamol_core.roles import ROLES as ENGINE_ROLES
from mamol_landcover.plugin.layers.guess import (
    LayerFacts,
    Wanted,
    describe_bands,
    facts_of,
    guess_layers,
    misfit,
    unused,
)
from mamol_landcover.plugin.layers.sensors import role_icon, role_texts

ROLES = [Wanted(role) for role in ENGINE_ROLES]
SENTINEL = tuple("B01 B02 B03 B04 B05 B06 B07 B08 B8A B09 B11 B12".split())  # noqa: SIM905


def bands(number, names=(), wavelengths=()):
    names, wavelengths = tuple(names) or (None,) * number, tuple(wavelengths) or (None,) * number
    return tuple(Band(*pair) for pair in zip(names, wavelengths, strict=True))


def layer(name, number=1, names=(), wavelengths=(), **facts):
    return LayerFacts(name, name, bands(number, names, wavelengths), **facts)


def guessed(layers, sensors=ROLES):
    return {sensor: found.layer_id for sensor, found in guess_layers(layers, sensors).items()}


def test_every_role_of_the_engine_should_have_names_words_and_an_icon(qgis_app):
    assert list(role_texts()) == list(ENGINE_ROLES)
    for role, known in ENGINE_ROLES.items():
        words = f"{known.layer_words} {known.band_words}".split()
        assert words and all(word == plain_name(word) for word in words), (
            "words that no name of a layer or band can match"
        )
        assert not role_icon(role).pixmap(16, 16).isNull(), f"resources/icons/{role}.svg"


def test_roles_should_be_told_by_band_names():
    layers = [
        layer("a", 12, SENTINEL),
        layer("b", 2, ("VV", "VH"), floating=True),
        layer("c", 1, ("elevation",)),
        layer("d", 3, ("", "", ""), wavelengths=(418.0, None, None)),
    ]
    assert guessed(layers) == {"optical": "a", "sar": "b", "lidar": "c"}


def test_hyperspectral_should_be_told_by_many_wavelengths():
    cube = layer("cube", 224, wavelengths=tuple(400.0 + 9 * band for band in range(224)))
    assert guessed([cube]) == {"hyperspectral": "cube"}


def test_embeddings_should_be_told_by_band_names_and_be_nothing_else():
    alphaearth = layer("x0123456789", 64, [f"A{number:02}" for number in range(64)])
    tessera = layer("tile", 128, [f"Tessera_Band_{number}" for number in range(128)], floating=True)
    assert guessed([alphaearth]) == {"embedding": "x0123456789"}
    assert guessed([tessera]) == {"embedding": "tile"}
    assert guessed([layer("embedding", 3, ("red", "green", "blue"))]) == {"optical": "embedding"}


@pytest.mark.parametrize(
    ("name", "bands", "role"),
    [
        ("Sentinel-2 L2A June", 4, "optical"),
        ("ortho_rgb_2020", 3, "optical"),
        ("S1_GRD_desc", 2, "sar"),
        ("srtm", 1, "lidar"),
        ("enmap", 224, "hyperspectral"),
        ("alphaearth 2023", 64, "embedding"),
    ],
)
def test_roles_should_be_told_by_the_layers_name(name, bands, role):
    assert guessed([layer(name, bands)]) == {role: name}


def test_stretch_in_decibels_should_speak_for_sar():
    unnamed = layer("composite", 2, floating=True, low=-24.0, high=1.0)
    assert guessed([unnamed]) == {}
    assert guessed([layer("sar", 2, floating=True, low=-24.0, high=1.0)]) == {"sar": "sar"}


@pytest.mark.parametrize("name", ["labels_lulc", "cloud mask", "Land cover classes", "truth"])
def test_classes_and_masks_should_not_be_taken_for_imagery(name):
    assert guessed([layer(name)]) == {}
    assert guessed([layer("dem", paletted=True)]) == {}


def test_a_layer_should_be_used_once():
    found = guessed([layer("sar_dem", 1)])
    assert len(found) == 1


def test_model_should_prefer_matching_band_names_to_the_layers_name():
    model = [Wanted("optical", bands(12, SENTINEL)), Wanted("optical:summer", bands(12, SENTINEL))]
    renamed = tuple(name.replace("B0", "b") for name in SENTINEL)
    layers = [layer("spring", 12, renamed), layer("summer", 12, renamed), layer("optical", 3)]
    assert guessed(layers, model) == {"optical": "spring", "optical:summer": "summer"}


def test_model_should_refuse_another_number_of_bands():
    model = [Wanted("optical", bands(4))]
    assert guessed([layer("sentinel2", 3)], model) == {}
    assert "3 bands" in misfit(layer("sentinel2", 3), model[0])
    assert misfit(layer("sentinel2", 4), model[0]) == ""


def test_model_should_take_a_layer_with_more_bands_if_all_names_are_there():
    wanted = Wanted("optical", bands(2, ("B4", "B8")))
    assert guessed([layer("x", 12, SENTINEL)], [wanted]) == {"optical": "x"}
    assert misfit(layer("x", 12, SENTINEL), wanted) == ""


def test_bands_of_other_names_should_be_doubted():
    radar = Wanted("sar", bands(2, ("VV", "VH")))
    assert misfit(layer("heights", 2, ("dsm", "ndsm")), radar) == (
        "Layer 'heights' has bands dsm, ndsm; the model was trained with VV, VH. Missing: VV, VH. "
        "Choose the layer with those bands, or name its bands as the model does."
    )
    assert misfit(layer("nameless", 2), radar) == ""
    assert misfit(layer("dem", 1, ("elevation",)), Wanted("lidar", bands(1, ("height",)))) == ""


def test_bands_should_be_described_in_few_words():
    assert describe_bands(layer("x", 12, SENTINEL).bands) == "12 bands named B01…B12"
    assert describe_bands(layer("x", 2, ("VV", "VH")).bands) == "2 bands named VV, VH"
    assert describe_bands(layer("x", 1).bands) == "1 band"


def test_facts_should_come_from_a_real_layer(raster_layer):
    facts = facts_of(raster_layer("two.tif", bands=2))
    assert (facts.bands, facts.floating, facts.paletted) == ((Band(), Band()), False, False)


def test_example_scene_should_be_guessed_rightly(example):
    from qgis.core import QgsRasterLayer

    roles = ("OPTICAL", "SAR", "LIDAR", "HYPERSPECTRAL", "TRUTH")
    layers = {name: QgsRasterLayer(example[name], "layer " + name[0]) for name in roles}
    found = guess_layers([facts_of(entry) for entry in layers.values()], ROLES)
    assert {role.upper(): guess.layer_id for role, guess in found.items()} == {
        name: entry.id() for name, entry in layers.items() if name != "TRUTH"
    }


def test_layer_that_is_not_used_should_say_why():
    """S8: after a model was chosen, layers that were guessed right became Absent without a reason."""
    nameless = layer("sentinel2 summer", 6)
    wanted = Wanted("optical", bands(10, SENTINEL[:10]))
    assert guessed([nameless], [wanted]) == {}
    assert unused([nameless], wanted) == "Not used: " + misfit(nameless, wanted)
    assert "6 bands without names; the model was trained with 10 bands (B01" in misfit(nameless, wanted)
    assert "Choose it if it is the right layer." in unused([layer("scene", 3)], Wanted("lidar", bands(3)))
    assert unused([], wanted) == ""


def test_elevation_with_a_band_of_another_name_should_be_taken():
    """S8: a DEM whose band is called "bands" is what the engine accepts, with a warning."""
    assert guessed([layer("dem", 1, ("bands",))], [Wanted("lidar", bands(1, ("elevation",)))]) == {"lidar": "dem"}


def test_wavelengths_should_be_taken_as_the_engine_takes_them():
    """G4: the dock took bands within 15 nm, the engine refuses beyond 6 to 12 nm."""
    wanted = Wanted("optical", bands(2, wavelengths=(665.0, 842.0)))
    near = layer("near", 2, wavelengths=(671.0, 850.0))
    far = layer("far", 2, wavelengths=(679.0, 855.0))
    assert guessed([near], [wanted]) == {"optical": "near"}
    assert guessed([far], [wanted]) == {}
    assert "No band near 665 nm, 842 nm" in misfit(far, wanted)
