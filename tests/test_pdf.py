"""PDFs: the editions that were promised, accessible, the same bytes everywhere, and whole whatever
a text holds.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from ctypes import create_string_buffer
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw
from tests.conftest import TEA, TODAY, copy, run

from evidence_guide import Guide, check, load
from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Download
from evidence_guide.pdf.audit import audit_pdf
from evidence_guide.pdf.editions import (
    ANNEX,
    BOOK,
    HANDOUTS,
    TEMPLATES,
    Paper,
    Wanted,
    editions,
)
from evidence_guide.pdf.letters import page_letters
from evidence_guide.pdf.packing import packed
from evidence_guide.pdf.right_to_left import page_text
from evidence_guide.pdf.typesetting import downloads
from evidence_guide.view.data import exported
from evidence_guide.view.site import Site

ONE = Wanted(BOOK, (Paper.A4,), (False,))
ANNEXED = Wanted(ANNEX, (Paper.A4,), (False,))
HANDOUT = Wanted(HANDOUTS, (Paper.A4,), (False,))
STAGE = "evidence/stages/evening.yml"
CLAIMS = "evidence/claims/sleep.yml"


def made(guide: Guide, wanted: Wanted = ONE, templates: Path = TEMPLATES) -> Download:
    return next(downloads(guide, wanted, templates))


def words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join("".join(page_text(page) for page in document).split())


@pytest.fixture(scope="session")
def book(tea: Guide) -> Download:
    return made(tea)


@pytest.fixture(scope="session")
def annex(tea: Guide) -> Download:
    return made(tea, ANNEXED)


@pytest.fixture(scope="session")
def handout(tea: Guide) -> Download:
    return made(tea, HANDOUT)


@pytest.fixture
def template(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """The templates with one piece replaced."""

    def change(name: str, old: str, new: str) -> Path:
        shutil.copytree(TEMPLATES, tmp_path / "typst")
        path = tmp_path / "typst" / name
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        return tmp_path / "typst"

    return change


def test_the_set_holds_book_annex_and_hand_outs_on_two_papers_in_two_sizes(tea: Guide) -> None:
    assert [edition.name for edition in editions(tea, Wanted())] == [
        "tea-book-a4.pdf",
        "tea-annex-a4.pdf",
        "tea-evening-a4.pdf",
        "tea-book-a4-large-print.pdf",
        "tea-annex-a4-large-print.pdf",
        "tea-evening-a4-large-print.pdf",
        "tea-book-letter.pdf",
        "tea-annex-letter.pdf",
        "tea-evening-letter.pdf",
        "tea-book-letter-large-print.pdf",
        "tea-annex-letter-large-print.pdf",
        "tea-evening-letter-large-print.pdf",
    ]


def test_each_option_chooses(tea: Guide) -> None:
    assert [
        e.name for e in editions(tea, Wanted("evening", (Paper.LETTER,), (True,), draft=True))
    ] == ["tea-evening-letter-large-print-draft.pdf"]
    with pytest.raises(
        GuideError,
        match="`noon` is neither `book`, `annex`, `handouts` nor one of the stages: evening",
    ):
        list(editions(tea, Wanted("noon")))


def bookmarks(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [mark.get_title() for mark in document.get_toc() if mark.level == 0]


def test_the_book_is_for_readers_and_the_annex_holds_the_evidence(
    book: Download, annex: Download
) -> None:
    assert bookmarks(book.content) == [
        "How to read this book",
        "In the evening",
        "Tables",
        "Glossary",
        "Sources",
        "Index",
    ]
    assert bookmarks(annex.content) == [
        "How to read this annex",
        "How sure the evidence is",
        "Sleep",
        "How each step was decided",
        "Popular claims, checked",
        "How this guide is made",
        "References",
        "Index",
    ]


def test_a_reason_in_the_book_names_its_claim_in_the_annex(book: Download, annex: Download) -> None:
    assert "annex 1.1" in words(book.content)
    assert "1.1 " in words(annex.content)
    assert "https://example.org/tea/claims/sleep-faster/" in set(links(book.content))


def test_the_book_lists_the_sources_that_it_cites_on_a_line_each(book: Download) -> None:
    sources = words(book.content).rpartition("Sources The sources that this book cites")[2]
    assert re.search(r"\[\d+\] Doe 2020\. Tea and sleep", sources)


def test_the_annex_says_once_how_its_findings_were_checked(annex: Download) -> None:
    text = words(annex.content)
    assert text.count("by a second reader:") == 1
    assert "Compared with their sources by a second reader: " in text


def test_red_flags_stand_before_the_steps_and_the_sources_on_one_line_after_them(
    handout: Download,
) -> None:
    text = words(handout.content)
    assert (
        text.index("What to do")
        < text.index("Drink a cup of tea")
        < text.index("Notes")
        < text.index(
            "Sources: Board of Tea 2022; Doe 2020; Poë 2019; Roe and van der Berg 2021 and 2 more."
        )
        < text.index("Which source supports which sentence:")
    )
    assert "https://example.org/tea/stages/evening/" in page_letters(text)


def sizes(content: bytes) -> list[dict[float, str]]:
    """For each page of a PDF, its letters by their size."""
    found: list[dict[float, str]] = []
    with pypdfium2.PdfDocument(content) as document:
        for text in (page.get_textpage() for page in document):
            found.append({})
            for at in range(text.count_chars()):
                size = round(raw.FPDFText_GetFontSize(text.raw, at), 1)
                letters = found[-1].setdefault(size, "")
                found[-1][size] = letters + text.get_text_range(at, 1).strip()
    return [{size: letters for size, letters in page.items() if letters} for page in found]


SIX = "".join(
    f"  - id: step-{n}\n    title: Step {n}\n    do: Drink cup {n} of tea.\n    for: everyone\n"
    "    strength: conditional\n    follows: [sleep-advice]\n    why: [sleep-faster]\n"
    "    decision: {benefits: not known, harms: not known}\n"
    for n in "abcdef"
)


def test_a_hand_out_is_one_side_of_twelve_points_with_the_first_five_steps(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(STAGE, "steps:\n", "steps:\n" + SIX)
    content = made(guide, HANDOUT).content
    side, back = sizes(content)
    assert min(side) == min(back) == 10.0
    assert "Drinkcupeoftea." in side[12.0]
    text = words(content)
    assert "Step e. Drink cup e of tea." in text
    assert "Also on that page: Step f; Drink tea, not coffee; Leave coffee." in text
    assert "Drink cup f of tea." not in text


def test_a_stage_may_choose_the_steps_of_its_hand_out(changed: Callable[..., Guide]) -> None:
    guide = changed(STAGE, "steps:\n", "handout: [drink-tea, step-f]\nsteps:\n" + SIX)
    text = words(made(guide, HANDOUT).content)
    assert text.index("Drink cup f of tea.") < text.index("Drink a cup of tea in the evening.")
    assert "Also on that page: Step a; Step b; Step c; Step d; Step e; Leave coffee." in text


def test_more_than_five_steps_on_a_hand_out_are_a_complaint(
    changed: Callable[..., Guide],
) -> None:
    guide = changed(STAGE, "steps:\n", f"handout: [{'drink-tea, ' * 6}]\nsteps:\n")
    assert any(
        str(found).startswith(f"{STAGE}:7:") and "at most 5" in str(found) for found in check(guide)
    )


@pytest.mark.parametrize("graver", [[], ["today"], ["now", "today"]])
def test_a_hand_out_has_the_two_gravest_levels_of_danger(
    graver: list[str], changed: Callable[..., Guide]
) -> None:
    flags = [
        f"  - {{says: You fall asleep {how_soon}., how_soon: {how_soon}, because: [sleep-cup]}}\n"
        for how_soon in graver
    ]
    guide = changed(STAGE, "urgent:\n", f"urgent:\n{''.join(flags)}")
    content = made(guide, HANDOUT).content
    assert ("You have not slept for many nights." in words(content)) == (len(graver) < 2)
    assert audit_pdf(content, guide, next(editions(guide, HANDOUT))).diagnostics == []


REVIEWED = (
    "Named people have reviewed 5 of its 23 sentences of advice and claims; nobody has reviewed the"
    " others."
)


def test_every_page_says_version_date_review_and_its_number(book: Download) -> None:
    with pypdfium2.PdfDocument(book.content) as document:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    for number, page in enumerate(pages[1:], 2):
        assert f"Version 1.0.0 · as of 10 January 2026 · {REVIEWED}" in page
        assert f"Page {number} of {len(pages)}" in page
    assert all(said in pages[0] for said in ("Version 1.0.0", "as of 10 January 2026", REVIEWED))


def test_a_named_reviewer_takes_the_place_of_the_warning(changed: Callable[..., Guide]) -> None:
    guide = changed(
        "evidence/guide.yml",
        "home: [drink-tea]",
        "home: [drink-tea]\nreviewers: [{name: Dr A. Doe, qualification: midwife, on: 2026-01-09}]",
    )
    text = words(made(guide, HANDOUT).content)
    assert "Reviewed by Dr A. Doe (midwife, 9 January 2026)." in text
    assert "Not yet reviewed" not in text


def test_it_declares_pdf_ua_with_title_language_tags_and_bookmarks(book: Download) -> None:
    assert b"pdfuaid" in book.content
    with pypdfium2.PdfDocument(book.content) as document:
        assert document.get_metadata_dict()["Title"] == "Tea and sleep"
        assert raw.FPDFCatalog_IsTagged(document)
        length = raw.FPDFCatalog_GetLanguage(document, None, 0)
        assert length // 2 - 1 == len("en")


def structure(content: bytes) -> Iterator[tuple[str, str]]:
    """Each tag of a PDF with its alternative text."""

    def told(get: Callable[..., int], element: object) -> str:
        buffer = create_string_buffer(get(element, None, 0))
        get(element, buffer, len(buffer))
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    def below(element: object) -> Iterator[tuple[str, str]]:
        yield (
            told(raw.FPDF_StructElement_GetType, element),
            told(raw.FPDF_StructElement_GetAltText, element),
        )
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                yield from below(child)

    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page)
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from below(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
            raw.FPDF_StructTree_Close(tree)


def test_its_objects_are_packed_and_packing_again_changes_nothing(book: Download) -> None:
    assert b"/ObjStm" in book.content
    assert len(book.content) < 200_000
    assert packed(book.content) == packed(packed(book.content))


def test_tables_keep_their_headers_and_figures_their_words(book: Download) -> None:
    tags = list(structure(book.content))
    kinds = {kind for kind, _ in tags}
    assert {"Table", "TR", "TH", "TD", "H1", "H2", "L", "LI", "P"} <= kinds
    assert [alt for kind, alt in tags if kind == "Figure" and not alt] == []
    assert any(
        "QR code that opens the guide's site: https://example.org/tea/" in alt
        for kind, alt in tags
        if kind == "Figure"
    )


def test_an_effect_is_drawn_with_words_for_those_who_do_not_see_it(annex: Download) -> None:
    alt = (
        "Doe 2020, Time to sleep: mean difference -12 minutes (95% CI -20 to -4); no difference "
        "is 0"
    )
    assert ("Figure", alt) in structure(annex.content)


def links(content: bytes) -> Iterator[str]:
    """The address of each link; nothing for a way within the document."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            for index in range(raw.FPDFPage_GetAnnotCount(page)):
                annotation = raw.FPDFPage_GetAnnot(page, index)
                action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation))
                buffer = create_string_buffer(
                    raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 1
                )
                raw.FPDFAction_GetURIPath(document, action, buffer, len(buffer))
                yield buffer.value.decode()
                raw.FPDFPage_CloseAnnot(annotation)


