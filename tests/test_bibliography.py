"""BibTeX: decoded text, names in parts, places, and complaints for what other readers let pass."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import get_default_latex_context_db as get_latex_text_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_latex_walker_db
from tests.conftest import TEA

from evidence_guide import Guide, check
from evidence_guide.guide.bibtex import ENTRY_TYPES, Name, read_bibtex
from evidence_guide.guide.latex import decode
from evidence_guide.view.references import reference_html


def names(author: str) -> tuple[Name, ...]:
    return (
        read_bibtex(f"@misc{{x, author = {{{author}}}, title = {{T}}}}", "s.bib").sources[0].authors
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe, Jane", Name("Doe", "Jane")),
        ("Jane Doe", Name("Doe", "Jane")),
        ("van der Berg, Jan", Name("Berg", "Jan", "van der")),
        ("Ludwig van Beethoven", Name("Beethoven", "Ludwig", "van")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "", "Jr.")),
        ("{World Health Organization}", Name(literal="World Health Organization")),
        (r"M{\"u}ller, {\'E}va", Name("Müller", "Éva")),
        (r"\O{}degaard, \AA{}se", Name("Ødegaard", "Åse")),
        ("Müller-Lüdenscheidt, Zoë", Name("Müller-Lüdenscheidt", "Zoë")),
    ],
)
def test_names_are_taken_apart(written: str, expected: Name) -> None:
    assert names(written) == (expected,)


def test_a_body_with_and_in_its_name_is_one_author() -> None:
    assert names("{National Institute for Health and Care Excellence} and Doe, Jane") == (
        Name(literal="National Institute for Health and Care Excellence"),
        Name("Doe", "Jane"),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{B12} and \emph{folate}", "B12 and folate"),
        (r"5\% of \& {\alpha}", "5% of & α"),
        ("730--739", "730–739"),
        (r"caf\'e", "café"),
        ("50 % and more", "50 % and more"),
        ("two  blanks\n and a line", "two blanks and a line"),
    ],
)
def test_latex_is_decoded(written: str, expected: str) -> None:
    assert decode(written) == expected


def test_macros_and_joins_are_resolved() -> None:
    text = '@string{nejm = "N Engl J Med"}\n@article{a, title = "A " # {B} # " c", journal = nejm, month = mar, year = 2020}'
    assert read_bibtex(text, "s.bib").sources[0].fields == {
        "title": "A B c",
        "journal": "N Engl J Med",
        "month": "Mar",
        "year": "2020",
    }


def test_every_record_has_its_line() -> None:
    text = "% comment\n\n@misc{a, title = {A}}\n\n@misc{b,\n  title = {B}}\n"
    assert [(s.id, s.line) for s in read_bibtex(text, "s.bib").sources] == [("a", 3), ("b", 5)]


@pytest.mark.parametrize("kind", sorted(ENTRY_TYPES))
def test_every_entry_type_of_a_medical_bibliography_is_read(kind: str) -> None:
    found = read_bibtex(f"@{kind}{{x, author = {{Doe, J}}, title = {{T}}, year = 2020}}", "s.bib")
    assert found.trouble == ()
    assert found.sources[0].type == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "@articel{a, title = {A}}",
            "s.bib:1:1: error sound-bibtex: unknown entry type `@articel`",
        ),
        ("@misc{a, title = A}", "s.bib:1:18: error sound-bibtex: `title`: undefined macro `A`"),
        (
            "@misc{a, title = {A}}\n@misc{a, title = {B}}",
            "s.bib:2:1: error sound-bibtex: key `a` is written a second time, first in line 1",
        ),
        (
            "@misc{a, title = {A}, title = {B}}",
            "s.bib:1:1: error sound-bibtex: field `title` is written twice in one record",
        ),
        (
            "@misc{a, title = {A",
            "s.bib:1:18: error sound-bibtex: the brace that opens here is never closed",
        ),
        (
            "@misc{a,\n title = {A,\n year = {2020}\n}",
            "s.bib:2:10: error sound-bibtex: the brace that opens here is never closed",
        ),
        (
            "@misc{a,\n title = {A},\n year = {2020}\n",
            "s.bib:1:6: error sound-bibtex: the brace that opens here is never closed",
        ),
        (
            '@misc{a,\n title = "A,\n year = {2020}\n}',
            "s.bib:2:10: error sound-bibtex: the quotation mark that opens here is never closed",
        ),
        ("@misc{, title = {A}}", "s.bib:1:1: error sound-bibtex: this `@misc` has no key"),
        (
            "@misc{a,\n title = {A},\n note = {\\href}\n}",
            "s.bib:3:1: error sound-bibtex: `note`: its LaTeX cannot be decoded",
        ),
        (
            "@misc{a,\n title = {A {B} = c}\n year = {2020}\n}",
            "s.bib:3:2: error sound-bibtex: `title`: another field follows its closing brace",
        ),
        (
            "@misc{A, title = {A}}\n@misc{a, title = {B}}",
            "s.bib:2:1: error sound-bibtex: key `a` differs only in case from `A`",
        ),
    ],
)
def test_unsound_bibtex_is_told_with_its_line(text: str, told: str) -> None:
    assert str(read_bibtex(text, "s.bib").trouble[0]).splitlines()[0] == told


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("TY  - JOUR\nER  - ", "RIS"),
        ("%0 Journal Article\n%T A", "an export of EndNote"),
        ("PMID- 1\nTI  - A", "an export of PubMed"),
        ('[{"id": "a"}]', "JSON"),
        ("<xml/>", "XML or HTML"),
    ],
)
def test_records_in_another_form_are_recognised(text: str, form: str) -> None:
    [found] = read_bibtex(text, "s.bib").stray
    assert found.message == f"`{text.partition(chr(10))[0]}` looks like {form}, not BibTeX"
    assert found.hint.endswith("`evidence-guide add FILE`")


def test_a_bomb_of_macros_does_not_fill_the_memory() -> None:
    lines = ['@string{a0 = "' + "x" * 1000 + '"}'] + [
        f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)} }}" for n in range(1, 12)
    ]
    found = read_bibtex("\n".join([*lines, "@misc{b, title = a11}"]), "s.bib")
    assert any("beyond all bounds" in d.message for d in found.trouble)
    longest = max((len(v) for s in found.sources for v in s.fields.values()), default=0)
    assert longest < 200_000


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("Doe, Jane", "Doe 2020"),
        ("Doe, Jane and van der Berg, Jan", "Doe and van der Berg 2020"),
        ("Doe, Jane and Roe, R and Poe, A", "Doe and others 2020"),
        ("Doe, Jane and others", "Doe and others 2020"),
        ("{Board of Tea}", "Board of Tea 2020"),
    ],
)
def test_the_label_says_who_and_when(author: str, label: str) -> None:
    assert (
        read_bibtex(f"@misc{{x, author = {{{author}}}, title = {{T}}, year = 2020}}", "s.bib")
        .sources[0]
        .label
        == label
    )


@pytest.mark.parametrize(
    "written",
    [
        "in press",
        "²",
        "2020/2021",
        "c. 1998",
        "MMXX",
        "99999999999999999999",
        "n.d.",
        "-5",
        "0000",
        "2020a",
    ],
)
@pytest.mark.parametrize("day", ["last spring", "2020-13-45", "²", "2024--", "2024-05-06"])
def test_any_year_and_day_is_shown_as_it_is_written(written: str, day: str) -> None:
    text = f"@online{{x, author = {{Doe, J}}, title = {{T}}, year = {{{written}}}, urldate = {{{day}}}, url = {{https://example.org}}}}"
    (source,) = read_bibtex(text, "s.bib").sources
    told = reference_html(source)
    assert written in told or written in {"n.d.", "-5"}
    assert written in source.label
    assert day in told or day in {"2024--", "2024-05-06"}


ODD_YEARS = ["20", "20200", "0", "-1", "9999", "0000", "202", "2,020", "20a", "c. 9999", "²", "-"]
YEARS = ["1998", "c. 1998", "2020/21", "May 2020", "2020a", "in press", "MMXX", "AD 768", "n.d."]


def test_a_year_of_other_than_four_digits_or_to_come_is_a_complaint_at_its_line(
    guide_of: Callable[..., Guide],
) -> None:
    name = "evidence/sources.bib"
    text = (TEA / name).read_text("utf-8") + "".join(
        f"@misc{{odd{n}, title = {{T}}, url = {{https://example.org/{n}}},\nyear = {{{year}}}}}\n"
        for n, year in enumerate([*ODD_YEARS, *YEARS])
    )
    guide = guide_of({name: text})
    lines = text.splitlines()
    found = [d for d in check(guide) if d.rule == "sound-year"]
    assert [lines[d.place.line - 1] for d in found] == [f"year = {{{y}}}}}" for y in ODD_YEARS]
    assert found[0].message == "`20` is no year in which this appeared"
    assert found[0].hint == "write its four digits, as in `2020`, or words such as `in press`"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"\href{https://example.org}{the page}", "the page"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (r"\texttt{code} and \unknown{words}", "code and words"),
        (r"\today", "today"),
        (r"\sqrt", "√"),
    ],
)
def test_commands_of_latex_keep_their_words(written: str, expected: str) -> None:
    assert decode(written) == expected


CONTEXTS = (get_latex_text_db(), get_latex_walker_db())
COMMANDS = sorted(
    {name for context in CONTEXTS for category in context.d.values() for name in category["macros"]}
)
ENVIRONMENTS = sorted(
    {
        name
        for context in CONTEXTS
        for category in context.d.values()
        for name in category["environments"]
    }
)
LATEX = st.lists(
    st.sampled_from([f"\\{name}" for name in COMMANDS])
    | st.sampled_from([f"\\{end}{{{name}}}" for name in ENVIRONMENTS for end in ("begin", "end")])
    | st.sampled_from(
        [
            "{",
            "}",
            "[",
            "]",
            "$",
            "$$",
            "\\(",
            "\\)",
            "\\[",
            "\\]",
            "%",
            "~",
            "--",
            "``",
            "''",
            "&",
            "^",
            "_",
            "#",
            ",",
            " and ",
            "\n",
            "\\",
        ]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@given(LATEX)
@settings(deadline=None)
def test_no_latex_at_all_makes_a_command_fail(text: str) -> None:
    found = read_bibtex(
        f"@misc{{a, title = {{{text}}}, author = {{{text}}}, year = {{{text}}}, urldate = {{{text}}}}}",
        "s.bib",
    )
    assert decode(text) == " ".join(decode(text).split())
    for source in found.sources:
        assert isinstance(reference_html(source), str)
        assert source.label


def test_braces_nested_without_end_are_a_complaint_at_their_line_and_the_words_stay() -> None:
    found = read_bibtex(
        "@misc{a,\n author = {Doe, J},\n title = {" + r"\emph{" * 200 + "Tea" + "}" * 200 + "}\n}",
        "s.bib",
    )
    assert [str(d.place) for d in found.trouble] == ["s.bib:3:1"]
    assert found.sources[0].title == "Tea"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TY  - JOUR\nTI  - Tea\nER  - \n", "s.bib:1:1"),
        ("% ours\n\n<html>\n", "s.bib:3:1"),
        ("@misc{a, title = {A}},\n year = {2020}\n}\n", "s.bib:1:1"),
        ("@misc{a, title = {A}}\n\nmisc{b, title = {B}}\n", "s.bib:3:1"),
    ],
)
def test_text_outside_of_records_is_told(text: str, place: str) -> None:
    assert [str(d.place) for d in read_bibtex(text, "s.bib").stray] == [place]


def test_comments_outside_of_records_are_let_pass() -> None:
    assert (
        read_bibtex("% ours\n\n@comment{kept}\n  % more\n@misc{a, title = {A}}\n", "s.bib").stray
        == ()
    )
