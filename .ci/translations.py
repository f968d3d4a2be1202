"""Bring resources/i18n/mamol_LANGUAGE.ts in line with the texts of plugin/ and ui/. Standard library only.

python3 .ci/translations.py     new texts come in as unfinished, translations of texts that are gone are removed

Texts of Python belong to one context, whatever class they stand in, so that moving them keeps their translation;
lupdate and pylupdate would take the class. Texts of forms belong to the form's class, where uic looks for them.
"""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
CONTEXT = "MamolLandCover"  # as in plugin/texts.py
SOURCE_LANGUAGE = "en"  # only its plurals need a file
PLURAL_FORMS = {"de": 2, "en": 2, "zh-Hans": 1}  # languages as QGIS calls them

Key = tuple[str, str]  # context and source text


@dataclass
class Message:
    """A text to translate, and the files that use it; ``plural`` where its form depends on a number."""

    context: str
    source: str
    plural: bool
    files: list[str]


def collect(root: Path = ROOT) -> dict[Key, Message]:
    """All texts, those of a context together. Raises ValueError for a text that can't be extracted."""
    found: dict[Key, Message] = {}
    places = [(path, _of_python(path, "tr")) for path in sorted((root / "plugin").rglob("*.py"))]
    places += [(path, _of_python(path, "stage")) for path in (root / "mamol_core").glob("stages.py")]
    places += [(path, _of_form(path)) for path in sorted((root / "ui").glob("*.ui"))]
    for path, messages in places:
        name = path.relative_to(root).as_posix()
        for context, source, plural in messages:
            message = found.setdefault((context, source), Message(context, source, plural, []))
            if message.plural != plural:
                raise ValueError(f"{name}: {source!r} is used with a number here and without one elsewhere.")
            if name not in message.files:
                message.files.append(name)
    return dict(sorted(found.items(), key=lambda item: item[0][0]))


def _of_python(path: Path, function: str) -> Iterator[tuple[str, str, bool]]:
    """(context, text, whether it has a number) of each call of tr() or stage() in a file, from top to bottom."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if not (isinstance(call.func, ast.Name) and call.func.id == function):
            continue
        text = call.args[0] if call.args else None
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise ValueError(f"{path}:{call.lineno}: {function}() needs the text itself; put values in with format().")
        yield CONTEXT, text.value, len(call.args) + len(call.keywords) > 1


def _of_form(path: Path) -> Iterator[tuple[str, str, bool]]:
    root = ElementTree.parse(path).getroot()
    context = root.findtext("class", "")
    for element in root.iter("string"):
        if element.text and element.get("notr") != "true":
            yield context, element.text, False


def path_of(language: str) -> Path:
    return FOLDER / f"mamol_{language}.ts"


def read(language: str) -> dict[Key, list[str]]:
    """The finished translations of a language: one text, or one for each plural form."""
    if not path_of(language).exists():
        return {}
    translations = {}
    for context in ElementTree.parse(path_of(language)).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None:
                forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
                translations[context.findtext("name", ""), message.findtext("source", "")] = forms
    return translations


def render(language: str, messages: dict[Key, Message], translations: dict[Key, list[str]]) -> str:
    """The .ts file of a language."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage=SOURCE_LANGUAGE)
    context: ElementTree.Element | None = None
    for key, message in messages.items():
        if language == SOURCE_LANGUAGE and not message.plural:
            continue
        if context is None or context.findtext("name") != message.context:
            context = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(context, "name").text = message.context
        entry = ElementTree.SubElement(context, "message", {"numerus": "yes"} if message.plural else {})
        for file in message.files:
            ElementTree.SubElement(entry, "location", filename=f"../../{file}")
        ElementTree.SubElement(entry, "source").text = message.source
        element = ElementTree.SubElement(entry, "translation")
        number = PLURAL_FORMS[language] if message.plural else 1
        forms = translations.get(key, [])
        if len(forms) != number or not all(forms):
            element.set("type", "unfinished")
            forms = [""] * number
        if message.plural:
            for form in forms:
                ElementTree.SubElement(element, "numerusform").text = form
        else:
            element.text = forms[0]
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def main() -> None:
    """Write the files, and say how many texts wait for a translation."""
    try:
        messages = collect()
    except ValueError as error:
        sys.exit(str(error))
    FOLDER.mkdir(exist_ok=True)
    for language in PLURAL_FORMS:
        text = render(language, messages, read(language))
        path_of(language).write_text(text, encoding="utf-8")
        waiting, all_of_them = text.count('type="unfinished"'), text.count("<message")
        print(f"{path_of(language).relative_to(ROOT)}: {all_of_them} texts, {waiting} to translate")


if __name__ == "__main__":
    main()
