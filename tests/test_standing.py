"""How sources stand: exact matches only, the worst counts, and silence is never "ok"."""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import services
from tests.loopback import Loopback, Reply

from evidence_guide.diagnostic import GuideError
from evidence_guide.guide import Guide
from evidence_guide.guide.bibtex import Source
from evidence_guide.guide.lock import ListEntry
from evidence_guide.proof.fetching import Bounds, Clock, Endpoints, Fetcher
from evidence_guide.proof.retraction_list import require_sound_list
from evidence_guide.proof.retraction_watch import (
    COLUMNS,
    RetractionWatch,
    load_retractions,
    parse_retractions,
)
from evidence_guide.proof.standing import (
    Notice,
    Standing,
    State,
    combined,
    crossref,
    superseding,
    unchecked,
    worst,
)
from evidence_guide.view.pages.audit import checked_page
from evidence_guide.view.site import Site
from evidence_guide.view.views import Views

DAY = date(2026, 1, 20)
ROW = {
    "Record ID": "1",
    "Title": "Tea and sleep",
    "RetractionDate": "2/24/2021 0:00",
    "RetractionDOI": "10.1000/notice",
    "RetractionPubMedID": "777",
    "OriginalPaperDOI": "10.1000/TEA",
    "OriginalPaperPubMedID": "123",
    "RetractionNature": "Retraction",
    "Reason": "+Concerns/Issues About Data;+Duplication of Image;",
}


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return out.getvalue().encode()


def source(doi: str = "10.1000/tea", pmid: str = "", title: str = "Tea and sleep") -> Source:
    return Source("doe2020", "article", {"doi": doi, "pmid": pmid, "title": title})


def state(data: RetractionWatch, doi: str = "10.1000/tea", pmid: str = "") -> State:
    return data.standing(source(doi, pmid), DAY).state


def test_a_retraction_has_its_day_reason_notice_and_data() -> None:
    found = parse_retractions(table({}), "rw.csv", DAY).standing(source(), DAY)
    assert found.by.startswith("Retraction Watch CSV ")
    assert found == Standing(
        State.RETRACTED,
        found.by,
        DAY,
        date(2021, 2, 24),
        "Concerns/Issues About Data; Duplication of Image",
        "10.1000/notice",
    )


@pytest.mark.parametrize(
    ("doi", "pmid", "expected"),
    [
        ("10.1000/tea", "", State.RETRACTED),
        ("https://doi.org/10.1000/Tea", "", State.RETRACTED),
        ("", "123", State.RETRACTED),
        ("10.1000/other", "123", State.RETRACTED),
        ("10.1000/tea", "999", State.RETRACTED),
        ("10.1000/tea2", "", State.OK),
        ("10.1000/te", "", State.OK),
        ("10.1000/notice", "", State.OK),
        ("", "777", State.OK),
        ("", "1234", State.OK),
        ("", "", State.UNCHECKED),
        ("", "0", State.UNCHECKED),
        ("unavailable", "", State.UNCHECKED),
    ],
)
def test_only_the_original_papers_own_ids_match(doi: str, pmid: str, expected: State) -> None:
    assert state(parse_retractions(table({}), "rw.csv", DAY), doi, pmid) is expected


@pytest.mark.parametrize("doi", ["unavailable", "Unavailable", "0", ""])
def test_rows_without_ids_match_nobody(doi: str) -> None:
    data = parse_retractions(
        table({"OriginalPaperDOI": doi, "OriginalPaperPubMedID": "0"}), "rw.csv", DAY
    )
    assert (data.by_doi, data.by_pmid, data.trouble) == ({}, {}, ())


@pytest.mark.parametrize(
    ("nature", "reason", "expected"),
    [
        ("Retraction", "", State.RETRACTED),
        ("retraction ", "", State.RETRACTED),
        ("Expression of concern", "", State.CONCERN),
        ("Correction", "", State.CORRECTED),
        ("Reinstatement", "", State.REINSTATED),
        ("Retraction", "+Withdrawn (out of Date);", State.WITHDRAWN),
        ("Something new", "", State.UNCHECKED),
    ],
)
def test_each_nature_has_its_state(nature: str, reason: str, expected: State) -> None:
    assert (
        state(
            parse_retractions(table({"RetractionNature": nature, "Reason": reason}), "rw.csv", DAY)
        )
        is expected
    )


