"""Labels where no layer has data, and layers that have none near a label: what is to be said of them, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from ..errors import LabelError, LayerError
from ..labels.labels import Labels
from ..labels.windows import SIDE
from ..matching import Message
from ..rasters.series import SensorReader
from ..roles import sensor_name, split_date
from .guards import listed
from .scene import Scene

_WINDOWS_LOOKED_AT = 6


@dataclass(frozen=True)
class _Look:
    """What was seen of a scene's labels: ``looked`` at and ``seen``, each (N,) bool, by labelled pixel; ``whole``:
    whether all of them were looked at; ``near``: by sensor, whether it has data near a label."""

    labels: Labels
    looked: np.ndarray
    seen: np.ndarray
    whole: bool
    near: dict[str, bool]


def look_for_unseen(scenes: Sequence[Scene], adding: int = 0, new: bool = False) -> None:
    """Say how many labels lie where no layer has data, from some of their windows; LabelError where all of them do.

    ``adding``: only so many of the layers, the last ones, count, since only they are learned from. ``new``: the model
    does not know them yet; LayerError where one has data near no label of any scene.

    A training looks at every window by itself, see :func:`unseen_messages`; this is for what must be quick.
    """
    with ExitStack() as stack:
        opened = [(scene, labels, _readers(scene, adding, stack)) for scene in scenes if (labels := scene.labels)]
        looks = [_look(labels, readers) for _, labels, readers in opened]
        for sensor in dict.fromkeys(sensor for look in looks for sensor in look.near) if new else ():
            if not any(look.near.get(sensor) for look in looks) and not any(
                readers[sensor].read(*at, SIDE, SIDE)[1].any()
                for _, labels, readers in opened
                if sensor in readers
                for at in labels.windows
            ):
                raise no_label_near(sensor)
    if all(look.whole for look in looks):
        check_seen([look.labels for look in looks], [look.seen for look in looks], adding)
    learned = learned_classes([look.labels for look in looks], [look.seen for look in looks])
    for look in looks:
        if not look.whole:  # the rest of it may hold any class
            learned |= {*look.labels.index.tolist()}
    for (scene, labels, _), look in zip(opened, looks, strict=True):
        if look.whole:
            scene.told.pass_on(unseen_messages(labels, look.seen, learned, adding))
            continue
        looked = look.looked & (labels.index > 0)
        share = 1 - float(look.seen[looked].mean())
        if share > 0.005:
            scene.told.warn(f"About {100 * share:.0f} % of the labels lie where {_who(adding)} has data.")


def _readers(scene: Scene, adding: int, stack: ExitStack) -> dict[str, SensorReader]:
    """A reader of each layer that counts, by sensor."""
    if scene.grid is None:
        return {}
    used = [entry for entry in scene.layers[-adding:] if entry]
    return {split_date(entry.parts[0].source.sensor)[0]: stack.enter_context(entry.open(scene.grid)) for entry in used}


def _look(labels: Labels, readers: dict[str, SensorReader]) -> _Look:
    windows = labels.windows[:: -(-len(labels.windows) // _WINDOWS_LOOKED_AT)]
    looked, seen = np.zeros(len(labels.place), bool), np.zeros(len(labels.place), bool)
    near = dict.fromkeys(readers, False)
    for row, col in windows:
        found, rows, cols = labels.find(row, col, SIDE, SIDE)
        looked[found] = True
        for sensor, reader in readers.items():
            mask = reader.read(row, col, SIDE, SIDE)[1]
            seen[found] |= mask[rows, cols]
            near[sensor] |= bool(mask.any())
    return _Look(labels, looked, seen, len(windows) == len(labels.windows), near)


def no_label_near(sensor: str) -> LayerError:
    """What to say of a sensor that has data in the area of the labels, but near none of them."""
    error = LayerError(
        f"No label lies near where {sensor_name(sensor)} has data.",
        "Leave the layer out, or label places that it shows.",
    )
    error.sensor = sensor
    return error


def learned_classes(labels: Sequence[Labels], seen: Sequence[np.ndarray]) -> set[int]:
    """The classes, numbered from 1, that have labels which a layer saw. ``seen``: (N,) bool of each scene's labels."""
    found = (np.unique(of.index[there & (of.index > 0)]) for of, there in zip(labels, seen, strict=True))
    return {int(number) for part in found for number in part}


def check_seen(labels: Sequence[Labels], seen: Sequence[np.ndarray], adding: int = 0) -> None:
    """LabelError where fewer than two classes have labels that a layer saw, or one that is ``adding``; see
    :func:`learned_classes`."""
    if len(learned_classes(labels, seen)) < 2:
        raise LabelError(
            f"Fewer than two classes have labelled pixels that {'the added layer' if adding else 'any layer'} saw.",
            "Check that the labels lie on valid pixels of the layers, or add labels of a second class.",
        )


def _who(adding: int) -> str:
    return "no added layer" if adding else "no layer"


def unseen_messages(labels: Labels, seen: np.ndarray, learned: set[int], adding: int = 0) -> list[Message]:
    """What there is to say of labels where no layer, or none that is ``adding``, has data.

    ``seen`` (N,) bool, by labelled pixel; ``learned``: classes that are, from these labels or others.
    """
    had = np.bincount(labels.index, minlength=len(labels.classes) + 1)[1:]
    left = np.bincount(labels.index[seen], minlength=len(labels.classes) + 1)[1:]
    if had.sum() == left.sum():
        return []
    text = (
        f"{had.sum() - left.sum()} of {had.sum()} labelled pixels lie where {_who(adding)} has data and are not used."
    )
    messages: list[Message] = [("warning", text)]
    gone = [entry.name for k, (entry, before) in enumerate(zip(labels.classes, had, strict=True), 1)
            if before and k not in learned]  # fmt: skip
    if gone:
        text = f"Not trained, since {_who(adding)} has data at their labels: {listed(gone)}."
        if adding:
            text += " Where the added layer is there, they will not be told from the others."
        messages.append(("warning", text))
    return messages
