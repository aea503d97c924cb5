"""Characters that a reader does not see, and text made safe for one line of a terminal.

The rule goes by Unicode's general categories (https://www.unicode.org/reports/tr44/): control,
format, private use, surrogate, line and paragraph separator; then the few letters and marks that
are blank all the same.
"""

import re
import unicodedata
from collections.abc import (
    Iterator,
    Sequence,
)

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_SEEN = frozenset(
    "\t\n\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Tab, line feed, and format characters that are visible: signs around Arabic and other numbers."""
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U0001107f\U0001d159"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Letters, marks and unassigned characters that nothing is drawn for."""
_VARIATION = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNUSUAL = re.compile(r"[^\t\n\x20-\x7e]")
_EMOJI_STYLE = "\ufe0f"
_JOINERS = "\u200c\u200d"
_KEYCAP = "\u20e3"
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_JOINING = frozenset(
    {
        "ARABIC",
        "SYRIAC",
        "MANDAIC",
        "NKO",
        "MONGOLIAN",
        "ADLAM",
        "DEVANAGARI",
        "BENGALI",
        "GURMUKHI",
        "GUJARATI",
        "ORIYA",
        "TAMIL",
        "TELUGU",
        "KANNADA",
        "MALAYALAM",
        "SINHALA",
        "KHMER",
        "MYANMAR",
        "TIBETAN",
    }
)
"""Scripts whose letters joiners change, by the first word of their letters' names."""


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """The position and the sign of each character that a reader would not see.

    A joiner between letters or emoji that it joins, and a variation selector behind what it
    varies, are seen.
    """
    for found in _UNUSUAL.finditer(text):
        at, sign = found.start(), found[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        ends_line = sign == "\r" and after == "\n"
        if is_hidden(sign) and not ends_line and not _works(sign, before, after):
            yield at, sign


def is_hidden(sign: str) -> bool:
    """Whether nothing is drawn for a character by itself."""
    if sign in _SEEN:
        return False
    return (
        unicodedata.category(sign) in _UNSEEN
        or _is_no_character(sign)
        or _is_drawn_as_nothing(sign)
    )


def _is_drawn_as_nothing(sign: str) -> bool:
    return bool(_BLANK.match(sign) or _VARIATION.match(sign))


_PLANE_END = 0xFFFE
"""Bits of the last two numbers of each plane."""
_RESERVED = range(0xFDD0, 0xFDF0)


def _is_no_character(sign: str) -> bool:
    """Whether Unicode keeps a number free for ever; others may become letters."""
    number = ord(sign)
    return number & _PLANE_END == _PLANE_END or number in _RESERVED


def _works(sign: str, before: str, after: str) -> bool:
    """Whether a joiner or a variation selector changes how its neighbours look."""
    if sign in _JOINERS:
        return _is_joined(sign, before, after)
    return _is_variation(sign) and _varies(before, after)


def _is_variation(sign: str) -> bool:
    """Whether a character selects another form of the one before it."""
    return bool(_VARIATION.match(sign))


def shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many members two sequences have in common at their beginning."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared


def uncapitalised(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]


def _is_joined(joiner: str, before: str, after: str) -> bool:
    """Whether a joiner is between two letters of one script, or between two emoji."""
    if _script(before) == _script(after) != "":
        return True
    return joiner == "\u200d" and _is_emoji(before) and _is_emoji(after)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0] if letter else ""
    return name if name in _JOINING else ""


def _is_emoji(sign: str) -> bool:
    return bool(sign) and (
        unicodedata.category(sign) == "So" or sign == _EMOJI_STYLE or bool(_SKIN.match(sign))
    )


def _varies(sign: str, after: str) -> bool:
    """Whether a character has variants: symbols, keycaps, ideographs, Mongolian letters."""
    if not sign:
        return False
    if _is_varying_letter(sign) or sign in "‼⁉":
        return True
    keycap = sign in "0123456789#*" and after == _KEYCAP
    return keycap or unicodedata.category(sign) in {"So", "Sm"}


def _is_varying_letter(sign: str) -> bool:
    """Whether a character is an ideograph or a Mongolian letter."""
    name = unicodedata.name(sign, "")
    return name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY", "MONGOLIAN LETTER"))


def character_name(sign: str) -> str:
    """A character by its number and its name."""
    return f"U+{ord(sign):04X} ({unicodedata.name(sign, 'control character').lower()})"


_COMMAND = re.compile(r"^([^\S\n]*)::", re.MULTILINE)


def one_line(text: str) -> str:
    """A text with single spaces between its words, and none around it."""
    return " ".join(text.split())


def line(text: object) -> str:
    """The text as one line of a terminal or a log, with line breaks and controls escaped."""
    return _uncommanded(_shown(text).replace("\n", "\\n").replace("\t", "\\t"))


def printable_lines(text: object) -> str:
    """The text for a terminal or a log, its line breaks kept; no line is a command of GitHub.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    return _uncommanded(_shown(text))


def _shown(text: object) -> str:
    return _UNUSUAL.sub(lambda found: _escaped(found[0]), str(text))


def _uncommanded(text: str) -> str:
    return _COMMAND.sub(r"\1\\::", text).replace("##[", "#\\#[")


def _escaped(sign: str) -> str:
    shown = not is_hidden(sign) or sign in _JOINERS or _VARIATION.match(sign)
    return sign if shown else sign.encode("unicode_escape").decode("ascii")
