"""The keys of every mapping in the order of the schema; every other character of the file stays where its key takes it."""

import re

from evidence_guide.diagnostic import Place, Route
from evidence_guide.guide.validation import fields
from evidence_guide.guide.yaml_reader import Document, Span
from evidence_guide.model import Written

_REST_OF_LINE = re.compile(r"[ \t]+#[^\n]*|[ \t]*(?=\n|\Z)")


def arranged(document: Document, kind: type[Written]) -> tuple[str, list[Place]]:
    """The document's text with its keys in order, and the places of the mappings that were out of order."""
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
        edges = [span[0], *(edge for pair in spans for edge in pair), span[1]]
        gaps = [
            self.document.text[start:end]
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        ]
        order = self.order(route, inner)
        if order != sorted(order) and self.movable(route, gaps, parts, order):
            self.places.append(self.document.place((*route, inner[0][-1])))
            parts = [parts[number] for number in order]
            gaps = gaps if gaps[1].lstrip().startswith(",") else _carried(gaps, order)
        return "".join(text for pair in zip(gaps, [*parts, ""], strict=True) for text in pair)

    def order(self, route: Route, inner: list[Route]) -> list[int]:
        """Which part comes first, second …; as they are where the schema does not know them all."""
        keys = [part[-1] for part in inner]
        known = fields(self.kind, (*route, "")) if keys and isinstance(keys[0], str) else []
        return (
            sorted(range(len(keys)), key=lambda number: known.index(str(keys[number])))
            if set(keys) <= set(known)
            else list(range(len(keys)))
        )

    def movable(self, route: Route, gaps: list[str], parts: list[str], order: list[int]) -> bool:
        """Whether no comment would come to stand beside another key than before."""
        if gaps[1].lstrip().startswith(","):
            return not any("#" in text for text in (*gaps, *parts))
        return not gaps[order[0]].strip() and (not route or "#" not in gaps[0])


def _carried(gaps: list[str], order: list[int]) -> list[str]:
    """The gaps of a block, with the comments in them, where their keys go; the first key has none that could move."""
    moved = [gaps[order[0]] if number == 0 else gaps[number] for number in order[1:]]
    return [gaps[0], *moved, gaps[-1]]
