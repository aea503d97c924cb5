"""`add`: exports and identifiers become records and findings files; what is there already, half or
foreign is told and changes nothing.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import TODAY, Folder, call
from tests.loopback import Loopback, Reply

from evidence_guide import load
from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import bibtex as bibliography
from evidence_guide.guide.bibtex import Name, Source
from evidence_guide.intake import exports, layout, new_records, ris
from evidence_guide.intake.keys import keyed, same
from evidence_guide.intake.pubmed import Asker
from evidence_guide.intake.records import person, record
from evidence_guide.text.markup import invisible

NBIB = """
PMID- 38432714
OWN - NLM
DP  - 2024 Mar
TI  - The effects of tea on
      sleep: a randomized trial in Tanzania.
PG  - 730-9
LID - S0002-9165(23)66073-9 [pii]
LID - 10.1000/tea.23 [doi]
FAU - Wång, Dongqing
AU  - Wang D
FAU - Method, Balama
AU  - Method B
LA  - eng
TA  - J Tea
JT  - The journal of tea
VI  - 119
IP  - 3
PMC - PMC7654321
SO  - J Tea. 2024 Mar;119(3):730-739.
"""
RIS = """TY  - JOUR
TI  - The effects of tea on sleep: a randomized trial in Tanzania
AU  - Wång, Dongqing
AU  - Method, Balama
PY  - 2024/03/01/
T2  - The journal of tea
VL  - 119
IS  - 3
SP  - 730
EP  - 739
DO  - https://doi.org/10.1000/TEA.23
DB  - PubMed
AN  - 38432714
C2  - PMC7654321
ER  -
"""
BIB = """@article{whatever, title = {The effects of tea on sleep: a randomized trial in {Tanzania}}, author = {W{\\aa}ng, Dongqing and Method, Balama},
  journaltitle = {The journal of tea}, date = {2024-03-01}, volume = 119, issue = 3, pages = {730--739}, doi = {10.1000/tea.23}, pmid = 38432714,
  pmcid = {PMC7654321}, abstract = {Copied text}, file = {/home/me/x.pdf}, month = mar}
