"""biblatex: titles of parts, extended names, dates, inherited fields and archives; and BibTeX text
in every form, read as BibTeX reads it or refused with its place.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.benchmarks import bibliography

from evidence_guide.guide.bibtex import Name, Source, read_bibtex
from evidence_guide.guide.dates import shown_year
from evidence_guide.guide.entry_types import CSL_TYPES
from evidence_guide.view.references import reference_html


def source(text: str, key: str = "x") -> Source:
    found = read_bibtex(text, "s.bib")
    assert found.trouble == ()
    return next(one for one in found.sources if one.id == key)


def fields(body: str, kind: str = "book") -> dict[str, str]:
    return source(f"@{kind}{{x, {body}}}").fields


@pytest.mark.parametrize(
    ("kind", "body", "name", "expected"),
    [
        ("article", "title = {Main}, subtitle = {Sub}", "title", "Main: Sub"),
        ("article", "title = {Why?}, subtitle = {Sub}", "title", "Why? Sub"),
        ("book", "title = {A}, subtitle = {B}, titleaddon = {C}", "title", "A: B. C"),
        ("book", "maintitle = {M}, mainsubtitle = {S}, title = {T}, volume = 2", "title", "M: S. T"),
        ("incollection", "title = {T}, booktitle = {B}, booksubtitle = {S}", "booktitle", "B: S"),
        ("inproceedings", "title = {T}, maintitle = {M}, booktitle = {B}", "booktitle", "M. B"),
        ("article", "title = {T}, journaltitle = {J}, journalsubtitle = {S}", "journal", "J: S"),
        ("periodical", "title = {T}, issuetitle = {I}", "title", "T. I"),
        ("proceedings", "booktitle = {Proc.}", "title", "Proc."),
        ("misc", "title = {T}, year = {\\bibstring{inpress}}", "year", "in press"),
        ("article", "title = {T}, journaltitle = {J}", "journal", "J"),
        ("thesis", "title = {T}, school = {U}", "institution", "U"),
        ("article", "title = {T}, eid = {e12}", "pages", "e12"),
        ("article", "title = {T}, issue = {3}", "number", "3"),
    ],
)  # fmt: skip
def test_titles_of_parts_belong_to_the_title(
    kind: str, body: str, name: str, expected: str
) -> None:
    assert fields(body, kind)[name] == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (
            "family=Heuvel, given=Charles, prefix=van den, useprefix=false",
            [Name("Heuvel", "Charles", "van den")],
        ),
        (
            "given=Hans, family=Harman and given=Simon, prefix=de, family=Beumont and Doe, J",
            [Name("Harman", "Hans"), Name("Beumont", "Simon", "de"), Name("Doe", "J")],
        ),
        ("given={Jean Pierre Simon}, given-i=JPS, family=Rousse", [Name("Rousse", "Jean Pierre Simon")]),
        ('"family={Robert and Sons, Inc.}"', [Name("Robert and Sons, Inc.")]),
        ('family="Smith, Jr", given=J', [Name("Smith, Jr", "J")]),
        ("nosortothers=true and id=p1, family=Doe, given=J", [Name("Doe", "J")]),
        (r"family=M{\"u}ller, given=\'Eva, suffix=III", [Name("Müller", "Éva", "", "III")]),
        ("{van} {Berg}", [Name("Berg", "van")]),
        (r"{\'A}lvarez, {\'E}", [Name("Álvarez", "É")]),
        ("Doe, J and \\'Eva Roe and\n \\v{S}ime Poe", [Name("Doe", "J"), Name("Roe", "Éva"), Name("Poe", "Šime")]),
        ("Doe, J and et al.", [Name("Doe", "J"), Name(literal="others")]),
        (r"{Smith, Jones \& Co; Ltd}", [Name(literal="Smith, Jones & Co; Ltd")]),
        ("Wang, Wei and Wang, Wei", [Name("Wang", "Wei"), Name("Wang", "Wei")]),
    ],
)  # fmt: skip
def test_names_are_read_in_the_extended_form_and_in_the_usual_one(
    author: str, expected: list[Name]
) -> None:
    assert list(source(f"@misc{{x, title = {{T}}, author = {{{author}}}}}").authors) == expected


@pytest.mark.parametrize(
    "author",
    [
        "Smith A, Jones B, Brown C",
        "Smith A, Jones B",
        "Smith, John; Doe, Jane",
        "Smith J; Doe J",
        "Smith, J., Jones, B., Brown, C.",
        "Smith, A. & Jones, B.",
        "J. Smith, M. Jones, P. Brown",
        "Smith, J. et al",
        "Smith, John, and Doe, Jane",
        "Smith et al",
        "Smith JA and Doe A",
        "Wang W",
        "Smith, J., III",
        "Smith J & Jones K",
        r"Smith, J. \& Jones, K.",
        "Jane Doe & Tim Roe",
        "Doe, Jane / Roe, Tim",
        "Smith J + Jones K",
        "Doe, Jane und Roe, Tim",
        "Jane Doe with Tim Roe",
        "Doe, Jane and",
        "and Doe, Jane",
        "Doe, Jane and and Roe, Tim",
        "and and",
        "Doe, Jane et alii",
    ],
)
def test_a_list_of_names_without_and_is_a_complaint(author: str) -> None:
    (found,) = read_bibtex(f"@misc{{x, title = {{T}},\n author = {{{author}}}}}", "s.bib").trouble
    assert str(found.place).startswith("s.bib:2:12")
    assert "and" in found.hint


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("Doe, Jane and et al.", "Doe and others"),
        ("Doe, Jane and colleagues", "Doe and others"),
        (r"{Marks \& Spencer}", "Marks & Spencer"),
        ("Ortega y Gasset, José", "Ortega y Gasset"),
        ("von und zu Berg, Max", "von und zu Berg"),
        ("Anderson, And", "Anderson"),
    ],
)
def test_names_that_hold_a_joining_word_are_kept(author: str, label: str) -> None:
    assert source(f"@misc{{x, title = {{T}}, author = {{{author}}}}}").label == label


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024", "2024"),
        ("2024-03-01", "2024"),
        ("2024-03-01T12:30:00Z", "2024"),
        ("1999/2001", "1999–2001"),
        ("2019-05/2019-08", "2019"),
        ("2019/", "2019–"),
        ("2019/..", "2019–"),
        ("/2019", "–2019"),
        ("1723~", "c. 1723"),
        ("1723?", "1723?"),
        ("1723%", "c. 1723?"),
        ("2004-22", "2004"),
        ("199X", "1990–1999"),
        ("19XX", "1900–1999"),
        ("1999-XX-XX", "1999"),
        ("0768", "768"),
        ("-0876", "877 BC"),
        ("0000", "1 BC"),
        ("1066", "1066"),
        ("forthcoming", "forthcoming"),
        ("199u", "1990–1999"),
        ("1999-uu-uu", "1999"),
        ("y52000", "52000"),
        ("2004-06-01/unknown", "2004–"),
        ("20240301", "20240301"),
    ],
)
def test_a_date_is_shown_as_its_year(date: str, expected: str) -> None:
    assert shown_year(date) == expected
    assert source(f"@misc{{x, title = {{T}}, date = {{{date}}}}}").year == expected


PARENTS = """
@mvbook{mv, title = {Main}, subtitle = {Sub}, author = {Doe, J}, date = 2001, publisher = {P}}
@book{b, crossref = {mv}, title = {Volume}, volume = 2}
@collection{c, title = {Book}, subtitle = {Sub}, titleaddon = {Add}, editor = {Roe, R}, year = 2002, publisher = {P},
  address = {L}, shorttitle = {S}, keywords = {k}, isbn = {1}}