def test_links_are_ways_within_web_pages_and_passages_and_nothing_else(annex: Download) -> None:
    addresses = list(links(annex.content))
    assert addresses.count("") > 20
    assert {
        "https://example.org/tea/topics/sleep/",
        "https://example.org/tea/sources/doe2020/",
    } <= set(addresses)
    assert any("#:~:text=" in address for address in addresses)
    assert all(not address or address.startswith(("https://", "http://")) for address in addresses)


def test_a_script_for_an_address_is_no_link(changed: Callable[..., Guide]) -> None:
    guide = changed(CLAIMS, "A cup holds", "A [cup](javascript:alert(1)) [holds](tel:1)")
    assert not any(
        address.startswith(("javascript:", "tel:"))
        for address in links(made(guide, ANNEXED).content)
    )


def test_the_same_guide_gives_the_same_bytes_in_another_folder_time_zone_and_year(
    book: Download, tmp_path: Path
) -> None:
    copy(tmp_path / "elsewhere")
    words = (
        "--folder",
        str(tmp_path / "elsewhere"),
        "pdf",
        "--only",
        "book",
        "--paper",
        "a4",
        "--to",
        str(tmp_path / "out"),
    )
    done = run("evidence_guide", *words, TZ="Asia/Tokyo", SOURCE_DATE_EPOCH="1900000000")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / book.name).read_bytes() == book.content


