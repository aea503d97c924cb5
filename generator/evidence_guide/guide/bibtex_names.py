"""Names of people and bodies in BibTeX, and in biblatex's extended form (`family=…, given=…`)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bibtexparser.middlewares.names import NameParts, parse_single_name_into_parts

from evidence_guide.guide.latex import MOST_LEVELS, ValueFault, closing_brace, decode_latex, depth
from evidence_guide.guide.source import Name

Texts = dict[str, str]
"""Parts of a name as text."""
_PART = re.compile(r"\s*(?P<name>[A-Za-z]+(?:-i)?)\s*=\s*(?P<value>.*)", re.DOTALL)
_PARTS = {"family": "family", "given": "given", "prefix": "particle", "suffix": "suffix"}
_NO_PARTS = """
id useprefix nosortothers sortingnamekeytemplatename uniquenametemplatename
labelalphanametemplatename namehashtemplatename nohashothers juniorcomma gender
family-i given-i prefix-i suffix-i
"""
_OPTIONS = frozenset(_NO_PARTS.split())
_REST = frozenset({"others", "et al", "et al.", "etal", "et alii", "and others", "colleagues"})
_MOST_COMMAS = 2
_LISTED = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)? (?:[A-Z]\.?-?){1,3}")
"""A person as lists without `and` have them: `Smith AB`."""
_LEADING = re.compile(r"(?:[A-Z]\.[ -]?)+ ?[^\W\d_][\w'’-]+")
"""A person with initials first: `A. B. Smith`."""
_ET_AL = re.compile(r"\bet\.? al(?:ii)?\b", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:[&+/|]|(?<!von )und(?! zu)|et(?! al)|with)\s", re.IGNORECASE)
"""What other lists than BibTeX's have between two people."""
_LOOSE_AND = re.compile(r"(?:and|AND)(?:\.?|\s.*)|.*\s(?:and|AND)\.?", re.DOTALL)
"""A name with an `and` that joins it to nobody."""


def read_names(value: str) -> tuple[tuple[Name, ...], ValueFault | None]:
    """The names of a list joined by `and`, and the first fault among them."""
    if depth(value) > MOST_LEVELS:
        return (), ValueFault(f"its braces are nested more than {MOST_LEVELS} levels deep")
    names: list[Name] = []
    complaint: ValueFault | None = None
    listed = [text.strip() for text in _listed(value)]
    for text in listed:
        name, fault = _name(text) if text else (Name(), _joins_nobody(value))
        complaint = complaint or fault
        if name.short:
            names.append(name)
    return tuple(names), complaint


def _joins_nobody(text: str) -> ValueFault | None:
    return ValueFault("`and` joins nobody", text.partition("\n")[0]) if text.strip() else None


def _listed(value: str) -> Iterator[str]:
    """The names of a list, as they are written between each `and` outside braces."""
    start, level = 0, 0
    for found in _AND.finditer(value):
        sign = found[0]
        level += _LEVELS.get(sign, 0)
        if not level and sign[0].isspace():
            yield value[start : found.start()]
            start = found.end()
    yield value[start:]


_AND = re.compile(r"\\.|[{}]|\s+and(?=\s)", re.DOTALL | re.IGNORECASE)
_LEVELS = {"{": 1, "}": -1}


@lru_cache(maxsize=65536)
def _name(text: str) -> tuple[Name, ValueFault | None]:
    """A name in parts, and its fault; a name that has no parts is kept whole."""
    if text.lower() in _REST:
        return Name(literal="others"), None
    if text.startswith("{") and closing_brace(text, 0) == len(text) - 1:
        whole, fault = decode_latex(text)
        return Name(literal=whole), fault
    extended = _extended(text)
    if extended is not None:
        return _from_parts(extended)
    name, fault = _classic(text)
    return name, _fault_of_list(text) or fault


def _classic(text: str) -> tuple[Name, ValueFault | None]:
    """A name in one of BibTeX's three forms."""
    try:
        parts = parse_single_name_into_parts(text, strict=False)
    except (ValueError, IndexError) as error:
        whole, _ = decode_latex(text)
        return Name(literal=whole), ValueFault(f"the name `{whole}` cannot be read: {error}", text)
    name, fault = _from_parts(_named(parts))
    return (name, fault) if name.short else (Name(literal=decode_latex(text)[0]), fault)


