"""The keys of every mapping in the order of the schema; all else stays where its key takes it."""

import re

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide.validation import fields
from evidence_guide.guide.yaml_reader import Document, Span
from evidence_guide.model import Written

_REST_OF_LINE = re.compile(r"[ \t]+#[^\n]*|[ \t]*(?=\n|\Z)")


def arranged(document: Document, kind: type[Written]) -> tuple[str, list[Place]]:
    """The document's text with its keys in order, and where mappings were out of order."""
    arranger = _Arranger(document, kind)
    return arranger.text((), (0, len(document.text))), sorted(arranger.places)


class _Arranger:
    """Puts the parts of a document together again."""

    def __init__(self, document: Document, kind: type[Written]) -> None:
        self.document, self.kind = document, kind
        self.places: list[Place] = []
        self.inner: dict[Route, list[Route]] = {}
        for route in document.spans:
            if route:
                self.inner.setdefault(route[:-1], []).append(route)

    def span(self, route: Route) -> Span:
        """A part's text with the comment behind it on its line."""
        start, end = self.document.spans[route]
        rest = _REST_OF_LINE.match(self.document.text, end)
        return start, rest.end() if rest else end

    def text(self, route: Route, span: Span) -> str:
        """The text of a part with everything in it in order: gap, part, gap, part …, rest."""
        inner = self.inner.get(route, [])
        spans = [self.span(part) for part in inner]
        parts = [self.text(*pair) for pair in zip(inner, spans, strict=True)]
        gaps = self.gaps(span, spans)
        order = self.order(route, inner)
        if order == sorted(order) or not self.movable(route, gaps, parts, order):
            return _joined_parts(gaps, parts)
        self.places.append(self.document.place((*route, inner[0][-1])))
        moved = [parts[number] for number in order]
        return _joined_parts(gaps if _is_flow(gaps) else _carried(gaps, order), moved)

    def gaps(self, span: Span, spans: list[Span]) -> list[str]:
        """The texts before, between and behind the parts within a part."""
        found = []
        last = span[0]
        for start, end in spans:
            found.append(self.document.text[last:start])
            last = end
        return [*found, self.document.text[last : span[1]]]

    def order(self, route: Route, inner: list[Route]) -> list[int]:
        """Which part comes first, second …; as they are where the schema does not know them all."""
        keys = [str(part[-1]) for part in inner]
        is_mapping = bool(inner) and isinstance(inner[0][-1], str)
        known = fields(self.kind, (*route, "")) if is_mapping else []
        as_they_are = list(range(len(keys)))
        if not set(keys) <= set(known):
            return as_they_are
        ranks = [known.index(key) for key in keys]
        return sorted(as_they_are, key=ranks.__getitem__)

    def movable(self, route: Route, gaps: list[str], parts: list[str], order: list[int]) -> bool:
        """Whether no comment would come to stand beside another key than before."""
        if _is_flow(gaps):
            return not _holds_comment(*gaps, *parts)
        is_first_bare = not gaps[order[0]].strip()
        return is_first_bare and not (route and _holds_comment(gaps[0]))


def _holds_comment(*texts: str) -> bool:
    return any("#" in text for text in texts)


def _is_flow(gaps: list[str]) -> bool:
    """Whether commas part the keys of a mapping."""
    return gaps[1].lstrip().startswith(",")


def _joined_parts(gaps: list[str], parts: list[str]) -> str:
    """Gap, part, gap, part …, and the last gap."""
    pairs = zip(gaps, [*parts, ""], strict=True)
    return "".join(gap + part for gap, part in pairs)


def _carried(gaps: list[str], order: list[int]) -> list[str]:
    """The gaps of a block, with the comments in them, where their keys go."""
    gap_of = [gaps[order[0]], *gaps[1:]]  # the first gap holds nothing that could move
    moved = [gap_of[number] for number in order[1:]]
    return [gaps[0], *moved, gaps[-1]]
