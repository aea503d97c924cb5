"""Texts of the evidence as views hold them: a string, or runs where a text has markup."""

from evidence_guide.text import markup
from evidence_guide.text.markup import Run
from evidence_guide.view.shapes import Text


def text(value: str) -> Text:
    """A text as a string, or as runs where it has markup."""
    runs = markup.runs(value)
    if any(map(_is_marked, runs)):
        return runs
    return markup.plain(value)


def _is_marked(run: Run) -> bool:
    return bool(run.marks or run.link)


def maybe_text(value: str | None) -> Text | None:
    """The same of a text that may be missing."""
    if value is None:
        return None
    return text(value)


def joined(*parts: Text) -> Text:
    """Several texts as one; a string only if all of them are strings."""
    if all(isinstance(part, str) for part in parts):
        return "".join(map(plain_words, parts))
    runs: list[Run] = []
    for part in parts:
        runs += _runs(part)
    return tuple(runs)


def _runs(value: Text) -> tuple[Run, ...]:
    """A text as runs."""
    if isinstance(value, str):
        return (Run(value),)
    return value


def plain_words(value: Text) -> str:
    """The words of a text without its markup."""
    if isinstance(value, str):
        return value
    return "".join(run.text for run in value)


def ended(value: str) -> str:
    """A text with a full stop, unless it ends as a sentence already."""
    return value if value.endswith((".", "?", "!", "…")) else f"{value}."


def capitalised(value: str) -> str:
    """A word with its first letter in capitals and the others as they are."""
    return value[:1].upper() + value[1:]
