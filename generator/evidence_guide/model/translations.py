"""Translations: texts of the evidence in another language, beside the evidence."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from evidence_guide.model.guide_file import Reviewer
from evidence_guide.model.meaning import exactly, parts, printed, setting, words
from evidence_guide.model.writing import Text, Written

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9_-]+)+$", max_length=200)]
"""The id of an item and the way from it to one of its texts, such as `drink-tea/how/0/says`."""


class Translated(Written):
    """One text in the other language, as an entry of a PO file has it."""

    says: Annotated[Text | None, words("Translation")] = None
    """The translation; while it is empty, readers see the original, marked as such."""
    of: Annotated[str | None, setting()] = None
    """The original that it was made from; None if nobody knows."""
    fuzzy: Annotated[bool, setting()] = False
    """Whether somebody must look at it again."""


class TranslationFile(Written):
    """`evidence/locales/<language>/guide.po`: the texts of the guide, translated."""

    texts: Annotated[dict[Key, Translated], parts()]
    """Each text by its key: the id of its item and the way to it."""


class LanguageFile(Written):
    """`evidence/locales/<language>/language.yml`: who translated, and who reviewed it."""

    made: Annotated[Literal["machine", "people"], exactly("Made by a machine or by people")]
    """Whether a machine made the translation, whoever looked at it later, or people did."""
    made_by: Annotated[Text, printed("Made by")]
    """The translator or tool, and the time, in words of the language."""
    reviewers: Annotated[tuple[Reviewer, ...], parts("Reviewers")] = ()
    """Experts who reviewed the translation in their own language; without any, pages say so."""
