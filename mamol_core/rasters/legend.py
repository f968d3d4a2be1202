"""Land-cover classes with their codes, names and colours."""

from __future__ import annotations

import colorsys
import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..contract import MAX_CODE
from ..errors import LabelError
from ..files import is_special_file

Entry = tuple[Any, Any, Any]  # code, name and colour as found in a table, not yet checked

# Colour-blind-safe tones (Okabe & Ito 2008; Tol 2021, "muted" and "light"), for classes whose names say nothing.
_CYCLE = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#0072b2",
    "#d55e00",
    "#cc79a7",
    "#332288",
    "#999933",
    "#882255",
    "#88ccee",
    "#aa4499",
    "#ddcc77",
    "#117733",
    "#bbcc33",
    "#44aa99",
    "#ee8866",
    "#77aadd",
    "#ffaabb",
    "#666666",
)

# What people expect of a land-cover map; lightness differs as well as hue, for eyes that tell red from green badly.
# Parts of words, or whole words where they are short; the first line that fits a name wins, so that "flooded
# vegetation" is a wetland. Where several classes fit one line they get its shades in turn.
_KNOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"cloud|shadow|unknown|unclassified", ("#9e9e9e", "#c4c4c4")),
    (r"flood|wetland|marsh|swamp|mangrove|peat|\b(bog|fen|reed)s?\b", ("#5fb3a1", "#2f8f88", "#94cfc0", "#1f6f78")),
    (r"water|river|ocean|\b(lake|sea|pond|canal)s?\b|reservoir", ("#2b6cb0", "#63a4dc", "#123e7c")),
    (r"snow|glacier|\bice\b", ("#b9e1f2", "#dff3fb")),
    (r"conifer|needle|spruce|\b(pine|fir)s?\b", ("#0b4f2b", "#1d6b45")),
    (
        r"forest|broadlea|deciduous|canopy|maple|\b(tree|wood|oak)s?\b|woodland",
        ("#1f7a3a", "#4d9e4f", "#0f5c3a", "#7db868", "#2d6a6a"),
    ),
    (r"shrub|scrub|bush|heath|rangeland|savanna|chaparral", ("#b59b4c", "#93823f", "#cdb878")),
    (r"grass|meadow|pasture|lawn|\bherb|vegetation", ("#b7d86a", "#94c255", "#d3e69b")),
    (
        (
            r"crop|agri|cultivat|arable|farm|maize|wheat|barley|rapeseed|potato|orchard|vineyard"
            r"|\b(field|corn|rice|soy|beet)s?\b"
        ),
        ("#f2c14e", "#e39b3b", "#f7dd8c", "#c9812b", "#efb8a0", "#a8662a", "#e9e25c"),
    ),
    (r"pavement|paved|asphalt|street|railway|\b(road|rail)s?\b", ("#6f6b76", "#938f9c")),
    (
        (
            r"built|urban|building|village|settlement|artificial|impervious|industr|residential|developed"
            r"|\b(roof|town|city|house)s?\b"
        ),
        ("#c2393f", "#e0736d", "#8d1f3a", "#d99a94"),
    ),
    (
        r"barren|desert|ground|quarry|beach|\b(bare|soil|sand|rock|mine)s?\b|\bdry",
        ("#c9a98a", "#a98467", "#e3cfb4", "#8a6f5c"),
    ),
)


@dataclass(frozen=True)
class LandClass:
    """One class: ``code`` 1..65535 as written in rasters, ``name`` for people, ``colour`` as ``#rrggbb``."""

    code: int
    name: str
    colour: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0..255."""
        return int(self.colour[1:3], 16), int(self.colour[3:5], 16), int(self.colour[5:7], 16)

    def to_json(self) -> dict[str, Any]:
        """``{"code", "name", "colour"}``."""
        return {"code": self.code, "name": self.name, "colour": self.colour}

    @classmethod
    def from_json(cls, entry: dict[str, Any]) -> LandClass:
        """The inverse of :meth:`to_json`; LabelError where code or colour are not possible ones."""
        code = _code(entry.get("code"), "Class")
        return cls(code, str(entry.get("name") or f"Class {code}"), _colour(entry.get("colour"), code, "Class"))


def plain_name(name: str) -> str:
    """A class's name as it is compared: without regard to case and blanks."""
    return " ".join(name.split()).casefold()


def is_nameless(entry: LandClass) -> bool:
    """Whether the class is called by its code only."""
    return entry.name == f"Class {entry.code}"


def make_legend(codes: Iterable[int], names: dict[int, str], colours: dict[int, str]) -> list[LandClass]:
    """Classes sorted by code; codes without a name are called "Class 7", those without a colour get a default."""
    ordered = sorted(set(codes))
    called = [names.get(code) or f"Class {code}" for code in ordered]
    chosen = default_colours(called, [colours.get(code) for code in ordered])
    return [LandClass(code, name, colour) for code, name, colour in zip(ordered, called, chosen, strict=True)]


def default_colours(names: Sequence[str], given: Sequence[str | None] | None = None) -> list[str]:
    """A colour per class, all different: the given one, else one that suits the name, else the next of a safe cycle."""
    wanted = given if given is not None else [None] * len(names)
    used = {colour for colour in wanted if colour}
    colours = []
    for name, colour in zip(names, wanted, strict=True):
        chosen = colour or next(other for other in _suggestions(name, len(used)) if other not in used)
        colours.append(chosen)
        used.add(chosen)
    return colours


