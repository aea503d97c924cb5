"""Our own words on paper: every label that no part of the evidence brings with it.

A brace such as `{page}` holds the place of a number that only the finished layout knows.
"""

from evidence_guide.view.shapes.writing import Text, ViewObject

ON_PAGE = "p.\u00a0{page}"
"""The page on which something is printed."""
IN_ANNEX = "annex\u00a0{claim}"
"""The number of a claim in the annex."""


DRAFT = "Draft"


class BookWords(ViewObject):
    """The labels of the book."""

    book: str = "Reader’s book"
    annex: str = "Evidence annex"
    contents: str = "Contents"
    on_page: str = ON_PAGE
    in_annex: str = IN_ANNEX
    how_to_read: str = "How to read this book"
    how_to_read_annex: str = "How to read this annex"
    reading: tuple[Text, ...] = ()
    """The paragraphs on how to read the chapters of the book and their citations."""
    reading_annex: tuple[Text, ...] = ()
    """The same of the annex."""
    plan: Text = ""
    """The words before the address of My plan."""
    how_sure: Text = ""
    """The sentence before the grades of certainty."""
    how_strong: Text = ""
    """The sentence before the grades of strength."""
    is_not: Text = ""
    """The words before the guide's notice."""
    most: str = "The few things that matter most"
    how: str = "How"
    why: str = "Why, and how sure"
    differ: str = "Where bodies differ"
    side_by_side: str = "Options side by side:"
    decisions: str = "How each step was decided"
    exception: str = "Why strong advice on low certainty:"
    changed: str = "What we changed:"
    evidence: str = "How sure the evidence is"
    key_messages: str = "Key messages"
    in_plain_words: str = "In plain words:"
    applies_to: str = "Applies to:"
    searched_where: str = "Where:"
    searched_words: str = "Words:"
    searched_found: str = "Found:"
    against: str = "Points the other way."
    open_passage: str = "Open the passage"
    used_in: str = "Used in:"
    tables: str = "Tables"
    on_site: str = "This table on the site"
    populars: str = "Popular claims, checked"
    populars_about: str = "What people read and hear, in our words, and what the evidence says."
    instead: str = "What the evidence supports:"
    verdict_claims: str = "The claims behind this verdict"
    glossary: str = "Glossary"
    abbreviations: str = "Abbreviations"
    method: str = "How this guide is made"
    sources: str = "Sources"
    sources_about: str = (
        "The sources that this book cites, a line each; in the file each line is a link. "
        "The evidence annex has their full references under the same numbers."
    )
    references: str = "References"
    references_about: str = (
        "Every source of this guide, by author and year; the same numbers hold in the book. "
        "Behind each: how it was made, how we read it, how it stands, and the pages that cite it."
    )
    about_source: str = "About this source"
    cited_on: str = "Cited on page {pages}"
    index: str = "Index"
    qr_site: str = "QR code that opens the guide's site"
    qr_page: str = "QR code that opens the page"


class HandoutWords(ViewObject):
    """The labels of a hand-out, in the language of the guide."""

    to_do: str
    notes: str
    which_source: str
    """The words before the address where each sentence has its sources."""
    more: str
    """The words before the titles of the steps that it leaves out."""
    qr_page: str


class Words(ViewObject):
    """All labels that paper needs."""

    version: str
    """The version and the day of the evidence."""
    page_number: str
    draft: str = DRAFT
    help_first: str
    ask: str
    """The heading above the questions to ask."""
    missing: str
    """The note behind a text that is not translated."""
    changed: str
    """The note behind a text whose original has changed since."""
    book: BookWords
    handout: HandoutWords
