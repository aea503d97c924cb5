"""Every dialect of every format of an export becomes the record that it means."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TODAY, Folder, call

from evidence_guide import load
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake import exports, new_records
from evidence_guide.intake.keys import keyed


def read(text: str | bytes, where: Path) -> list[Source]:
    file = where / "export"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = exports.read_export(file)
    assert found.problems == ()
    return list(found.sources)


CHAPTER = """
PMID- 20301504
STAT- Publisher
DRDT- 20240101
CTDT- 20000101
PB  - University of Somewhere
DP  - 1993
TI  - Tea Deficiency.
BTI - Tea Reviews(®)
AID - NBK1328 [bookaccession]
FED - Adam, Ann B
ED  - Adam AB
FAU - Doe, Jane
AU  - Doe J
LA  - eng
PT  - Review
PT  - Book Chapter
PL  - Seattle (WA)

PMID- 33620822
STAT- Publisher
BTI - StatTea
DP  - 2024 Jan
FAU - Roe, Rob
PB  - StatTea Publishing
PT  - Book Chapter
TI  - Cold Tea
AID - NBK568726 [bookaccession]
"""
ERIC = """OWN - ERIC
TI  - Tea in Class
AU  - van Groen, Maaike M.
AU  - Eggen, Theo
JT  - Journal of Tea
SO  - v21 n1 p12-24 2020
AID - http://dx.doi.org/10.1186/s40468-019-0086-7
OID - EJ1227990
VI  - 21
IP  - 1
PG  - 12-24
DP  - Article 10 2020
LID - http://eric.ed.gov/?id=EJ1227990
LA  - English
PT  - Journal Articles

