"""How deeply each source was read and how much of the guide rests on it, the next to read first."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.guide.source import Source
from evidence_guide.model import Claim, Depth, Read
from evidence_guide.text.web_addresses import plain_doi
from evidence_guide.view import shown

WHOLE = (Depth.FULL, Depth.PAGE)
"""The depths at which nothing of a source was left unread."""
_SHALLOW = (Depth.PART_OF_ABSTRACT, Depth.PART_OF_PAGE, Depth.ABSTRACT, Depth.PAGE, Depth.FULL)
"""The depths of reading, the shallowest first."""
_REGISTERED = frozenset({"doi", "pmid", "pmcid"})
"""Fields by which services look a publication up."""
OPEN_AT = "PubMed Central"
"""The link of a source at which everybody can read its full text."""
OPEN_PUBLISHERS = frozenset(
    {"10.1186", "10.1371", "10.3389", "10.3390", "10.7554", "10.7717", "10.12688"}
)
"""The DOI prefixes of publishers that publish nothing but open articles.

BMC and SpringerOpen, PLOS, Frontiers, MDPI, eLife, PeerJ, F1000.
"""


class SourceDepth(NamedTuple):
    """How deeply a source was read, and what rests on it."""

    key: str
    what: Depth
    mirror: bool
    """Whether it was read on a copy."""
    open_at: str
    """Where its full text is known to be open; empty if that is not known."""
    unidentified: bool
    """Whether it is an article without an identifier, which no service can look up."""
    steps: int
    messages: int
    """How many key messages of topics rest on it."""
    claims: int

    @property
    def whole(self) -> bool:
        """Whether all of it was read, and not on a copy."""
        return self.what in WHOLE and not self.mirror


@derived
def source_depths(guide: Guide) -> dict[str, SourceDepth]:
    """The depth of each source that has findings; those first on which most advice rests.

    Where as much rests on two, the one that was read less comes first.
    """
    claims = _claims_on(guide)
    found = [_depth(guide, key, claims.get(key, set())) for key in _read_sources(guide)]
    return {one.key: one for one in sorted(found, key=_order)}


def to_read(guide: Guide) -> tuple[SourceDepth, ...]:
    """The sources of which something was not read, or only on a copy; the worst first."""
    return tuple(one for one in source_depths(guide).values() if not one.whole)


def _read_sources(guide: Guide) -> Iterator[str]:
    for key in guide.sources:
        if key in guide.readings:
            yield key


def _order(one: SourceDepth) -> tuple[int, int, int, int, bool, str]:
    shallow = _SHALLOW.index(one.what)
    return -one.steps, -one.messages, -one.claims, shallow, not one.mirror, one.key


def _depth(guide: Guide, key: str, claims: set[str]) -> SourceDepth:
    source, read = guide.sources[key].item, guide.readings[key].item.read
    steps = _steps_on(guide)
    return SourceDepth(
        key=key,
        what=read.what,
        mirror=read.mirror,
        open_at=_open_at(source, read),
        unidentified=source.type == "article" and _REGISTERED.isdisjoint(source.fields),
        steps=len(set().union(*(steps.get(id, set()) for id in claims))),
        messages=sum(_rests_on_any(message, claims) for message in _messages(guide)),
        claims=len(claims),
    )


def _open_at(source: Source, read: Read) -> str:
    """Where the full text of a source is open, if that is known."""
    links = source.links
    if OPEN_AT in links:
        return links[OPEN_AT]
    publisher, _, _ = plain_doi(source.fields.get("doi", "")).partition("/")
    if publisher in OPEN_PUBLISHERS:
        return links["DOI"]
    is_whole = read.what in WHOLE and not read.mirror
    return str(read.at) if is_whole else ""


def _claims_on(guide: Guide) -> dict[str, set[str]]:
    """The claims for or against which each source has findings."""
    found: dict[str, set[str]] = {}
    for id, entry in guide.claims.items():
        for key in _sources_of(guide, entry.item):
            found.setdefault(key, set()).add(id)
    return found


def _sources_of(guide: Guide, claim: Claim) -> Iterator[str]:
    for finding in claim.weighed:
        if finding in guide.source_of:
            yield guide.source_of[finding]


@derived
def _steps_on(guide: Guide) -> dict[str, set[str]]:
    """The steps that cite each claim."""
    found: dict[str, set[str]] = {}
    for stage in guide.stages.values():
        for step in stage.item.steps:
            for id in shown.cited_by(step):
                found.setdefault(id, set()).add(step.id)
    return found


def _messages(guide: Guide) -> Iterator[tuple[str, ...]]:
    """The claims behind each key message."""
    for topic in guide.topics.values():
        for message in topic.item.key_messages:
            yield message.because


def _rests_on_any(ids: Iterable[str], claims: set[str]) -> bool:
    return not claims.isdisjoint(ids)