RETRACTED, AGAIN = (
    Notice(State.RETRACTED, date(2020, 1, 1)),
    Notice(State.RETRACTED, date(2022, 1, 1)),
)
BACK, CONCERN, CORRECTED = (
    Notice(State.REINSTATED, date(2021, 1, 1)),
    Notice(State.CONCERN, date(2019, 1, 1)),
    Notice(State.CORRECTED, date(2023, 1, 1)),
)


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ([], State.OK),
        ([RETRACTED], State.RETRACTED),
        ([RETRACTED, BACK], State.REINSTATED),
        ([RETRACTED, BACK, AGAIN], State.RETRACTED),
        ([BACK, AGAIN], State.RETRACTED),
        ([RETRACTED, BACK, CORRECTED], State.CORRECTED),
        ([CONCERN, RETRACTED], State.RETRACTED),
        ([CONCERN, CORRECTED], State.CONCERN),
        ([Notice(State.RETRACTED), BACK], State.RETRACTED),
        ([RETRACTED, Notice(State.REINSTATED)], State.RETRACTED),
        ([Notice(State.RETRACTED, date(2021, 1, 1)), BACK], State.RETRACTED),
        ([Notice(State.WITHDRAWN, date(2020, 1, 1)), BACK], State.REINSTATED),
        ([Notice(State.SUPERSEDED), CORRECTED], State.SUPERSEDED),
        ([Notice(State.UNCHECKED)], State.UNCHECKED),
    ],
)
def test_notices_are_weighed_by_their_days_in_whatever_order_they_stand(
    notices: list[Notice], expected: State
) -> None:
    assert {combined(order, "x", DAY).state for order in permutations(notices)} == {expected}


def test_the_latest_of_equal_notices_speaks() -> None:
    assert (
        combined([AGAIN, RETRACTED], "x", DAY).on
        == combined([RETRACTED, AGAIN], "x", DAY).on
        == date(2022, 1, 1)
    )


def test_a_source_that_was_taken_back_supports_nothing() -> None:
    assert [s for s in State if not s.supports] == [State.WITHDRAWN, State.RETRACTED]


def test_ok_needs_an_answer_from_everyone_who_was_asked() -> None:
    fine, silent, bad = (
        Standing(State.OK, "a", DAY),
        unchecked("time-out", "b"),
        Standing(State.CONCERN, "c", DAY),
    )
    assert worst([fine]) == fine
    assert worst([fine, silent]) == silent
    assert worst([silent, bad, fine]) == bad
    assert worst([]).state is State.UNCHECKED


DOIS = (
    "10.1002/14651858.cd000001",
    "10.1002/14651858.cd000001.pub2",
    "10.1002/14651858.cd000001.pub10",
    "10.1002/14651858.cd000002.pub11",
)


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        (DOIS[0], DOIS[2]),
        (DOIS[1], DOIS[2]),
        (DOIS[2], ""),
        (DOIS[3], ""),
        ("10.1000/tea", ""),
        ("10.1000/tea.pub1", ""),
    ],
)
def test_a_later_version_of_the_same_review_supersedes_by_number(doi: str, expected: str) -> None:
    assert superseding(doi, DOIS) == expected


def test_a_later_version_named_in_the_data_supersedes() -> None:
    data = parse_retractions(
        table(
            {
                "OriginalPaperDOI": DOIS[1]
                .upper()
                .replace("10.1002/14651858.CD", "10.1002/14651858.CD"),
                "RetractionDOI": "unavailable",
            }
        ),
        "rw.csv",
        DAY,
    )
    found = data.standing(source(DOIS[0]), DAY)
    assert (found.state, found.notice_doi) == (State.SUPERSEDED, DOIS[1])
    assert state(data, DOIS[1]) is State.RETRACTED


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (
            table({}, columns=COLUMNS[:-3]),
            1,
            "the columns Reason, Paywalled, Notes are missing",
        ),
        (table({"RetractionDate": "24.2.2021"}), 2, "`24.2.2021` is not a date"),
        (table({}, {"RetractionDate": "13/24/2021 0:00"}), 3, "is not a date"),
        (table({"Title": "two\nlines"}, {"RetractionDate": ""}), 4, "`` is not a date"),
        (table({}).replace(b"Tea and", b"Th\xe9 and"), 2, "not UTF-8"),
        (table({}) + b"1,2,3\r\n", 3, "3 cells, the header 20"),
        (table({}) + b'"a"b,c\r\n' + table({})[table({}).index(b"\r\n") + 2 :], 3, "not CSV"),
        (table({}) + b'"never closed\n\n', 3, "not CSV"),
        (table({"RetractionNature": "Party"}), 2, "`Party` is not a known nature"),
        (table({}).decode().encode("utf-16"), 1, "missing"),
        (b"<html>not found</html>", 1, "missing"),
    ],
)
def test_an_unsound_row_is_reported_with_its_line(data: bytes, line: int, words: str) -> None:
    (told,) = parse_retractions(data, "rw.csv", DAY).trouble
    assert (told.place.path, told.place.line) == ("rw.csv", line)
    assert words in told.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        table(),
        table({}, columns=COLUMNS[:-3]),
        b"<html></html>",
        table({}).decode().encode("utf-16"),
    ],
)
def test_unusable_data_leave_everything_unchecked(data: bytes) -> None:
    assert state(parse_retractions(data, "rw.csv", DAY)) is State.UNCHECKED