def test_a_draft_is_marked_and_only_a_draft(tea: Guide, book: Download) -> None:
    draft = made(tea, Wanted(BOOK, (Paper.A4,), (False,), draft=True))
    assert draft.name == "tea-book-a4-draft.pdf"
    assert "Draft" in words(draft.content)
    assert "Draft" not in words(book.content)


def test_the_command_writes_what_was_asked_for_and_tells_what_it_read(tmp_path: Path) -> None:
    done = run(
        "evidence_guide",
        "--folder",
        str(copy(tmp_path / "tea")),
        "pdf",
        "--only",
        "evening",
        "--paper",
        "letter",
        "--large-print",
        "--to",
        str(tmp_path / "pdf"),
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "pdf").iterdir()} == {
        ".evidence-guide",
        "tea-evening-letter-large-print.pdf",
        "tea-es-evening-letter-large-print.pdf",
    }
    assert re.search(
        (
            r"tea-evening-letter-large-print\.pdf: \d+ pages, \d+ cited sentences, \d+ "
            r"citations, 0 sentences missing or uncited"
        ),
        done.stdout,
    )


def test_an_unsound_guide_makes_no_pdf(tmp_path: Path) -> None:
    text = (TEA / CLAIMS).read_text("utf-8").replace("kind:", "knid:", 1)
    done = run(
        "evidence_guide",
        "--folder",
        str(copy(tmp_path / "tea", {CLAIMS: text})),
        "pdf",
        "--to",
        str(tmp_path / "pdf"),
    )
    assert done.returncode == 1
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "pdf").exists()


