"""My plan as data: which readers meet which step, in which order."""

from evidence_guide.view.shapes.writing import Id, ViewObject

Groups = tuple[tuple[Id, ...], ...]
"""Groups of answers, of each of which a reader gives one."""


class PlannedStep(ViewObject):
    """A step with the readers who meet it; a question without answers counts as all of them."""

    id: Id
    stage: Id
    """The stage on whose page it is."""
    general: bool
    """Whether it is for most readers, rather than written for the situation of some."""
    when: Groups
    """The answers of the readers who meet it."""
    unless: tuple[Groups, ...]
    """The answers of readers who meet another step in its place.

    Here an answer counts only if it was given, and every stage if none was.
    """