OWN - ERIC
TI  - A Report on Tea
AU  - Moore, Raeal
JT  - TEA, Inc.
OID - ED602023
DP  - 2019
LID - http://eric.ed.gov/?id=ED602023
PT  - Reports - Research
"""
PUBMED_XML = """<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2024//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">18157122</PMID><Article><Journal><JournalIssue>
<Volume>4</Volume><Issue>2</Issue><PubDate><MedlineDate>2008 Feb-Mar</MedlineDate></PubDate></JournalIssue><Title>Tea biology</Title></Journal>
<ArticleTitle>Tea with B<sub>12</sub> and <i>10<sup>5</sup></i> cells.</ArticleTitle><Pagination><MedlinePgn>132-42</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Wang</LastName><ForeName>Wei</ForeName></Author><Author><LastName>Wang</LastName><ForeName>Wei</ForeName></Author>
<Author><CollectiveName>Tea Group</CollectiveName></Author></AuthorList><Language>eng</Language></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">18157122</ArticleId><ArticleId IdType="doi">10.1000/nch.59</ArticleId>
<ArticleId IdType="pmc">PMC123456</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<PubmedBookArticle><BookDocument><PMID Version="1">20301504</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK1328</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>Uni</PublisherName></Publisher><BookTitle book="gene">TeaReviews</BookTitle><PubDate><Year>1993</Year></PubDate>
<AuthorList Type="editors"><Author><LastName>Adam</LastName><ForeName>Ann</ForeName></Author></AuthorList></Book>
<ArticleTitle>Tea Deficiency</ArticleTitle><Language>eng</Language><AuthorList Type="authors"><Author><LastName>Doe</LastName><ForeName>Jane</ForeName></Author></AuthorList>
</BookDocument></PubmedBookArticle></PubmedArticleSet>"""


def test_pubmeds_books_and_chapters_are_read_without_a_last_line(tmp_path: Path) -> None:
    first, second = read(CHAPTER, tmp_path)
    assert (first.type, second.type) == ("incollection", "incollection")
    assert first.fields == {
        "title": "Tea Deficiency",
        "booktitle": "Tea Reviews(®)",
        "publisher": "University of Somewhere",
        "year": "1993",
        "pmid": "20301504",
        "url": "https://www.ncbi.nlm.nih.gov/books/NBK1328/",
    }
    assert (first.authors, first.editors) == ((Name("Doe", "Jane"),), (Name("Adam", "Ann B"),))
    assert (second.title, second.fields["booktitle"], second.year) == (
        "Cold Tea",
        "StatTea",
        "2024",
    )


def test_erics_records_begin_with_their_owner(tmp_path: Path) -> None:
    article, report = read(ERIC, tmp_path)
    assert (article.type, report.type) == ("article", "techreport")
    assert article.fields == {
        "title": "Tea in Class",
        "journal": "Journal of Tea",
        "year": "2020",
        "volume": "21",
        "number": "1",
        "pages": "12–24",
        "doi": "10.1186/s40468-019-0086-7",
        "url": "https://doi.org/10.1186/s40468-019-0086-7",
    }
    assert article.authors[0] == Name("Groen", "Maaike M.", "van")
    assert report.fields["institution"] == "TEA, Inc."
    assert report.fields["url"] == "http://eric.ed.gov/?id=ED602023"


def test_pubmeds_xml_is_read_with_raised_and_lowered_numbers(tmp_path: Path) -> None:
    article, chapter = read(PUBMED_XML, tmp_path)
    assert article.fields == {
        "title": "Tea with B₁₂ and 10⁵ cells",
        "journal": "Tea biology",
        "year": "2008",
        "volume": "4",
        "number": "2",
        "pages": "132–142",
        "doi": "10.1000/nch.59",
        "pmid": "18157122",
        "pmcid": "PMC123456",
        "url": "https://doi.org/10.1000/nch.59",
    }
    wang = Name("Wang", "Wei")
    assert article.authors == (wang, wang, Name(literal="Tea Group"))
    assert (chapter.type, chapter.fields["booktitle"]) == ("incollection", "TeaReviews")
    assert chapter.editors == (Name("Adam", "Ann"),)


def ris(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "T1  - Tea", *lines, "ER  - ", ""])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ris("AU  - Liu R.", "AU  - Smith A.-B."), [Name("Liu", "R."), Name("Smith", "A.-B.")]),
        (ris("A1  - Smith J", "A1  - van der Berg JP"), [Name("Smith", "J"), Name("Berg", "JP", "van der")]),
        (ris("AU  - Wang, Wei", "AU  - Wang, Wei"), [Name("Wang", "Wei"), Name("Wang", "Wei")]),
        (ris("AU  - Doe, J", "A1  - Doe, J", "A1  - Roe, R"), [Name("Doe", "J"), Name("Roe", "R")]),
        (ris("AU  - Roe, R", "A1  - Doe, J"), [Name("Doe", "J"), Name("Roe", "R")]),
        (ris("AU  - World Health Organization", "AU  - Cancer Research UK"),
         [Name(literal="World Health Organization"), Name(literal="Cancer Research UK")]),
        ("TY - JOUR\nTI - Tea\nAU - Doe, Jane\nER -\n", [Name("Doe", "Jane")]),
        ("\ufeffProvider: x\nTY  - JOUR\nTI  - Tea\nAU  - Doe, Jane, Jr.\nER  -\n", [Name("Doe", "Jane", "", "Jr.")]),
    ],
)  # fmt: skip
def test_the_people_of_every_dialect_of_ris(
    text: str, expected: list[Name], tmp_path: Path
) -> None:
    (found,) = read(text, tmp_path)
    assert list(found.authors) == expected
    assert found.title == "Tea"


@pytest.mark.parametrize(
    "line",
    [
        "DO  - 10.1000/TEA.1",
        "DO  - https://doi.org/10.1000/tea.1",
        "N1  - Cited By :5; doi: 10.1000/tea.1.",
        "M3  - doi: 10.1000/tea.1",
        "M3  - 10.1000/tea.1",
        "UR  - https://dx.doi.org/10.1000/tea.1",
        "L2  - http://doi.org/10.1000/tea.1",
        "UR  - https://example.org/\nN1  - DOI 10.1000/tea.1",
    ],
)
def test_a_doi_is_found_wherever_a_program_keeps_it(line: str, tmp_path: Path) -> None:
    (found,) = read(ris(line), tmp_path)
    assert found.fields["doi"] == "10.1000/tea.1"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://a.org/x;https://b.org/y", "https://a.org/x"),
        ("https://a.org/x;y", "https://a.org/x;y"),
        ("www.a.org/x", "http://www.a.org/x"),
    ],
)
def test_the_first_address_of_several_is_kept(written: str, expected: str, tmp_path: Path) -> None:
    (found,) = read(ris(f"UR  - {written}"), tmp_path)
    assert found.fields["url"] == expected


def test_an_address_without_a_doi_is_none_and_an_encoded_doi_is_decoded(tmp_path: Path) -> None:
    (none,) = read(ris("UR  - https://example.org/10.1000/x", "N1  - see 10.1000/x"), tmp_path)
    assert "doi" not in none.fields
    encoded = "UR  - https://doi.org/10.1002/x(199)1:2%3C1::AID%3E3.0"
    (found,) = read(ris(encoded), tmp_path)
    assert found.fields["doi"] == "10.1002/x(199)1:2<1::aid>3.0"


WOS_RIS = ris(
    "AU  - Doe, J",
    "T2  - J TEA",
    "PY  - 2020",
    "DA  - MAR 3",
    "VL  - 3",
    "C7  - e12",
    "SN  - 1234-5678",
)
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Doe, J
   Roe, RB
AF Doe, Jane
   Roe, Rob B.
TI Tea and
   sleep
SO JOURNAL OF TEA
LA English
DT Article
VL 77
IS 3
BP 732
EP 738
DI 10.1128/TEA.02132-10
PD FEB
PY 2011
PM 21169425
ER

PT S
AU Poe, P
BE Fielding, JE
TI A chapter
SO ANNUAL TEA, VOL 32
PY 2012
AR 5
ER

EF
"""
ENW = """%0 Journal Article
%A Doe, Jane
%A Tea Board,
%T Tea and
sleep
%J J Tea
%D 2020
%V 3
%N 2
%P 7-9
%R doi:10.1000/tea.1
%U https://example.org/a

%0 Book Section
%A Roe, Rob
%E Adam, Ann
%T A chapter
%B The book
%I Tea Press
%D 2019
%@ 978-1
"""
ZOTERO = {
    "itemType": "journalArticle",
    "title": "Tea, B<sub>12</sub>",
    "creators": [
        {"creatorType": "author", "firstName": "Jane", "lastName": "Doe"},
        {"creatorType": "author", "name": "Tea Board"},
        {"creatorType": "editor", "firstName": "Ann", "lastName": "Adam"},
        {"creatorType": "translator", "firstName": "T", "lastName": "Ra"},
    ],
    "date": "2020-03-01",
    "publicationTitle": "J Tea",
    "volume": "3",
    "DOI": "10.1000/TEA.1",
    "extra": "PMID: 12345678\nother",
    "accessDate": "2024-01-02T03:04:05Z",
}