def test_every_sentence_of_each_part_has_its_citation(
    tea: Guide, book: Download, annex: Download, handout: Download
) -> None:
    for download, wanted in ((book, ONE), (annex, ANNEXED), (handout, HANDOUT)):
        result = audit_pdf(download.content, tea, next(editions(tea, wanted)))
        assert [str(d) for d in result.diagnostics] == []
        assert result.cited >= 2


@pytest.mark.parametrize(
    ("wanted", "name", "old", "new", "place"),
    [
        (ANNEXED, "steps.typ", "says(step.do)", "prose(step.do.text)", f"{STAGE}:10:"),
        (
            ONE,
            "steps.typ",
            'weight: "semibold", says(step.do)',
            "prose(step.do.text)",
            f"{STAGE}:10:",
        ),
        (
            ANNEXED,
            "claims.typ",
            "#par(says(claim.says))",
            "#par(prose(claim.says.text))",
            f"{CLAIMS}:",
        ),
        (ANNEXED, "claims.typ", "#par(says(claim.says))", "", f"{CLAIMS}:"),
        (
            ONE,
            "lists.typ",
            "[*#prose(first)*#cites(row.cites)]",
            "[*#prose(first)*]",
            "evidence/tables/cups.yml:",
        ),
        (
            ONE,
            "lists.typ",
            "..rest.map(prose)",
            "..rest.map(cell => [201])",
            "evidence/tables/cups.yml:",
        ),
        (ONE, "pieces.typ", "#prose(statement)#cites", "#prose(statement).#cites", STAGE),
        (
            ANNEXED,
            "references.typ",
            (
                'text(font: sans, size: less(0.9), weight: "bold", fill: '
                "teal)[\\[#str(reference.number)\\]]"
            ),
            "[]",
            STAGE,
        ),
    ],
)
def test_a_template_that_loses_a_citation_or_a_number_is_caught_at_the_yaml_place(
    wanted: Wanted,
    name: str,
    old: str,
    new: str,
    place: str,
    tea: Guide,
    template: Callable[[str, str, str], Path],
) -> None:
    content = made(tea, wanted, template(name, old, new)).content
    found = audit_pdf(content, tea, next(editions(tea, wanted))).diagnostics
    assert any(str(d).startswith(place) for d in found), [str(d) for d in found]


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("#prose(step.do)", "", [f"{STAGE}:10:5:", f"{STAGE}:26:5:"]),
        (
            "par(handout.sources)",
            "",
            [
                *map(
                    f"{STAGE}:{{}}:".format,
                    ("10:5", "26:5", "45:13", "46:13", "48:18", "54:21", "6:5"),
                )
            ],
        ),
        ("#typed(stage.page)", "#stage.page", ["tea-evening-a4.pdf:1:1:"]),
    ],
)
def test_a_hand_out_that_loses_a_sentence_its_sources_or_the_way_to_them_is_caught(
    old: str, new: str, places: list[str], tea: Guide, template: Callable[[str, str, str], Path]
) -> None:
    templates = template("handout.typ", old, new)
    if "page" in old:
        text = (templates / "handout.typ").read_text("utf-8")
        text = text.replace("qr(stage.page, does: words.handout.qr_page, size: 23mm)", "[]")
        (templates / "handout.typ").write_text(text, "utf-8")
    content = made(tea, HANDOUT, templates).content
    found = audit_pdf(content, tea, next(editions(tea, HANDOUT))).diagnostics
    assert sorted(str(d).partition(" error")[0] for d in found) == places


