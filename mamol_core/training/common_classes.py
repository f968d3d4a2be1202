"""The classes of several scenes as those of one model: the same where their names are. No scene goes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..contract import MAX_CLASSES
from ..errors import LabelError
from ..labels.labels import Labels
from ..matching import Message
from ..rasters.legend import LandClass, default_colours, is_nameless, plain_name
from .classes import assign_codes


@dataclass(frozen=True)
class CommonClasses:
    """``classes`` of all scenes, sorted by code; ``numbers``: of each scene, which of them its classes are, from 1;
    ``coded``: some code is a person's own; ``messages``: for people."""

    classes: list[LandClass]
    numbers: list[list[int]]
    coded: bool
    messages: list[Message]


def common_classes(scenes: Sequence[tuple[str, Labels]]) -> CommonClasses:
    """The classes of scenes, each with its name (empty: the request's own) and labels.

    Classes are the same where their names are, save case and blanks; a code without a name is the class that has this
    code elsewhere. A class has the code that it has in most scenes where codes are a person's own; where two want the
    same, one gets another. LabelError where it can't be told which class is meant, or where there are fewer than two.
    """
    if len(scenes) == 1:
        labels = scenes[0][1]
        return CommonClasses(labels.classes, [list(range(1, len(labels.classes) + 1))], labels.coded, [])
    titles = [f"scene '{name}'" if name else "the layers given" for name, _ in scenes]
    every = [labels for _, labels in scenes]
    for title, labels in zip(titles, every, strict=True):
        _check_names(title, labels.classes)
    keys = [_keys(title, labels, titles, every) for title, labels in zip(titles, every, strict=True)]
    found: dict[str, list[tuple[LandClass, Labels]]] = {}
    for of_scene, labels in zip(keys, every, strict=True):
        for key, entry in zip(of_scene, labels.classes, strict=True):
            found.setdefault(key, []).append((entry, labels))
    coded = any(labels.coded for labels in every)
    if not coded:  # as one list of names would be numbered
        found = dict(sorted(found.items()))
    wishes = [_wish(number, entries) for number, entries in enumerate(found.values(), 1)]
    codes = assign_codes(wishes) if coded else list(range(1, len(found) + 1))
    classes = _classes(codes, list(found.values()))
    if len(classes) < 2:
        raise LabelError(
            f"The labels of all scenes hold one class only: {classes[0].code} '{classes[0].name}'.",
            "Label at least two classes.",
        )
    if len(classes) > MAX_CLASSES:
        raise LabelError(
            f"The scenes have {len(classes)} different classes together; at most {MAX_CLASSES} are possible.",
            "Give classes that mean the same the same name.",
        )
    code_of = dict(zip(found, codes, strict=True))
    place = {entry.code: number for number, entry in enumerate(classes, 1)}
    numbers = [[place[code_of[key]] for key in of_scene] for of_scene in keys]
    return CommonClasses(classes, numbers, coded, _messages(titles, every, classes, numbers))


def _check_names(title: str, classes: Sequence[LandClass]) -> None:
    """LabelError where a scene has two classes of one name, of which another scene's can be only one."""
    codes: dict[str, list[int]] = {}
    for entry in classes:
        codes.setdefault(plain_name(entry.name), []).append(entry.code)
    for entry in classes:
        double = codes[plain_name(entry.name)]
        if len(double) > 1:
            raise LabelError(
                f"The classes {', '.join(map(str, double))} of {title} are all called '{entry.name}', and classes of "
                "several scenes are put together by their names.",
                "Give each a name of its own.",
            )


def _keys(title: str, labels: Labels, titles: Sequence[str], every: Sequence[Labels]) -> list[str]:
    """Of each class of a scene, what is the same for the same class of others."""
    keys = []
    for entry in labels.classes:
        if not is_nameless(entry):
            keys.append(plain_name(entry.name))
            continue
        named = {
            plain_name(other.name): f"'{other.name}' in {where}"
            for where, labels_there in zip(titles, every, strict=True)
            for other in labels_there.classes
            if other.code == entry.code and labels_there.coded and not is_nameless(other)
        }
        numbered = [
            where
            for where, labels_there in zip(titles, every, strict=True)
            if not labels_there.coded and not any(map(is_nameless, labels_there.classes))
        ]
        if len(named) > 1 or (numbered and not named):
            why = f"it means {' and '.join(named.values())}" if named else f"{numbered[0]} has names without codes"
            raise LabelError(
                f"Code {entry.code} has no name in {title}, and {why}: which class it is can't be told.",
                f"Name the codes of {title}.",
            )
        keys.append(next(iter(named), plain_name(entry.name)))
    return keys


def _wish(number: int, entries: Sequence[tuple[LandClass, Labels]]) -> tuple[int, bool]:
    """The code that a class should have, and whether that is a person's own; see :func:`assign_codes`."""
    own = Counter(entry.code for entry, labels in entries if labels.coded)
    if not own:
        return number, False
    most = max(own.values())
    return min(code for code, count in own.items() if count == most), True


def _classes(codes: Sequence[int], entries: Sequence[Sequence[tuple[LandClass, Labels]]]) -> list[LandClass]:
    """A class for each code, sorted by code, with a colour of its own. It is called as where it has that code."""
    found = []
    for code, of_class in sorted(zip(codes, entries, strict=True), key=lambda pair: pair[0]):
        looks = Counter((is_nameless(entry), entry.code != code, entry.name, entry.colour) for entry, _ in of_class)
        nameless, _, name, colour = min(looks, key=lambda look: (*look[:2], -looks[look], *look[2:]))
        found.append((code, f"Class {code}" if nameless else name, colour))
    taken: set[str] = set()
    colours: list[str | None] = []
    for _, _, colour in found:
        colours.append(None if colour in taken else colour)
        taken.add(colour)
    chosen = default_colours([name for _, name, _ in found], colours)
    return [LandClass(code, name, colour) for (code, name, _), colour in zip(found, chosen, strict=True)]


def _messages(
    titles: Sequence[str], every: Sequence[Labels], classes: Sequence[LandClass], numbers: Sequence[Sequence[int]]
) -> list[Message]:
    """What a person should know of the codes and names that were put together."""
    messages: list[Message] = []
    for title, labels, of_scene in zip(titles, every, numbers, strict=True):
        pairs = [(entry, classes[number - 1]) for entry, number in zip(labels.classes, of_scene, strict=True)]
        assumed = [f"{a.code} '{b.name}'" for a, b in pairs if is_nameless(a) and not is_nameless(b)]
        if assumed:
            text = f"The labels of {title} are codes without names; they are taken for {', '.join(assumed)}."
            messages.append(("warning", text + " If they mean something else, name them."))
        changed = [f"{a.code} becomes {b.code} '{b.name}'" for a, b in pairs if a.code != b.code]
        if changed and labels.coded:
            text = f"Classes of several scenes are put together by their names. Codes of {title}: {', '.join(changed)}."
            messages.append(("warning", text))
    listed = ", ".join(f"{entry.code} '{entry.name}'" for entry in classes)
    messages.append(("log", f"Classes of all scenes: {listed}."))
    return messages