def test_web_of_science_is_read_tagged_and_as_ris(tmp_path: Path) -> None:
    article, chapter = read(WOS, tmp_path)
    assert article.fields == {
        "title": "Tea and sleep",
        "journal": "JOURNAL OF TEA",
        "year": "2011",
        "volume": "77",
        "number": "3",
        "pages": "732–738",
        "doi": "10.1128/tea.02132-10",
        "pmid": "21169425",
        "url": "https://doi.org/10.1128/tea.02132-10",
    }
    assert article.authors == (Name("Doe", "Jane"), Name("Roe", "Rob B."))
    assert (chapter.type, chapter.fields["booktitle"]) == ("incollection", "ANNUAL TEA, VOL 32")
    assert (chapter.fields["pages"], chapter.editors) == ("5", (Name("Fielding", "JE"),))
    (other,) = read(WOS_RIS, tmp_path)
    assert (other.year, other.fields["pages"]) == ("2020", "e12")


def test_endnotes_refer_files_are_read(tmp_path: Path) -> None:
    article, chapter = read(ENW, tmp_path)
    assert article.fields == {
        "title": "Tea and sleep",
        "journal": "J Tea",
        "year": "2020",
        "volume": "3",
        "number": "2",
        "pages": "7–9",
        "doi": "10.1000/tea.1",
        "url": "https://example.org/a",
    }
    assert article.authors == (Name("Doe", "Jane"), Name(literal="Tea Board"))
    assert (chapter.type, chapter.fields["booktitle"]) == ("incollection", "The book")
    assert (chapter.fields["isbn"], chapter.editors) == ("978-1", (Name("Adam", "Ann"),))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([ZOTERO]),
        json.dumps([{"key": "A", "version": 1, "data": ZOTERO}]),
        json.dumps({"config": {}, "items": [ZOTERO, {"itemType": "attachment", "title": "x"}]}),
    ],
)
def test_zoteros_own_json_is_read(text: str, tmp_path: Path) -> None:
    (found,) = read(text, tmp_path)
    assert found.fields == {
        "title": "Tea, B₁₂",
        "journal": "J Tea",
        "year": "2020",
        "volume": "3",
        "doi": "10.1000/tea.1",
        "pmid": "12345678",
        "url": "https://doi.org/10.1000/tea.1",
        "urldate": "2024-01-02",
    }
    assert found.authors == (Name("Doe", "Jane"), Name(literal="Tea Board"))


