"""Our own words on paper, in the language of the guide."""

from collections.abc import Callable, Collection

from evidence_guide.guide import Guide
from evidence_guide.guide.subject_words import PLAN, WHAT_TO_DO
from evidence_guide.view import checks, shapes
from evidence_guide.view.context import Context
from evidence_guide.view.shapes.words import DRAFT
from evidence_guide.view.texts import text

WHETHER_TRUE = (
    "**To check whether it is true,** follow the numbers in brackets to the list of sources at the "
    "end. Each reason also gives the number of its claim in the evidence annex, such as “annex "
    "3.12”. There you find what each source says, and why we are as sure as we are."
)
CLAIMS = (
    "The book says what to do; this annex holds the evidence. Each claim has a number, its "
    "certainty with the reasons for it, and the findings that it rests on. “Open the passage” "
    "opens the source on the web at the place that says so."
)
CITATIONS = (
    "Numbers in brackets are sources in the list of references, the same as in the book. In the "
    "file each is a link there, and each reference leads back to the pages that cite it."
)
HOW_SURE = "**How sure we are** is shown by a word and four circles:"
HOW_STRONG = "**How strong the advice is:**"
IS_NOT = "**What this book is not.**"
CHECKED = (
    "Compared with their sources by a second reader: {} of {} findings; one that could not be seen "
    "again says so. Found by a program in a text that it fetched from a service or the source’s "
    "own page: {} of {} findings; in a stored copy or a text supplied by hand: {}. Looked up for "
    "corrections and withdrawals: {} of {} sources."
)


def paper_words(context: Context) -> shapes.Words:
    """All labels that paper needs."""
    guide, label = context.guide, context.guide.label
    return shapes.Words(
        version=_version(context),
        draft=label(DRAFT),
        page_number=f"{label('Page')} {{page}} {label('of')} {{pages}}",
        help_first=label("Get help first"),
        ask=label("Ask {}").format(guide.experts.usually),
        missing=label("Not yet translated"),
        changed=label("The original has changed since this was translated"),
        book=book(guide),
        handout=handout(guide),
    )


def _version(context: Context) -> str:
    """Version and day of the guide."""
    label, day = context.guide.label, context.day(context.guide.file.as_of)
    return f"{label('Version')} {context.guide.file.version} · {label('as of')} {day}"


def book(guide: Guide) -> shapes.BookWords:
    """The labels of book and annex, which are printed in the original's language only."""
    label = guide.label
    return shapes.BookWords(
        **_translated(guide),
        reading=(text(label(WHAT_TO_DO)), text(label(WHETHER_TRUE))),
        reading_annex=(text(label(CLAIMS)), text(label(CITATIONS)), _checked(guide)),
        plan=text(label(PLAN)),
        how_sure=text(label(HOW_SURE)),
        how_strong=text(label(HOW_STRONG)),
        is_not=text(label(IS_NOT)),
    )


def _translated(guide: Guide) -> dict[str, str]:
    """The labels of the book that are the same in every guide, in its language."""
    fields = shapes.BookWords.model_fields.items()
    words = {name: field.default for name, field in fields if field.default}
    return {name: guide.label(word) for name, word in words.items() if isinstance(word, str)}


def _checked(guide: Guide) -> str:
    """How many findings and sources were checked in which way, said once."""
    compared = _count(guide, checks.is_compared, guide.findings)
    fetched = _count(guide, checks.is_fetched, guide.findings)
    others = _count(guide, checks.is_matched, guide.findings)[0] - fetched[0]
    looked_up = _count(guide, checks.is_looked_up, guide.sources)
    return guide.label(CHECKED).format(*compared, *fetched, others, *looked_up)


def _count(
    guide: Guide, checked: Callable[[Guide, str], bool], ids: Collection[str]
) -> tuple[int, int]:
    """How many of some items were checked, of how many."""
    return sum(checked(guide, id) for id in ids), len(ids)


def handout(guide: Guide) -> shapes.HandoutWords:
    """The labels of a hand-out."""
    label = guide.label
    return shapes.HandoutWords(
        to_do=label("What to do"),
        notes=label("Notes"),
        which_source=label("Which source supports which sentence:"),
        more=label("Also on that page:"),
        qr_page=label("QR code that opens this page of the guide"),
    )
