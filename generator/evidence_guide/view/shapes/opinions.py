"""What named people thought of a claim or step, as readers are shown it."""

from evidence_guide.model import Judgement
from evidence_guide.view.shapes.writing import Id, ViewObject


class OpinionView(ViewObject):
    """What one person thought of one sentence or claim; all of it is text without markup."""

    key: Id
    about: str
    """The sentence of a step that it is about; empty for a claim."""
    judgement: Judgement
    says: str
    """Who reviewed it, when, and what they thought."""
    comment: str
    since: str
    """That the words have changed since; empty where they have not."""
    is_current: bool