def test_sound_rows_beside_unsound_ones_count() -> None:
    data = parse_retractions(
        table({"OriginalPaperDOI": "10.1000/a", "RetractionDate": "never"}, {}).replace(
            b"Tea and", b"Th\xe9 and", 1
        )
        + b"1,2\r\n",
        "rw.csv",
        DAY,
    )
    assert (state(data), state(data, "10.1000/a"), len(data.trouble)) == (
        State.RETRACTED,
        State.RETRACTED,
        3,
    )


@given(st.binary(max_size=200))
def test_no_data_make_it_raise(tail: bytes) -> None:
    assert state(parse_retractions(table({}) + tail, "rw.csv", DAY)) is State.RETRACTED
    assert state(parse_retractions(tail, "rw.csv", DAY)) is State.UNCHECKED


def test_missing_data_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="clone https://gitlab"):
        load_retractions(tmp_path / "none.csv", DAY)
    (tmp_path / "rw.csv").write_bytes(table({}))
    assert state(load_retractions(tmp_path / "rw.csv", DAY)) is State.RETRACTED


# The list as a whole


def listed(*days: str) -> RetractionWatch:
    return parse_retractions(table(*({"RetractionDate": day} for day in days)), "rw.csv", DAY)


def test_a_list_has_its_newest_day_size_and_hash() -> None:
    data = table({"RetractionDate": "1/5/2026 0:00"}, {"RetractionDate": "3/1/2062 0:00"})
    state = parse_retractions(data, "rw.csv", DAY).state
    assert state == ListEntry(
        "2026-01-20", "2026-01-05", "2", str(len(data)), hashlib.sha256(data).hexdigest()
    )


@pytest.mark.parametrize(
    ("days", "known", "told"),
    [
        (
            ["12/20/2025 0:00"],
            "",
            "is out of date: its newest notice is of 2025-12-20, 31 days ago",
        ),
        (["3/1/2062 0:00"], "", "has no notice with a date"),
        (["1/19/2026 0:00"], "2", "has shrunk: 1 records, 2 on 2026-01-13"),
        ([], "", "cannot be read"),
    ],
)
def test_a_list_that_is_old_shrunk_or_empty_is_an_error(
    days: list[str], known: str, told: str
) -> None:
    before = ListEntry("2026-01-13", records=known) if known else None
    with pytest.raises(GuideError, match=re.escape(told)):
        require_sound_list(listed(*days), before, DAY)


@pytest.mark.parametrize("known", ["", "1", "2"])
def test_a_recent_list_that_has_grown_is_sound(known: str) -> None:
    found = listed("12/21/2025 0:00", "2/1/2020 0:00")
    require_sound_list(found, ListEntry("2026-01-13", records=known), DAY)


def test_a_list_with_the_columns_and_dates_of_the_real_one_is_read() -> None:
    row = {
        "Record ID": "63000",
        "Title": "Tea and sleep",
        "Subject": "(B/T) Tea;(HSC) Sleep;",
        "RetractionDate": "1/9/2026 0:00",
        "RetractionDOI": "Unavailable",
        "RetractionPubMedID": "0",
        "OriginalPaperDate": "11/3/2019 0:00",
        "OriginalPaperDOI": "10.1000/tea",
        "OriginalPaperPubMedID": "0",
        "RetractionNature": "Retraction",
        "Reason": "+Concerns/Issues About Data;+Investigation by Journal/Publisher;",
        "Paywalled": "No",
    }
    data = parse_retractions(services.retraction_list([row]), "rw.csv", DAY)
    assert (data.trouble, state(data)) == ((), State.RETRACTED)


