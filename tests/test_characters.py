"""Characters that nobody sees are refused in every text however they are written; names and texts
are data wherever they are printed.
"""

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import TEA, TODAY, Folder, call

from evidence_guide import Guide, check, load
from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.rules import report
from evidence_guide.text.characters import hidden, line, printable_lines
from evidence_guide.text.terminal import Lines

HIDDEN = {
    "\u200b": "zero width space",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u061c": "arabic letter mark",
    "\ufeff": "zero width no-break space",
    "\u00ad": "soft hyphen",
    "\u180e": "mongolian vowel separator",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\U000e0041": "tag latin capital letter a",
    "\U000e0100": "variation selector-17",
    "\u3164": "hangul filler",
    "\u2800": "braille pattern blank",
    "\ue000": "control character",
    "\ufdd0": "control character",
}
SEEN = [
    "می‌خواهم",
    "क्‍ष",
    "👩‍⚕️ and 👩🏽‍🚀",
    "☕️ 1️⃣",
    "葛󠄀",
    "tab\tand\nlines\r\n",
    "a\u00a0b\u202fc\u2009d",
    "\u0600 12",
    "café cafe\u0301 ≥ 5–6 µg",
]


@pytest.mark.parametrize("text", SEEN)
def test_joiners_that_join_and_selectors_that_select_are_seen(text: str) -> None:
    assert list(hidden(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *HIDDEN,
        "a\u200db",
        "\u200cab",
        "می\u200c ",
        "x\ufe0f",
        "☕\ufe0f\ufe0f",
        "5\ufe0f",
        "a\rb",
        "\0",
        "\x1b[31m",
        "\x85",
        "\ud800",
        "\ufffe",
        "\U0010ffff",
    ],
)
def test_what_nothing_is_drawn_for_is_hidden(text: str) -> None:
    assert len(list(hidden(text))) == 1


