"""The facts that all views of one guide share: addresses, numbers of sources, words for grades."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urljoin

from evidence_guide.guide import Guide
from evidence_guide.model import Cited, Level
from evidence_guide.model.locales import Note
from evidence_guide.view import labels, references, shapes, shown
from evidence_guide.view.site import Site
from evidence_guide.view.texts import text

CIRCLES = {Level.VERY_LOW: 1, Level.LOW: 2, Level.MODERATE: 3, Level.HIGH: 4}
"""The number of full circles in GRADE's sign, of four."""
REVIEW = "To be reviewed by {}."


@dataclass(frozen=True)
class Context:
    """A guide, its site, and everything that several of its views need."""

    site: Site

    @property
    def guide(self) -> Guide:
        """The guide, in the language in which it is shown."""
        return self.site.guide

    @cached_property
    def whom(self) -> dict[str, str]:
        """For each step, in words, the readers it is for."""
        return shown.whom(self.guide)

    @cached_property
    def titles(self) -> dict[str, str]:
        """A short title for each claim."""
        return shown.titles(self.guide)

    def people(self, whom: str | tuple[str, ...]) -> shapes.Phrase:
        """The readers that something is for; the note says if that is not translated."""
        unnamed = shown.unnamed_profiles(self.guide) & set(whom if isinstance(whom, tuple) else ())
        if unnamed:
            words = shown.profile_words(self.guide, whom)
            return shapes.Phrase(text=words, note=str(Note.MISSING))
        return shapes.Phrase(text=shown.profile_words(self.guide, whom, self.guide.label))

    def page(self, uri: str, anchor: str = "") -> str:
        """The full address of a page of the site."""
        address = self._address(uri)
        return f"{address}#{anchor}" if anchor else address

    def _address(self, uri: str) -> str:
        return urljoin(self.guide.file.site_url, self.site.published.address(uri))

    def file(self, uri: str) -> str:
        """The full address of a file of the site that is no page."""
        return urljoin(self.guide.file.site_url, uri)

    def day(self, value: date) -> str:
        """A day as readers of this language write it."""
        return labels.day(value, self.site.language)

    def review(self, due: date) -> str:
        """A review date as a sentence."""
        return self.guide.label(REVIEW).format(self.day(due))

    def cites(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Keys of the sources and searches behind claims or findings, by number."""
        numbers = references.reference_numbers(self.guide)
        found = references.behind(self.guide, tuple(ids))
        return tuple(sorted(found, key=numbers.__getitem__))

    def says(self, value: str, ids: Iterable[str], key: str) -> shapes.StatementView:
        """A sentence with its sources; `key` is the id of its item and the way to the text."""
        named = tuple(ids)
        cites, note = self.cites(named), self.note(value)
        return shapes.StatementView(text=text(value), cites=cites, key=key, ids=named, note=note)

    def phrase(self, value: str) -> shapes.Phrase:
        """A text that names or asks something."""
        return shapes.Phrase(text=text(value), note=self.note(value))

    def note(self, value: str) -> str:
        """The state of a text in a translation; empty in the original."""
        translation = self.guide.translation
        if translation is None:
            return ""
        return str(translation.notes.get(value) or "")

    def cited(self, parts: Iterable[Cited], key: str) -> tuple[shapes.StatementView, ...]:
        """Sentences of a list, each with its sources; `key` is that of the list."""
        return tuple(self._members(parts, key))

    def _members(self, parts: Iterable[Cited], key: str) -> Iterator[shapes.StatementView]:
        for place, part in enumerate(parts):
            yield self._member(part, f"{key}/{place}")

    def _member(self, part: Cited, key: str) -> shapes.StatementView:
        return self.says(part.says, part.because, key)

    def grade(self, level: Level) -> shapes.Grade:
        """A level of certainty in words."""
        label = self.guide.label
        sign, means = labels.LEVELS[level]
        return shapes.Grade(
            level=level,
            circles=CIRCLES[level],
            sign=sign,
            words=label(labels.CERTAINTIES[level]),
            sure=label(labels.SURE[level]),
            means=label(means),
        )