RAISED = (
    "<xml><records><record><titles><title><style>10</style><style face='superscript'>5</style>"
    "<style> and CO</style><style face='subscript'>2</style></title></titles></record></records>"
    "</xml>"
)


@pytest.mark.parametrize(
    "text",
    [
        '[{"type": "article-journal", "title": "10<sup>5</sup> and CO<sub>2</sub>"}]',
        "TY  - JOUR\nTI  - 10<sup>5</sup> and CO<sub>2</sub>\nER  - \n",
        RAISED,
        "@misc{x, title = {10\\textsuperscript{5} and CO$_2$}}",
        "%0 Book\n%T 10<sup>5</sup> and CO<sub>2</sub>\n",
    ],
)  # fmt: skip
def test_raised_and_lowered_numbers_survive_in_every_format(text: str, tmp_path: Path) -> None:
    (found,) = read(text, tmp_path)
    assert found.title == "10⁵ and CO₂"


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2012a", "2012"),
        ("2024 Mar", "2024"),
        ("2024/03/01/", "2024"),
        ("Spring 2024", "2024"),
        ("20240301", "2024"),
        ("1450", "1450"),
        ("850", "850"),
        ("[1998]", "1998"),
        ("1999-2001", "1999–2001"),
        ("1999/2001", "1999–2001"),
        ("c. 1450", "c. 1450"),
        ("in press", "in press"),
        ("n.d.", "n.d."),
        ("2024-03-01/2024-03-05", "2024"),
    ],
)
def test_a_year_is_taken_from_any_date(written: str, year: str, tmp_path: Path) -> None:
    (found,) = read(f"@misc{{x, title = {{T}}, year = {{{written}}}}}", tmp_path)
    assert found.year == year


def test_a_record_that_is_whole_needs_no_parent(tmp_path: Path) -> None:
    child = "@inproceedings{x, crossref = {gone}, title = {T}, year = 2020, booktitle = {B}}"
    (found,) = read(child, tmp_path)
    assert found.fields == {"title": "T", "booktitle": "B", "year": "2020"}
    (tmp_path / "y").write_text(child.replace(", year = 2020", ""), "utf-8")
    (problem,) = exports.read_export(tmp_path / "y").problems
    assert "no record has the key `gone`" in problem.text


@pytest.mark.parametrize(
    ("date", "key"),
    [("1999/2001", "doe1999"), ("1450~", "doe1450"), ("/2004", "doe2004"), ("199X", "doe1990")],
)
def test_a_key_has_the_first_year_of_a_date(date: str, key: str, tmp_path: Path) -> None:
    text = f"@misc{{x, author = {{Doe, J}}, title = {{T}}, date = {{{date}}}}}"
    (found,) = read(text, tmp_path)
    assert keyed(found, ()).id == key


BAD = """@article{a, title = {Good}, author = {Doe, J}, year = 2020}
@article{b, author = {Doe, J}}
@article{c, title = "X"
 author = "Y"}
@article{d, title = {Known \\foo}, author = {Smith A, Jones B, Brown C}}
@article{a, title = {Also good}, year = 2012a, abstract = {\\bar}, abstract = {x}, month = sept}
@odd_type{e, title = {Odd}, booktitle = {Book}}
@article{f, title = {Cut
"""


def test_everything_wrong_in_a_file_is_said_at_once(folder: Folder, tmp_path: Path) -> None:
    where, file = folder(), tmp_path / "x.bib"
    file.write_text(BAD.replace("year = 2012a", "year = {2012a}"), "utf-8")
    code, out, err = call("add", "--offline", str(file), folder=where)
    assert (code, out) == (2, "")
    assert [line.split(":")[1] for line in err.splitlines()[:-1]] == ["2", "4", "5", "5", "8"]
    assert err.splitlines()[-1] == (
        "evidence-guide: nothing was written; correct these records, or add the other 3 with --skip"
    )


