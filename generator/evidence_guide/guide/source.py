"""A publication as its BibTeX record describes it: who wrote it, when, and where it is found."""

from dataclasses import dataclass, field
from functools import cached_property

from evidence_guide.guide.dates import shown_year
from evidence_guide.text import language_tags, web_addresses

UNDATED = "n.d."
"""The year of a source that names none."""
LINKS = {
    "DOI": ("doi", web_addresses.of_doi),
    "PubMed": ("pmid", web_addresses.of_pmid),
    "PubMed Central": ("pmcid", web_addresses.of_pmcid),
    "Web page": ("url", web_addresses.of_url),
}
"""Each link of a source by its name: the field, and how its value becomes an address."""
_BEST_TO_READ = ("PubMed Central", "PubMed", "Web page", "DOI")
"""Links by how much of the passages they open."""


@dataclass(frozen=True)
class Name:
    """A person's name in parts, or a body's whole name in `literal`."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The family name with its particle, or the body's name."""
        return self.literal or " ".join(p for p in (self.particle, self.family) if p)


JOINED = ("{} and {}", "{} and others")
"""Two names, and one name for more than two."""


def _in_few_words(joined: tuple[str, str], first: Name, *others: Name) -> str:
    """Up to two people by their names."""
    if not others:
        return first.short
    two, more = joined
    return (
        two.format(first.short, others[0].short) if len(others) == 1 else more.format(first.short)
    )


@dataclass(frozen=True)
class Source:
    """A publication: one BibTeX record, its text decoded from LaTeX."""

    id: str
    type: str
    fields: dict[str, str] = field(hash=False)
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    line: int = 1
    lines: dict[str, int] = field(default_factory=dict, hash=False)
    """The line of each field."""
    parents: tuple[str, ...] = ()
    """Keys of the records from which it has fields (`crossref`, `xdata`)."""
    joined: tuple[str, str] = JOINED
    """How the language of the guide joins names."""

    @property
    def title(self) -> str:
        """The title without braces."""
        return self.fields.get("title") or self.id

    @property
    def year(self) -> str:
        """The year of publication as written, or `UNDATED`."""
        return self.fields.get("year") or shown_year(self.fields.get("date", "")) or UNDATED

    @property
    def language(self) -> str:
        """The BCP 47 tag of the title's language, or an empty text.

        It comes from `langid` or `language`.
        """
        for key in ("langid", "language"):
            tag = language_tags.tag(self.fields.get(key, ""))
            if tag:
                return tag
        return ""

    @property
    def label(self) -> str:
        """Authors and year in a few words, such as `Wang 2024`; an undated page has no year."""
        written = self.fields.get("year") or self.fields.get("date")
        return f"{self._who} {self.year}" if written else self._who

    @property
    def _who(self) -> str:
        """Up to two people, or the body that published it."""
        names = self.authors or self.editors
        if not names:
            return self.fields.get("institution") or self.title
        return _in_few_words(self.joined, *names)

    @cached_property
    def links(self) -> dict[str, str]:
        """Safe addresses of the source by name; a field that holds none has no link."""
        found: dict[str, str] = {}
        for name, (key, address_of) in LINKS.items():
            address = address_of(self.fields.get(key, ""))
            if address:
                found[name] = address
        return found

    @property
    def superseded_by(self) -> str:
        """The key of the source that took its place; empty if none did."""
        return self.fields.get("superseded_by", "")

    @property
    def address(self) -> str:
        """The address at which a reader finds the passages, or an empty text."""
        links = self.links
        for name in _BEST_TO_READ:
            if name in links:
                return links[name]
        return ""
