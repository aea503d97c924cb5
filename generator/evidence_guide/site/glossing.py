"""Links the first use of each glossary word on a page to its explanation there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

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

    def rendered(self, text: Text) -> str:
        """HTML of a text whose glossary words are links where the page has not used them yet."""
        return markup.runs_html(text, self._pieces)

    def _pieces(self, words: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The words in parts, each with the attributes of the link that it becomes, if any."""
        start = 0
        for match, id in self._new(words):
            yield words[start : match.start()], {}
            yield match[0], {"class": "eg-term", "href": f"#{id}"}
            start = match.end()
        yield words[start:], {}

    def _new(self, words: str) -> Iterator[tuple[re.Match[str], str]]:
        """The places of terms that the page has not used yet, which are used from now on."""
        names, pattern = _names(self.guide)
        for match in pattern.finditer(words) if names else ():
            id = names[_key(match["name"])]
            if id not in self.used:
                self.used[id] = None
                yield match, id


@derived
def _names(guide: Guide) -> tuple[dict[str, str], re.Pattern[str]]:
    """The term that each name belongs to, and a pattern that finds names.

    Names in capitals are found in capitals only.
    """
    names = _terms_by_name(guide)
    longest = sorted(names, key=lambda name: (-len(name), name))
    keys = {_key(name): names[name] for name in reversed(longest)}
    found = "|".join(map(_pattern, longest))
    return keys, re.compile(rf"(?<![\w-])(?P<name>{found})s?(?![\w-])")


def _terms_by_name(guide: Guide) -> dict[str, str]:
    """The id of the term that each name belongs to; its own names count most."""
    names: dict[str, str] = {}
    for term in guide.terms.values():
        names.update(dict.fromkeys(_names_of(term.item), term.id))
    return names


def _names_of(term: Term) -> Iterator[str]:
    """The names of a term, the last first."""
    return filter(None, reversed([term.term, term.short, *term.also]))


def _pattern(name: str) -> str:
    return re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})"


def _key(name: str) -> str:
    return name if name.isupper() else name.lower()
