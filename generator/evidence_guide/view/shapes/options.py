"""Choices as readers are shown them: a row for each respect, a cell for each option."""

from evidence_guide.view.shapes.opinions import OpinionView
from evidence_guide.view.shapes.writing import Grade, Id, Phrase, StatementView, ViewObject


class OptionCell(ViewObject):
    """What one option brings in one respect."""

    option: Phrase
    """Its name, shown beside each of its cells where they are not in columns."""
    says: tuple[StatementView, ...]
    not_known: str
    """That nothing was found; empty where something is said."""
    grade: Grade | None = None
    """The lowest certainty behind its benefits or else harms, in the row on how sure it is."""
    ungraded: str = ""
    """What takes the place of a certainty: `Published advice`, or nothing."""


class OptionRow(ViewObject):
    """A respect in which options are compared."""

    field: Id
    label: str
    cells: tuple[OptionCell, ...]


class ChoiceView(ViewObject):
    """Options side by side."""

    id: Id
    page: Id
    title: Phrase
    whom: Phrase
    steps: tuple[Id, ...]
    """Ids of the steps that lead to it."""
    compared: StatementView | None
    not_compared: str
    """That no study was read that compares the options; empty where one does."""
    options: tuple[Phrase, ...]
    """The names of the options, as headings of columns."""
    rows: tuple[OptionRow, ...]
    ask: tuple[Phrase, ...]
    opinions: tuple[OpinionView, ...]
    """What named people thought of its sentences."""


class ChoiceLink(ViewObject):
    """A choice as its steps name it."""

    id: Id
    page: Id
    title: Phrase
