"""BibTeX: decoded text, names in parts, places, and complaints for what other readers let pass."""

import pytest

from evidence_guide.guide.bibtex import ENTRY_TYPES, Name, decode, read


def names(author: str) -> tuple[Name, ...]:
    return read(f"@misc{{x, author = {{{author}}}, title = {{T}}}}", "s.bib").sources[0].authors


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
    assert read(text, "s.bib").sources[0].fields == {
        "title": "A B c",
        "journal": "N Engl J Med",
        "month": "Mar",
        "year": "2020",
    }


def test_every_record_has_its_line() -> None:
    text = "% comment\n\n@misc{a, title = {A}}\n\n@misc{b,\n  title = {B}}\n"
    assert [(s.id, s.line) for s in read(text, "s.bib").sources] == [("a", 3), ("b", 5)]


@pytest.mark.parametrize("kind", sorted(ENTRY_TYPES))
def test_every_entry_type_of_a_medical_bibliography_is_read(kind: str) -> None:
    found = read(f"@{kind}{{x, author = {{Doe, J}}, title = {{T}}, year = 2020}}", "s.bib")
    assert found.trouble == ()
    assert found.sources[0].type == kind


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "@articel{a, title = {A}}",
            "s.bib:1:1: error sound-bibtex: unknown entry type `@articel`",
        ),
        ("@misc{a, title = A}", "s.bib:1:1: error sound-bibtex: `title`: undefined macro `A`"),
        (
            "@misc{a, title = {A}}\n@misc{a, title = {B}}",
            "s.bib:2:1: error sound-bibtex: key `a` stands a second time, first in line 1",
        ),
        (
            "@misc{a, title = {A}, title = {B}}",
            "s.bib:1:1: error sound-bibtex: field `title` stands twice in one record",
        ),
        ("@misc{a, title = {A", "s.bib:1:1: error sound-bibtex: this record cannot be read"),
        (
            "@misc{a,\n title = {A {B} = c}\n year = {2020}\n}",
            "s.bib:2:1: error sound-bibtex: `title`: another field stands behind its closing brace",
        ),
        (
            "@misc{A, title = {A}}\n@misc{a, title = {B}}",
            "s.bib:2:1: error sound-bibtex: key `a` differs only in case from `A`",
        ),
    ],
)
def test_unsound_bibtex_is_told_with_its_line(text: str, told: str) -> None:
    assert str(read(text, "s.bib").trouble[0]).splitlines()[0] == told


def test_a_bomb_of_macros_does_not_fill_the_memory() -> None:
    lines = ['@string{a0 = "' + "x" * 1000 + '"}'] + [
        f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)} }}" for n in range(1, 12)
    ]
    found = read("\n".join([*lines, "@misc{b, title = a11}"]), "s.bib")
    assert any("beyond all bounds" in d.message for d in found.trouble)
    assert max(len(v) for s in found.sources for v in s.fields.values()) < 200_000


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
        read(f"@misc{{x, author = {{{author}}}, title = {{T}}, year = 2020}}", "s.bib")
        .sources[0]
        .label
        == label
    )
