"""Glossary words in running text: the first time that a page uses one, it leads to its explanation on that page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence_guide.guide import Guide
from evidence_guide.guide.facts import derived
from evidence_guide.text import markup
from evidence_guide.view.shapes import Text


@dataclass
class Glossing:
    """The glossary words that one page has used so far."""

    guide: Guide
    used: dict[str, None] = field(default_factory=dict)
    """Ids of terms in order of first appearance."""

    def html(self, text: str) -> str:
        """HTML of a text in which each glossary word that the page has not used yet is a link to its explanation."""
        return markup.link_words(text, self._pieces)

    def rendered(self, text: Text) -> str:
        """The same of a text that is parsed already."""
        return markup.runs_html(text, self._pieces)

    def _pieces(self, words: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The words in parts, each with the attributes of the link that it becomes, if any."""
        names, pattern = _names(self.guide)
        start = 0
        for match in pattern.finditer(words) if names else ():
            id = names[_key(match["name"])]
            if id not in self.used:
                self.used[id] = None
                yield words[start : match.start()], {}
                yield match[0], {"class": "eg-term", "href": f"#{id}"}
                start = match.end()
        yield words[start:], {}


@derived
def _names(guide: Guide) -> tuple[dict[str, str], re.Pattern[str]]:
    """The term that each name belongs to, and what finds names; those in capitals are found in capitals only."""
    names = {
        name: term.id
        for term in guide.terms.values()
        for name in reversed([term.item.term, term.item.short, *term.item.also])
        if name
    }
    longest = sorted(names, key=lambda name: (-len(name), name))
    found = "|".join(
        re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})" for name in longest
    )
    return {_key(name): names[name] for name in reversed(longest)}, re.compile(
        rf"(?<![\w-])(?P<name>{found})s?(?![\w-])"
    )


def _key(name: str) -> str:
    return name if name.isupper() else name.lower()