def test_skip_adds_the_good_records_and_prints_a_line_for_each(
    folder: Folder, tmp_path: Path
) -> None:
    where, file = folder(), tmp_path / "x.bib"
    file.write_text(BAD.replace("year = 2012a", "year = {2012a}"), "utf-8")
    code, out, err = call("add", "--offline", "--skip", str(file), folder=where)
    assert code == 1
    assert err.count("skipped: ") == len(err.splitlines())
    assert [line.split(":")[0] for line in out.splitlines()[:3]] == ["doe2020b", "also2012", "odd"]
    assert "3 × `design` is empty (first in evidence/findings/" in out
    added = load(where, TODAY).sources
    assert added["odd"].item.type == "incollection"
    assert added["also2012"].item.year == "2012"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\nER  - \n", "x:1: the record that begins here has no end"),
        ("FN Clarivate\nPT J\nTI A\n", "x:2: the record that begins here has no end (`ER`)"),
        ("<?xml version='1.0'?><mods><title/></mods>", "holds neither EndNote records"),
        ("%T \n", "x:1: this is not an export"),
    ],
)  # fmt: skip
def test_a_cut_or_foreign_file_is_refused_for_the_right_reason(
    text: str, told: str, folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    with pytest.raises(GuideError) as caught:
        new_records.add_records(load(folder(), TODAY), [str(tmp_path / "x")])
    assert told in str(caught.value)


def require_read_or_refused(content: bytes) -> None:
    """Fails unless an export becomes records, each with a title, or one sentence with its place."""
    with suppress(GuideError):
        found = exports.export_of(content, "x")
        assert all(source.title for source in found.sources)
        assert all(problem.line > 0 and problem.text for problem in found.problems)


SAMPLES = [CHAPTER, ERIC, PUBMED_XML, WOS, WOS_RIS, ENW, RAISED, BAD, json.dumps([ZOTERO])]
SAMPLES += [json.dumps({"items": [{"key": "a", "data": ZOTERO}]})]
SIGNS = st.sampled_from(
    ["{", "}", "[", '"', "\\", "$", "@", "%", "\n", "  - ", "TY", "&", "<", "\0", "é"]
)
EDITS = st.lists(
    st.tuples(st.integers(0, 4000), st.integers(0, 40), SIGNS | st.text(max_size=3)), max_size=5
)


@given(st.sampled_from(SAMPLES), EDITS)
@settings(max_examples=400, deadline=None)
def test_a_spoilt_export_of_any_kind_is_read_or_refused_and_never_a_traceback(
    sample: str, edits: list[tuple[int, int, str]]
) -> None:
    text = sample
    for at, length, new in edits:
        start = at % (len(text) + 1)
        text = text[:start] + new + text[start + length :]
    require_read_or_refused(text.encode("utf-8", "surrogatepass"))


JSON_NAMES = [
    "items", "data", "itemType", "type", "title", "author", "creators", "issued", "date-parts",
    "family", "literal", "DOI", "note", "extra", "date", "page", "URL", "creatorType", "raw",
]  # fmt: skip
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(JSON_NAMES), inner),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(JSON_NAMES), JSON_VALUES), max_size=3))
@settings(max_examples=200, deadline=None)
def test_json_of_any_shape_is_read_or_refused(items: list[dict[str, object]]) -> None:
    require_read_or_refused(json.dumps(items).encode())


def test_a_json_record_of_another_shape_is_reported_at_its_line_and_the_rest_is_read() -> None:
    text = """[
 {"id": "a", "title": "Bad", "author": "Wang, Wei"},
 {"id": "b", "title": "Good", "author": [{"family": "Wang"}, {"literal": "WHO"}]},
 {"id": "c", "title": {"short": "Bad"},
  "issued": 2020}
]"""
    found = exports.export_of(text.encode(), "library.json")
    assert [source.title for source in found.sources] == ["Good"]
    assert [(problem.line, problem.text.partition(";")[0]) for problem in found.problems] == [
        (2, '`author` is not a list of names with parts, such as `[{"family": "Wang"}]`'),
        (4, "`title` is not a text"),
        (5, '`issued` is not a date, such as `{"date-parts": [[2024]]}`'),
    ]


def test_items_of_zotero_of_another_shape_are_reported_too() -> None:
    text = '[{"itemType": "book", "title": "Bad",\n "creators": "Wang"}]'
    found = exports.export_of(text.encode(), "library.json")
    assert [problem.line for problem in found.problems] == [2]
