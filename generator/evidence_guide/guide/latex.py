"""LaTeX in BibTeX values to plain text; where decoding fails, the words are kept."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pylatexenc.latex2text import LatexNodes2Text

from evidence_guide.guide.latex_macros import (
    Node,
    argument_table,
    is_known,
    signs,
    text_table,
)
from evidence_guide.text.characters import one_line
from evidence_guide.text.markup import invisible

Match = re.Match[str]
MOST_LEVELS = 40
"""How deep braces may be nested in a value."""


class ValueFault(NamedTuple):
    """A fault of a value, and the signs in it at which it is."""

    message: str
    near: str = ""


Decoded = tuple[str, ValueFault | None]
"""Plain text, and the fault if it could not be decoded."""


class _Heard(logging.Handler):
    """Makes an error of what pylatexenc warns of and then passes over."""

    def emit(self, record: logging.LogRecord) -> None:
        """Called for each warning."""
        raise ValueError(record.getMessage())


logging.getLogger("pylatexenc").addHandler(_Heard(logging.WARNING))
logging.getLogger("pylatexenc").propagate = False

_ARGUMENTS = argument_table()
_MACROS = text_table()
_BLANKS = {
    "between-macro-and-chars": True,
    "between-latex-constructs": True,
    "after-comment": True,
    "in-equations": None,
}
"""Blanks as LaTeX has them in text."""
_BLANKS_IN_FORMULAS = {**_BLANKS, "between-macro-and-chars": False}
"""Blanks of formulas as they are written."""
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?|.)|[$]")
_ESCAPED = r"(?<!\\)(?:\\\\)*"
_SCRIPT = re.compile(rf"({_ESCAPED})([\^_])(?=\{{)")
_SCRIPT_IN_FORMULA = re.compile(rf"({_ESCAPED})([\^_])")
_UNGROUPED = re.compile(r"([\^_])\s*(\\[A-Za-z]+\{[^{}]*\})")
"""A command with an argument as a superscript or subscript, without braces around it."""
_SCRIPTS = {"^": r"\sp ", "_": r"\sb "}
_PLAIN_SIGN = re.compile(rf"({_ESCAPED})([%#])")
_SIGNS = ("\\", "$", "~", "--", "``", "^{", "_{")
_FORMULA_SIGNS = str.maketrans({"-": "−"})


class _Texts(LatexNodes2Text):  # type: ignore[misc] # pylatexenc has no types
    """Text of nodes; keeps the words of commands that it does not know, and says which."""

    def __init__(self) -> None:
        super().__init__(_MACROS, math_mode="text", keep_comments=True, strict_latex_spaces=_BLANKS)
        self.unknown: list[str] = []

    def macro_node_to_text(self, node: Node) -> str:
        """The text of a command; an unknown one is noted, and its arguments are kept."""
        name = str(node.macroname)
        if is_known(name, _MACROS):
            return self._known_text(node, name)
        self.unknown.append(f"\\{name}")
        return "".join(map(self._groupnodecontents_to_text, _arguments(node)))

    def _known_text(self, node: Node, name: str) -> str:
        if name != "ensuremath":
            return str(super().macro_node_to_text(node))
        return self.formula(node.nodeargd.argnlist[0].latex_verbatim())

    def environment_node_to_text(self, node: Node) -> str:
        """The text of an environment; only formulas are known."""
        if node.environmentname.rstrip("*") in _FORMULAS:
            return self.formula("".join([part.latex_verbatim() for part in node.nodelist]))
        self.unknown.append(rf"\begin{{{node.environmentname}}}")
        return str(self.nodelist_to_text(node.nodelist))

    def math_node_to_text(self, node: Node) -> str:
        """The text of a formula, with its superscripts and subscripts."""
        opening, closing = node.delimiters
        inner = node.latex_verbatim()[len(opening) :]
        return self.formula(inner.removesuffix(closing))

    def formula(self, latex: str) -> str:
        """The text of what is between the signs of a formula."""
        blanks: Any = self.strict_latex_spaces  # type: ignore[has-type] # pylatexenc's
        self.strict_latex_spaces = _BLANKS_IN_FORMULAS
        try:
            text = self.latex_to_text(_with_scripts(latex), latex_context=_ARGUMENTS)
        finally:
            self.strict_latex_spaces = blanks
        return str(text).strip()


_FORMULAS = frozenset({"math", "displaymath", "equation", "align", "gather", "eqnarray"})


def decode(text: str) -> str:
    """Plain text of a LaTeX value: accents decoded, braces gone, white space folded."""
    return decode_latex(text)[0]


def _arguments(node: Node) -> Iterable[Node]:
    """The arguments of a command."""
    return (node.nodeargd.argnlist or ()) if node.nodeargd else ()


def decode_latex(text: str) -> Decoded:
    """Plain text of a LaTeX value, and the fault if it cannot be decoded; its words are kept."""
    if not any(sign in text for sign in _SIGNS):
        return _folded(text.replace("{", "").replace("}", "")), None
    return _too_deep(text) if depth(text) > MOST_LEVELS else _decoded(text)


def _too_deep(text: str) -> Decoded:
    levels = f"its braces are nested more than {MOST_LEVELS} levels deep"
    return _folded(_bare(text)), ValueFault(levels)


def _decoded(text: str) -> Decoded:
    """The text of LaTeX, and its fault."""
    shown = _Texts()
    try:
        plain = str(shown.latex_to_text(_prepared(text), latex_context=_ARGUMENTS))
    except Exception:  # noqa: BLE001 (pylatexenc's tables of commands raise anything)
        return _folded(_bare(text)), ValueFault("its LaTeX cannot be decoded")
    return _folded(plain), _unknown(shown.unknown)


def _unknown(commands: list[str]) -> ValueFault | None:
    """The fault of a text with commands that are not known, at the first of them."""
    if not commands:
        return None
    named = ", ".join(f"`{command}`" for command in dict.fromkeys(commands))
    return ValueFault(f"unknown LaTeX command {named}", commands[0])


def _bare(text: str) -> str:
    """A text without commands and braces."""
    return _COMMAND.sub(" ", text).replace("{", "").replace("}", "")


def _folded(text: str) -> str:
    """A text with its white space folded; empty if nothing of it is drawn."""
    folded = one_line(text)
    return "" if invisible(folded) else folded


def _prepared(text: str) -> str:
    """LaTeX in which only commands and formulas are special."""
    text = _PLAIN_SIGN.sub(r"\1\\\2", _with_plain_addresses(text))
    return _SCRIPT.sub(_as_command, _with_plain_dollars(text))


def _with_scripts(formula: str) -> str:
    """A formula with commands for its superscripts and subscripts."""
    grouped = _UNGROUPED.sub(r"\1{\2}", formula)
    return _SCRIPT_IN_FORMULA.sub(_as_command, grouped).translate(_FORMULA_SIGNS)


def _as_command(found: Match) -> str:
    return found[1] + _SCRIPTS[found[2]]


_ADDRESS = re.compile(r"\\(?:url|nolinkurl|path)\s*\{")
_DOLLAR = re.compile(r"\\.|\$\$?", re.DOTALL)


def _with_plain_addresses(text: str) -> str:
    """A text whose marked addresses are safe from being read as LaTeX."""
    parts: list[str] = []
    start = 0
    for found in _ADDRESS.finditer(text):
        if found.start() < start:
            continue
        end = closing_brace(text, found.end() - 1)
        parts += [text[start : found.start()], _quoted(decode_verbatim(text[found.end() : end]))]
        start = end + 1
    return "".join([*parts, text[start:]])


def closing_brace(text: str, opening: int) -> int:
    """The position of the brace that closes the one at a position; the end if none does."""
    level = 0
    for found in _BRACES.finditer(text, opening):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if level == 0:
            return found.start()
    return len(text)


_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)


def _with_plain_dollars(text: str) -> str:
    """A text in which a `$` that begins or ends no formula is escaped."""
    plain = _plain_dollars(text)
    return "".join([f"\\{sign}" if at in plain else sign for at, sign in enumerate(text)])


def _plain_dollars(text: str) -> set[int]:
    """The places of each `$` that begins or ends no formula."""
    signs = [found for found in _DOLLAR.finditer(text) if found[0].startswith("$")]
    plain = {found.start() for found in signs}
    for first, second in _pairs(text, signs):
        plain -= {first.start(), second.start()}
    return plain


def _pairs(text: str, signs: list[Match]) -> Iterator[tuple[Match, Match]]:
    """The signs around each formula; `$5 and $6` is none."""
    waiting: Match | None = None
    for found in signs:
        if waiting and found[0] == waiting[0] and _is_formula(text[waiting.end() : found.start()]):
            yield waiting, found
            waiting = None
        else:
            waiting = found


def _is_formula(inner: str) -> bool:
    """Whether the text between two dollars has blanks at both of its ends or at none."""
    return inner.strip() != "" and inner[0].isspace() == inner[-1].isspace()


_QUOTED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\{",
    "}": r"\}",
    "-": "-{}",
    "`": "`{}",
    "'": "'{}",
    **{sign: f"\\{sign}" for sign in "$%&#_"},
}


def _quoted(text: str) -> str:
    """A text as the LaTeX that is read as it."""
    return "".join([_QUOTED.get(sign, sign) for sign in text])


_WRAPPED = re.compile(r"\\(?:url|nolinkurl|path|href)\s*\{")
_VERBATIM = re.compile(
    r"\{?\$?\\(?P<name>[A-Za-z]+)(?:\{\}|[ ](?=\S))?\$?\}?"
    r"|\{?\\~(?:\{\})?\}?|\{?\\(?P<sign>[^A-Za-z~])(?:\{\})?\}?|\$(?P<plain>[<>])\$"
)
_VERBATIM_SIGNS = {"sim": "~", "approx": "~", "backslash": "\\", "ast": "*", **signs()}


def decode_verbatim(text: str) -> str:
    """An address or identifier: every sign as it is, but for LaTeX's escapes and wrappings."""
    plain = _folded(_VERBATIM.sub(_verbatim_sign, _unwrapped(text.strip())))
    return plain[1:-1] if _BRACKETED.fullmatch(plain) else plain