def test_a_sentence_that_the_sources_of_the_sheet_do_not_cover_is_caught(tea: Guide) -> None:
    view = exported(Site(tea))
    first = view.handouts[0]
    fewer = first.model_copy(update={"cites": first.cites[1:]})
    content = made(tea, HANDOUT).content
    edition = next(editions(tea, HANDOUT))
    found = audit_pdf(content, tea, edition, view.model_copy(update={"handouts": (fewer,)}))
    assert any("the line of sources does not hold" in str(d) for d in found.diagnostics)


FOREIGN = "Doctors agree that tea cures 93% of all sleep disorders within 4 days."


@pytest.mark.parametrize(
    ("name", "old", "new", "wanted"),
    [
        ("book.typ", "  cover(words.book.book)", f"  [{FOREIGN}]\n  cover(words.book.book)", ONE),
        ("book.typ", "  v(2em)", f"  [{FOREIGN}]\n  v(2em)", ONE),
        ("steps.typ", "  #if step.how", f"  {FOREIGN}\n  #if step.how", ONE),
        ("claims.typ", "#par(says(claim.says))", f"#par(says(claim.says)) {FOREIGN}", ANNEXED),
        ("claims.typ", "#guide.claim_map.about", f"{FOREIGN} #guide.claim_map.about", ANNEXED),
        ("lists.typ", "#par(says(item.caption))", f"#par(says(item.caption)) {FOREIGN}", ONE),
        ("lists.typ", "[*#prose(first)*#cites(row.cites)]", f"[*#prose(first)*#cites(row.cites) {FOREIGN}]", ONE),
        ("lists.typ", "#says(term.says)", f"#says(term.says) {FOREIGN}", ONE),
        ("figures.typ", "caption: guide.claim_map.caption", f"caption: [#guide.claim_map.caption {FOREIGN}]", ANNEXED),
        ("figures.typ", "study.row.cells.last()", f"[#study.row.cells.last() {FOREIGN}]", ANNEXED),
        ("references.typ", "par(about-source(key))", f"par(about-source(key)) + par[{FOREIGN}]", ANNEXED),
        ("references.typ", "#item.word", f"#item.word {FOREIGN}", ONE),
        ("references.typ", "link(reference.address, breakable(reference.line))", f"[#reference.line {FOREIGN}]", ONE),
        ("steps.typ", "says(answer.answer)", f"says(answer.answer) {FOREIGN}", ANNEXED),
        ("pieces.typ", "#grade.words", f"#grade.words {FOREIGN}", ONE),
        ("paper.typ", "guide.title, align(right, title)", f"[{FOREIGN}], align(right, title)", ONE),
        ("paper.typ", "[#words.version", f"[{FOREIGN} #words.version", ONE),
        ("paper.typ", "[#words.version", f"[{FOREIGN} #words.version", HANDOUT),
        ("main.typ", '#if edition.part == "book" { book', f'{FOREIGN}\n#if edition.part == "book" {{ book', ONE),
        ("handout.typ", "words.handout.to_do)", f"[#words.handout.to_do {FOREIGN}])", HANDOUT),
        ("handout.typ", "#prose(step.do)", f"#prose(step.do) {FOREIGN}", HANDOUT),
        ("handout.typ", "#prose(guide.notice)", f"#prose(guide.notice) {FOREIGN}", HANDOUT),
        ("handout.typ", "par(handout.sources)", f"par[#handout.sources {FOREIGN}]", HANDOUT),
    ],
)  # fmt: skip
def test_a_sentence_that_only_a_template_holds_is_named_with_its_page_and_its_line(
    name: str,
    old: str,
    new: str,
    wanted: Wanted,
    tea: Guide,
    template: Callable[[str, str, str], Path],
) -> None:
    templates = template(name, old, new)
    line = 1 + templates.joinpath(name).read_text("utf-8").partition(FOREIGN)[0].count("\n")
    content = made(tea, wanted, templates).content
    edition = next(editions(tea, wanted))
    found = [str(d) for d in audit_pdf(content, tea, edition, templates=templates).diagnostics]
    assert any(text.startswith(f"typst/{name}:{line}:") for text in found), found
    assert all("uncited-sentence" in text and edition.name in text for text in found)


