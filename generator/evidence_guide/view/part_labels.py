"""What readers call the part of a step, choice or stage that a sentence is in."""

from evidence_guide.guide import Guide
from evidence_guide.view import labels, site_words


def part_label(guide: Guide, part: str) -> str:
    """The name of a part, such as `How` for `how/0`."""
    root, *rest = part.split("/")
    if root == "decision":
        return guide.label(labels.DECISION[rest[0]])
    if root == "options":
        return guide.label(labels.ASPECTS[rest[1]])
    return guide.label(site_words.english_labels()["kit"][f"of_{root}"])
