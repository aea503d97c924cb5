"""Citations as files: what reference managers read back, how pages are cited, and their tags."""

import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.conftest import errors

from evidence_guide import Guide, outputs
from evidence_guide.guide.bibtex import Name, Source, read_bibtex
from evidence_guide.intake.reference_files import as_bibtex, as_csl_json, as_ris
from evidence_guide.intake.ris import read_ris
from evidence_guide.site.citation_tags import citation_tags
from evidence_guide.view.context import Context
from evidence_guide.view.own_records import cited_ids, own_record, own_reference
from evidence_guide.view.pages.citing import cite_box
from evidence_guide.view.references import STYLE, reference_html
from evidence_guide.view.site import Addresses, Site

RECORDS = (
    Source(
        "doe2020",
        "article",
        {
            "title": "Tea & sleep: 5 % {better}",
            "journal": "J Ex",
            "year": "2020",
            "volume": "3",
            "number": "2",
            "pages": "12–19",
            "doi": "10.1000/doe_2020",
            "pmid": "123",
            "pmcid": "PMC9",
            "url": "https://example.org/a_b?c=1&d=~e",
            "note": "Table 2",
        },
        (Name("Doe", "Jane"), Name("Berg", "Anna", "van der"), Name(literal="others")),
    ),
    Source(
        "board2021",
        "techreport",
        {
            "title": "Évening drinks",
            "institution": "Board",
            "year": "2021",
            "urldate": "2026-01-02",
        },
        (Name(literal="Board of Tea, Water and Milk"),),
    ),
    Source(
        "page", "online", {"title": "A page", "url": "https://example.org/", "langid": "german"}
    ),
)
"""Records with what makes formats stumble."""


def files(guide: Guide) -> dict[str, str]:
    """The contents of the files of citations by their addresses."""
    found = {output.uri: output.content for output in outputs(guide)}
    return {uri: text for uri, text in found.items() if uri.startswith(("cite/", "references/"))}


@pytest.fixture(scope="module")
def written(tea: Guide) -> dict[str, str]:
    return files(tea)


def released(changed: Callable[..., Guide], on: str, doi: str = "") -> Context:
    """The sample guide after a release on a day."""
    release = f"{{version: 1.0.0, on: {on}, address: https://example.org/r/1{doi}}}"
    line = f"publisher: Nobody\nreleases: [{release}]"
    return Context(Site(changed("evidence/guide.yml", "publisher: Nobody", line)))


# Formats


def test_bibtex_is_read_again_with_every_field() -> None:
    text = as_bibtex(RECORDS)
    read = read_bibtex(text, "x.bib")
    assert read.trouble == ()
    assert [(s.id, s.type, s.fields, s.authors) for s in read.sources] == [
        (s.id, s.type, s.fields, s.authors) for s in RECORDS
    ]
    assert [entry.key for entry in parse_string(text).entries] == [s.id for s in RECORDS]


def test_ris_is_read_again_by_rispy() -> None:
    first, board, page = rispy.loads(as_ris(RECORDS))
    assert first == {
        "type_of_reference": "JOUR",
        "id": "doe2020",
        "authors": ["Doe, Jane", "van der Berg, Anna", "et al."],
        "year": "2020",
        "title": "Tea & sleep: 5 % {better}",
        "journal_name": "J Ex",
        "volume": "3",
        "number": "2",
        "doi": "10.1000/doe_2020",
        "custom2": "PMC9",
        "urls": ["https://example.org/a_b?c=1&d=~e"],
        "notes": ["Table 2"],
        "start_page": "12",
        "end_page": "19",
        "accession_number": "123",
        "name_of_database": "PubMed",
    }
    assert (board["type_of_reference"], board["publisher"]) == ("RPRT", "Board")
    assert board["access_date"] == "2026/01/02"
    assert (page["type_of_reference"], page["language"]) == ("ELEC", "de")


def test_ris_is_read_again_by_add_with_the_same_people_and_fields() -> None:
    first, board, _ = read_ris(as_ris(RECORDS)).sources
    assert first.authors == RECORDS[0].authors
    assert first.fields == {k: v for k, v in RECORDS[0].fields.items() if k != "note"}
    assert board.authors == (Name(literal="Board of Tea Water and Milk"),)  # a comma means a person


