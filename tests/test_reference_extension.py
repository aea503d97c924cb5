"""Citations in a plain Python-Markdown project: a BibTeX file, a page, and no guide."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from tests.conftest import ROOT

from evidence_guide.site.reference_extension import CitationError, References

SHORT, LONG = "evidence-guide-citations", "evidence_guide.site.reference_extension:References"
"""The extension's name once it is installed, and that of its class."""
DOCS = (ROOT / "docs/citations.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([\w.]+)`\n\n```\w+\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL))
SHOWN = dict(re.findall(r"^```(html|text)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)[:2])
"""The finished page, and the faults of another."""
HINT = "write `[@key]` or `[@key; @key]`, or a backslash before the bracket"
Convert = Callable[..., str]


@pytest.fixture
def convert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Convert:
    """Converts a text with the bibliography of the page about the extension."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(FILES["refs.bib"], "utf-8")

    def converted(text: str, others: tuple[str, ...] = (), **options: str) -> str:
        wanted = References(**{"bibliography": "refs.bib", **options})
        return markdown.markdown(text, extensions=[wanted, *others])

    return converted


def test_the_complete_example_makes_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    exec(FILES["build.py"].replace(SHORT, LONG), {})  # noqa: S102 (our own documentation)
    assert f"{(tmp_path / 'page.html').read_text('utf-8')}\n" == SHOWN["html"]


def test_both_names_lead_to_the_extension() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["markdown.extensions"][SHORT] == LONG
    assert isinstance(markdown.Markdown().build_extension(LONG, {}), References)


@pytest.mark.parametrize(
    "text",
    [
        "`[@Doe_2020]`",
        "    [@Doe_2020]",
        "```\n[@Doe_2021]\n```",
        r"\[@Doe_2021]",
        "[me@example.org]",
        "[see @Doe_2021](page.md)",
        "[@Doe_2021][page]\n\n[page]: page.md",
        "Tea helps.",
    ],
)
def test_code_escapes_addresses_and_links_are_no_citations(text: str, convert: Convert) -> None:
    html = convert(text, ("fenced_code",))
    assert "citation" not in html
    assert "references" not in html


def test_numbers_begin_anew_on_each_page(convert: Convert) -> None:
    first = convert("A [@board:tea], b [@Doe_2020; @board:tea].")
    assert re.findall(r'href="#ref-(\d)"', first) == ["1", "1", "2"]
    extension = References(bibliography="refs.bib")
    reader = markdown.Markdown(extensions=[extension])
    pages = [reader.reset().convert(f"Tea [@{key}].") for key in ("Doe_2020", "board:tea")]
    assert ["Board of Tea" in page for page in pages] == [False, True]
    assert all('<li id="ref-1">' in page and "ref-2" not in page for page in pages)


def test_the_references_are_in_the_contents_under_their_title(convert: Convert) -> None:
    html = convert("[TOC]\n\n# Tea\n\nA [@Doe_2020].", ("toc",), title="Sources")
    assert '<a href="#references">Sources</a>' in html
    assert "<h2" not in convert("A [@Doe_2020].", title="")


def test_tables_and_lists_cite(convert: Convert) -> None:
    text = "| a |\n|---|\n| b [@board:tea] |\n\n- c [@Doe_2020]\n- d [@Doe_2020; @board:tea]\n"
    assert re.findall(r'href="#ref-(\d)"', convert(text, ("tables",))) == ["1", "2", "1", "2"]


def test_text_of_the_bibliography_is_data(convert: Convert, tmp_path: Path) -> None:
    record = "@misc{x, title = {<script>a</script> [@x]}, url = {javascript:alert(1)}}"
    (tmp_path / "refs.bib").write_text(record, "utf-8")
    html = convert("A [@x].")
    assert "&lt;script&gt;a&lt;/script&gt; [@x]" in html
    assert "javascript" not in "".join(re.findall(r'href="([^"]*)"', html))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "# Tea\n\nTea [@Doe_2021].\n[@Doe_2020, p. 3]",
            SHOWN["text"],
        ),
        (
            "[@nothing; @Doe_2020]",
            "line 1, column 1: refs.bib has no record `nothing`; add it, or correct the key\n",
        ),
        (
            "[see @Doe_2020]",
            f"line 1, column 1: `[see @Doe_2020]` is not read; {HINT}\n",
        ),
    ],
)
def test_every_fault_of_a_page_is_named_with_its_place(
    text: str, faults: str, convert: Convert
) -> None:
    with pytest.raises(CitationError) as caught:
        convert(text)
    assert f"{caught.value}\n" == faults


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "x.bib: cannot be read: no such file or directory; check its name"),
        (b"\xff", "x.bib is not UTF-8; save it as UTF-8"),
        (
            b"@article{a, title = {x\n",
            "x.bib:1:21: the brace that opens here is never closed; close it with `}`",
        ),
    ],
)
def test_a_bibliography_that_cannot_be_used_is_refused(
    content: bytes | None, fault: str, convert: Convert, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "x.bib").write_bytes(content)
    with pytest.raises(CitationError, match=re.escape(fault)):
        convert("A.", bibliography="x.bib")


def test_a_missing_option_is_named(convert: Convert) -> None:
    with pytest.raises(CitationError, match="the option `bibliography` is missing"):
        convert("A.", bibliography="")