@pytest.mark.parametrize(("sign", "name"), HIDDEN.items())
@pytest.mark.parametrize("how", ["itself", "escape", "entity"])
def test_a_hidden_character_in_evidence_is_found_however_it_is_written(
    how: str, sign: str, name: str, changed: Callable[..., Guide]
) -> None:
    written = {"itself": sign, "escape": f"\\U{ord(sign):08x}", "entity": f"&#x{ord(sign):x};"}[how]
    if how == "entity" and sign == "\ufdd0":
        return  # HTML reads that entity as nothing
    guide = changed(
        "evidence/claims/sleep.yml",
        "plain: Tea may help you fall asleep.",
        f'plain: "Tea may {written}help you fall asleep."',
    )
    found = [
        d
        for d in check(guide)
        if d.rule == "no-hidden-characters"
        or (how == "itself" and d.rule in {"sound-yaml", "readable-file"})
    ]
    assert {(d.place.path, d.place.line) for d in found} == {("evidence/claims/sleep.yml", 14)}
    assert any(f"U+{ord(sign):04X}" in d.message and name in d.message for d in found)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("evidence/guide.yml", "publisher: Nobody", 'publisher: "No\\u200bbody"'),
        (
            "evidence/guide.yml",
            "search: {tea: [brew, cuppa]}",
            'search: {"te\\u00ada": [brew, cuppa]}',
        ),
        ("evidence/stages/evening.yml", "about: ", "review_by: 2099-01-01 # \u200b\nabout: "),
        ("evidence/locales/es/language.yml", "made_by: ", "made_by: \u202e"),
        (
            "evidence/sources.bib",
            "title = {Who drinks tea}",
            "title = {Who drinks\\textcompwordmark{} tea}",
        ),
        (
            "evidence/sources.bib",
            "author = {Doe, Jane}",
            "author = {Do\\textcompwordmark{}e, Jane}",
        ),
        ("evidence/sources.bib", "title = {Who drinks tea}", "title = {Who drinks&#8203; tea}"),
        ("mkdocs.yml", "site_name: Tea and sleep", 'site_name: "Tea\\u202e and sleep"'),
        ("mkdocs.yml", "site_name: Tea and sleep", "site_name: Tea\u200b and sleep"),
        ("docs/about.md", "This guide is made up", "This guide\u200b is made up"),
        ("evidence/evidence.lock", '"on": "', '"on": "\\u200b'),
        ("evidence/evidence.lock", '"on": "', '"on": "\u202e'),
    ],
)
def test_every_kind_of_file_is_searched_for_hidden_characters(
    file: str, old: str, new: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(file, old, new)
    raw = (guide.folder / file).read_text("utf-8").splitlines()
    first = (TEA / file).read_text("utf-8").count(
        "\n", 0, (TEA / file).read_text("utf-8").index(old)
    ) + 1
    found = [d for d in check(guide) if d.rule == "no-hidden-characters"]
    assert [(d.place.path, d.place.line) for d in found] == [(file, first)], raw[first - 1]
    assert "delete" in found[0].hint


def test_an_entity_that_hides_something_on_a_page_is_found_at_its_line(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(
        "docs/about.md", "This guide is made up", "This&ZeroWidthSpace; guide is made up"
    )
    assert [(d.rule, d.place.line, d.message) for d in check(guide)] == [
        ("page-is-inert", 5, "hidden character U+200B (zero width space)")
    ]


def test_a_hidden_character_is_told_once_where_it_stands(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "evidence/claims/sleep.yml", "plain: Tea may help you", "plain: Tea may\u200b help you"
    )
    assert [str(d.place) for d in check(guide) if d.rule == "no-hidden-characters"] == [
        "evidence/claims/sleep.yml:14:19"
    ]


HOSTILE_NAME = "a\n::warning::x\x1b[31m%s{0}.yml"


@pytest.mark.parametrize(
    "name",
    [
        f"evidence/claims/{HOSTILE_NAME}",
        f"docs/{HOSTILE_NAME}",
        "docs/a\u202eb.md",
        "evidence/con.yml",
        "docs/why?.md",
        "docs/end.",
    ],
)
def test_a_file_name_that_hides_something_or_that_not_every_system_holds_is_a_complaint(
    name: str, folder: Folder
) -> None:
    guide = load(folder({name: "x: y\n"}), TODAY)
    assert name in {d.place.path for d in check(guide) if d.rule == "plain-file-name"}


@pytest.mark.parametrize("command", [("check",), ("build",), ("pdf",)])
def test_no_file_name_begins_a_line_of_what_is_printed(
    command: tuple[str, ...], folder: Folder
) -> None:
    _, out, err = call(*command, folder=folder({f"evidence/claims/{HOSTILE_NAME}": "x: y\n"}))
    assert "\\n::warning::x\\x1b[31m%s{0}" in out + err
    assert not [
        printed for printed in (out + err).splitlines() if printed.lstrip().startswith("::")
    ]
    assert "\x1b" not in out + err


def test_a_folder_with_a_hostile_name_is_named_in_one_line(tmp_path: Path) -> None:
    code, _, err = call("check", folder=tmp_path / "x\n::error::y")
    assert code == 2
    assert "\\n::error::y" in err
    assert err.count("\n") == 1


def test_a_name_that_is_no_unicode_is_printed_in_every_format(folder: Folder) -> None:
    path = folder() / "docs"
    os.close(os.open(os.fsencode(path) + b"/caf\xe9.txt", os.O_CREAT))
    for form in report.FORMATS:
        _, out, _ = call("check", "--format", form, folder=path.parent)
        assert "caf" in out
        out.encode()


def test_a_line_holds_no_break_and_no_command() -> None:
    assert (
        line("a\n::warning::b\tc\x1b[0m ##[error]d\u202e\udce9")
        == "a\\n::warning::b\\tc\\x1b[0m #\\#[error]d\\u202e\\udce9"
    )
    assert printable_lines("::a\n  ::b\n c::d") == "\\::a\n  \\::b\n c::d"


def test_a_diagnostic_is_two_lines_whatever_it_quotes() -> None:
    told = str(Diagnostic(Place("a\nb", 1, 2), "r", "m\n::error::x", "::h\r"))
    assert told == "a\\nb:1:2: error r: m\\n::error::x\n    \\::h\\r"


def test_what_mkdocs_logs_obeys_no_terminal() -> None:
    record = logging.LogRecord(
        "mkdocs", logging.WARNING, "", 0, "page '%s'", ("x\n::add-mask::y\x1b[2J",), None
    )
    assert Lines("%(message)s").format(record) == "page 'x\n\\::add-mask::y\\x1b[2J'"


def test_what_rich_prints_takes_no_text_for_markup(folder: Folder) -> None:
    text = (
        (TEA / "evidence/claims/sleep.yml")
        .read_text("utf-8")
        .replace("plain: Tea may help", 'plain: "[red]Tea[/] [/nothing] :smile: may help', 1)
    )
    text = text.replace("may help you fall asleep.\n", 'may help you fall asleep."\n', 1)
    _, out, _ = call("explain", "sleep-faster", folder=folder({"evidence/claims/sleep.yml": text}))
    assert "[red]Tea[/] [/nothing] :smile:" in out


def test_json_and_sarif_stay_data(folder: Folder) -> None:
    made = folder({f"docs/{HOSTILE_NAME}": "x"})
    _, out, _ = call("check", "--format", "json", folder=made)
    assert f"docs/{HOSTILE_NAME}" in {one["path"] for one in json.loads(out)}
