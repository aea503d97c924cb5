"""Our own words about the files that readers take with them."""

BOOK = "book"
ANNEX = "annex"
BOOKS = {BOOK: "Reader’s book", ANNEX: "Evidence annex"}
"""The title of each edition that is no hand-out."""
THE_BOOKS = "The book and its annex"
"""The group of their editions."""
CONTENTS = {
    BOOK: "For readers: steps, tables, glossary and sources.",
    ANNEX: "The evidence behind the book: claims, findings, references and index.",
    "": "One sheet: danger signs and whom to call, what to do and how much.",
}
"""The content of each edition, as a sentence."""
PRINT = {
    "large": ", large print",
    "print": "Large print",
    "hand-outs": "Hand-outs",
    "hand-out": "Hand-out: {}",
    "on": "On {}.",
    "on in large": "In large print (18 pt), on {}.",
}
"""The words about what is printed."""
DATA = {
    "data": "Data",
    "data about": (
        "For programs: all that the guide states, with findings, passages and proofs, "
        "and what its fields are."
    ),
    "guide": "The whole guide as data",
    "schema": "Its JSON Schema",
    "annotations": "Its passages as W3C Web Annotations",
    "sources": "All sources as BibTeX",
    "ris": "All sources as RIS",
    "csl": "All sources as CSL-JSON",
    "packets": "Digests of the packets of all claims",
    "packets about": (
        "Each claim's page offers the claim as a packet: one file with all that it rests on. "
        "This list shows whether a packet is one of this version of the guide."
    ),
    "sources about": "For reference managers and for writers who cite the same sources.",
    "offline": "To read offline",
    "pages": "The whole guide as pages in a folder",
    "pages about": (
        "To read offline: unpack it and open index.html; search, links and tool-tips work from "
        "the folder."
    ),
}
"""The words about the downloads that are no PDFs."""
FEED_TITLE = "{}: what changed"
"""The title of the feed."""
