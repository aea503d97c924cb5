"""`scan`: what PubMed has new, without what is cited or left out; what is due; and a network that
fails is told.
"""

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt
from tests.conftest import TEA, Folder, call, errors
from tests.loopback import Loopback, Reply

from evidence_guide import Guide, load, outputs
from evidence_guide.intake import publications
from evidence_guide.intake.pubmed import Asker

JSON = "application/json"


def found(*pmids: str, count: int | None = None) -> Reply:
    return Reply(
        json.dumps(
            {
                "esearchresult": {
                    "count": str(len(pmids) if count is None else count),
                    "idlist": list(pmids),
                }
            }
        ),
        JSON,
    )


def summary(**dois: str) -> Reply:
    same = {"source": "J Tea", "pubdate": "2026 Jan", "authors": [{"name": "Ruiz A"}]}
    told = {
        pmid[1:]: same
        | {"title": f"Paper {pmid[1:]}.", "articleids": [{"idtype": "doi", "value": doi}]}
        for pmid, doi in dois.items()
    }
    return Reply(json.dumps({"result": {"uids": list(told)} | told}), JSON)


def test_a_record_is_listed_unless_it_is_cited_or_left_out_by_pmid_or_doi(
    tea: Guide, server: Loopback, asker: Asker
) -> None:
    server.on("/esearch.fcgi", found("11", "12", "13", "1234567"))
    server.on(
        "/esummary.fcgi", summary(p11="10.1000/new", p12="10.1000/DOE.2020", p13="10.1000/coe.2018")
    )
    scan = publications.scan(tea, asker)
    assert [(each.record.pmid, each.line, each.address) for each in scan.new] == [
        ("11", "Ruiz A. Paper 11. J Tea 2026 Jan", "https://pubmed.ncbi.nlm.nih.gov/11/")
    ]
    assert [s.id for s in scan.new[0].searches] == ["search-tea-trials"]
    assert (scan.ran, scan.trouble) == (1, ())


@pytest.mark.parametrize(
    "record", ["PMC77", "https://pubmed.ncbi.nlm.nih.gov/11/", "11", "https://doi.org/10.1000/NEW"]
)
def test_what_was_left_out_by_any_of_its_names_is_not_listed_again(
    record: str, changed: Callable[..., Guide], server: Loopback, asker: Asker
) -> None:
    server.on("/esearch.fcgi", found("11"))
    ids = [{"idtype": "doi", "value": "10.1000/new"}, {"idtype": "pmc", "value": "PMC77"}]
    server.on(
        "/esummary.fcgi",
        Reply(json.dumps({"result": {"11": {"title": "T", "articleids": ids}}}), JSON),
    )
    assert publications.scan(
        changed("evidence/excluded.yml", "10.1000/coe.2018", record), asker
    ).silent


def test_the_search_is_asked_as_it_is_written_from_its_day_on(
    tea: Guide, server: Loopback, asker: Asker
) -> None:
    server.on("/esearch.fcgi", found())
    assert publications.scan(tea, asker).silent
    (path,) = server.paths
    asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    assert (
        asked["term"]
        == "(tea[mh] OR tea[tiab]) AND sleep[tiab] AND randomized controlled trial[pt]"
    )
    assert (asked["mindate"], asked["datetype"], asked["db"], asked["tool"]) == (
        "2026/01/10",
        "edat",
        "pubmed",
        "evidence-guide",
    )


def test_a_record_that_two_searches_find_is_listed_once(
    folder: Folder, server: Loopback, asker: Asker
) -> None:
    text = (TEA / "evidence/searches.yml").read_text("utf-8")
    more = (
        "  - {id: search-more, title: More, database: PubMed, query: mugs, scan_from: 2026-01-01}\n"
    )
    server.on("/esearch.fcgi", found("11"))
    server.on("/esummary.fcgi", summary(p11="10.1000/new"))
    (only,) = publications.scan(
        load(folder({"evidence/searches.yml": text + more}), date(2026, 1, 20)), asker
    ).new
    assert [s.id for s in only.searches] == ["search-tea-trials", "search-more"]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(status=500), "could not be run (server error: status 500)"),
        (Reply("{" * 60, JSON, pause=0.05), "could not be run (time-out"),
        (Reply("<html>", "text/html"), "could not be run (wrong content type: `text/html`)"),
        (
            Reply("{", JSON),
            "could not be run (not a text: the answer cannot be read (JSONDecodeError))",
        ),
        (Reply("[]", JSON), "could not be run (not a text: the answer is not a mapping)"),
        (
            Reply("{}", JSON),
            "could not be run (not a text: PubMed's answer cannot be read (TypeError))",
        ),
        (
            Reply('{"esearchresult": {"ERROR": "Search Backend failed"}}', JSON),
            "could not be run (server error: PubMed says: Search Backend failed)",
        ),
        (
            Reply(
                (
                    '{"esearchresult": {"count": "0", "idlist": [], "errorlist": '
                    '{"phrasesnotfound": ["slep"]}}}'
                ),
                JSON,
            ),
            "PubMed does not know the words slep",
        ),
        (
            Reply('{"esearchresult": {"count": "1", "idlist": ["<b>"]}}', JSON),
            "cannot be read (ValueError)",
        ),
        (found(count=900), "finds 900 records and only 0 were looked at"),
    ],
)
def test_a_search_that_could_not_be_run_is_told_and_is_never_silence(
    reply: Reply, told: str, tea: Guide, server: Loopback, asker: Asker
) -> None:
    server.on("/esearch.fcgi", reply)
    scan = publications.scan(tea, asker)
    assert not scan.silent
    assert told in scan.trouble[0]
    assert scan.trouble[0] in publications.publication_list(scan, "text", asked=True)