@pytest.mark.parametrize("word", ["93", "Nurses"])
def test_a_number_or_a_word_that_stands_alone_is_foreign_too(
    word: str, tea: Guide, template: Callable[[str, str, str], Path]
) -> None:
    old = "#par(says(claim.says))"
    templates = template("claims.typ", old, f"{old}\n  {word}")
    content = made(tea, ANNEXED, templates).content
    found = audit_pdf(content, tea, next(editions(tea, ANNEXED)), templates=templates).diagnostics
    assert any(f"“{word}”" in str(d) for d in found)


def test_effects_in_hours_and_in_minutes_are_two_plots_on_paper_as_on_the_site(
    tea: Guide, changed: Callable[..., Guide]
) -> None:
    finding = "evidence/findings/poe2019.yml"
    guide = changed(finding, "unit: minutes", "unit: hours")
    content = made(guide, ANNEXED).content
    assert audit_pdf(content, guide, next(editions(guide, ANNEXED))).diagnostics == []
    text = words(content)
    assert text.count("Mean difference (minutes)") == words(made(tea, ANNEXED).content).count(
        "Mean difference (minutes)"
    )
    assert "Mean difference (hours)" in text


LONG = "https://example.org/" + "a-long/way_to?what=is&looked=for" * 20


@pytest.mark.parametrize(
    "value",
    [
        "x" * 1400,
        LONG,
        "#panic() $x$ [a] <b> \\ @c // d /* e */ `f` = g",
        "Τσάι και ύπνος",
        "a 5*3*2 ≥ 4",
    ],
)
@pytest.mark.parametrize("wanted", [ONE, ANNEXED, HANDOUT], ids=["book", "annex", "hand-out"])
def test_any_text_comes_out_letter_for_letter_on_the_page(
    wanted: Wanted, value: str, folder: Callable[..., Path]
) -> None:
    quoted = "'" + value.replace("'", "''") + "'"
    text = (TEA / STAGE).read_text("utf-8")
    text = text.replace("Drink a cup of tea in the evening.", quoted, 1)
    guide = load(folder({STAGE: text}), TODAY)
    content = made(guide, wanted).content
    assert page_letters(value) in page_letters(words(content))
    assert audit_pdf(content, guide, next(editions(guide, wanted))).diagnostics == []
    assert overfull(content, next(editions(guide, wanted)).margin.side) == []


