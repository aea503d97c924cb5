"""What is done with contributors' text grows with its length and not with its square: laws over
sizes, counted in calls.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TEA, TODAY, Folder

from evidence_guide import check, load
from evidence_guide.diagnostic import Diagnostic, Place
from evidence_guide.files import reading
from evidence_guide.guide import bibtex, latex, markdown_citations, yaml_reader
from evidence_guide.guide.bibtex import Name
from evidence_guide.guide.yaml_reader import Document
from evidence_guide.intake import medline
from evidence_guide.intake.keys import Keys, KnownSources
from evidence_guide.intake.records import record
from evidence_guide.rules import report
from evidence_guide.rules.fixes import form
from evidence_guide.rules.selection import check_files
from evidence_guide.site.search import searchable

SIZES = st.integers(40, 160)


def calls(work: Callable[[], object]) -> int:
    """How many functions are called while something works, those written in C included."""
    count = 0

    def heard(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def read_bibtex(text: str) -> object:
    return bibtex.read_bibtex.__wrapped__(text, "s.bib")


def keys_of(size: int) -> object:
    """New keys for records of one author and year, each with a title of its own."""
    keys, known = Keys(), KnownSources()
    for number in range(size):
        source = record(
            "article",
            {"title": f"A title of many words {number}", "year": "2020"},
            [Name("Doe", "J")],
        )
        assert known.same(source) is None
        own = keys.keyed(source)
        keys.add(own.id)
        known.add(own)
    return known


def blanks(size: int) -> object:
    text = "a: b  \n" * size
    spans = {(str(number),): (number * 7, number * 7 + 4) for number in range(size)}
    return form.trailing_blanks(Document("x.yml", text, None, {}, (), spans))


def search_index(size: int) -> object:
    """The search index of a guide whose sections and other words grow together."""
    sections = [
        {"location": f"p{number}/", "title": f"Word{number}", "text": f"<p>Of word{number}.</p>"}
        for number in range(size)
    ]
    words = {f"word{number}": (f"name{number}",) for number in range(size)}
    guide: Any = SimpleNamespace(file=SimpleNamespace(search=words, language="en"), terms={})
    return searchable({"config": {}, "docs": sections}, guide)


WORK: dict[str, Callable[[int], object]] = {
    "search index": search_index,
    "records": lambda size: read_bibtex(
        "".join(f"@misc{{k{n}, title = {{T}}}}\n" for n in range(size))
    ),
    "repeated records": lambda size: read_bibtex("@misc{k, title = {T}}\n" * size),
    "records that never end": lambda size: read_bibtex("@misc{k, title = {T\n" * size),
    "fields": lambda size: read_bibtex(
        "@misc{k, " + ", ".join(f"f{n} = {{x}}" for n in range(size)) + "}"
    ),
    "joins": lambda size: read_bibtex("@misc{k, title = " + " # ".join(["{a}"] * size) + "}"),
    "macros": lambda size: read_bibtex("".join(f"@string{{m{n} = {{x}}}}\n" for n in range(size))),
    "names": lambda size: read_bibtex(
        "@misc{k, author = {" + " and ".join(["Doe, J"] * size) + "}}"
    ),
    "LaTeX": lambda size: latex.decode(r"\emph{a} {\'e} $x$ -- " * size),
    "YAML": lambda size: yaml_reader.read_yaml.__wrapped__(
        "".join(f"k{n}: [a, b]\n" for n in range(size)), "x.yml"
    ),
    "repeated keys": lambda size: yaml_reader.read_yaml.__wrapped__("k: v\n" * size, "x.yml"),
    "citations": lambda size: markdown_citations.find.__wrapped__(
        "Words [@a] and `code`.\n\n" * size
    ),
    "code": lambda size: markdown_citations.find.__wrapped__(
        "[@a] " + "".join(f"`c{n}`\n" for n in range(size))
    ),
    "blanks": blanks,
    "keys": keys_of,
    "MEDLINE": lambda size: list(
        medline._records("PMID- 1\nAB  - a\n" + "      b\n" * size + "SO  - x\n")
    ),
}


@pytest.mark.parametrize("name", WORK)
@given(size=SIZES)
@settings(max_examples=5, deadline=None)
def test_twice_the_text_is_twice_the_work(name: str, size: int) -> None:
    work = WORK[name]
    work(size)
    assert calls(lambda: work(2 * size)) < 2.3 * calls(lambda: work(size)) + 500


@given(size=SIZES)
@settings(max_examples=5, deadline=None)
def test_a_report_reads_each_file_once(size: int) -> None:
    found = [
        Diagnostic(Place("evidence/terms.yml", number % 20 + 1), "fits-schema", "m", "h")
        for number in range(size)
    ]
    read: list[Path] = []

    def content(path: Path, most: int, within: Path | None = None) -> bytes:
        read.append(path)
        return reading.content(path, most, within)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            report, "reading", SimpleNamespace(content=content, Refused=reading.RefusedFile)
        )
        report.report_text(found, TEA)
    assert read == [TEA / "evidence/terms.yml"]


KINDS = {
    "evidence/sources.bib": lambda size: "".join(
        f"@misc{{k{n}, title = {{T}}}}\n" for n in range(size)
    ),
    "evidence/claims/sleep.yml": lambda size: "# guide: ignore[a]\n" * size,
    "docs/about.md": lambda size: "".join(f"Words [@nobody-{n}].\n\n" for n in range(size)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_ten_thousand_complaints_are_found_and_printed(folder: Folder, name: str) -> None:
    text = (TEA / name).read_text("utf-8")
    where = folder({name: f"{text}\n{KINDS[name](10_000)}"})
    guide = load(where, TODAY)
    found = check(guide)
    assert len(found) >= 10_000
    assert {len(print_(found, where)) > 0 for print_ in report.FORMATS.values()} == {True}
    assert len(check_files(guide, frozenset({name}))) >= 10_000
