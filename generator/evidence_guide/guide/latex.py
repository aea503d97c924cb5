"""LaTeX in BibTeX values to plain text; where decoding fails, the words are kept."""

import logging
import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as get_latex_text_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_latex_walker_db
from pylatexenc.macrospec import std_macro

from evidence_guide.text.markup import invisible

MOST_LEVELS = 40
"""How deep braces may be nested in a value."""


class _Heard(logging.Handler):
    """Makes an error of what pylatexenc warns of and then passes over."""

    def emit(self, record: logging.LogRecord) -> None:
        """Called for each warning."""
        raise ValueError(record.getMessage())


logging.getLogger("pylatexenc").addHandler(_Heard(logging.WARNING))
logging.getLogger("pylatexenc").propagate = False

_ARGUMENTS = get_latex_walker_db()
_ARGUMENTS.add_context_category("ours", macros=[std_macro("href", "{{")], prepend=True)
_MACROS = get_latex_text_db()
_MACROS.add_context_category(
    "ours",
    macros=[
        MacroTextSpec("textasciicircum", "^"),  # pylatexenc has an accent instead
        MacroTextSpec("href", "%(2)s"),
        MacroTextSpec("url", "%s"),
        MacroTextSpec("today", "today"),  # it would be the day of the build
    ],
    prepend=True,
)
_MACROS.set_unknown_macro_spec(MacroTextSpec("", discard=False))
_LATEX = LatexNodes2Text(_MACROS, math_mode="text", keep_comments=True)
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?|.)|[$]")


def decode(text: str) -> str:
    """Plain text of a LaTeX value: accents decoded, braces gone, white space folded."""
    return decode_latex(text)[0]


def decode_latex(text: str) -> tuple[str, str | None]:
    """Plain text of a LaTeX value, and the fault if it cannot be decoded; its words are kept."""
    complaint = None
    if any(sign in text for sign in _SIGNS):
        text, complaint = _decoded(_PERCENT.sub(r"\\%", text))
    return _folded(text), complaint


def _folded(text: str) -> str:
    """A text without braces, its white space folded; empty if nothing of it is drawn."""
    folded = " ".join(text.replace("{", "").replace("}", "").split())
    return "" if invisible(folded) else folded


_SIGNS = ("\\", "$", "~", "--", "``")
_PERCENT = re.compile(r"(?<!\\)%")


def _decoded(text: str) -> tuple[str, str | None]:
    if depth(text) > MOST_LEVELS:
        return _COMMAND.sub(" ", text), f"its braces are nested more than {MOST_LEVELS} levels deep"
    try:
        return str(_LATEX.latex_to_text(text, latex_context=_ARGUMENTS)), None
    except Exception:  # noqa: BLE001 (pylatexenc's tables of commands raise anything)
        return _COMMAND.sub(" ", text), "its LaTeX cannot be decoded"


def depth(text: str) -> int:
    """How deep the braces of a text are nested."""
    depth = deepest = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
