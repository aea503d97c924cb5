"""Review dates: everything that has one of its own."""

from datetime import date
from functools import lru_cache

from evidence_guide.diagnostic import Place
from evidence_guide.guide import Guide
from evidence_guide.model import (
    Claim,
    ClaimsFile,
    PopularClaimsFile,
    StageFile,
    Step,
    Table,
    ToolsFile,
)

DATED = (ClaimsFile, StageFile, Table, PopularClaimsFile, ToolsFile, Claim, Step)


@lru_cache(maxsize=4)
def reviews(guide: Guide) -> tuple[tuple[str, Place, date], ...]:
    """Everything that has a review date of its own: its id, place and date."""
    dated = [
        (entry, entry.item.review_by) for entry in guide.entries if isinstance(entry.item, DATED)
    ]
    return tuple((entry.id, entry.place("review_by"), due) for entry, due in dated if due)
