"""`verify` and `standing`: receipts from the sources' own texts, kept through interruptions."""

import hashlib
import json
from pathlib import Path

import pytest
from tests.conftest import HERE, TEA, TODAY, Folder, call

from evidence_guide import check, load, outputs
from evidence_guide.proof.obtaining import Library
from evidence_guide.proof.text_cache import Cache
from evidence_guide.proof.texts import About, How, Text
from evidence_guide.rules import rules

TEXTS = HERE / "texts"
SAMPLE = (
    "2 proved (abstract, by hand), 5 proved (excerpt, by hand), 2 proved (full text, by hand),"
    " 1 proved by its ends only (abstract, by hand), 1 proved by its ends only (excerpt, by hand)"
)


def verify(folder: Path, *words: str, texts: Path = TEXTS) -> tuple[int, str, str]:
    places = ("--cache", str(folder / "cache"), "--texts", str(texts))
    return call("verify", "--offline", *places, *words, folder=folder)


def receipts(folder: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(
        (folder / "evidence/evidence.lock").read_text("utf-8")
    )["receipts"]
    return found


def texts_with(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A copy of the texts with one changed."""
    where = tmp_path / "texts"
    where.mkdir()
    for path in (*TEXTS.glob("*.txt"), *TEXTS.glob("*.xml"), *TEXTS.glob("*.from")):
        text = path.read_text("utf-8")
        assert path.name != name or old in text
        (where / path.name).write_text(
            text.replace(old, new) if path.name == name else text, "utf-8"
        )
    return where


def test_every_passage_of_the_sample_guide_is_proved(folder: Folder) -> None:
    where = folder({"evidence/evidence.lock": None})
    assert verify(where) == (0, f"{SAMPLE}\n", "")
    assert set(receipts(where)) == set(load(where).findings)


def test_two_runs_give_the_same_lock_and_no_text_of_a_source_is_in_it(folder: Folder) -> None:
    where = folder()
    verify(where)
    first = (where / "evidence/evidence.lock").read_bytes()
    verify(where)
    assert (where / "evidence/evidence.lock").read_bytes() == first
    assert b"sooner; all 120" not in first
    assert [
        p.name for p in where.iterdir() if p.name not in {"docs", "evidence", "mkdocs.yml"}
    ] in ([], ["cache"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "12 minutes",
            "13 minutes",
            "doe2020-sleep: figure missing in the full text from file given by hand (12 minutes)",
        ),
        (
            "(95% CI -20, -4)",
            "(95% CI 20, -4)",
            "doe2020-sleep: figure missing in the full text from file given by hand (-20, -4)",
        ),
        (
            "Participants given tea",
            "There is no evidence that participants given tea",
            "doe2020-sleep: passage not found",
        ),
        (
            "Participants given tea",
            "Nobody says: Participants given tea",
            "doe2020-sleep: only part of a sentence",
        ),
        ("sooner than others", "later than others", "doe2020-sleep: passage not found"),
        (
            "Tea and sleep: a randomised trial",
            "Coffee and waking",
            "doe2020-sleep: no text to be had",
        ),
        ("10.1000/doe.2020", "10.1000/other.2020", "doe2020-sleep: no text to be had"),
    ],
)
def test_a_figure_that_is_not_in_the_text_is_not_proved(
    old: str, new: str, told: str, folder: Folder, tmp_path: Path
) -> None:
    code, out, _ = verify(
        folder(), "doe2020-sleep", texts=texts_with(tmp_path, "doe2020.xml", old, new)
    )
    assert told in out
    assert code == ("no text" not in told)


@pytest.mark.parametrize(
    ("unit", "told"), [("Minutes", "1 proved"), ("Hours", "figure missing: Hours")]
)
def test_a_unit_may_be_printed_anywhere_in_the_source(
    unit: str, told: str, folder: Folder, tmp_path: Path
) -> None:
    poe = (TEA / "evidence/findings/poe2019.yml").read_text("utf-8")
    apart = f'"2, 16"]\n    unit: {unit}'
    where = folder({"evidence/findings/poe2019.yml": poe.replace('"2, 16"]', apart)})
    texts = texts_with(tmp_path, "poe2019.txt", "Tea delayed", "Minutes\n\nTea delayed")
    assert told in verify(where, "poe2019", texts=texts)[1]


def test_a_finding_that_its_source_does_not_state_is_an_error_at_its_line(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    verify(where, texts=texts_with(tmp_path, "doe2020.xml", "12 minutes", "13 minutes"))
    (found,) = check(load(where, TODAY))
    assert str(found).splitlines()[0] == (
        "evidence/findings/doe2020.yml:18:5: error passage-stands-in-source: figure missing in the"
        " full text of `doe2020` (12 minutes)"
    )


def test_an_edit_of_a_finding_voids_its_receipt(changed: object) -> None:
    guide = changed(
        "evidence/findings/doe2020.yml", "Participants given tea …", "Participants given …"
    )  # type: ignore[operator]
    assert [(d.rule, d.place.line) for d in check(guide)] == [("receipt-fits", 17)]


def test_a_text_that_changed_since_keeps_both_hashes(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    before = receipts(where)["doe2020-sleep"]["text"]
    verify(where, texts=texts_with(tmp_path, "doe2020.xml", "We gave", "In all we gave"))
    after = receipts(where)["doe2020-sleep"]
    assert (after["before"], after["proof"]) == (before, "proved")
    assert after["text"] != before
    page = next(o.content for o in outputs(load(where, TODAY)) if o.uri == "claims/sleep-warm.md")
    assert "text has changed since it was looked up before." in page


RECORD = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1234567</PMID><Article>
<ArticleTitle>Tea and sleep: a randomised trial</ArticleTitle>
<ELocationID EIdType="doi">10.1000/doe.2020</ELocationID>
<Abstract><AbstractText>Nothing of what was found is here.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""


DOI = "doi:10.1000/doe.2020"
ORIGIN = "address: https://doi.org/10.1000/doe.2020\ndate: 2026-01-15\n"
TITLE = "Tea and sleep: a randomised trial"
FOUND = (
    "Participants given tea slept 12 minutes (95% CI -20, -4) sooner; all 120 were followed and fell"
    " asleep sooner than others."
)
ELSEWHERE = "Nothing of what was found is in this sentence."
LANDING = f"""<html><head><title>{TITLE}</title><meta name="citation_doi" content="10.1000/doe.2020">
</head><body><h1>{TITLE}</h1><h2>Abstract</h2><h3>Methods</h3><p>{ELSEWHERE}</p><h3>Results</h3>
<p>{ELSEWHERE}</p><h2>References</h2>{"<p>Another paper with a long title, 2001.</p>" * 500}
</body></html>"""
LESS = {
    "abstract": ("doe2020.xml", RECORD),
    "landing page": ("doe2020.html", LANDING),
    "title and half a sentence": ("doe2020.txt", f"{TITLE}\nParticipants given tea slept 12"),
    "other sentences": ("doe2020.txt", f"{TITLE}\n\n{ELSEWHERE}"),
    "marked omissions": ("doe2020.txt", "\n[…]\n".join((TITLE, *((ELSEWHERE + " ") * 40,) * 4))),
    "part of the sentence": ("doe2020.txt", f"{TITLE}\n\nAll said: {FOUND}"),
    "without figures": ("doe2020.txt", f"{TITLE}\n\n{FOUND.replace('12', '13')}"),
}
"""Texts that are less than the article, and do not prove the finding."""


def less(tmp_path: Path, name: str, content: str) -> Path:
    where = tmp_path / "less"
    where.mkdir()
    identified = (
        content.replace(TITLE, f"{TITLE}\n\n{DOI}", 1) if name.endswith(".txt") else content
    )
    (where / name).write_text(identified, "utf-8")
    (where / "doe2020.from").write_text(ORIGIN, "utf-8")
    return where


@pytest.mark.parametrize("kind", LESS)
@pytest.mark.parametrize("where_in_source", ["Abstract, Results", "Table 2"])
def test_less_than_the_whole_source_never_disproves(
    kind: str, where_in_source: str, folder: Folder, tmp_path: Path
) -> None:
    path = "evidence/findings/doe2020.yml"
    findings = (TEA / path).read_text("utf-8")
    changed = findings.replace("where: Abstract, Results", f"where: {where_in_source}")
    where = folder({path: changed, "evidence/evidence.lock": None})
    code, out, _ = verify(where, "doe2020-sleep", texts=less(tmp_path, *LESS[kind]))
    assert code == 0
    assert out.startswith("doe2020-sleep: undecided in the ")
    assert out.endswith("1 undecided\n")
    found = {complaint.rule for complaint in check(load(where, TODAY))}
    assert "passage-stands-in-source" not in found


@pytest.mark.parametrize("kind", LESS)
def test_less_than_the_whole_source_never_replaces_a_proof(
    kind: str, folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    kept = receipts(where)
    verify(where, "doe2020", texts=less(tmp_path, *LESS[kind]))
    assert receipts(where) == kept


@pytest.mark.parametrize("kind", ["abstract", "excerpt"])
def test_less_than_the_whole_source_proves_what_it_prints(
    kind: str, folder: Folder, tmp_path: Path
) -> None:
    heading = "Abstract\n\n" if kind == "abstract" else ""
    text = f"{TITLE}\n\n{heading}{FOUND}"
    where = folder({"evidence/evidence.lock": None})
    done = verify(where, "doe2020-sleep", texts=less(tmp_path, "doe2020.txt", text))
    assert done == (0, f"1 proved ({kind}, by hand)\n", "")


def test_a_proof_from_the_whole_source_is_not_replaced_by_one_from_an_abstract(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    kept = receipts(where)
    text = f"{TITLE}\n\nAbstract\n\n{FOUND}"
    verify(where, "doe2020-sleep", texts=less(tmp_path, "doe2020.txt", text))
    assert receipts(where) == kept


def test_explain_says_that_only_an_abstract_could_be_read(folder: Folder, tmp_path: Path) -> None:
    where = folder({"evidence/evidence.lock": None})
    verify(where, "doe2020-sleep", texts=less(tmp_path, *LESS["abstract"]))
    _, out, _ = call("explain", "doe2020-sleep", folder=where)
    assert "Not decided: only an abstract of the source could be read" in " ".join(out.split())


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        (None, "write its `address` and `date` into doe2020.from"),
        ("date: 2026-01-15", "write a web address (`address: https://…`) into doe2020.from"),
        ("address: here\ndate: 2026-01-15", "write a web address"),
        ("address: https://example.org/\ndate: today", "write a day (`date: 2026-11-25`)"),
    ],
)
def test_a_text_supplied_by_hand_says_where_it_comes_from(
    origin: str | None, told: str, folder: Folder, tmp_path: Path
) -> None:
    texts = less(tmp_path, "doe2020.txt", f"{TITLE}\n\n{FOUND}")
    (texts / "doe2020.from").unlink()
    if origin is not None:
        (texts / "doe2020.from").write_text(origin, "utf-8")
    where = folder({"evidence/evidence.lock": None})
    _, out, _ = verify(where, "doe2020-sleep", texts=texts)
    assert told in out
    assert out.endswith("1 no text to be had\n")


@pytest.mark.parametrize("ids", ["", "doi:10.1000/doe.2020.pub2", "PMID: 1234567"])
def test_a_text_supplied_by_hand_shows_the_identifier_of_its_source(
    ids: str, folder: Folder, tmp_path: Path
) -> None:
    texts = less(tmp_path, "doe2020.md", f"{TITLE}\n\n{ids}\n\n{FOUND}")
    where = folder({"evidence/evidence.lock": None})
    _, out, _ = verify(where, "doe2020-sleep", texts=texts)
    assert out.endswith("1 no text to be had\n")


def test_another_paper_under_our_title_is_not_our_source(folder: Folder, tmp_path: Path) -> None:
    other = f"Coffee and lifestyle\n\ndoi:10.1000/coffee.2001\n\n{TITLE}\n\n{FOUND}"
    texts = less(tmp_path, "doe2020.md", other)
    where = folder({"evidence/evidence.lock": None})
    _, out, _ = verify(where, "doe2020-sleep", texts=texts)
    assert out.endswith("1 no text to be had\n")


def test_an_invented_text_is_marked_as_supplied_by_hand_wherever_it_counts(
    folder: Folder, tmp_path: Path
) -> None:
    guide_file = (TEA / "evidence/guide.yml").read_text("utf-8")
    required = guide_file.replace("proof: required", "proof: fetched")
    assert required != guide_file
    where = folder({"evidence/evidence.lock": None, "evidence/guide.yml": required})
    texts = less(tmp_path, "doe2020.txt", f"{TITLE}\n\n{FOUND} Tea made everything worse.")
    assert verify(where, "doe2020-sleep", texts=texts)[1] == "1 proved (excerpt, by hand)\n"
    receipt = receipts(where)["doe2020-sleep"]
    assert receipt["by"] == "by hand"
    assert (receipt["address"], receipt["on"]) == (
        "https://doi.org/10.1000/doe.2020",
        "2026-01-15",
    )
    assert receipt["raw"] == hashlib.sha256((texts / "doe2020.txt").read_bytes()).hexdigest()
    assert receipt["reader"].startswith("evidence-guide ")
    guide = load(where, TODAY)
    complaints = [str(found) for found in check(guide) if "doe2020-sleep" in str(found)]
    assert any("supplied otherwise (by hand)" in complaint for complaint in complaints)
    pages = "".join(output.content for output in outputs(guide) if isinstance(output.content, str))
    assert "found in a text that was supplied by hand" in pages.lower()


FORGED = {
    "more text": ('"how": "excerpt"', '"how": "full text"'),
    "another supplier": ('"by": "by hand"', '"by": "program"'),
    "another service": ('"service": "file given by hand"', '"service": "PubMed"'),
    "another day": ('"on": "2026-01-13"', '"on": "2026-01-14"'),
}


@pytest.mark.parametrize("kind", FORGED)
def test_an_edited_receipt_is_no_proof(kind: str, folder: Folder) -> None:
    where = folder()
    lock = where / "evidence/evidence.lock"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text(
        "".join(
            line.replace(*FORGED[kind]) if '"poe2019-sleep": {"proof"' in line else line
            for line in lines
        ),
        "utf-8",
    )
    assert [found.rule for found in check(load(where, TODAY))] == ["receipt-fits"]


def test_a_receipt_of_an_older_version_is_kept_and_must_be_proved_again(folder: Folder) -> None:
    where = folder()
    lock = where / "evidence/evidence.lock"
    known = json.loads(lock.read_text("utf-8"))
    for name in ("by", "raw", "reader", "compared", "since", "seal"):
        del known["receipts"]["poe2019-sleep"][name]
    known["receipts"]["roe2021-sleep"] = {
        "proof": "no text to be had",
        "finding": known["receipts"]["roe2021-sleep"]["finding"],
        "on": "2026-01-13",
        "detail": "no service was asked",
    }
    lock.write_text(json.dumps(known), "utf-8")
    guide = load(where, TODAY)
    assert guide.lock.receipts["roe2021-sleep"].detail == "no service was asked"
    found = [complaint for complaint in check(guide) if complaint.rule == "receipt-fits"]
    assert [complaint.place.path for complaint in found] == ["evidence/findings/poe2019.yml"]
    assert verify(where, "poe2019")[1] == "1 proved (excerpt, by hand)\n"
    assert "seal" in receipts(where)["poe2019-sleep"]


def test_a_forged_cache_is_a_stored_copy(folder: Folder, tmp_path: Path) -> None:
    where = folder({"evidence/evidence.lock": None})
    library = Library(TODAY)
    source = load(where, TODAY).sources["poe2019"].item
    (query,) = library.queries(source)
    content = "Tea at night\nAnn Poë\nPMID: 1234567\n\nTea delayed sleep by 9 minutes (2, 16) at the start of the night."
    about = About(("Tea at night",), pmids=("1234567",))
    forged = Text(content, How.ABSTRACT, query.service, query.address, TODAY, about)
    Cache(where / "cache").put("poe2019", query.address, forged)
    (tmp_path / "none").mkdir()
    _, out, _ = verify(where, "poe2019", texts=tmp_path / "none")
    assert out == "1 proved (abstract, stored copy)\n"
    assert receipts(where)["poe2019-sleep"]["by"] == "stored copy"


def test_why_a_text_was_refused_replaces_an_older_reason(folder: Folder, tmp_path: Path) -> None:
    where = folder({"evidence/evidence.lock": None})
    verify(where, "doe2020-sleep", texts=less(tmp_path, "none.txt", ""))
    (tmp_path / "less/doe2020.txt").write_text("Coffee and waking\n\nIt was dark.", "utf-8")
    _, out, _ = verify(where, "doe2020-sleep", texts=tmp_path / "less")
    assert "its title is “Coffee and waking”" in out
    assert "Coffee and waking" in receipts(where)["doe2020-sleep"]["detail"]


def test_one_source_can_be_looked_up_alone_and_the_other_receipts_stay(folder: Folder) -> None:
    where = folder()
    kept = receipts(where)
    assert verify(where, "roe2021")[1] == "1 proved by its ends only (abstract, by hand)\n"
    assert receipts(where) == kept


def test_without_texts_nothing_is_taken_for_proved(folder: Folder, tmp_path: Path) -> None:
    where = folder({"evidence/evidence.lock": None})
    (tmp_path / "none").mkdir()
    code, out, _ = verify(where, texts=tmp_path / "none")
    assert code == 0
    assert out.endswith("11 no text to be had\n")
    page = next(o.content for o in outputs(load(where, TODAY)) if o.uri == "claims/sleep-warm.md")
    assert "no text to be had" not in page
    assert page.count("No program has yet compared them with the sources") == 1
    assert {d.rule for d in check(load(where, TODAY))} == {
        "finding-is-looked-up",
        "lock-is-current",
        "rereading-is-locked",
        "review-is-locked",
        "digest-is-known",
    }


def test_a_missing_text_does_not_void_an_earlier_proof(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    kept = receipts(where)
    (tmp_path / "none").mkdir()
    code, out, _ = verify(where, texts=tmp_path / "none")
    assert (code, out.splitlines()[-1]) == (0, "11 no text to be had")
    assert receipts(where) == kept


@pytest.mark.parametrize("words", [["doe2020-slep"], ["nobody"]])
def test_an_unknown_id_is_a_sentence_and_exit_2(words: list[str], folder: Folder) -> None:
    code, out, err = verify(folder(), *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"evidence-guide: no source or finding is called `{words[0]}`; ")


def test_a_page_shows_proofs_and_standings() -> None:
    page = next(o.content for o in outputs(load(TEA, TODAY)) if o.uri == "claims/sleep-warm.md")
    assert (
        "Passage and figures found in the source&#39;s full text (file given by hand, 2026-01-15)."
        in page
    )
    assert "We have looked up whether" in page


def test_a_page_that_cites_a_retracted_source_says_so(folder: Folder) -> None:
    where = folder()
    lock = where / "evidence/evidence.lock"
    known = json.loads(lock.read_text("utf-8"))
    known["standings"]["doe2020"]["state"] = "retracted"
    lock.write_text(json.dumps(known), "utf-8")
    page = next(o.content for o in outputs(load(where, TODAY)) if o.uri == "claims/sleep-warm.md")
    assert "<strong>The source: retracted (Retraction Watch CSV" in page


def standing(folder: Path, row: str, tmp_path: Path) -> tuple[int, str]:
    csv = tmp_path / "rw.csv"
    today = f"{TODAY:%m/%d/%Y} 0:00"
    listed = (TEXTS / "retractions.csv").read_text("utf-8").replace("1/2/2024 0:00", today)
    csv.write_text(listed + row, "utf-8")
    code, out, _ = call("standing", "--offline", "--csv", str(csv), folder=folder)
    return code, out


ROW = (
    "2,Tea,,,J,,,,,Research Article,2/3/2025 0:00,10.1000/notice.2,0,1/1/2020 0:00,{doi},{pmid},"
    "{nature},+Unreliable Data;,No,\n"
)


@pytest.mark.parametrize(
    ("row", "code", "told", "broken"),
    [
        (
            ROW.format(doi="10.1000/doe.2020", pmid="0", nature="Retraction"),
            1,
            "doe2020: retracted on 2025-02-03",
            True,
        ),
        (
            ROW.format(doi="unavailable", pmid="1234567", nature="Retraction"),
            1,
            "poe2019: retracted on 2025-02-03",
            True,
        ),
        (
            ROW.format(doi="10.1000/roe.2021", pmid="0", nature="Expression of concern"),
            0,
            "roe2021: expression of concern on 2025-02-03",
            False,
        ),
        (
            ROW.format(doi="10.1000/DOE.2020", pmid="0", nature="Correction"),
            0,
            "doe2020: corrected on 2025-02-03",
            False,
        ),
        (
            ROW.format(doi="10.1000/else", pmid="0", nature="Retraction"),
            0,
            "4 ok, 2 unchecked",
            False,
        ),
    ],
)
def test_a_standing_is_found_by_doi_or_pmid_and_a_retracted_source_supports_nothing(
    row: str, code: int, told: str, broken: bool, folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    done = standing(where, row, tmp_path)
    assert done[0] == code
    assert told in done[1]
    found = [d for d in check(load(where, TODAY)) if d.rule == "retracted-supports-nothing"]
    assert bool(found) is broken
    if broken:
        assert "`sleep-faster` loses its support" in found[0].message
        assert found[0].place.line in {16, 17}


def test_a_file_that_is_no_retraction_watch_data_is_a_sentence_and_nothing_is_written(
    folder: Folder, tmp_path: Path
) -> None:
    where = folder()
    kept = (where / "evidence/evidence.lock").read_bytes()
    code, _, _ = call("standing", "--offline", "--csv", str(tmp_path / "none.csv"), folder=where)
    assert code == 2
    assert (where / "evidence/evidence.lock").read_bytes() == kept


def test_the_lock_keeps_the_day_size_and_hash_of_the_list(folder: Folder, tmp_path: Path) -> None:
    where = folder()
    assert standing(where, "", tmp_path)[0] == 0
    kept = load(where).lock.lists["Retraction Watch"]
    data = (tmp_path / "rw.csv").read_bytes()
    assert (kept.records, kept.bytes) == ("1", str(len(data)))
    assert (kept.newest, kept.sha256) == (kept.checked, hashlib.sha256(data).hexdigest())
    row = ROW.format(doi="10.1000/else", pmid="0", nature="Retraction")
    standing(where, row, tmp_path)
    lock = (where / "evidence/evidence.lock").read_bytes()
    code, out = standing(where, "", tmp_path)
    assert (code, out) == (2, "")
    assert (where / "evidence/evidence.lock").read_bytes() == lock


def test_of_many_unsound_rows_the_first_are_printed(folder: Folder, tmp_path: Path) -> None:
    rows = ROW.format(doi="10.1000/else", pmid="0", nature="Party") * 30
    csv = tmp_path / "rw.csv"
    today = f"{TODAY:%m/%d/%Y} 0:00"
    listed = (TEXTS / "retractions.csv").read_text("utf-8").replace("1/2/2024 0:00", today)
    csv.write_text(listed + rows, "utf-8")
    _, _, err = call("standing", "--offline", "--csv", str(csv), folder=folder())
    assert err.count("is not a known nature") == 20
    assert err.endswith("10 more rows of the list are unsound\n")


def test_a_list_that_is_out_of_date_is_a_sentence(folder: Folder) -> None:
    words = ("--offline", "--csv", str(TEXTS / "retractions.csv"))
    code, out, err = call("standing", *words, folder=folder())
    assert (code, out) == (2, "")
    assert "is out of date: its newest notice is of 2024-01-02" in err
    assert "take it again from https://gitlab.com/crossref/retraction-watch-data" in err


def test_where_nobody_was_asked_every_standing_is_unchecked_and_the_lock_can_be_read_again(
    folder: Folder,
) -> None:
    where = folder({"evidence/evidence.lock": None})
    code, out, _ = call("standing", "--offline", folder=where)
    assert (code, out) == (0, "6 unchecked\n")
    assert {s.state for s in load(where, TODAY).lock.standings.values()} == {"unchecked"}


@pytest.mark.parametrize(
    "command", [["verify", "--offline"], ["standing", "--offline"], ["lock"], ["lock", "--check"]]
)
def test_a_lock_that_cannot_be_read_is_never_written_over(
    command: list[str], folder: Folder
) -> None:
    where = folder({"evidence/evidence.lock": "{"})
    code, _, err = call(*command, folder=where)
    assert code == 2
    assert err.startswith("evidence-guide: evidence/evidence.lock:1:1: the lock cannot be read")
    assert (where / "evidence/evidence.lock").read_text("utf-8") == "{"


def test_the_rules_of_proof_are_on_the_rules_page() -> None:
    assert {r.id for r in rules() if r.family == "proof"} == {
        "known-successor",
        "limit-is-answered",
        "passage-is-whole-sentences",
        "receipt-fits",
        "receipt-has-finding",
        "passage-stands-in-source",
        "finding-is-looked-up",
        "retracted-supports-nothing",
        "sound-retraction-data",
        "superseded-is-not-followed",
        "report-shows-figures",
        "superseded-is-said",
    }
