"""Views: typed and frozen values of what a reader is shown; `guide.json` is their dump.

Every number is text as it was written. A text is a string, or runs where it has markup.
"""

from evidence_guide.view.shapes.advice import (
    Answer,
    CareLevelView,
    HandoutView,
    SideView,
    StageView,
    StepView,
)
from evidence_guide.view.shapes.claims import (
    ClaimMap,
    ClaimView,
    HeadingView,
    ReasonView,
    SearchView,
    TopicView,
    Use,
)
from evidence_guide.view.shapes.figures import Forest, PlottedEffect, TextLine, Tick
from evidence_guide.view.shapes.findings import (
    DepthView,
    EffectView,
    FactView,
    FindingView,
    ReferenceView,
    SourceView,
)
from evidence_guide.view.shapes.lists import (
    ColumnView,
    IndexEntry,
    PopularView,
    TableView,
    TermView,
)
from evidence_guide.view.shapes.opinions import OpinionView
from evidence_guide.view.shapes.options import ChoiceLink, ChoiceView, OptionCell, OptionRow
from evidence_guide.view.shapes.plan import PlannedStep
from evidence_guide.view.shapes.rereadings import ReadAddress, RereadingView
from evidence_guide.view.shapes.whole import ExpertsView, GuideData, Method, MethodPart
from evidence_guide.view.shapes.words import BookWords, HandoutWords, Words
from evidence_guide.view.shapes.writing import (
    Grade,
    Hidden,
    Id,
    MethodWord,
    Phrase,
    StatementView,
    Text,
    TextRow,
    ViewObject,
)

__all__ = [
    "Answer",
    "BookWords",
    "CareLevelView",
    "ChoiceLink",
    "ChoiceView",
    "ClaimMap",
    "ClaimView",
    "ColumnView",
    "DepthView",
    "EffectView",
    "ExpertsView",
    "FactView",
    "FindingView",
    "Forest",
    "Grade",
    "GuideData",
    "HandoutView",
    "HandoutWords",
    "HeadingView",
    "Hidden",
    "Id",
    "IndexEntry",
    "Method",
    "MethodPart",
    "MethodWord",
    "OpinionView",
    "OptionCell",
    "OptionRow",
    "Phrase",
    "PlannedStep",
    "PlottedEffect",
    "PopularView",
    "ReadAddress",
    "ReasonView",
    "ReferenceView",
    "RereadingView",
    "SearchView",
    "SideView",
    "SourceView",
    "StageView",
    "StatementView",
    "StepView",
    "TableView",
    "TermView",
    "Text",
    "TextLine",
    "TextRow",
    "Tick",
    "TopicView",
    "Use",
    "ViewObject",
    "Words",
]
