"""The classes of a model that is continued with new labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..contract import MAX_CODE
from ..errors import LabelError, RequestError
from ..matching import Message
from ..rasters.legend import LandClass, is_nameless, plain_name
from ..roles import sensor_name


@dataclass(frozen=True)
class JoinedClasses:
    """``classes`` of the model to make; ``origins``: the place of each in the old model, from 0, None for a new one;
    ``numbers``: which of them each class of the labels is, from 1; ``messages``: for people."""

    classes: list[LandClass]
    origins: list[int | None]
    numbers: list[int]
    messages: list[Message]


def join_classes(
    old: Sequence[LandClass],
    new: Sequence[LandClass],
    coded: bool,
    labels_only: bool = False,
    unlearnt: str = "further training will unlearn them. Add labels of them, or maps will hardly show them.",
) -> JoinedClasses:
    """Classes of the old model and after them those only the labels have.

    Classes are the same where their names are, save case and blanks, or, for labels that are codes without names, where
    the codes are. ``coded``: the codes of the labels are a person's own; they are kept, and a class of the model that
    had one gives way. Else they only number names, and the model's are kept. ``labels_only``: classes that have no
    labels go; ``unlearnt``: what messages say of them where they stay.
    """
    matches = [_match(entry, old) for entry in new]
    kept = [place for place in range(len(old)) if place in matches or not labels_only]
    added = [number for number, place in enumerate(matches) if place is None]
    labels_of_kept = [new[matches.index(place)] if place in matches else None for place in kept]
    wishes = [
        (entry.code, True) if coded and entry else (old[place].code, not coded)
        for place, entry in zip(kept, labels_of_kept, strict=True)
    ]
    codes = assign_codes([*wishes, *((new[number].code, coded) for number in added)])
    entries = [*(old[place] for place in kept), *(new[number] for number in added)]
    classes = [LandClass(code, entry.name, entry.colour) for code, entry in zip(codes, entries, strict=True)]
    numbers = [
        len(kept) + added.index(number) + 1 if place is None else kept.index(place) + 1
        for number, place in enumerate(matches)
    ]
    joined = JoinedClasses(classes, [*kept, *(None for _ in added)], numbers, [])
    joined.messages.extend(_messages(joined, old, new, coded, unlearnt))
    return joined


def keep_classes(
    old: Sequence[LandClass], new: Sequence[LandClass], added: Sequence[str], labels_only: bool
) -> JoinedClasses:
    """The classes of a model that gets the sensors ``added``: they stay as they are, as all its maps do.

    RequestError where some are to go, LabelError where the labels have others.
    """
    names = " and ".join(map(sensor_name, added))
    if labels_only:
        raise RequestError(
            f"{names} is added to the model, which keeps all its classes then: they can't be reduced to those of the "
            "labels.",
            "Keep all classes, or train a new model.",
        )
    unlearnt = (
        f"where {names} is there, they will not be told from the others. Add labels of them, or maps will hardly show "
        "them there."
    )
    joined = join_classes(old, new, coded=False, unlearnt=unlearnt)
    others = [entry.name for entry, place in zip(joined.classes, joined.origins, strict=True) if place is None]
    if others:
        raise LabelError(
            f"The labels have classes that the model does not know: {', '.join(others[:8])}. {names} is added to the "
            f"model, whose classes stay as they are: {', '.join(entry.name for entry in old[:12])}.",
            f"Leave these labels out. Or train the model further with them first, without a layer for {names}.",
        )
    return joined


def classes_of_model(old: Sequence[LandClass], new: Sequence[LandClass]) -> JoinedClasses:
    """The classes of a model that is adapted: they stay as they are. LabelError where the labels have others."""
    joined = join_classes(old, new, coded=False, unlearnt="an adapter learns them from the model alone.")
    others = [entry.name for entry, place in zip(joined.classes, joined.origins, strict=True) if place is None]
    if others:
        raise LabelError(
            f"The labels have classes that the model does not know: {', '.join(others[:8])}. An adapter leaves its "
            f"classes as they are: {', '.join(entry.name for entry in old[:12])}.",
            "Leave these labels out, or train the model further, as a new model, which may have more classes.",
        )
    return joined


def _match(entry: LandClass, old: Sequence[LandClass]) -> int | None:
    """Place in the old model of a class of the labels."""
    for place, candidate in enumerate(old):
        if plain_name(candidate.name) == plain_name(entry.name) or (
            is_nameless(entry) and candidate.code == entry.code
        ):
            return place
    return None


def assign_codes(wishes: Sequence[tuple[int, bool]]) -> list[int]:
    """A code for each wish of (code, whether it goes first): the wished one, else one that nobody wishes."""
    free = (code for code in range(1, MAX_CODE + 1) if code not in {code for code, _ in wishes})
    codes: dict[int, int] = {}
    for place, (code, _) in sorted(enumerate(wishes), key=lambda wish: not wish[1][1]):
        codes[place] = next(free) if code in codes.values() else code
    return [codes[place] for place in range(len(wishes))]


def _messages(
    joined: JoinedClasses, old: Sequence[LandClass], new: Sequence[LandClass], coded: bool, unlearnt: str
) -> list[Message]:
    """What a person should know, and may not expect. ``unlearnt``: what becomes of classes without labels."""
    messages: list[Message] = []
    pairs = [(entry, joined.classes[number - 1]) for entry, number in zip(new, joined.numbers, strict=True)]
    assumed = [f"{entry.code} '{kind.name}'" for entry, kind in pairs if is_nameless(entry) and not is_nameless(kind)]
    if assumed:
        text = f"The labels are codes without names; they are taken for the model's classes {', '.join(assumed)}."
        messages.append(("warning", text + " If they mean something else, give a class table with their names."))
    changed = [
        f"'{old[place].name}' has code {kind.code} instead of {old[place].code}"
        for place, kind in zip(joined.origins, joined.classes, strict=True)
        if place is not None and old[place].code != kind.code
    ]
    if changed:
        text = "The codes of the labels are kept, so that classes have other codes than in the maps of the old model: "
        messages.append(("warning", text + f"{', '.join(changed)}."))
    lost = [f"{entry.code} becomes {kind.code} '{kind.name}'" for entry, kind in pairs if entry.code != kind.code]
    if lost and coded:
        messages.append(("warning", f"Codes of the labels that mean the same class were merged: {', '.join(lost)}."))
    known = len(joined.origins) - joined.origins.count(None)
    fresh = [f"{kind.code} '{kind.name}'" for kind in joined.classes[known:]]
    if fresh:
        messages.append(("log", f"Classes new to the model: {', '.join(fresh)}."))
    dropped = [entry.name for place, entry in enumerate(old) if place not in joined.origins]
    if dropped:
        messages.append(("log", f"Classes of the model without labels are left out: {', '.join(dropped)}."))
    unlabelled = [entry.name for number, entry in enumerate(joined.classes, 1) if number not in joined.numbers]
    if unlabelled:
        messages.append(("warning", f"No labels of the model's classes {', '.join(unlabelled)}: {unlearnt}"))
    return messages
