"""A PO file of gettext as a value: its header, its entries, and what translators keep with them."""

from typing import NamedTuple

CONTEXT, ORIGINAL, TRANSLATION = "msgctxt", "msgid", "msgstr"
"""The keywords of an entry: the key of its text, the text, and its translation."""
FUZZY = "fuzzy"
"""The flag of a translation that somebody must look at again."""
CHARSET = "UTF-8"
Notes = tuple[str, ...]
"""Comments or flags."""


class PoEntry(NamedTuple):
    """One text with its translation, and everything that a translator's program keeps with it."""

    context: str
    """The key of the text; empty for the header."""
    original: str
    translation: str = ""
    comments: Notes = ()
    """The translator's own comments, each line as it is written."""
    extracted: Notes = ()
    """Comments of the program for translators."""
    references: Notes = ()
    flags: Notes = ()
    previous: str | None = None
    """The original before its last change."""
    previous_context: str | None = None
    is_obsolete: bool = False

    @property
    def is_fuzzy(self) -> bool:
        """Whether somebody must look at the translation again."""
        return FUZZY in self.flags

    @property
    def is_current(self) -> bool:
        """Whether it is of a text of the guide, and not obsolete."""
        return bool(self.context) and not self.is_obsolete

    @property
    def is_written(self) -> bool:
        """Whether somebody translated it or left a comment."""
        return bool(self.translation or self.comments)

    @property
    def translated_from(self) -> str | None:
        """The original that the translation was made from; None if that is not known."""
        if not self.is_fuzzy:
            return self.original
        return self.previous if self.previous_context in {None, self.context} else None


class PoFile(NamedTuple):
    """A PO file: its header, its entries in order, and comments behind the last of them."""

    header: PoEntry
    entries: tuple[PoEntry, ...] = ()
    tail: Notes = ()


def header_fields(header: PoEntry) -> dict[str, str]:
    """The fields of a header by their names."""
    fields: dict[str, str] = {}
    for line in header.translation.split("\n"):
        name, _, value = line.partition(":")
        fields[name.strip()] = value.strip()
    return fields