# Crossref


def _says(body: bytes) -> httpx2.MockTransport:
    return httpx2.MockTransport(
        lambda _: httpx2.Response(200, headers={"content-type": "application/json"}, content=body)
    )


def works(doi: str) -> str:
    return f"/works/{doi.replace('/', '%2F')}"


def ask(server: Loopback, doi: str = "10.1000/tea") -> Standing:
    with Fetcher(
        "x", Bounds(read=0.1, retries=1), Clock(lambda: 0, lambda _: None, lambda: 0)
    ) as fetcher:
        return crossref(source(doi), fetcher, DAY, Endpoints(crossref=server.address))


def answer(doi: str = "10.1000/TEA", **fields: object) -> Reply:
    return Reply(
        json.dumps({"status": "ok", "message": {"DOI": doi, "title": ["Tea"]} | fields}),
        "application/json",
    )


def update(kind: str, doi: str = "10.1000/notice", *day: int) -> dict[str, object]:
    return {
        "type": kind,
        "label": kind.title(),
        "DOI": doi,
        "source": "publisher",
        "updated": {"date-parts": [list(day or (2021, 2, 24))]},
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, State.OK),
        ({"updated-by": [update("retraction")]}, State.RETRACTED),
        ({"updated-by": [update("partial_retraction")]}, State.RETRACTED),
        ({"updated-by": [update("withdrawal")]}, State.WITHDRAWN),
        ({"updated-by": [update("removal")]}, State.WITHDRAWN),
        ({"updated-by": [update("expression-of-concern")]}, State.CONCERN),
        ({"updated-by": [update("expression_of_concern"), update("erratum")]}, State.CONCERN),
        ({"updated-by": [update("corrigendum")]}, State.CORRECTED),
        ({"updated-by": [update("new_version")]}, State.SUPERSEDED),
        ({"updated-by": [update("some_new_type")]}, State.UNCHECKED),
        ({"update-to": [update("retraction", "10.1000/other")]}, State.OK),
        ({"update-to": [update("retraction", "10.1000/Tea")]}, State.RETRACTED),
        ({"title": ["RETRACTED: Tea and sleep"]}, State.RETRACTED),
        ({"title": ["WITHDRAWN: Tea and sleep"]}, State.WITHDRAWN),
        ({"title": ["Retracted papers: a survey"]}, State.OK),
        ({"relation": {"is-replaced-by": [{"id": "10.1000/new"}]}}, State.SUPERSEDED),
        ({"relation": {"references": [{"id": "10.1000/new"}]}}, State.OK),
        ({"updated-by": None, "update-to": "x", "relation": [], "title": None}, State.OK),
        (
            {
                "updated-by": [
                    None,
                    "x",
                    {"type": "retraction", "updated": {"date-parts": [[None]]}},
                ]
            },
            State.RETRACTED,
        ),
    ],
)
def test_crossref_knows_the_updates_of_a_work(
    server: Loopback, fields: dict[str, object], expected: State
) -> None:
    server.on(works("10.1000/tea"), answer(**fields))
    assert ask(server).state is expected


def test_crossrefs_notice_comes_with_its_day_label_and_doi(server: Loopback) -> None:
    server.on(
        works("10.1000/tea"),
        answer(**{"updated-by": [update("retraction", "10.1000/Notice", 2021, 2)]}),
    )
    assert ask(server) == Standing(
        State.RETRACTED, "Crossref", DAY, date(2021, 2, 1), "Retraction", "10.1000/notice"
    )


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=500), "server error"),
        (Reply(status=404), "404"),
        (Reply(status=429), "too many requests"),
        (Reply("{}", "application/json"), "cannot be read"),
        (Reply("{", "application/json"), "cannot be read"),
        (Reply('{"message": []}', "application/json"), "cannot be read"),
        (Reply("<html>", "text/html"), "wrong content type"),
        (Reply('{"message"', "application/json", length=99), "truncated"),
        (Reply("{}", "application/json", pause=0.3), "time-out"),
        (answer("10.1000/coffee"), "10.1000/coffee"),
        (answer("10.1000/tea2"), "10.1000/tea2"),
    ],
)
def test_without_a_sound_answer_of_crossref_a_source_is_unchecked(
    server: Loopback, reply: Reply, words: str
) -> None:
    server.on(works("10.1000/tea"), reply)
    found = ask(server)
    assert (found.state, found.checked) == (State.UNCHECKED, None)
    assert words in found.reason