@proceedings{p, title = {Proceedings}, booktitle = {Proc.}, year = 2003, publisher = {P}}
@periodical{j, title = {Journal}, subtitle = {JSub}, year = 2004, volume = 7}
@xdata{d, publisher = {X}, location = {Y}, date = {2005}}
@xdata{e, xdata = {d}, publisher = {Z}}
"""


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            "@incollection{x, crossref = {c}, author = {Poe, P}, title = {T}, pages = {1--2}}",
            {"title": "T", "booktitle": "Book: Sub. Add", "year": "2002", "publisher": "P", "address": "L", "isbn": "1"},
        ),
        ("@incollection{x, crossref = {C}, title = {T}, year = 2020}", {"year": "2020", "booktitle": "Book: Sub. Add"}),
        ("@inproceedings{x, crossref = {p}, title = {T}}", {"booktitle": "Proc.", "year": "2003", "publisher": "P"}),
        ("@article{x, crossref = {j}, title = {T}}", {"journal": "Journal: JSub", "year": "2004", "volume": "7"}),
        ("@inbook{x, crossref = {b}, title = {T}}", {"booktitle": "Main: Sub. Volume", "date": "2001", "volume": "2", "publisher": "P"}),
        ("@book{x, xdata = {e}, title = {T}}", {"publisher": "Z", "address": "Y", "date": "2005"}),
        ("@book{x, xdata = {nn, d}, title = {T}}\n@xdata{nn, note = {N}}", {"note": "N", "publisher": "X"}),
    ],
)  # fmt: skip
def test_a_record_has_what_its_parent_has_by_the_rules_of_biblatex(
    record: str, expected: dict[str, str]
) -> None:
    found = source(PARENTS + record)
    assert {name: found.fields.get(name) for name in expected} == expected
    assert "shorttitle" not in found.fields
    assert found.parents


def test_inherited_people_and_years_are_in_the_citation() -> None:
    chapter = source(PARENTS + "@incollection{x, crossref = {c}, author = {Poe, P}, title = {T}}")
    assert (chapter.label, [name.family for name in chapter.editors]) == ("Poe 2002", ["Roe"])
    assert reference_html(chapter) == "Poe P. T. In: Roe R, editor. Book: Sub. Add. L: P; 2002."


def test_pools_of_data_and_sets_are_no_sources() -> None:
    text = PARENTS + "@set{s, entryset = {b, c}}\n@set{t, title = {A set}}\n@bibnote{n, note = {x}}"
    assert [one.id for one in read_bibtex(text, "s.bib").sources] == ["mv", "b", "c", "p", "j", "t"]


@pytest.mark.parametrize("parents", ["crossref = {nobody}", "xdata = {d, nobody}"])
def test_a_parent_that_is_not_there_is_a_complaint(parents: str) -> None:
    (found,) = read_bibtex(f"{PARENTS}\n@book{{x, title = {{T}}, {parents}}}", "s.bib").trouble
    assert found.message.endswith("no record has the key `nobody`")


def test_records_that_inherit_from_each_other_end() -> None:
    text = "@book{a, crossref = {b}, title = {A}}\n@book{b, crossref = {a}, publisher = {P}}"
    assert [one.fields.get("publisher") for one in read_bibtex(text, "s.bib").sources] == ["P", "P"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("eprint = {2101.12345v2}, eprinttype = {arxiv}", {"url": "https://arxiv.org/abs/2101.12345v2"}),
        ("eprint = {hep-th/9901001}, archivePrefix = {arXiv}", {"url": "https://arxiv.org/abs/hep-th/9901001"}),
        ("eprint = {arXiv:2101.12345}", {"url": "https://arxiv.org/abs/2101.12345"}),
        ("eprint = {2101.12345}, eprinttype = {arxiv}, doi = {10.1000/x}", {"url": None, "doi": "10.1000/x"}),
        ("eprint = {12345678}, eprinttype = {pubmed}", {"pmid": "12345678", "url": None}),
        ("eprint = {PMC1234567}, eprinttype = {pmcid}", {"pmcid": "PMC1234567"}),
        ("eprint = {123}, eprinttype = {jstor}", {"url": "https://www.jstor.org/stable/123"}),
        (r"howpublished = {\url{https://x.org/~a_b--c}}", {"url": "https://x.org/~a_b--c"}),
        (r"howpublished = {Available at \url{https://x.org/a\_b}}", {"url": "https://x.org/a_b"}),
        (r"note = {Seen 2020-01-01, https://x.org/a--b.}", {"url": "https://x.org/a--b"}),
        (r"url = {https://x.org/~me/a--b}", {"url": "https://x.org/~me/a--b"}),
        (r"doi = {10.1002/a{\_}b--c{\textless}1{\textgreater}}", {"doi": "10.1002/a_b--c<1>"}),
    ],
)  # fmt: skip
def test_addresses_and_archives_lead_to_the_source(
    body: str, expected: dict[str, str | None]
) -> None:
    found = fields(f"title = {{T}}, {body}", "misc")
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("kind", sorted(CSL_TYPES))
def test_every_type_of_biblatex_is_cited(kind: str) -> None:
    found = source(f"@{kind}{{x, author = {{Doe, J}}, title = {{Tea}}, year = 2020}}")
    assert reference_html(found).startswith("Doe J. Tea")


@pytest.mark.parametrize(
    "text",
    [
        "@article\n{x, title = {T}, year = 2020}",
        "@ article{x, title = {T}, year = 2020}",
        "@ARTICLE (x, title = {T}, year = 2020)",
        '@article{x, title = "T", year = "2020"}',
        "@article{x,\n% a comment, = {\n title = {T}, % another\n year = 2020,}",
        "@article{x\n, title={T}\n, year=2020\n}",
        "@article{ x , title={T} , year=2020 , }",
        "Some words\n@comment{@article{y, title={Y}}}\n@article{x, title={T}, year=2020}",
        '@preamble{"x"} @string(t = "T") @article{x, title = t, year = 2020}',
    ],
)  # fmt: skip
def test_unusual_forms_are_read_as_bibtex_reads_them(text: str) -> None:
    assert source(text).fields == {"title": "T", "year": "2020"}


def test_quotation_marks_within_braces_end_no_value() -> None:
    found = source('@misc{x, title = "A {"}quoted{"} {b " c} word", note = {it is "so"}}')
    assert found.fields == {"title": 'A "quoted" b " c word', "note": 'it is "so"'}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('@misc{x, title = "A"\n author = "B"}', "s.bib:2:2"),
        ("@misc{x, title = {A}\n author = {B}}", "s.bib:2:2"),
        ("@misc{x, title = {A} {B}}", "s.bib:1:22"),
        ("@misc{x, title = {A}, year = 2020 author = {B}}", "s.bib:1:30"),
        ("@misc{x title = {A}}", "s.bib:1:1"),
        ("@misc{x, title {A}}", "s.bib:1:1"),
        ("@misc{x, title = }", "s.bib:1:1"),
        ("@misc{x, title = {A}, Title = {B}}", "s.bib:1:1"),
    ],
)
def test_a_missing_comma_or_value_is_refused_at_its_place(text: str, place: str) -> None:
    assert [str(found.place) for found in read_bibtex(text, "s.bib").trouble] == [place]


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_every_fact_of_made_records_is_read_as_it_was_written(seed: int) -> None:
    made = list(bibliography.made_records(20, seed))
    text = "\n".join(record.text for record in made)
    assert read_bibtex(text, "s.bib").trouble == ()
    right = bibliography.agreement(made, bibliography.by_us(text))
    assert right == dict.fromkeys(made[0].facts, len(made))
