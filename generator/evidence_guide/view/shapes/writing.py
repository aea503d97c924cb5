"""The values that every view is made of: texts, sentences, rows, words with their meaning."""

from typing import Annotated

from pydantic import ConfigDict

from evidence_guide.model import Level
from evidence_guide.model.documented import Documented
from evidence_guide.text.markup import Run

Text = str | tuple[Run, ...]
"""Words as a reader meets them; runs only where some are emphasised, raised, lowered or linked."""


class Hidden:
    """Marks a text that no reader is shown: an id, an address, a key."""


Id = Annotated[str, Hidden()]
"""An id, a key or an address: for programs and links, never printed as words."""


class ViewObject(Documented):
    """A part of what readers are shown."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)


class StatementView(ViewObject):
    """A sentence with the sources behind it."""

    text: Text
    cites: tuple[Id, ...]
    """Keys of `references`."""
    key: Id
    """The id of the item that says it and the way to the text, such as `drink-tea/how/0`."""
    ids: tuple[Id, ...]
    """The claims or findings that it names."""
    note: Id = ""
    """The state of its translation: `missing`, `changed`, `original` or nothing."""


class Phrase(ViewObject):
    """A text that names or asks something, with the state of its translation."""

    text: Text
    note: Id = ""
    """`missing`, `changed`, `original` or nothing, as of a statement."""


class TextRow(ViewObject):
    """Texts that are printed in one row; its citation, if it has one, follows the first of them."""

    id: Id
    key: Id
    """The id of the item that says it, with that of what it is a part of: `cups/tea`."""
    cells: tuple[Text, ...]
    cites: tuple[Id, ...] = ()
    """Keys of `references`."""
    ids: tuple[Id, ...] = ()
    """The findings that it rests on."""


class MethodWord(ViewObject):
    """A word of the method with its sign and its meaning."""

    word: str
    """As readers see it, with its sign."""
    means: str


class Grade(ViewObject):
    """A GRADE level of certainty as readers see it."""

    level: Level
    circles: int
    """The number of full circles, of four."""
    sign: Id
    """The four circles as text."""
    words: str
    """Such as `Low certainty`."""
    sure: str
    """The level for a glance, such as `we are not sure`."""
    means: str
