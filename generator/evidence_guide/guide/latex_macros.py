"""The commands of LaTeX that exports of reference managers use, for pylatexenc.

pylatexenc has tables of its own; ours hold what these lack, and replace what they get wrong.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from importlib.resources import files
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, SpecialsTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as get_latex_text_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_latex_walker_db
from pylatexenc.macrospec import LatexContextDb, std_macro

from evidence_guide.text.raised import lowered, raised

Node = Any
"""A node of pylatexenc, which has no types."""
_SIGNS = "latex_signs.txt"
_ESCAPES = {".": "", "..": " "}
_NOT_OURS = frozenset({"latex-placeholders", "latex-ethuebung", "nonstandard-qit"})
"""Categories of pylatexenc whose commands leave placeholders, or nothing."""
_OF_DOCUMENTS = """
input include title author date maketitle hspace vspace footnote item part chapter section
subsection subsubsection paragraph subparagraph
"""
_STRUCTURE = frozenset(_OF_DOCUMENTS.split())
"""Commands of a document, which no value of a record should have."""
_ACCENTS = {
    "'": ("\u0301", "´"),
    "`": ("\u0300", "`"),
    "^": ("\u0302", "^"),
    "~": ("\u0303", "~"),
    '"': ("\u0308", "¨"),
    "=": ("\u0304", "¯"),
    ".": ("\u0307", "˙"),
    "u": ("\u0306", "˘"),
    "v": ("\u030c", "ˇ"),
    "H": ("\u030b", "˝"),
    "c": ("\u0327", "¸"),
    "k": ("\u0328", "˛"),
    "r": ("\u030a", "˚"),
    "d": ("\u0323", "."),
    "b": ("\u0331", "ˍ"),
    "h": ("\u0309", ""),
    "G": ("\u030f", ""),
    "C": ("\u030f", ""),
    "f": ("\u0311", ""),
    "U": ("\u030e", ""),
    "textdoublegrave": ("\u030f", ""),
    "textcommabelow": ("\u0326", ""),
    "textogonekcentered": ("\u0328", "˛"),
    "cb": ("\u0326", ""),
    "textsubring": ("\u0325", ""),
    "textsubumlaut": ("\u0324", ""),
    "textsubtilde": ("\u0330", ""),
    "textsubbreve": ("\u032e", ""),
    "textsubcircum": ("\u032d", ""),
    "textsubdot": ("\u0323", ""),
    "textsyllabic": ("\u0329", ""),
    "ocirc": ("\u030a", "˚"),
    "mathring": ("\u030a", "˚"),
    "acute": ("\u0301", "´"),
    "grave": ("\u0300", "`"),
    "hat": ("\u0302", "^"),
    "tilde": ("\u0303", "~"),
    "bar": ("\u0304", "¯"),
    "breve": ("\u0306", "˘"),
    "check": ("\u030c", "ˇ"),
    "dot": ("\u0307", "˙"),
    "ddot": ("\u0308", "¨"),
    "dddot": ("\u20db", ""),
    "vec": ("\u20d7", ""),
    "not": ("\u0338", ""),
    "textcircled": ("\u20dd", ""),
}
"""Accents: the combining character, and the sign for the accent alone."""
_JOINING = {"t": "\u0361", "newtie": "\u0311", "texttoptiebar": "\u0361"}
"""Accents that join two letters."""
_SHOW_THEIR_ARGUMENT = """
mbox hbox vbox makebox fbox framebox text textnormal textmd textup textsw textssc textulc  textrm
textsf texttt textit textbf textsl textsc emph uline uuline uwave sout xout st hl ul  underline
underbar so caps textins NoCaseChange MakeSentenceCase mkbibemph mkbibbold  mkbibitalic mkbibacro
autocap textcyrillic textgreek textlatin latintext texttransliteration  textipa ensuremath mathord
mathop mathbin mathrel mathopen mathclose mathpunct mathinner  mathrm mathbf mathit mathsf mathtt
mathnormal mathup mathsfit mathbfit mathbit pmb bm  boldsymbol symbf symit symrm operatorname
widehat widetilde path nolinkurl  mathcode bibnamedash citetitle textbaselineskip smash vphantom
url num code verb textquote  hyphenation textnolig bibinfo
"""
_TRANSPARENT = tuple(_SHOW_THEIR_ARGUMENT.split())
"""Commands with one argument, which is all that is shown."""
_PATTERNS = {
    "href": ("{{", "%(2)s"),
    "textcolor": ("[{{", "%(3)s"),
    "color": ("[{", ""),
    "colorbox": ("[{{", "%(3)s"),
    "fcolorbox": ("[{{{", "%(4)s"),
    "foreignlanguage": ("{{", "%(2)s"),
    "textlang": ("{{", "%(2)s"),
    "selectlanguage": ("{", ""),
    "hyperref": ("[{", "%(2)s"),
    "htmladdnormallink": ("{{", "%(1)s"),
    "raisebox": ("{{", "%(2)s"),
    "texorpdfstring": ("{{", "%(2)s"),
    "enquote": ("*{", "“%(2)s”"),
    "mkbibquote": ("{", "“%(1)s”"),
    "mkbibparens": ("{", "(%(1)s)"),
    "mkbibbrackets": ("{", "[%(1)s]"),
    "textquotedbl": ("", '"'),
    "noopsort": ("{", ""),
    "NoopSort": ("{", ""),
    "SortNoop": ("{", ""),
    "sortnoop": ("{", ""),
    "printfirst": ("{{", "%(1)s"),
    "switchargs": ("{{", "%(2)s%(1)s"),
    "hspace": ("*{", " "),
    "vspace": ("*{", " "),
    "hskip": ("{", " "),
    "kern": ("{", ""),
    "binom": ("{{", "(%(1)s choose %(2)s)"),
    "footnote": ("[{", " [%(2)s]"),
    "\\": ("[", " "),
}
"""Commands with arguments: what they take, and what is shown."""
_FRACTIONS = ("frac", "tfrac", "dfrac", "sfrac", "nicefrac", "textfrac", "vulgarfrac")
_STROKED = dict(zip("bBdDgGhHlLtT", "ƀɃđĐǥǤħĦłŁŧŦ", strict=True))
_SPACES = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "\n": " ", "\t": " "}
_NOTHING = dict.fromkeys(("!", "/", "-", "@", "*"), "")
_FORMULA = re.compile(r"(?<=[A-Za-z)\]}])(\d+)")


def argument(node: Node, shown: LatexNodes2Text, number: int = 0) -> str:
    """The text of an argument of a command; empty if it has none."""
    arguments = node.nodeargd.argnlist if node.nodeargd else []
    found = arguments[number] if number < len(arguments) else None
    return _text(found, shown)


def _text(node: Node, shown: LatexNodes2Text) -> str:
    if node is None:
        return ""
    nodes = getattr(node, "nodelist", None)
    return str(shown.nodelist_to_text([node] if nodes is None else nodes))


def signs() -> dict[str, str]:
    """The commands without arguments, and the text of each."""
    table = dict(_written_signs())
    small = {name.lower(): sign.lower() for name, sign in table.items() if name.startswith("CYR")}
    return {**small, **table, **_SPACES, **_NOTHING}


def _written_signs() -> Iterator[tuple[str, str]]:
    for line in files("evidence_guide.guide").joinpath(_SIGNS).read_text("utf-8").splitlines():
        name, _, sign = line.partition(" ")
        if name and name != "#":
            yield name, _ESCAPES.get(sign, sign)


def text_table() -> LatexContextDb:
    """The commands that pylatexenc turns into text, ours first."""
    table = get_latex_text_db()
    macros = [MacroTextSpec(name, _literal(sign)) for name, sign in signs().items()]
    macros += [MacroTextSpec(name, pattern) for name, (_, pattern) in _PATTERNS.items()]
    macros += [MacroTextSpec(name, _shown_whole) for name in _TRANSPARENT]
    macros += [MacroTextSpec(name, function) for name, function in _functions()]
    macros += [MacroTextSpec(name, _fraction) for name in _FRACTIONS]
    macros += [MacroTextSpec("sqrt", _root)]
    table.add_context_category(
        "ours", macros=macros, specials=[SpecialsTextSpec("&", "&")], prepend=True
    )
    kept = [name for name in table.categories() if name not in _NOT_OURS]
    return table.filter_context(keep_categories=kept)


def _literal(sign: str) -> str:
    return sign.replace("%", "%%") if len(sign) > 1 else sign


def argument_table() -> LatexContextDb:
    """The commands that take arguments, ours first."""
    table = get_latex_walker_db()
    macros = [std_macro(name, "") for name in signs()]
    macros += [std_macro(name, takes) for name, (takes, _) in _PATTERNS.items()]
    macros += [std_macro(name, "{") for name in _TRANSPARENT]
    macros += [std_macro(name, "{") for name, _ in _functions()]
    macros += [std_macro(name, "{{") for name in _FRACTIONS]
    macros += [std_macro("sqrt", "[{")]
    table.add_context_category("ours", macros=macros, prepend=True)
    return table


def _functions() -> Iterator[tuple[str, Callable[..., str]]]:
    """The commands of one argument whose text follows from it."""
    for name, (mark, alone) in _ACCENTS.items():
        yield name, partial(_accented, mark, alone)
    for name, mark in _JOINING.items():
        yield name, partial(_joined, mark)
    for change, names in _changes().items():
        for name in names.split():
            yield name, partial(_changed, change)
    yield "overline", _over_all
    yield "B", _stroked


def _changes() -> dict[Callable[[str], str], str]:
    """The names of the commands that change the letters of their argument, by how they do."""
    return {
        raised: "textsuperscript textsuperior mkbibsuperscript sp up fup",
        lowered: "textsubscript textinferior mkbibsubscript sb",
        str.upper: "MakeUppercase uppercase",
        str.lower: "MakeLowercase lowercase",
        _chemical: "ce",
        _localised: "bibstring",
    }


_STRINGS = {
    "inpress": "in press",
    "inpreparation": "in preparation",
    "forthcoming": "forthcoming",
    "submitted": "submitted",
    "nodate": "n.d.",
}
"""Words of biblatex by their names."""


def _localised(name: str) -> str:
    return _STRINGS.get(name.strip(), name)


def _over_all(node: Node, l2tobj: LatexNodes2Text) -> str:
    """Every letter of the argument with a line above."""
    return "".join([f"{letter}\u0305" for letter in argument(node, l2tobj)])


def _stroked(node: Node, l2tobj: LatexNodes2Text) -> str:
    letter = argument(node, l2tobj)
    return _STROKED.get(letter, letter)


def _fraction(node: Node, l2tobj: LatexNodes2Text) -> str:
    """A fraction; one of numbers cannot be read together with a number before it."""
    above, below = argument(node, l2tobj), argument(node, l2tobj, 1)
    if not (above.isdecimal() and below.isdecimal()):
        return f"{above}/{below}"
    return _VULGAR.get((above, below)) or f"{raised(above)}⁄{lowered(below)}"


_VULGAR = {
    tuple(unicodedata.normalize("NFKC", sign).split("⁄")): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
}


def _root(node: Node, l2tobj: LatexNodes2Text) -> str:
    """A root, with its index if it has one."""
    index, inner = argument(node, l2tobj), argument(node, l2tobj, 1)
    return f"{raised(index)}√({inner})" if inner else "√"


def is_known(name: str, table: LatexContextDb) -> bool:
    """Whether a command has a text that loses nothing."""
    ours = name in _PATTERNS
    return ours or (name not in _STRUCTURE and table.get_macro_spec(name) is not None)


def _shown_whole(node: Node, l2tobj: LatexNodes2Text) -> str:
    """The last argument: the only one of the command."""
    return argument(node, l2tobj, len(node.nodeargd.argnlist) - 1) if node.nodeargd else ""


def _changed(form: Callable[[str], str], node: Node, l2tobj: LatexNodes2Text) -> str:
    return form(argument(node, l2tobj))


def _accented(mark: str, alone: str, node: Node, l2tobj: LatexNodes2Text) -> str:
    """The first letter of the argument with an accent, or else a sign for the accent alone."""
    text = argument(node, l2tobj).replace("ı", "i").replace("ȷ", "j")
    if not text.strip():
        return alone + text
    first, rest = text[0], text[1:]
    return unicodedata.normalize("NFC", first + mark) + rest


def _joined(mark: str, node: Node, l2tobj: LatexNodes2Text) -> str:
    text = argument(node, l2tobj)
    return unicodedata.normalize("NFC", text[:1] + mark + text[1:])


def _chemical(text: str) -> str:
    """A formula as mhchem sets it: numbers behind letters are lowered."""
    return _FORMULA.sub(_lowered_match, text)


def _lowered_match(found: re.Match[str]) -> str:
    return lowered(found[1])