def test_records_that_pubmed_does_not_describe_are_told(
    tea: Guide, server: Loopback, asker: Asker
) -> None:
    server.on("/esearch.fcgi", found("11"))
    server.on("/esummary.fcgi", Reply(status=500), Reply(status=500), Reply('{"result": 1}', JSON))
    assert (
        "some records found could not be looked at (server error"
        in publications.scan(tea, asker).trouble[0]
    )
    assert [each.record.title for each in publications.scan(tea, asker).new] == ["no title given"]


def test_titles_from_outside_are_no_markdown_no_mentions_and_no_html(
    tea: Guide, server: Loopback, asker: Asker
) -> None:
    title = "<img src=x> @nobody [x](javascript:1) `code` #1 \n\n# Head"
    server.on("/esearch.fcgi", found("11"))
    server.on(
        "/esummary.fcgi",
        Reply(
            json.dumps(
                {
                    "result": {
                        "11": {
                            "title": title,
                            "source": "J",
                            "articleids": [{"idtype": "doi", "value": "10.1000/a`b"}],
                        }
                    }
                }
            ),
            JSON,
        ),
    )
    text = publications.publication_list(publications.scan(tea, asker), "markdown", asked=True)
    (item,) = [line for line in text.splitlines() if line.startswith("- [ ] [")]
    rendered = MarkdownIt("commonmark").render(item)
    assert "<img" not in rendered
    assert rendered.count("<a ") == 1
    link = rendered.partition('<a href="https://pubmed.ncbi.nlm.nih.gov/11/">')[2].partition(
        "</a>"
    )[0]
    assert "@nobody" in link
    assert "# Head" in link


def test_an_issue_is_never_longer_than_github_takes(
    tea: Guide, server: Loopback, asker: Asker
) -> None:
    pmids = [str(n) for n in range(1000, 1500)]
    server.on("/esearch.fcgi", found(*pmids))
    server.on(
        "/esummary.fcgi",
        Reply(
            json.dumps(
                {
                    "result": {
                        pmid: {"title": "Long title " * 25, "source": "Journal"} for pmid in pmids
                    }
                }
            ),
            JSON,
        ),
    )
    text = publications.publication_list(publications.scan(tea, asker), "markdown", asked=True)
    assert len(text) < 65_536
    assert "and 400 more, which `evidence-guide scan` lists" in text


@pytest.mark.parametrize(
    ("day", "overdue", "soon"),
    [(date(2026, 1, 20), 0, 0), (date(2098, 11, 15), 0, True), (date(2099, 1, 2), True, 0)],
)
def test_reviews_are_due_by_their_days(day: date, overdue: bool, soon: bool) -> None:
    scan = publications.scan(load(TEA, day))
    assert (bool(scan.overdue), bool(scan.soon)) == (bool(overdue), bool(soon))
    assert all(each.place.line > 1 for each in (*scan.overdue, *scan.soon))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "searches",
            "    scan_from: 2026-01-10\n",
            "",
            "search `search-tea-trials` of PubMed does not say from which day it is run",
        ),
        (
            "searches",
            "    ran_on: 2026-01-08\n",
            "",
            "search `search-tea-board` does not say when it was run",
        ),
        (
            "excluded",
            "record: 10.1000/coe.2018",
            "record: 1234567",
            "`1234567` is the source `poe2019`",
        ),
        (
            "excluded",
            "excluded:\n",
            (
                "excluded:\n  - {record: 'doi:10.1000/COE.2018', title: A, because: B, on: "
                "2026-01-08}\n"
            ),
            "`10.1000/coe.2018` is listed twice",
        ),
    ],
)
def test_a_search_without_its_day_and_an_exclusion_that_is_none_are_complained_of(
    file: str, old: str, new: str, told: str, changed: Callable[..., Guide]
) -> None:
    assert [d.message for d in errors(changed(f"evidence/{file}.yml", old, new))] == [told]


def test_the_method_page_shows_each_search_with_its_words_place_and_day(tea: Guide) -> None:
    text = next(output.content for output in outputs(tea) if output.uri == "method.md")
    page_says = ("Trials of tea and sleep", "<code>(tea[mh] OR tea[tiab]) AND", "10 January 2026")
    for told in (
        *page_says,
        "The pages of the Board of Tea. Run on 8 January 2026.",
        "Cats are not the readers",
    ):
        assert told in text


def test_offline_lists_only_what_is_due_and_says_so(folder: Folder) -> None:
    where = folder()
    code, out, _ = call("scan", "--offline", folder=where)
    quiet = "PubMed was not asked\n0 reviews overdue\n0 reviews due soon\n"
    assert (code, out) == (0, quiet)
    words = ("scan", "--offline", "--format", "markdown")
    code, out, _ = call(*words, folder=where, epoch=4073000000)
    assert code == 1
    assert "- [ ] `sleep`, due on 2099-01-01 (`evidence/claims/sleep.yml`, line 4)" in out
    assert "PubMed was not asked" in out
