"""What people write: findings, claims, steps, terms, tables and popular claims, as frozen pydantic models.

Every text field is inline Markdown; every number is kept as it was written.
"""

from evidence_guide.model.advice import Cited, Decision, Side, StageFile, Step
from evidence_guide.model.claims import Certainty, Claim, ClaimsFile, Down, Reason, Search, Up
from evidence_guide.model.figures import Converter, CutOffs, Line, Picked, TableFigure, TablePart, Tally, Tool, ToolsFile
from evidence_guide.model.findings import Baseline, Effect, Finding, FindingsFile, Read, SecondReading, Study
from evidence_guide.model.guide_file import GuideFile, Policy, Profile, Question, Reviewer, Trust
from evidence_guide.model.lists import Change, ChangesFile, Column, PopularClaim, PopularClaimsFile, Retired, RetiredFile, Row, Table, Term, TermsFile
from evidence_guide.model.searching import PUBMED, Excluded, ExcludedFile, SearchesFile, Strategy
from evidence_guide.model.translations import LanguageFile, Translated, TranslationFile
from evidence_guide.model.vocabulary import Depth, Design, Direction, Kind, Level, Measure, Role, Strength, Verdict, Was
from evidence_guide.model.writing import Day, Id, Ids, OwnNumber, Text, Title, Written

FILES: dict[str, type[Written]] = {
    "guide": GuideFile,
    "findings": FindingsFile,
    "claims": ClaimsFile,
    "stage": StageFile,
    "terms": TermsFile,
    "table": Table,
    "popular-claims": PopularClaimsFile,
    "retired": RetiredFile,
    "changes": ChangesFile,
    "tools": ToolsFile,
    "searches": SearchesFile,
    "excluded": ExcludedFile,
    "translation": TranslationFile,
    "language": LanguageFile,
}
"""Each kind of evidence file by the name of its JSON Schema."""

__all__ = [
    "FILES",
    "PUBMED",
    "Baseline",
    "Certainty",
    "Change",
    "ChangesFile",
    "Cited",
    "Claim",
    "ClaimsFile",
    "Column",
    "Converter",
    "CutOffs",
    "Day",
    "Decision",
    "Depth",
    "Design",
    "Direction",
    "Down",
    "Effect",
    "Excluded",
    "ExcludedFile",
    "Finding",
    "FindingsFile",
    "GuideFile",
    "Id",
    "Ids",
    "Kind",
    "LanguageFile",
    "Level",
    "Line",
    "Measure",
    "OwnNumber",
    "Picked",
    "Policy",
    "PopularClaim",
    "PopularClaimsFile",
    "Profile",
    "Question",
    "Read",
    "Reason",
    "Retired",
    "RetiredFile",
    "Reviewer",
    "Role",
    "Row",
    "Search",
    "SearchesFile",
    "SecondReading",
    "Side",
    "StageFile",
    "Step",
    "Strategy",
    "Strength",
    "Study",
    "Table",
    "TableFigure",
    "TablePart",
    "Tally",
    "Term",
    "TermsFile",
    "Text",
    "Title",
    "Tool",
    "ToolsFile",
    "Translated",
    "TranslationFile",
    "Trust",
    "Up",
    "Verdict",
    "Was",
    "Written",
]