def overfull(content: bytes, side: float) -> list[str]:
    """Letters that stand in the side margins."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [(page.get_textpage(), page.get_width()) for page in document]
        boxes = [
            (text.get_text_range(n, 1), text.get_charbox(n), width)
            for text, width in pages
            for n in range(text.count_chars())
        ]
    edge = side * 72 / 25.4 - 1
    return [
        letter
        for letter, (left, _, right, _), width in boxes
        if letter.strip() and (left < edge or right > width - edge)
    ]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("do: Drink a cup of tea in the evening.", "do: 'Drink tea, not coffee'", ONE),
        ("do: Drink a cup of tea in the evening.", "do: Drink", HANDOUT),
        ("says: You have not slept for many nights.", "says: A", HANDOUT),
        ("adapted: The board speaks of the evening; we say late.", "adapted: No", ANNEXED),
    ],
)
def test_a_sentence_may_read_like_a_title_or_a_word_of_one(
    old: str, new: str, wanted: Wanted, changed: Callable[..., Guide]
) -> None:
    guide = changed(STAGE, old, new)
    content = made(guide, wanted).content
    assert audit_pdf(content, guide, next(editions(guide, wanted))).diagnostics == []


def test_a_sentence_like_a_title_that_is_cited_nowhere_is_caught(
    changed: Callable[..., Guide], template: Callable[[str, str, str], Path]
) -> None:
    guide = changed(STAGE, "do: Drink a cup of tea in the evening.", "do: 'Drink tea, not coffee'")
    templates = template("steps.typ", "par(says(step.do))", "par(prose(step.do.text))")
    content = made(guide, ANNEXED, templates).content
    found = audit_pdf(content, guide, next(editions(guide, ANNEXED))).diagnostics
    assert any(
        f"{STAGE}:10:5: error uncited-sentence: a sentence is missing" in str(d) for d in found
    )


@pytest.mark.parametrize("value", ["תה עוזר לישון", "الشاي يساعد", "Tea שלום עליכם helps"])
def test_text_from_right_to_left_is_set_in_its_own_letters(
    value: str, changed: Callable[..., Guide]
) -> None:
    guide = changed(STAGE, "Drink a cup of tea in the evening.", value)
    content = made(guide, HANDOUT).content
    assert page_letters(value) in page_letters(words(content))
    assert audit_pdf(content, guide, next(editions(guide, HANDOUT))).diagnostics == []


FROM_RIGHT_TO_LEFT = {
    "do: Drink a cup of tea in the evening.": "do: تقرير عن 200 كوب من الشاي.",
    "do: Do not drink coffee late.": "do: Tea تقرير عن الشاي (WHO 2020) helps.",
    "title: Drink tea, not coffee": "title: תה לפני השינה",
    "title: In the evening": "title: دليل المساء",
    "says: You have not slept for many nights.": f"says: {'كوب من الماء ' * 12}.",
}


def test_the_book_may_hold_text_from_right_to_left_and_each_letter_counts(
    folder: Callable[..., Path],
) -> None:
    text = (TEA / STAGE).read_text("utf-8")
    for old, new in FROM_RIGHT_TO_LEFT.items():
        text = text.replace(old, new, 1)
    guide = load(folder({STAGE: text}), TODAY)
    edition, content = next(editions(guide, ONE)), made(guide, ONE).content
    assert audit_pdf(content, guide, edition).diagnostics == []
    (guide.folder / STAGE).write_text(text.replace("كوب من الماء", "كوب من المءا", 1), "utf-8")
    found = audit_pdf(content, load(guide.folder, TODAY), edition).diagnostics
    assert f"{STAGE}:6:5: error uncited-sentence: a sentence is missing" in str(found[0])


@pytest.mark.parametrize(("value", "told"), [("茶 helps", "`茶`"), ("Tea 😀", "`😀`")])
def test_a_character_that_no_font_has_is_named_with_its_place_and_a_mend(
    value: str, told: str, folder: Callable[..., Path]
) -> None:
    text = (TEA / STAGE).read_text("utf-8").replace("title: In the evening", f"title: {value}")
    with pytest.raises(GuideError) as error:
        made(load(folder({STAGE: text}), TODAY))
    assert f"{STAGE}:2:" in str(error.value)
    assert told in str(error.value)
    assert "`fonts/`" in str(error.value)


def test_a_table_of_two_hundred_rows_is_whole_and_repeats_its_header(
    changed: Callable[..., Guide],
) -> None:
    row = (
        '  - id: tea\n    cells: {drink: Tea, country: Teeland, cups: "200"}\n    rests_on: '
        "[teaboard2022-cup]\n"
    )
    many = "".join(
        row.replace("id: tea", f"id: tea-{n}").replace("drink: Tea", f"drink: Tea number {n}")
        for n in range(200)
    )
    guide = changed("evidence/tables/cups.yml", row, many)
    content = made(guide).content
    assert audit_pdf(content, guide, next(editions(guide, ONE))).diagnostics == []
    assert words(content).count("Volume (mL)") > 3


def test_a_hand_out_that_does_not_fit_on_one_side_says_so(changed: Callable[..., Guide]) -> None:
    flags = "".join(
        (
            f"  - {{says: You have not slept for {n} nights and {'you are tired ' * 40}., "
            "how_soon: today, because: [sleep-cup]}\n"
        )
        for n in range(20)
    )
    guide = changed(STAGE, "urgent:\n", "urgent:\n" + flags)
    with pytest.raises(
        GuideError,
        match=(
            r"evidence/stages/evening.yml:\d+:\d+: tea-evening-a4.pdf, the hand-out of this stage, "
            r"does not fit on two sides at 12 pt; name fewer or shorter steps in its `handout`"
        ),
    ):
        made(guide, HANDOUT)


def test_an_empty_stage_is_a_complaint_at_its_line_and_makes_no_pdf(tmp_path: Path) -> None:
    text = (TEA / STAGE).read_text("utf-8").partition("steps:")[0] + "steps: []\n"
    done = run(
        "evidence_guide",
        "--folder",
        str(copy(tmp_path / "tea", {STAGE: text})),
        "pdf",
        "--to",
        str(tmp_path / "pdf"),
    )
    assert done.returncode == 1
    assert re.search(rf"{STAGE}:7:\d+: error", done.stderr)
    assert not (tmp_path / "pdf").exists()


def test_a_guide_without_tables_popular_claims_and_effects_makes_whole_books(
    folder: Callable[..., Path],
) -> None:
    finding = "evidence/findings/doe2020.yml"
    text = re.sub(r"\n    effect:.*", "", (TEA / finding).read_text("utf-8"))
    settings = (
        (TEA / "evidence/guide.yml")
        .read_text("utf-8")
        .replace("tables: [cups, drinks, limits, bands]\n", "")
    )
    gone = [
        *(f"evidence/tables/{name}.yml" for name in ("bands", "cups", "drinks", "limits")),
        "evidence/tools.yml",
        "evidence/popular-claims.yml",
    ]
    guide = load(
        folder({finding: text, "evidence/guide.yml": settings, **dict.fromkeys(gone)}), TODAY
    )
    for wanted in (ONE, ANNEXED):
        content = made(guide, wanted).content
        assert audit_pdf(content, guide, next(editions(guide, wanted))).diagnostics == []
        assert not {"Tables", "Popular claims, checked"} & set(bookmarks(content))
