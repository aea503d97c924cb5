"""The shape of `guide.json`: the whole guide as data, from which its JSON Schema is made.

Every number is text as it was written. A text is a string, or runs where it has markup.
"""

from evidence_guide.view.shapes.advice import Answer, Stage, Step
from evidence_guide.view.shapes.claims import Claim, Reason, Search, Topic, Use
from evidence_guide.view.shapes.findings import Effect, Finding, Reference, Source
from evidence_guide.view.shapes.lists import Column, IndexEntry, Popular, Row, Table, Term
from evidence_guide.view.shapes.whole import Clinicians, GuideData, Method
from evidence_guide.view.shapes.writing import Meaning, Shape, Statement, Text

__all__ = [
    "Answer",
    "Claim",
    "Clinicians",
    "Column",
    "Effect",
    "Finding",
    "GuideData",
    "IndexEntry",
    "Meaning",
    "Method",
    "Popular",
    "Reason",
    "Reference",
    "Row",
    "Search",
    "Shape",
    "Source",
    "Stage",
    "Statement",
    "Step",
    "Table",
    "Term",
    "Text",
    "Topic",
    "Use",
]
