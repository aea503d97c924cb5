"""References as files that reference managers read: RIS, BibTeX and CSL-JSON."""

import json
from collections.abc import Iterable
from functools import lru_cache

from evidence_guide.guide.source import Source
from evidence_guide.intake.layout import bibtex_record
from evidence_guide.intake.ris_records import ris_record
from evidence_guide.view.references import csl

_OF_OURS = frozenset({"superseded_by"})
"""Fields that mean something to this program alone."""


def as_ris(sources: Iterable[Source]) -> str:
    """Sources as RIS."""
    return "\n".join(map(ris_record, sources))


def as_bibtex(sources: Iterable[Source]) -> str:
    """Sources as BibTeX, each with all of its fields."""
    return "\n".join(map(_as_bibtex, sources))


@lru_cache(maxsize=65536)
def _as_bibtex(source: Source) -> str:
    """A source as BibTeX; many pages cite the same."""
    return bibtex_record(source, _names(source))


def _names(source: Source) -> list[str]:
    """The fields of a source that others read too."""
    return [name for name in source.fields if name not in _OF_OURS]


def as_csl_json(sources: Iterable[Source]) -> str:
    """Sources as CSL-JSON."""
    items = list(map(csl, sources))
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


WRITERS = {"ris": as_ris, "bib": as_bibtex, "json": as_csl_json}
"""What writes each kind of file, by its ending."""
