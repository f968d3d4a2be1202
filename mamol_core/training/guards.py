"""Problems of labels and layers that can each be read, found before a training starts. Without torch."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from ..cards import MAX_SENSORS
from ..contract import Layer, TrainRequest, layer_title
from ..errors import LabelError, LayerError, RequestError
from ..labels.labels import Labels
from ..matching import Message
from ..model.card import ModelCard
from ..rasters.legend import LandClass, is_nameless, plain_name
from ..roles import sensor_name

MANY_CLASSES = 20  # more classes without a name are doubted
_SMOOTH = 0.25  # neighbours in a raster of measurements differ by less than this share of what any two values do
_FEW_BORDERS = 200


def check_layers(layers: Sequence[Layer], layer: Layer) -> None:
    """LayerError where one of the ``layers`` before this one is the same file, which would pass for two sensors."""
    for other in layers[: layers.index(layer)]:
        if _place(other.path) == _place(layer.path):
            raise LayerError(
                f"The layer {layer_title(layer.sensor, layer.path, layer.name)} is given twice, as "
                f"{sensor_name(other.sensor)} and as {sensor_name(layer.sensor)}.",
                "Give it once, as the sensor that it is.",
            )


def check_addition(card: ModelCard, layer: Layer) -> None:
    """LayerError where a layer's sensor can't be added to the model, which does not know it."""
    sensor, listed = sensor_name(layer.sensor), ", ".join(sensor_name(spec.sensor) for spec in card.sensors)
    if card.json["network"].get("backbone"):
        raise LayerError(
            f"The model to continue was not trained with {sensor} layers, and no sensor can be added to a model with a "
            f"backbone; it knows {listed}.",
            "Leave the layer out, or train a new model.",
        )
    if len(card.sensors) >= MAX_SENSORS:
        raise LayerError(
            f"The model to continue has {len(card.sensors)} sensors, and {MAX_SENSORS} is the most: {sensor} can't be "
            "added.",
            "Leave the layer out, or train a new model.",
        )


def check_adaptable(card: ModelCard, request: TrainRequest) -> None:
    """RequestError where no adapter of the model can be made."""
    name, anew = card.json["name"], "Train it further, as a new model."
    if card.json["network"].get("backbone"):
        raise RequestError(f"The model '{name}' stands on a backbone, and such a model has no adapters.", anew)
    if not card.json.get("checksum"):
        raise RequestError(f"The model '{name}' has no checksum that an adapter could name it by.", anew)
    if request.labels_only:
        raise RequestError(
            "A model that is adapted keeps all its classes: they can't be reduced to those of the labels.",
            "Keep all classes, or train a new model.",
        )


def check_known(card: ModelCard, layer: Layer) -> None:
    """LayerError: an adapter can't bring the model a sensor that it does not know."""
    listed = ", ".join(sensor_name(spec.sensor) for spec in card.sensors)
    raise LayerError(
        f"The model to adapt was not trained with {sensor_name(layer.sensor)} layers; it knows {listed}.",
        "Leave the layer out, or add the sensor to the model first: train it further with that layer, as a new model.",
    )


def _place(path: str) -> str:
    return os.path.normcase(os.path.realpath(path)) if os.path.exists(path) else path


def check_classes(labels: Labels, name: str) -> list[Message]:
    """What there is to say of the classes; LabelError where they are measurements or numbers of features.

    ``name``: what messages call the labels.
    """
    nameless = sum(is_nameless(entry) for entry in labels.classes)
    messages: list[Message] = []
    groups = count_places(labels)
    if nameless > MANY_CLASSES:
        if not labels.drawn and _is_smooth(labels):
            raise LabelError(
                f"The label raster '{name}' looks like measurements: it holds {nameless} different values, and "
                "neighbouring pixels differ by little.",
                "Choose a raster of class codes. If these are classes, give a class table with their names.",
            )
        if labels.drawn and max(groups) == 1:
            raise LabelError(
                f"Each of the {nameless} labels in '{name}' has a class of its own: the field seems to be a running "
                "number.",
                "Choose the field with the classes.",
            )
        messages.append(
            ("warning", f"The labels hold {nameless} different codes without names. Are all of them classes?")
        )
    called: dict[str, list[int]] = {}
    for entry in labels.classes:
        called.setdefault(plain_name(entry.name), []).append(entry.code)
    for codes in called.values():
        if len(codes) > 1:
            entry = next(entry for entry in labels.classes if entry.code == codes[0])
            text = (
                f"The classes {', '.join(map(str, codes))} are all called '{entry.name}' but learned as different ones."
            )
            messages.append(("warning", text))
    return messages


def warn_of_single_places(classes: Sequence[LandClass], places: Sequence[int]) -> list[Message]:
    """A warning of classes that are labelled in one place only. ``places``: how many each has."""
    single = [entry.name for entry, count in zip(classes, places, strict=True) if count == 1]
    if not single:
        return []
    text = f"Labelled in one place only, which tells nothing of how well they are mapped elsewhere: {listed(single)}."
    return [("warning", text + " Label each class in at least two places, better in five.")]


def count_places(labels: Labels) -> list[int]:
    """Polygons, points or connected regions of each class."""
    labelled = labels.index > 0
    first = np.unique(labels.group[labelled], return_index=True)[1]
    return np.bincount(labels.index[labelled][first], minlength=len(labels.classes) + 1)[1:].tolist()


def _is_smooth(labels: Labels) -> bool:
    """Whether the values of a label raster change from pixel to pixel by little, as measurements do."""
    codes = np.array([0, *(entry.code for entry in labels.classes)], dtype=np.float64)[labels.index]
    beside = (np.diff(labels.place) == 1) & (labels.place[1:] % labels.grid.width > 0)
    beside &= (labels.index[1:] > 0) & (labels.index[:-1] > 0)
    steps = np.abs(np.diff(codes))[beside]
    steps = steps[steps > 0]
    if len(steps) < _FEW_BORDERS:
        return False
    drawn = np.random.default_rng(0).choice(codes[labels.index > 0], (2, 10_000))
    apart = np.abs(drawn[0] - drawn[1])
    return float(np.median(steps)) < _SMOOTH * float(np.median(apart[apart > 0]))


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
