"""The view of the page of rules; the rules themselves describe what it shows."""

from evidence_guide.view.pages.parts import Label
from evidence_guide.view.shapes import Id, ViewObject


class ShownRule(ViewObject):
    """A rule with its reason and an example."""

    id: Id
    sentence: str
    why: str
    warning: bool
    file: str
    good: str
    bad: str
    bad_label: Label
    """The words before the bad example."""


class RuleFamily(ViewObject):
    """Rules about one thing."""

    id: Id
    title: str
    about: str
    rules: tuple[ShownRule, ...]


class RulesPage(ViewObject):
    """The page of rules."""

    language: Id
    """The language of the rules; empty if it is that of the page."""
    families: tuple[RuleFamily, ...]
