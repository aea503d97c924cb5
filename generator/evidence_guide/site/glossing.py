"""Explains the first use of each glossary word and abbreviation on a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.model import Term
from evidence_guide.text import markup
from evidence_guide.view.shapes import Text


@dataclass
class Glossing:
    """The glossary words that one page has used so far."""

    guide: Guide
    used: dict[str, None] = field(default_factory=dict)
    """Ids of terms in order of first appearance."""
    expanded: set[str] = field(default_factory=set)
    """The abbreviations of the policy that the page has used."""

    def rendered(self, text: Text) -> str:
        """HTML of a text: words that the page has not used yet are links or spelled out."""
        return markup.runs_html(text, self._pieces)

    def _pieces(self, words: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The words in parts, each with the attributes of the tag that it becomes, if any."""
        start = 0
        for match, attributes in self._new(words):
            yield words[start : match.start()], {}
            yield match[0], attributes
            start = match.end()
        yield words[start:], {}

    def _new(self, words: str) -> Iterator[tuple[re.Match[str], markup.Attributes]]:
        """The words that the page has not used yet, each with the attributes of its tag."""
        names, pattern = _names(self.guide)
        for match in pattern.finditer(words) if names else ():
            found = self._attributes(names[_key(match["name"])])
            if found:
                yield match, found

    def _attributes(self, name: "_Named") -> markup.Attributes:
        """The attributes of a word where the page uses it first, and none from then on."""
        if name.term:
            return self._term(name.term)
        return self._abbreviation(name.short_for)

    def _term(self, id: str) -> markup.Attributes:
        if id in self.used:
            return {}
        self.used[id] = None
        return {"class": "eg-term", "href": f"#{id}"}

    def _abbreviation(self, short_for: str) -> markup.Attributes:
        if short_for in self.expanded:
            return {}
        self.expanded.add(short_for)
        found = {"title": short_for}
        if self.guide.translation:
            found["lang"] = self.guide.translation.original
        return found


class _Named(NamedTuple):
    """The term that a name belongs to, or the words that it is short for."""

    term: str = ""
    short_for: str = ""


_Abbreviations = dict[str, _Named]
"""The words that each abbreviation is short for."""


@derived
def _names(guide: Guide) -> tuple[dict[str, _Named], re.Pattern[str]]:
    """The meaning of each name, and a pattern that finds names.

    Names in capitals are found in capitals only.
    """
    names = _abbreviations(guide) | _terms_by_name(guide)
    longest = sorted(names, key=lambda name: (-len(name), name))
    keys = {_key(name): names[name] for name in reversed(longest)}
    found = "|".join(map(_pattern, longest))
    return keys, re.compile(rf"(?<![\w-])(?P<name>{found})s?(?![\w-])")


def _abbreviations(guide: Guide) -> _Abbreviations:
    """The abbreviations of the policy."""
    known = guide.file.policy.abbreviations
    return {short: _Named(short_for=words) for short, words in known.items()}


def _terms_by_name(guide: Guide) -> dict[str, _Named]:
    """The term that each name belongs to; its own names count most."""
    names: dict[str, _Named] = {}
    for term in guide.terms.values():
        names.update(dict.fromkeys(_names_of(term.item), _Named(term=term.id)))
    return names


def _names_of(term: Term) -> Iterator[str]:
    """The names of a term, the last first."""
    return filter(None, reversed([term.term, term.short, *term.also]))


def _pattern(name: str) -> str:
    return re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})"


def _key(name: str) -> str:
    return name if name.isupper() else name.casefold()