def _unwrapped(text: str) -> str:
    """A text without the command and the braces around it."""
    wrapped = _WRAPPED.search(text)
    if wrapped:
        text = text[wrapped.end() : closing_brace(text, wrapped.end() - 1)]
    while _is_wrapped(text):
        text = text[1:-1].strip()
    return text


_BRACKETED = re.compile(r"<[a-z]+://[^<>]*>")


def _is_wrapped(text: str) -> bool:
    """Whether one pair of braces or of angle brackets is around a whole text."""
    if text.startswith("{"):
        return len(text) > 1 and closing_brace(text, 0) == len(text) - 1
    return text.startswith("<") and text.endswith(">")


def unescaped(text: str) -> str:
    """A text with every sign as it is, but for LaTeX's escapes and braces."""
    text = _WRAPPER.sub(" ", text)
    return _VERBATIM.sub(_verbatim_sign, text).replace("{", " ").replace("}", " ")


_WRAPPER = re.compile(r"\\(?:url|nolinkurl|path|href)(?![A-Za-z])")


def _verbatim_sign(found: Match) -> str:
    if found["name"]:
        return _VERBATIM_SIGNS.get(found["name"]) or _sign_of(found)
    return found["sign"] or found["plain"] or "~"


def _sign_of(found: Match) -> str:
    """The sign of a command, or the command as it is written if there is none."""
    sign, fault = decode_latex(f"{{\\{found['name']}}}")
    return found[0] if fault else sign or found[0]


def depth(text: str) -> int:
    """How deep the braces of a text are nested."""
    depth = deepest = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
