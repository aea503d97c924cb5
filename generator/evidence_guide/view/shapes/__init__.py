"""Views: typed and frozen values of what a reader is shown; `guide.json` is their dump.

Every number is text as it was written. A text is a string, or runs where it has markup.
"""

from evidence_guide.view.shapes.advice import Answer, Side, Stage, Step
from evidence_guide.view.shapes.claims import Claim, ClaimMap, Reason, Search, Topic, Use
from evidence_guide.view.shapes.figures import Forest, Line, Study, Tick
from evidence_guide.view.shapes.findings import Effect, Finding, Reference, Source
from evidence_guide.view.shapes.lists import Column, IndexEntry, Popular, Table, Term
from evidence_guide.view.shapes.whole import Clinicians, GuideData, Method, MethodPart
from evidence_guide.view.shapes.words import BookWords, HandoutWords, Words
from evidence_guide.view.shapes.writing import (
    Grade,
    Hidden,
    Id,
    Meaning,
    Phrase,
    Row,
    Shape,
    Statement,
    Text,
)

__all__ = [
    "Answer",
    "BookWords",
    "Claim",
    "ClaimMap",
    "Clinicians",
    "Column",
    "Effect",
    "Finding",
    "Forest",
    "Grade",
    "GuideData",
    "HandoutWords",
    "Hidden",
    "Id",
    "IndexEntry",
    "Line",
    "Meaning",
    "Method",
    "MethodPart",
    "Phrase",
    "Popular",
    "Reason",
    "Reference",
    "Row",
    "Search",
    "Shape",
    "Side",
    "Source",
    "Stage",
    "Statement",
    "Step",
    "Study",
    "Table",
    "Term",
    "Text",
    "Tick",
    "Topic",
    "Use",
    "Words",
]