def test_a_source_without_doi_is_not_asked_about(server: Loopback) -> None:
    assert (ask(server, "").state, server.asked) == (State.UNCHECKED, [])


@pytest.mark.parametrize(
    ("own", "later", "expected"),
    [
        ({}, answer(DOIS[1], published={"date-parts": [[2024, 5]]}), State.SUPERSEDED),
        ({}, Reply(status=404), State.OK),
        ({}, Reply(status=500), State.UNCHECKED),
        ({"relation": {"is-version-of": [{"id": DOIS[2]}]}}, Reply(status=404), State.SUPERSEDED),
        ({"relation": {"has-version": [{"id": DOIS[3]}]}}, Reply(status=404), State.OK),
        ({"updated-by": [update("retraction")]}, Reply(status=500), State.RETRACTED),
    ],
)
def test_the_next_version_of_a_review_is_asked_for(
    server: Loopback, own: dict[str, object], later: Reply, expected: State
) -> None:
    server.on(works(DOIS[0]), answer(DOIS[0], **own))
    server.on(works(DOIS[1]), later)
    assert ask(server, DOIS[0]).state is expected


KEYS = st.sampled_from(
    ["updated-by", "relation", "type", "updated", "date-parts", "title", "DOI", "id"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)


@given(st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(KEYS, x)))
def test_no_shape_of_crossrefs_answer_makes_it_raise(value: object) -> None:
    fields = (
        value
        if isinstance(value, dict)
        else {"updated-by": value, "relation": value, "title": value}
    )
    body = json.dumps({"message": {**fields, "DOI": "10.1000/tea"}}).encode()
    with Fetcher("x", Bounds(), Clock(lambda: 0, lambda _: None), _says(body)) as fetcher:
        assert isinstance(crossref(source(), fetcher, DAY), Standing)


def test_a_notice_of_the_publisher_and_of_retraction_watch_is_one_retraction(
    server: Loopback,
) -> None:
    notices = [
        services.update("retraction", "10.1000/notice", (2019, 7, 26), "publisher"),
        services.update("retraction", "10.1000/notice", (2019, 7, 26)),
    ]
    server.on(works("10.1000/tea"), services.work("10.1000/tea", "Tea", updated_by=notices))
    found = ask(server)
    assert (found.state, found.on) == (State.RETRACTED, date(2019, 7, 26))
    alone = services.work("10.1000/tea", "Tea", updated_by=notices[1:])
    server.on(works("10.1000/tea"), alone)
    assert ask(server).reason == "Retraction (reported by Retraction Watch)"


def test_a_doi_that_crossref_does_not_know_is_unchecked(server: Loopback) -> None:
    server.on(works("10.1000/tea"), services.no_work())
    assert ask(server).reason == "Crossref does not know this DOI (404)"


LIST = ListEntry("2026-01-14", "2026-01-13", "63204", "58000000", "0123456789abcdef" * 4)


@pytest.mark.parametrize(
    ("used", "line"),
    [
        (
            {"Retraction Watch": LIST},
            (
                "Compared with the list of Retraction Watch on 14 January 2026: 63204 records, the"
                " newest of 13 January 2026; 58000000 bytes, SHA-256 <code>0123456789abcdef…</code>."
            ),
        ),
        (
            {"Retraction Watch": replace(LIST, newest="<i>", sha256="")},
            (
                "Compared with the list of Retraction Watch on 14 January 2026: 63204 records, the"
                " newest of &lt;i&gt;; 58000000 bytes, SHA-256 <code>…</code>."
            ),
        ),
        ({}, "No list of retractions was compared yet."),
    ],
)
def test_the_audit_page_names_the_list_that_was_used(
    tea: Guide, used: dict[str, ListEntry], line: str
) -> None:
    guide = replace(tea, lock=replace(tea.lock, lists=used))
    assert checked_page(Views(Site(guide)), (), ()).standings[-1] == line