def test_csl_json_makes_the_same_references() -> None:
    library = CiteProcJSON(json.loads(as_csl_json(RECORDS[1:])))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(str(STYLE), validate=False)
        made = CitationStylesBibliography(style, library, formatters.html)
        for record in RECORDS[1:]:
            made.register(Citation([CitationItem(record.id)]))
        found = [re.sub(r"^\d+\.\s*", "", str(line)) for line in made.bibliography()]
    assert found == [
        html.fromstring(reference_html(record)).text_content() for record in RECORDS[1:]
    ]


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)


@given(LINES.filter(bool), LINES.filter(bool))
def test_whatever_a_title_says_ris_is_read_again(title: str, journal: str) -> None:
    record = Source("a1", "article", {"title": title, "journal": journal, "year": "2020"})
    (found,) = rispy.loads(as_ris([record]))
    assert (found["title"], found["journal_name"]) == (title.strip(), journal.strip())


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize(("name", "write"), [("ris", as_ris), ("bibtex", as_bibtex)])
def test_pandoc_reads_the_same_records(name: str, write: Callable[..., str]) -> None:
    done = subprocess.run(
        [str(shutil.which("pandoc")), "--from", name, "--to", "csljson"],
        input=write(RECORDS[:1]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    (item,) = json.loads(done.stdout)
    assert (item["DOI"], item["volume"]) == ("10.1000/doe_2020", "3")


# The files of a guide


def test_the_references_of_a_page_are_those_of_its_list(
    tea: Guide, written: dict[str, str]
) -> None:
    pages = {output.uri: output.content for output in outputs(tea)}
    for uri in ("claims/sleep-faster.md", "topics/sleep.md", "stages/evening.md"):
        listed = re.findall(
            r'<li id="ref-\d+"><span class="eg-ref"><a href="[^"]*/sources/(\w+)/', pages[uri]
        )
        name = uri.partition("/")[2].removesuffix(".md")
        assert listed
        assert [item["id"] for item in json.loads(written[f"references/{name}.json"])] == listed
        assert [r["id"] for r in rispy.loads(written[f"references/{name}.ris"])] == listed
        bibtex = read_bibtex(written[f"references/{name}.bib"], "x").sources
        assert [source.id for source in bibtex] == listed
        assert f'references/{name}.ris" download' in pages[uri]


def test_all_sources_are_one_file(tea: Guide, written: dict[str, str]) -> None:
    read = read_bibtex(written["references/index.bib"], "x").sources
    assert {s.id: s.fields for s in read} == {s.id: s.item.fields for s in tea.sources.values()}


def test_a_step_is_cited_with_version_day_and_address(written: dict[str, str]) -> None:
    assert written["cite/drink-tea.ris"] == (
        "TY  - CHAP\nID  - drink-tea\nAU  - Nobody\nPY  - 2026\nTI  - Drink tea, not coffee\n"
        "T2  - Tea and sleep\nET  - Version 1.0.0, 10 January 2026\nPB  - Nobody\n"
        "UR  - https://example.org/tea/stages/evening/#drink-tea\nER  - \n"
    )


def test_the_files_of_a_source_hold_the_source_and_the_page_about_it(
    written: dict[str, str],
) -> None:
    source, page = json.loads(written["cite/doe2020.json"])
    assert (source["id"], source["DOI"]) == ("doe2020", "10.1000/doe.2020")
    assert (page["id"], page["container-title"]) == ("doe2020-page", "Tea and sleep")
    assert page["URL"] == "https://example.org/tea/sources/doe2020/"


def test_every_part_is_cited_as_the_processor_would(tea: Guide) -> None:
    context = Context(Site(tea))
    for id in cited_ids(tea):
        assert str(own_reference(context, id)) == reference_html(own_record(context, id))


def test_pages_for_another_engine_are_cited_by_their_published_addresses(tea: Guide) -> None:
    site = Site(tea, Addresses.SOURCES)
    address = own_record(Context(site), "sleep-wake").fields["url"]
    assert address == "https://example.org/tea/claims/sleep-wake/"
    assert str(own_reference(Context(site), "sleep-wake")).endswith(f" {address}")


# Releases


def test_without_a_release_the_box_says_what_is_missing(tea: Guide) -> None:
    box = cite_box(Context(Site(tea)), "drink-tea")
    assert box.permanent == ""
    assert box.release.startswith("This guide has no release yet")
    assert box.reference == (
        "Nobody. Drink tea, not coffee. In: Tea and sleep [Internet]. Version 1.0.0, "
        "10 January 2026. Nobody; 2026. Available from: "
        "https://example.org/tea/stages/evening/#drink-tea"
    )


def test_a_page_of_a_release_names_where_it_stays(changed: Callable[..., Guide]) -> None:
    context = released(changed, "2026-01-12", ", doi: 10.5281/zenodo.1")
    box = cite_box(context, "drink-tea")
    assert box.release == "This is release 1.0.0 of 12 January 2026. It stays as it is at"
    assert box.permanent == "https://doi.org/10.5281/zenodo.1"
    assert own_record(context, "index").fields["doi"] == "10.5281/zenodo.1"
    note = own_record(context, "drink-tea").fields["note"]
    assert note == "Permanent address of this version: https://doi.org/10.5281/zenodo.1"


def test_a_guide_that_was_looked_through_again_is_no_release(changed: Callable[..., Guide]) -> None:
    context = released(changed, "2026-01-09")
    box = cite_box(context, "index")
    assert box.release.startswith("The guide was looked through again after release 1.0.0 of 9")
    assert box.permanent == "https://example.org/r/1"
    assert not {"doi", "note"} & own_record(context, "index").fields.keys()


def test_releases_are_sound(changed: Callable[..., Guide]) -> None:
    second = "{version: 1.0.0, on: 2026-01-12, address: https://example.org/r/1}"
    context = released(changed, "2026-01-09", f", doi: ten}}, {second[:-1]}")
    assert [(d.rule, d.message) for d in errors(context.guide)] == [
        ("release-is-sound", "`ten` is not a valid DOI"),
        ("release-is-sound", "release `1.0.0` is not older than the one above it"),
    ]


# Tags


def page(uri: str, **meta: str) -> SimpleNamespace:
    address = f"https://example.org/tea/{uri.removesuffix('.md')}/"
    return SimpleNamespace(canonical_url=address, meta=meta, file=SimpleNamespace(src_uri=uri))


def test_a_page_has_the_tags_that_reference_managers_read(tea: Guide) -> None:
    cited = "https://doi.org/10.1000/doe.2020"
    assert dict(citation_tags(tea)(page("sources/doe2020.md", cites=cited), "Doe &amp; Roe")) == {
        "citation_title": "Doe &amp; Roe",
        "citation_author": "Nobody",
        "citation_publication_date": "2026/01/10",
        "citation_public_url": "https://example.org/tea/sources/doe2020/",
        "citation_language": "en",
        "citation_inbook_title": "Tea and sleep",
        "DC.title": "Doe &amp; Roe",
        "DC.creator": "Nobody",
        "DC.date": "2026-01-10",
        "DC.identifier": "https://example.org/tea/sources/doe2020/",
        "DC.source": cited,
    }


def test_a_translated_page_has_the_title_of_its_guide(tea: Guide) -> None:
    tags = dict(citation_tags(tea)(page("es/stages/evening.md", language="es"), "T"))
    assert (tags["citation_language"], tags["citation_inbook_title"]) == ("es", "Té y sueño")


def test_the_tags_of_a_release_name_where_it_stays(changed: Callable[..., Guide]) -> None:
    guide = released(changed, "2026-01-12").guide
    tags = dict(citation_tags(guide)(page("claims/sleep-wake.md"), "T"))
    assert tags["DC.relation"] == "https://example.org/r/1"


@pytest.mark.parametrize("uri", ["claims/index.md", "audit.md", "plan.md"])
def test_lists_and_pages_about_the_guide_are_not_cited_by_themselves(uri: str, tea: Guide) -> None:
    assert citation_tags(tea)(page(uri), "T") == ()
    assert citation_tags(tea)(page("claims/x.md", retired="y"), "T") == ()


def test_the_first_page_is_the_whole_guide(tea: Guide) -> None:
    assert "citation_inbook_title" not in dict(citation_tags(tea)(page("index.md"), "T"))