def _named(parts: NameParts) -> Texts:
    return {
        "family": " ".join(parts.last),
        "given": " ".join(parts.first),
        "particle": " ".join(parts.von),
        "suffix": " ".join(parts.jr),
    }


def _from_parts(parts: dict[str, str]) -> tuple[Name, ValueFault | None]:
    """A name of decoded parts, and the first fault among them."""
    decoded = {name: decode_latex(text) for name, text in parts.items()}
    faults = [fault for _, fault in decoded.values() if fault]
    texts = {name: text for name, (text, _) in decoded.items()}
    return Name(**texts), next(iter(faults), None)


def _extended(text: str) -> dict[str, str] | None:
    """The parts of a name in biblatex's extended form; None if it has another form."""
    if "=" not in text:
        return None
    parts: dict[str, str] = {}
    for written in _pieces(text):
        found = _PART.fullmatch(_unquoted(written))
        if found is None or found["name"].lower() not in _PARTS.keys() | _OPTIONS:
            return None
        name = _PARTS.get(found["name"].lower())
        if name:
            parts[name] = _unquoted(found["value"])
    return parts


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a name between commas outside braces and quotation marks."""
    start, level, quoted = 0, 0, False
    for at, sign in enumerate(text):
        level += _LEVELS.get(sign, 0)
        quoted ^= sign == '"' and not level
        if sign == "," and not level and not quoted:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _unquoted(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1].strip() if is_quoted else text


def _fault_of_list(text: str) -> ValueFault | None:
    """The fault of a name that seems to be several, not joined by `and`."""
    bare = _without_groups(text)
    parts = list(map(str.strip, bare.split(",")))
    if _LOOSE_AND.fullmatch(bare):
        return _joins_nobody(text)
    if ";" in bare or _JOINED.search(f" {bare} ") or _is_list(parts):
        return ValueFault("several names without `and` between them", text.partition("\n")[0])
    swapped = _swapped(bare, parts)
    if swapped:
        return ValueFault(f"the name `{text[:40]}` {swapped}", text[:40])
    if _ET_AL.search(bare) or (len(parts) > 1 and "" in parts):
        return ValueFault(f"the name `{text[:40]}` has a comma or an `et al.` too many", text[:40])
    return None


_INITIALS = re.compile(r"[A-Z]{1,3}|(?:[A-Z]\.-?)+")
_FULL_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)*")
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|I{2,3}|IV|VI{0,3}|[2-9](?:nd|rd|th)", re.IGNORECASE)


def _swapped(bare: str, parts: list[str]) -> str:
    """Why the parts of a name are in the wrong order, as the end of a sentence."""
    *given, family = bare.replace("~", " ").split() or [""]
    is_short = bool(given) and _INITIALS.fullmatch(family) and len(parts) == 1
    if is_short and _FULL_NAME.fullmatch(" ".join(given)):
        return "has its initials where BibTeX expects the family name"
    if len(parts) == _MOST_COMMAS + 1 and _SUFFIX.fullmatch(parts[2]):
        return "" if _SUFFIX.fullmatch(parts[1]) else "has its suffix where BibTeX expects initials"
    return ""


def _is_list(parts: list[str]) -> bool:
    """Whether the parts of a name between commas are people of their own."""
    if len(parts) > _MOST_COMMAS + 1:
        return True
    if len(parts) == 1:
        return False
    return all(map(_LISTED.fullmatch, parts)) or all(map(_LEADING.fullmatch, parts))


_BARE_SIGN = {"}": "x", r"\&": "&"}
"""What is kept of a group and of an escaped sign."""


def _without_groups(text: str) -> str:
    """A name without what is in braces or escaped."""
    kept: list[str] = []
    level = 0
    for found in re.finditer(r"\\.|.", text, re.DOTALL):
        sign = found[0]
        level += _LEVELS.get(sign, 0)
        if not level:
            kept.append(_BARE_SIGN.get(sign, "x" if len(sign) > 1 else sign))
    return "".join(kept)