"""
CSL = [
    {
        "type": "article-journal",
        "title": "The effects of <i>tea</i> on sleep: a randomized trial in Tanzania",
        "DOI": "10.1000/TEA.23",
        "PMID": "38432714",
        "PMCID": "PMC7654321",
    }
    | {
        "author": [
            {"family": "Wång", "given": "Dongqing"},
            {"family": "Method", "given": "Balama"},
        ],
        "container-title": "The journal of tea",
        "volume": "119",
        "issue": "3",
    }
    | {
        "issued": {"date-parts": [["2024", 3]]},
        "page": "730-739",
        "abstract": "Copied text",
        "language": "en-US",
    }
]
ENDNOTE = """<?xml version="1.0" encoding="{}"?><xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Wång, Dongqing</style></author><author>Method, Balama,</author></authors></contributors>
<titles><title><style>The effects of </style><style face="italic">tea</style><style> on sleep: a randomized trial in Tanzania</style></title></titles>
<periodical><full-title>The journal of tea</full-title></periodical><pages>730-739</pages><volume>119</volume><number>3</number><dates><year>2024</year></dates>
<electronic-resource-num>10.1000/tea.23</electronic-resource-num><accession-num>38432714</accession-num><custom2>PMC7654321</custom2></record></records></xml>"""
EXPORTS: dict[str, bytes] = {
    "PubMed's NBIB": NBIB.encode(),
    "RIS": RIS.encode(),
    "BibTeX": BIB.encode(),
    "CSL JSON": json.dumps(CSL).encode(),
    "EndNote XML": ENDNOTE.format("UTF-8").encode(),
    "XML that names its character set": ENDNOTE.format("ISO-8859-1").encode("latin-1"),
    "UTF-8 with a mark, as on Windows": b"\xef\xbb\xbf" + RIS.replace("\n", "\r\n").encode(),
    "UTF-16 with a mark": RIS.encode("utf-16"),
}
RECORD = """@article{wang2024,
  author = {Wång, Dongqing and Method, Balama},
  title = {The effects of tea on sleep: a randomized trial in Tanzania},
  journal = {The journal of tea},
  year = {2024},
  volume = {119},
  number = {3},
  pages = {730--739},
  doi = {10.1000/tea.23},
  pmid = {38432714},
  pmcid = {PMC7654321},
  url = {https://doi.org/10.1000/tea.23}
}
"""


def added(where: Path, *words: str | Path) -> tuple[int, str, str]:
    return call("add", "--offline", *map(str, words), folder=where)


def files(where: Path) -> dict[str, bytes]:
    return {
        path.relative_to(where).as_posix(): path.read_bytes()
        for path in where.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_export_of_one_paper_becomes_the_same_tidy_record(
    export: bytes, folder: Folder, tmp_path: Path
) -> None:
    where, file = folder(), tmp_path / "export"
    before = (where / "evidence/sources.bib").read_text("utf-8")
    file.write_bytes(export)
    new_records.add_records(load(where, TODAY), [str(file)])
    assert (where / "evidence/sources.bib").read_text("utf-8") == before.rstrip() + "\n\n" + RECORD
    assert (
        (where / "evidence/findings/wang2024.yml")
        .read_text("utf-8")
        .startswith(
            "# yaml-language-server: $schema=../schema/findings.json\n# Wång and Method 2024: "
        )
    )


def test_a_stray_line_of_ris_continues_only_a_field_of_its_own_record() -> None:
    first = "TY  - JOUR\nstray\nTI  - Tea\nand sleep\nER  - \n"
    second = "TY  - JOUR\n\nstray\nTI  - Warm milk\nXX  - odd\nstray\nER  - \n"
    found = ris.read_ris(first + second).sources
    assert [source.fields for source in found] == [
        {"title": "Tea and sleep"},
        {"title": "Warm milk"},
    ]
    assert [source.line for source in found] == [1, 6]


def test_what_a_person_must_still_write_is_told_line_by_line_and_nothing_else_is_wrong(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (tmp_path / "a.ris").write_text(RIS, "utf-8")
    code, out, err = added(where, tmp_path / "a.ris")
    assert (code, err) == (0, "")
    assert "standing: unchecked (read from a file" in out
    left = [
        line.strip().split(": ", 1)[1].split(";")[0]
        for line in out.partition("still to write:\n")[2].splitlines()
    ]
    assert left == [
        f"`{name}` is empty" for name in ("design", "population", "what", "at", "findings")
    ]
    filled = (where / "evidence/findings/wang2024.yml").read_text("utf-8")
    for name, value in {
        "design": "cohort",
        "population": "Adults",
        "what": "abstract",
        "at": "https://example.org/",
    }.items():
        filled = filled.replace(f"  {name}:\n", f"  {name}: {value}\n")
    filled += (
        "  - {id: wang2024-x, reports: They slept., where: Abstract, passage: They … slept well.}\n"
    )
    (where / "evidence/findings/wang2024.yml").write_text(filled, "utf-8")
    assert {d.rule for d in new_records.left_to_write(where, ["wang2024"])} <= {
        "finding-is-used",
        "finding-is-looked-up",
    }


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("@article{x, title={Other words}, doi={https://doi.org/10.1000/DOE.2020}}", "DOI"),
        ("@article{x, title={Other words}, pmid=1234567}", "PMID"),
        ("@article{x, title={{Tea} and Sleep --- a randomised trial.}, year=2020}", "title"),
    ],
)
def test_what_is_there_already_is_told_and_nothing_is_written(
    text: str, by: str, folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (tmp_path / "x.bib").write_text(text, "utf-8")
    before = files(where)
    found = new_records.add_records(load(where, TODAY), [str(tmp_path / "x.bib")])
    assert f"already, by its {by}; nothing was written for it" in new_records.added_summary(
        found, []
    )
    assert files(where) == before


def test_a_record_that_stands_twice_in_one_file_is_added_once(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (tmp_path / "x.ris").write_text(RIS + RIS.replace("VL  - 119", "VL  - 120"), "utf-8")
    assert added(where, tmp_path / "x.ris")[0] == 1
    assert (where / "evidence/sources.bib").read_text("utf-8").count("10.1000/tea.23},") == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty; export it again"),
        (b"\xef\xbb\xbf\r\n \n", "is empty; export it again"),
        (b"\xff\xfe", "is empty; export it again"),
        (
            RIS.encode("latin-1"),
            ":3: byte 0xe5 is not UTF-8; export it again with UTF-8 as its character set",
        ),
        (RIS.encode("utf-16-le"), ":1: a zero byte, as in UTF-16 without its mark"),
        (RIS.encode("utf-16")[:-1], ": half a character of UTF-16"),
        (
            RIS.replace("ER  -\n", "").encode(),
            ":1: the record that begins here has no end (`ER  -`)",
        ),
        (
            (RIS.replace("ER  -\n", "") + RIS).encode(),
            ":1: the record that begins here has no end (`ER  -`)",
        ),
        (
            NBIB.partition("SO  -")[0].encode(),
            ":2: the record that begins here has no last line (`SO  - `)",
        ),
        (
            NBIB.replace("OWN - NLM", "<html>").encode(),
            ":3: `<html>` is not a line of the MEDLINE format",
        ),
        (BIB[:120].encode(), ":1: the brace that opens here is never closed"),
        (b"@article{x,\n author = {A, B}}", ":1: this record has no title"),
        (
            b"@article{x,\n title = {A},\n title = {B}}",
            ":3: field `title` is written twice in one record",
        ),
        (json.dumps(CSL, indent=1)[:90].encode(), ":4: this is not valid JSON"),
        (b"[1, 2]", ":1: this JSON is not a list of records"),
        (b"[" * 100_000, ":1: the JSON is nested too deeply"),
        (ENDNOTE.format("UTF-8").encode()[:300], ":3: this is not valid XML"),
        (b"<html><body>Log in</body></html>", ":1: this XML holds neither EndNote records"),
        (
            (
                b"<!DOCTYPE x [<!ENTITY e SYSTEM "
                b'"file:///etc/passwd">]><xml><records><record><titles><title>&e;</title></titles></record></records></xml>'
            ),
            ":1: this XML declares entities of its own",
        ),
        (b"Dear colleague", ":1: this is not an export that can be read"),
        (b"[]", ":1: this file holds no record"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_with_path_and_line_and_changes_nothing(
    content: bytes, told: str, folder: Folder, tmp_path: Path
) -> None:
    where, file = folder(), tmp_path / "export.txt"
    good = tmp_path / "good.ris"
    good.write_text(RIS, "utf-8")
    file.write_bytes(content)
    before = files(where)
    with pytest.raises(GuideError) as caught:
        new_records.add_records(load(where, TODAY), [str(good), str(file)])
    assert str(caught.value).startswith(str(file))
    assert told in str(caught.value)
    assert files(where) == before


def test_a_word_that_is_nothing_and_an_identifier_offline_end_with_exit_2(folder: Folder) -> None:
    where = folder()
    assert added(where, "no-such-file.ris") == (
        2,
        "",
        (
            "evidence-guide: `no-such-file.ris` is neither a file that is there nor a DOI, PMID, "
            "PMCID or web address\n"
        ),
    )
    for word in ("10.1000/xyz", "PMID: 12", "PMC12", "https://example.org/"):
        with pytest.raises(GuideError, match=f"`{word}` is not a file, and --offline needs one"):
            new_records.add_records(load(where, TODAY), [word])


def test_a_bibliography_that_cannot_be_read_whole_is_not_added_to(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder({"evidence/sources.bib": "@article{doe2020, title = {Tea}\n"})
    (tmp_path / "x.ris").write_text(RIS, "utf-8")
    with pytest.raises(GuideError, match=r"evidence/sources\.bib:1:9: the brace that opens here"):
        new_records.add_records(load(where, TODAY), [str(tmp_path / "x.ris")])


def test_a_key_can_be_chosen_unless_it_is_taken_or_names_several(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    (tmp_path / "x.ris").write_text(RIS, "utf-8")
    guide = load(where, TODAY)
    with pytest.raises(GuideError, match="`doe2020` is taken"):
        new_records.add_records(guide, [str(tmp_path / "x.ris")], key="doe2020")
    with pytest.raises(GuideError, match="names one record, and 2 were read"):
        new_records.add_records(guide, [str(tmp_path / "x.ris")] * 2, key="tea")
    assert (
        new_records.add_records(guide, [str(tmp_path / "x.ris")], key="teatrial")[0].source.id
        == "teatrial"
    )


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (Name("de Jager", "J"), "dejager2020"),
        (Name("Jager", "J", particle="de"), "dejager2020"),
        (Name("Bjørkevoll", "S"), "bjorkevoll2020"),
        (Name("Żółć", "A"), "zolc2020"),
        (Name("王", "A"), "wang2020"),
        (Name(literal="Australian Bureau of Statistics"), "abs2020"),
        (Name(literal="LactMed"), "lactmed2020"),
    ],
)
def test_a_key_is_author_and_year_in_small_letters(name: Name, key: str) -> None:
    assert keyed(record("article", {"title": "Tea", "year": "2020"}, [name]), ()).id == key


@given(
    st.sets(
        st.sampled_from(
            [
                "doe2020",
                *(f"doe2020{c}" for c in "bcdefghijklmnopqrstuvwxyz"),
                "DOE2020",
                "doe2020-27",
            ]
        )
    )
)
def test_a_key_never_collides(taken: set[str]) -> None:
    found = keyed(record("article", {"title": "Tea", "year": "2020"}, [Name("Doe", "J")]), taken).id
    assert found.lower() not in {key.lower() for key in taken}
    assert found.startswith("doe2020")


def test_equal_titles_of_two_dois_two_decades_or_two_bodies_are_two_publications() -> None:
    one = record(
        "article", {"title": "Advice on tea in the evening", "year": "2020", "doi": "10.1000/1"}
    )
    assert same(record("article", one.fields | {"doi": "10.1000/2"}), [one]) is None
    old = record("article", {"title": one.title, "year": "2001"})
    assert same(old, [one]) is None
    short = [
        record("online", {"title": "Advice", "year": "2020"}, [Name(literal=body)])
        for body in ("Board of Tea", "Office of Drinks")
    ]
    assert same(short[0], short[1:]) is None
    assert same(short[0], short[:1]) == (short[0], "title")


PLAIN = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C"]),
        min_size=1,
        max_size=60,
    )
    .map(lambda t: " ".join(t.split()))
    .filter(lambda t: not invisible(t))
)


@given(PLAIN, PLAIN)
def test_whatever_a_record_says_is_read_again_as_it_is(title: str, journal: str) -> None:
    text = layout.bibtex_record(
        Source("doe2020", "article", {"title": title, "journal": journal, "pages": "1–9"})
    )
    found = bibliography.read_bibtex(text, "sources.bib")
    assert not found.trouble
    assert [source.fields for source in found.sources] == [
        {"title": title, "journal": journal, "pages": "1–9"}
    ]


PARTS = st.text("aB é'-.,{}&$~=_^\\", max_size=8).map(lambda text: " ".join(text.split()))
NAMES = st.builds(Name, PARTS, PARTS, PARTS, PARTS).filter(lambda name: bool(name.short))
BODIES = st.builds(lambda text: Name(literal=text), PLAIN)
ADDRESSES = st.text("ab/~-_%{}<>$#&\\?=.", min_size=1, max_size=12).map("https://x.org/{}".format)


@given(
    st.dictionaries(
        st.sampled_from(["title", "booktitle", "publisher", "edition", "volume"]), PLAIN
    ),
    st.lists(NAMES | BODIES, max_size=3),
    st.fixed_dictionaries({"url": ADDRESSES, "doi": PLAIN, "isbn": PLAIN}),
)
def test_every_record_is_read_again_as_it_was_written(
    texts: dict[str, str], names: list[Name], ids: dict[str, str]
) -> None:
    written = record("incollection", texts | ids, names, names)
    text = layout.bibtex_record(replace(written, id="doe2020"))
    found = bibliography.read_bibtex(text, "sources.bib")
    assert found.trouble == ()
    (read,) = found.sources
    assert read.fields == written.fields
    assert (read.authors, read.editors) == (written.authors, written.editors)


@pytest.mark.parametrize(
    "name",
    [
        Name("van der Berg", "Anna"),
        Name("Berg", "Anna", "van der"),
        Name("Sá e Silva", "J."),
        Name("King", "M. L.", suffix="Jr."),
        Name(literal="Bill and Melinda & Co, Ltd"),
    ],
)
def test_a_name_is_read_again_with_the_same_parts_for_a_reader(name: Name) -> None:
    (source,) = bibliography.read_bibtex(
        layout.bibtex_record(Source("a1", "misc", {}, (name, Name("Doe", "J")))), "x"
    ).sources
    assert source.authors == (name, Name("Doe", "J"))


@pytest.mark.parametrize(
    "text",
    [
        "@article{x, title={Tea}, note={PMID: 38432714}, langid={english}}",
        "TY  - JOUR\nTI  - Tea\nN1  - PMID: 38432714\nLA  - en\nER  -\n",
        '[{"title": "Tea", "note": "Seen at home\\nPMID: 38432714", "language": "en-GB"}]',
    ],
)
def test_a_pmid_that_zotero_keeps_in_a_note_is_found_and_english_is_not_told(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    (source,) = exports.read_export(tmp_path / "x").sources
    assert source.fields == {
        "title": "Tea",
        "pmid": "38432714",
        "url": "https://pubmed.ncbi.nlm.nih.gov/38432714/",
    }


def test_a_name_with_a_comma_is_a_persons_and_without_one_a_bodys() -> None:
    assert person("Berg, Anna") == Name("Berg", "Anna")
    assert person("World Health Organization") == Name(literal="World Health Organization")


WORK = {
    "DOI": "10.1000/new.1",
    "type": "journal-article",
    "title": ["Mugs &amp; CO<sub>2</sub>"],
    "container-title": ["J Tea"],
    "published-print": {"date-parts": [[2025, 1]]},
}
WORK |= {
    "author": [{"family": "Ruiz", "given": "Ana"}, {"name": "Board of Tea"}],
    "page": "3-7",
    "ISSN": ["1"],
    "published-online": {"date-parts": [[2024]]},
}
JSON = "application/json"


def crossref(**more: object) -> Reply:
    return Reply(json.dumps({"message": WORK | more}), JSON)


def test_a_doi_is_asked_of_crossref_with_its_standing_which_the_lock_keeps(
    server: Loopback, asker: Asker, folder: Folder
) -> None:
    where = folder()
    server.on(
        "/works/10.1000%2Fnew.1",
        crossref(**{"updated-by": [{"type": "correction", "DOI": "10.1000/fix"}]}),
    )
    (found,) = new_records.add_records(
        load(where, TODAY), ["https://doi.org/10.1000/NEW.1"], asker=asker
    )
    assert found.source.id == "ruiz2025"
    assert found.source.title == "Mugs & CO₂"
    assert str(found.standing.state) == "corrected"
    assert load(where).lock.standings["ruiz2025"].state == "corrected"
    assert load(where).lock.receipts == load(where, TODAY).lock.receipts


def test_a_standing_that_could_not_be_looked_up_is_unchecked_and_the_record_is_added_all_the_same(
    server: Loopback, asker: Asker, folder: Folder
) -> None:
    where = folder()
    server.on("/works/10.1000%2Fnew.1", crossref(), Reply(status=500))
    (found,) = new_records.add_records(load(where, TODAY), ["10.1000/new.1"], asker=asker)
    assert str(found.standing.state) == "unchecked"
    assert (
        "standing: unchecked (Crossref did not answer: server error: status 500), by Crossref"
        in new_records.added_summary([found], [])
    )
    assert "ruiz2025" not in load(where).lock.standings


@pytest.mark.parametrize(
    "word",
    [
        "38432714",
        "PMID:38432714",
        "https://pubmed.ncbi.nlm.nih.gov/38432714/",
        "PMC7654321",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7654321/",
    ],
)
def test_a_pmid_or_pmcid_is_asked_of_pubmed(
    word: str, server: Loopback, asker: Asker, folder: Folder
) -> None:
    where = folder()
    server.on("/efetch.fcgi", Reply(NBIB, "text/plain; charset=utf-8"))
    links = [
        {"linkname": "pmc_refs_pubmed", "links": ["1"]},
        {"linkname": "pmc_pubmed", "links": ["38432714"]},
    ]
    server.on("/elink.fcgi", Reply(json.dumps({"linksets": [{"linksetdbs": links}]}), JSON))
    new_records.add_records(load(where, TODAY), [word], asker=asker)
    assert (where / "evidence/sources.bib").read_text("utf-8").endswith(RECORD)
    asked = [path for path in server.paths if ".fcgi" in path]
    assert all(
        "tool=evidence-guide" in path
        and "email=me%40example.org" in path
        and "api_key=secret" in path
        for path in asked
    )


def test_a_page_names_its_doi_or_is_a_source_itself(
    server: Loopback, asker: Asker, folder: Folder
) -> None:
    where = folder()
    server.on(
        "/paper",
        Reply(
            '<html><head><meta name="citation_doi" '
            'content="10.1000/new.1"><title>Mugs</title></head><body><p>Words.</p></body></html>'
        ),
    )
    server.on("/works/10.1000%2Fnew.1", crossref())
    server.on(
        "/page",
        Reply(
            "<html lang=de><head><title>Rat zum Tee</title></head><body><p>Worte.</p></body></html>"
        ),
    )
    paper, page = (
        each.source
        for each in new_records.add_records(
            load(where, TODAY), [f"{server.address}/paper", f"{server.address}/page"], asker=asker
        )
    )
    assert paper.fields["doi"] == "10.1000/new.1"
    assert (page.type, page.title, page.language, page.fields["url"]) == (
        "online",
        "Rat zum Tee",
        "de",
        f"{server.address}/page",
    )
    assert "urldate" in page.fields


@pytest.mark.parametrize(
    ("word", "path", "reply", "told"),
    [
        (
            "10.1000/new.1",
            "/works/10.1000%2Fnew.1",
            Reply(status=404),
            (
                "Crossref gave no record of 10.1000/new.1 (not found (404)); export the record "
                "as a file"
            ),
        ),
        (
            "10.1000/new.1",
            "/works/10.1000%2Fnew.1",
            Reply("{", JSON),
            "Crossref's answer about 10.1000/new.1 cannot be read (JSONDecodeError)",
        ),
        (
            "10.1000/new.1",
            "/works/10.1000%2Fnew.1",
            Reply("[]", JSON),
            "Crossref's answer about 10.1000/new.1 cannot be read (TypeError)",
        ),
        (
            "10.1000/new.1",
            "/works/10.1000%2Fnew.1",
            crossref(DOI="10.1000/other"),
            "Crossref answered 10.1000/new.1 with 10.1000/other",
        ),
        (
            "10.1000/new.1",
            "/works/10.1000%2Fnew.1",
            Reply("{" * 40, JSON, pause=0.05),
            "Crossref gave no record of 10.1000/new.1 (time-out",
        ),
        (
            "12345",
            "/efetch.fcgi",
            Reply(NBIB, "text/plain"),
            "PubMed has no record of PMID 12345; check the number",
        ),
        (
            "12345",
            "/efetch.fcgi",
            Reply("nothing", "text/plain"),
            "PubMed has no record of PMID 12345; check the number",
        ),
        (
            "PMC12345",
            "/elink.fcgi",
            Reply('{"linksets": []}', JSON),
            "PubMed gave no record of PMC12345 (not found (404): PubMed has no record of PMC12345)",
        ),
    ],
)
def test_an_identifier_that_nobody_knows_is_a_sentence_that_names_the_way_round(
    word: str, path: str, reply: Reply, told: str, server: Loopback, asker: Asker, folder: Folder
) -> None:
    where = folder()
    before = files(where)
    server.on(path, reply)
    with pytest.raises(GuideError) as caught:
        new_records.add_records(load(where, TODAY), [word], asker=asker)
    assert str(caught.value).startswith(told)
    assert files(where) == before