def _suggestions(name: str, used: int) -> Iterable[str]:
    lowered = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()
    for words, shades in _KNOWN:
        if re.search(words, lowered):
            yield from shades
            break
    yield from _CYCLE
    for step in range(1000 + used):
        red, green, blue = colorsys.hls_to_rgb((step * 0.618034) % 1, 0.35 + 0.1 * (step % 4), 0.55)
        yield f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def parse_colour(text: str) -> str | None:
    """``#rrggbb`` from ``#rrggbb``, ``rrggbb``, ``#rgb`` or ``r,g,b`` (0..255); None where the text is no colour."""
    text = text.strip().lower()
    if re.fullmatch(r"#?[0-9a-f]{6}", text):
        return "#" + text[-6:]
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:])
    numbers = re.fullmatch(r"(\d{1,3})[ ,;/]+(\d{1,3})[ ,;/]+(\d{1,3})([ ,;/]+\d{1,3})?", text)
    if numbers:
        values = [int(number) for number in numbers.groups()[:3]]
        if max(values) <= 255:
            return "#" + "".join(f"{value:02x}" for value in values)
    return None


def read_table(path: str) -> list[LandClass]:
    """Classes from a table of code, name and colour (CSV, TSV or a JSON list), sorted by code.

    A header is optional; with one the columns may be in any order and others are left alone; without one the codes, the
    colours and the names are told apart by what they look like. The colour may be left out. LabelError where the table
    is missing, unreadable, has impossible or double codes or a colour that is none.
    """
    name = Path(path).name
    if is_special_file(path):
        raise LabelError(f"The class table '{path}' is a device or a pipe.", "Give a CSV, TSV or JSON file.")
    try:
        text = _decode(Path(path).read_bytes())
    except OSError as error:
        raise LabelError(
            f"The class table '{path}' can't be read: {error.strerror or error}.",
            "Give a CSV, TSV or JSON file with code, name and colour of each class.",
        ) from error
    entries = _json_entries(text, name) if text.lstrip()[:1] in ("[", "{") else _csv_entries(text, name)
    return make_table(entries, name)


def make_table(entries: Sequence[Entry], name: str) -> list[LandClass]:
    """The same from code, name and colour of each class; ``name``: of the table, for messages."""
    if not entries:
        raise LabelError(f"The class table '{name}' holds no class.", "Write one line per class: code, name, colour.")
    codes = [_code(code, name) for code, _, _ in entries]
    doubles = sorted({code for code in codes if codes.count(code) > 1})
    if doubles:
        raise LabelError(
            f"The class table '{name}' has code {doubles[0]} more than once.", "Keep one line for each code."
        )
    names = {code: str(called).strip() for code, (_, called, _) in zip(codes, entries, strict=True) if called}
    colours = {code: _colour(shown, code, name) for code, (_, _, shown) in zip(codes, entries, strict=True) if shown}
    return make_legend(codes, names, colours)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _json_entries(text: str, table: str) -> list[Entry]:
    try:
        data = json.loads(text)
        rows = data["classes"] if isinstance(data, dict) else data
        return [(row["code"], row.get("name"), row.get("colour") or row.get("color")) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise LabelError(
            f"The class table '{table}' is not the JSON that was expected.",
            'Write [{"code": 1, "name": "water", "colour": "#2b6cb0"}, ...].',
        ) from None


def _csv_entries(text: str, table: str) -> list[Entry]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    delimiter = max("\t;,", key=lines[0].count)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        raise LabelError(f"The class table '{table}' is not CSV or TSV: {error}.", "Save it as plain CSV.") from error
    header = {}
    if not any(is_integer(cell) for cell in rows[0]):
        header = _header_columns(rows.pop(0))
        if "code" not in header:
            raise LabelError(
                f"The class table '{table}' has no column of class codes; its first line is '{lines[0][:80]}'.",
                "Name the columns code, name and colour.",
            )
    return [_pick(row, header or _guess_columns(row)) for row in rows]


def _pick(row: list[str], columns: dict[str, int]) -> Entry:
    code, name, colour = (
        row[columns[key]] if columns.get(key, len(row)) < len(row) else None for key in ("code", "name", "colour")
    )
    return code, name, colour


def _header_columns(cells: list[str]) -> dict[str, int]:
    titles = {
        "code": ("code", "value", "class", "id", "classvalue", "class_id", "classid"),
        "name": ("name", "label", "class_name", "classname", "description", "category", "class"),
        "colour": ("colour", "color", "rgb", "hex"),
    }
    lowered = [cell.lower() for cell in cells]
    found: dict[str, int] = {}
    for key, accepted in titles.items():
        for title in accepted:
            if title in lowered and lowered.index(title) not in found.values():
                found[key] = lowered.index(title)
                break
    return found


def _guess_columns(row: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(row):
        if "code" not in columns and is_integer(cell):
            columns["code"] = position
        elif "colour" not in columns and cell.startswith("#") and parse_colour(cell):
            columns["colour"] = position
        elif "name" not in columns:
            columns["name"] = position
        elif "colour" not in columns:
            columns["colour"] = position
    return columns


def is_integer(cell: str) -> bool:
    """Whether a text is a whole number, of no more digits than 64 bits hold."""
    return re.fullmatch(r"[+-]?\d{1,18}", cell) is not None


def _code(value: Any, table: str) -> int:
    if not is_integer(str(value).strip()) or not 1 <= int(value) <= MAX_CODE:
        raise LabelError(
            f"{table}: class code '{str(value)[:40]}' is not a whole number from 1 to {MAX_CODE}.",
            "Code 0 means no data; give every class a code from 1 on.",
        )
    return int(value)


def _colour(value: Any, code: int, table: str) -> str:
    colour = parse_colour(str(value))
    if colour is None:
        raise LabelError(f"{table}: '{value}' is not a colour for class {code}.", "Write colours as #rrggbb.")
    return colour
