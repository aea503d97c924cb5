"""What people write: findings, claims, steps, terms, tables and popular claims, as frozen pydantic models.

Every text field is inline Markdown; every number is kept as it was written.
"""

from evidence_guide.model.advice import Cited, Decision, StageFile, Step
from evidence_guide.model.claims import Certainty, Claim, ClaimsFile, Down, Reason, Search, Up
from evidence_guide.model.findings import Effect, Finding, FindingsFile, Read, SecondReading, Study
from evidence_guide.model.guide_file import GuideFile, Policy, Profile, Reviewer
from evidence_guide.model.lists import Column, PopularClaim, PopularClaimsFile, Retired, RetiredFile, Row, Table, Term, TermsFile
from evidence_guide.model.vocabulary import Depth, Design, Direction, Kind, Level, Measure, Role, Strength, Verdict
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
}
"""Each kind of evidence file by the name of its JSON Schema."""

__all__ = [
    "FILES",
    "Certainty",
    "Cited",
    "Claim",
    "ClaimsFile",
    "Column",
    "Day",
    "Decision",
    "Depth",
    "Design",
    "Direction",
    "Down",
    "Effect",
    "Finding",
    "FindingsFile",
    "GuideFile",
    "Id",
    "Ids",
    "Kind",
    "Level",
    "Measure",
    "OwnNumber",
    "Policy",
    "PopularClaim",
    "PopularClaimsFile",
    "Profile",
    "Read",
    "Reason",
    "Retired",
    "RetiredFile",
    "Reviewer",
    "Role",
    "Row",
    "Search",
    "SecondReading",
    "StageFile",
    "Step",
    "Strength",
    "Study",
    "Table",
    "Term",
    "TermsFile",
    "Text",
    "Title",
    "Up",
    "Verdict",
    "Written",
]
