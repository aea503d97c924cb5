"""Our own words on paper, in the language of the guide."""

from evidence_guide.guide import Guide
from evidence_guide.view import shapes
from evidence_guide.view.context import Context
from evidence_guide.view.texts import text

WHAT_TO_DO = (
    "**If you want to know what to do,** read the chapter of your time of life. Red flags come "
    "first, then the steps: what to do, how, why, and how sure that is."
)
WHETHER_TRUE = (
    "**If you want to know whether it is true,** follow the numbers in brackets. Each number is a "
    "source in the list of references at the end; in the file it is a link there, and each "
    "reference leads back to the pages that cite it. A finding’s “Open the passage” opens the "
    "source on the web where it says so."
)


def paper_words(context: Context) -> shapes.Words:
    """All labels that paper needs."""
    guide, label = context.guide, context.guide.label
    return shapes.Words(
        version=_version(context),
        page_number=f"{label('Page')} {{page}} {label('of')} {{pages}}",
        help_first=label("Get help first"),
        ask=label("Ask {}").format(guide.file.clinicians.usually),
        missing=label("Not yet translated"),
        changed=label("The original has changed since this was translated"),
        book=book(),
        handout=handout(guide),
    )


def _version(context: Context) -> str:
    """Version and day of the guide."""
    label, day = context.guide.label, context.day(context.guide.file.as_of)
    return f"{label('Version')} {context.guide.file.version} · {label('as of')} {day}"


def book() -> shapes.BookWords:
    """The labels of the book, which is printed in the original's language only."""
    return shapes.BookWords(
        reading=(text(WHAT_TO_DO), text(WHETHER_TRUE)),
        how_sure=text("**How sure we are** is told by a word and four circles:"),
        how_strong=text("**How strong the advice is:**"),
        is_not=text("**What this book is not.**"),
    )


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
