"""Strict YAML: every scalar as text, a place for every part, every trouble at once."""

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evidence_guide.guide import yaml_reader

WORD = st.text(string.ascii_letters + string.digits + "äß €:#'\"-_. ", min_size=1, max_size=20)
VALUES = st.recursive(
    WORD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORD, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    "written", ["no", "yes", "0.40", "1e3", "12:30", "2026-01-01", "0x1F", "+.inf", "010"]
)
def test_scalars_stay_as_they_were_written(written: str) -> None:
    assert yaml_reader.read_yaml(f"a: {written}\n", "x.yml").value == {"a": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_nothing(written: str) -> None:
    assert yaml_reader.read_yaml(f"a: {written}\n", "x.yml").value == {"a": None}


@given(VALUES)
def test_what_a_yaml_writer_writes_is_read_back(value: object) -> None:
    text = yaml.safe_dump({"top": value}, default_style='"', allow_unicode=True)
    document = yaml_reader.read_yaml(text, "x.yml")
    assert document.trouble == ()
    assert document.value == {"top": value}


@given(VALUES)
def test_every_part_has_a_place_in_the_text(value: object) -> None:
    text = yaml.safe_dump({"top": value}, default_style='"', allow_unicode=True)
    document = yaml_reader.read_yaml(text, "x.yml")
    lines = text.splitlines()

    def visit(part: object, route: tuple[str | int, ...]) -> None:
        place = document.place(route)
        assert route in document.marks
        assert place.column <= len(lines[place.line - 1]) + 1
        if isinstance(part, dict | list):
            for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
                visit(inner, (*route, key))

    visit(document.value, ())


@given(st.text(max_size=300))
def test_no_text_at_all_makes_the_reader_raise(text: str) -> None:
    document = yaml_reader.read_yaml(text, "x.yml")
    assert document.value is not None or document.trouble


def test_all_troubles_of_a_file_are_told_at_once() -> None:
    text = "a: 1\na: 2\nb: &x y\nc: *x\nd: !!int 3\n<<: {e: 1}\nf: cut # here\n"
    told = [str(d).splitlines()[0] for d in yaml_reader.read_yaml(text, "x.yml").trouble]
    assert told == [
        "x.yml:2:1: error repeated-key: `a` is written a second time, first in line 1",
        "x.yml:3:4: error plain-yaml: anchor &x",
        "x.yml:4:4: error plain-yaml: alias *x",
        "x.yml:5:4: error plain-yaml: tag tag:yaml.org,2002:int",
        "x.yml:6:1: error plain-yaml: merge key <<",
        "x.yml:7:8: error cut-text: ` #` ends the text here",
    ]


def test_a_comment_on_its_own_line_and_a_hash_in_quotes_cut_nothing() -> None:
    document = yaml_reader.read_yaml("# first\na: 'x # y'\n# last\nb: z\n", "x.yml")
    assert document.trouble == ()
    assert document.value == {"a": "x # y", "b": "z"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'a: "x\nb: y\n',
            "x.yml:1:4: error sound-yaml: the quotation mark that opens here is never closed",
        ),
        (
            "a:\n  b: {c: 1\nd: 2\n",
            "x.yml:2:6: error sound-yaml: the `{` that opens here is never closed",
        ),
        (
            "a: [1\nb: 2\n",
            "x.yml:1:4: error sound-yaml: the `[` that opens here is never closed",
        ),
        (
            "a:\n\tb: 1\n",
            (
                "x.yml:2:1: error sound-yaml: found character that cannot start any token while "
                "scanning for the next token"
            ),
        ),
        ("", "x.yml:1:1: error sound-yaml: the file is empty"),
        ("# only a comment\n", "x.yml:1:1: error sound-yaml: the file is empty"),
        ("a: 1\nb: \x07\n", "x.yml:2:4: error sound-yaml: control characters are not allowed"),
        ("[" * 200_000, "x.yml:1:33: error sound-yaml: more than 32 levels deep"),
        ("a: 1\n---\nb: 2\n", "x.yml:2:1: error plain-yaml: a second document begins here"),
        ("a: 1\n? [x]\n: 2\n", "x.yml:2:3: error plain-yaml: a key that is not text"),
    ],
)
def test_unsound_yaml_is_told_with_its_place(text: str, told: str) -> None:
    assert str(yaml_reader.read_yaml(text, "x.yml").trouble[0]).splitlines()[0] == told


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "latin.yml").write_bytes("a: 1\nb: sch\xf6n\n".encode("latin-1"))
    (tmp_path / "huge.yml").write_bytes(b"a" * (256 * 1024 + 1))
    told = [
        str(d).splitlines()[0]
        for name in ("folder.yml", "latin.yml", "huge.yml", "gone.yml")
        for d in yaml_reader.read_text(tmp_path / name, name)[1]
    ]
    assert told == [
        "folder.yml:1:1: error readable-file: this is a folder, not a file",
        "latin.yml:2:7: error readable-file: byte 0xf6 is not UTF-8",
        "huge.yml:1:1: error readable-file: it holds more than 256 KiB",
        "gone.yml:1:1: error readable-file: cannot be read: no such file or directory",
    ]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes("a: é\n".encode("utf-8-sig"))
    assert yaml_reader.read_text(tmp_path / "a.yml", "a.yml") == ("a: é\n", ())
