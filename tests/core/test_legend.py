"""Class tables and default colours."""

from __future__ import annotations

import json

import pytest

from mamol_core.errors import LabelError
from mamol_core.rasters.legend import LandClass, default_colours, make_legend, parse_colour, read_table


def write(folder, text, name="classes.csv", encoding="utf-8"):
    path = folder / name
    path.write_text(text, encoding=encoding)
    return str(path)


EXPECTED = [LandClass(1, "water", "#0000ff"), LandClass(5, "built, dense", "#ff0000")]


@pytest.mark.parametrize(
    "text",
    [
        'code,name,colour\n5,"built, dense",#ff0000\n1,water,#0000ff\n',
        "colour;name;code\n#F00;built, dense;5\n#0000FF;water;1\n",
        "5\tbuilt, dense\t#ff0000\n\n1\twater\t#0000ff\n",
        'Value,Class,Color\n5,"built, dense","255,0,0"\n1,water,"0 0 255"\n',
        "#ff0000;5;built, dense\n#0000ff;1;water\n",
    ],
)
def test_read_table_should_read_any_order_and_delimiter(tmp_path, text):
    assert read_table(write(tmp_path, text)) == EXPECTED


def test_read_table_should_read_json_lists_and_excel_encodings(tmp_path):
    entries = [entry.to_json() for entry in EXPECTED]
    assert read_table(write(tmp_path, json.dumps(entries), "c.json")) == EXPECTED
    assert read_table(write(tmp_path, json.dumps({"classes": entries}), "d.json")) == EXPECTED
    assert read_table(write(tmp_path, "1,Gewässer", encoding="utf-8-sig"))[0].name == "Gewässer"
    assert read_table(write(tmp_path, "1,Gewässer", encoding="latin-1"))[0].name == "Gewässer"


def test_read_table_should_fill_in_names_and_colours(tmp_path):
    classes = read_table(write(tmp_path, "code,name\n2,forest\n7,\n"))
    assert [entry.name for entry in classes] == ["forest", "Class 7"]
    assert all(parse_colour(entry.colour) for entry in classes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no class"),
        ("code,name\n", "no class"),
        ("code,name\n0,water\n", "'0'"),
        ("code,name\n70000,water\n", "'70000'"),
        ("code,name\nx,water\n", "'x'"),
        ("1,water\n1,forest\n", "more than once"),
        ("code,name,colour\n1,water,blueish\n", "'blueish'"),
        ("title,name\nfoo,water\n", "no column of class codes"),
        ("{", "JSON"),
        ('[{"name": "water"}]', "JSON"),
    ],
)
def test_read_table_should_say_what_is_wrong(tmp_path, text, found):
    with pytest.raises(LabelError, match=found) as caught:
        read_table(write(tmp_path, text))
    assert caught.value.hint


def test_read_table_should_name_a_missing_file(tmp_path):
    with pytest.raises(LabelError, match="nowhere.csv"):
        read_table(str(tmp_path / "nowhere.csv"))


def test_default_colours_should_differ_and_suit_the_name():
    names = ["water", "river", "lake", "sea", "forest", "Trees", "crops", "built_up"] + [
        f"thing {i}" for i in range(60)
    ]
    colours = default_colours(names)
    assert len(set(colours)) == len(names)
    red, green, blue = LandClass(1, "water", colours[0]).rgb
    assert blue > red and blue > green
    assert default_colours(["rice"]) != default_colours(["ice"])
    assert default_colours(["WetSand"]) == default_colours(["sand"])
    assert default_colours(["water", "x"], [None, "#2b6cb0"])[0] != "#2b6cb0"


def test_make_legend_should_sort_by_code_and_survive_json():
    classes = make_legend([9, 1], {9: "rangeland"}, {1: "#010203"})
    assert [(entry.code, entry.name) for entry in classes] == [(1, "Class 1"), (9, "rangeland")]
    assert classes[0].rgb == (1, 2, 3)
    assert [LandClass.from_json(entry.to_json()) for entry in classes] == classes
    with pytest.raises(LabelError):
        LandClass.from_json({"code": 1, "name": "x", "colour": "url(javascript:1)"})
