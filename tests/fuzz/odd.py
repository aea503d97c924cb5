"""Odd values, and odd things to do to text and bytes."""

from collections.abc import Callable
from random import Random

from tests.fuzz.case import Special

WORDS = (
    " ", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u0085", "\u000b", "-", "\u2013", "...", "\u2026",
    "?",
    "fuzzed\u202egnp", "a\u0301", "\u0663\u0664 mL", "\u5b57\u5e55",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0634\u0627\u064a \u0644\u0644\u0646\u0648\u0645.",
    "\u05ea\u05d4 \u05dc\u05e9\u05d9\u05e0\u05d4.", "\U000e0041", "\x00", "\x1b[31m", "\x07",
    "<script>fuzzed()</script>", "<img src=x onerror=fuzzed()>", "[x](javascript:fuzzed())",
    "[x]( java\nscript:fuzzed())", "<javascript:fuzzed()>", "![x](https://evil.example/x.png)",
    "[x](data:text/html,fuzzed)", "[x][y]\n\n[y]: javascript:fuzzed()", "*C. elegans*", "_x_",
    "`code`",
    "{: onclick=fuzzed() }", "{{ 7*7 }}", "{% raw %}", "{# x", "{==x==}", "$x$", "#let x = 1",
    '#read("/etc/passwd")',
    "\\", "\\\\", "\\u{41}", "@ref", "[@sleep-faster]", "[^1]", "<!-- guide: uncited x -->", "-->",
    "]]>", "&amp;", "&#0;",
    '--8<-- "/etc/passwd"', ":smile:", "++ctrl++", "!!! note", "??? x", '=== "x"', "# heading",
    "| a | b |", "***",
    "1e3 mL", "5k", "1_000", "1,000,000.5", "\u00bd", "1/2", "-0", "+1", "1.", ".5", "NaN", "inf",
    "1e400", "9" * 400,
    "half", "double", "twice", "no", "two dozen", "10(-9)", ">/=", "95% CI", "p < 0.05",
    "%s %d {} %(x)s", "::warning::fuzzed",
    "C:\\x", "/etc/passwd", "../../secret.txt", "W" * 3000, "word " * 2000, "[a](" * 500,
    "((((" * 500, "*" * 2000,
    "\\emph{" * 200, "$" * 500, "A", "a.", "No", "MUG", "Dr. A. B. Smith et al. 2020.",
    "e.g. i.e. vs. Fig. 1.", "''", '"', "x" * 5,
)  # fmt: skip
SCALARS = (
    "", "~", "null", "true", "off", "no", "y", "0o17", "0x1F", "1_000", "12:30", "1e400", "-.inf",
    ".nan", "-0", "٣", "²",
    "2024-02-30", "1969-12-31", "0000-00-00", "9999-12-31", "10000-01-01", "2026-1-1",
    "2026-01-01T00:00:00Z", "1",
    "index", "con", "nul", "INDEX", "..", ".", "-", "a/b", "a b", "A", "é", "x" * 300, "[]", "{}",
    "[[]]", "[a, [b, [c]]]",
    "{a: b}", "[a, a]", "[1, 2, ]", "'", '"', "'a", '"a', '"\\u200b"', '"\\u202e"', '"\\0"',
    '"\\x1b"', '"\\ud800"', '"\\U000e0041"',
    '"\\ufeff"', '" "', '"\\u00a0"', "&a x", "*a", "!!python/object:os.system x", "!x y", "!!str 1",
    "|\n  x", ">-\n  x", "|+\n\n\n",
    "- a", "a: b: c", "a #b", "@x", "`x`", "%x", "? x", "javascript:fuzzed()", "//evil.example",
    "https://[::1",
    "https://user:pw@evil.example/", "http://evil.example\\@x/", "HTTPS://X",
    "data:text/html,fuzzed", "mailto:a@b", "ftp://x",
    "file:///etc/passwd", "https://x/\\u202e", "https://x/%00", "https:///", "https://x:99999999/",
    "https://xn--a/", "https://\u2603.example/",
    "1969", "-1", "0", "0 to 0", "-1 (-2 to -0.5)", "99999999999999999999", "1.2.3", "not known",
    "high", "everyone", "xx", "zh-Hant", "ES", "ar",
)  # fmt: skip
NAMES = (
    "x.yml", ".x.yml", ".#x.yml", "#x.yml#", "x.yml~", "x.YML", "x.yaml", "index.yml", "con.yml",
    "nul.yml", "schema/x.yml",
    "a b.yml", "a\n::warning::fuzzed.yml", "a\r::error::fuzzed.yml", "\udcff.yml", "é.yml",
    "e\u0301.yml", "%s{}.yml", "-x.yml", "--help.yml",
    "\u202egnp.yml", "a:b.yml", "a\\b.yml", "x" * 200 + ".yml", "[x](javascript:fuzzed()).yml",
    "<script>fuzzed()</script>.yml", "4913", ".x.yml.swp",
)  # fmt: skip
SPECIALS = (
    Special("unreadable"),
    Special("fifo"), Special("socket"), Special("folder"), Special("link", "/dev/zero"),
    Special("link", "/dev/stdin"),
    Special("link", "nowhere"), Special("link", "."), Special("link", ".."),
    Special("link", "/proc/self/environ"),
    Special("link", "/etc/hostname"),
    Special("link", "../../secret.txt"), Special("link", "../../../secret.txt"),
    Special("link", "/dev/full"), Special("link", "loop.yml"),
)  # fmt: skip


def word(pick: Random) -> str:
    """An odd word, or two beside each other, or characters from anywhere."""
    chance = pick.random()
    if chance < 0.7:
        return pick.choice(WORDS)
    if chance < 0.85:
        return f"{pick.choice(WORDS)} {pick.choice(WORDS)}"
    points = [pick.choice((0x20, 0x7F, 0x300, 0x2000, 0xFFFF, 0x10FFFF)) for _ in range(9)]
    return "".join(_character(pick, top) for top in points)


def _character(pick: Random, top: int) -> str:
    point = pick.randint(1, top)
    return chr(point) if not 0xD800 <= point < 0xE000 else "\ufffd"


def worded(text: str, pick: Random) -> str:
    """A text with an odd word in it, in front of it, behind it or in its place."""
    odd = word(pick)
    words = text.split(" ")
    place = pick.randrange(len(words))
    return pick.choice((
        odd, f"{text} {odd}", f"{odd} {text}", " ".join([*words[:place], odd, *words[place:]]),
        text.rstrip("."), text.upper(), text.swapcase(), text[::-1], text * pick.choice((2, 50)),
    ))  # fmt: skip


def lines_changed(text: str, pick: Random) -> str:
    """A text with lines dropped, doubled, swapped, shifted or cut."""
    lines = text.split("\n")
    for _ in range(pick.randint(1, 3)):
        place = pick.randrange(len(lines))
        other = pick.randrange(len(lines))
        match pick.randrange(8):
            case 0:
                lines[place : place + pick.randint(1, 4)] = [""]
            case 1:
                lines.insert(place, lines[other])
            case 2:
                lines[place], lines[other] = lines[other], lines[place]
            case 3:
                lines[place] = " " * pick.choice((1, 2, 4)) + lines[place]
            case 4:
                lines[place] = lines[place][1:] if lines[place][:1] == " " else lines[place] + ":"
            case 5:
                lines[place] = lines[place][: pick.randrange(len(lines[place]) + 1)]
            case 6:
                lines.insert(place, pick.choice(COMMENTS))
            case _:
                lines[place] = f"{lines[place]}{pick.choice((' #', ':', ' x', ',', ']', '}'))}"
    return "\n".join(lines)


COMMENTS = (
    "# guide: ignore[number-is-traced] x", "# guide: ignore[x]", "# guide: ignore", "#", "---",
    "...", "%YAML 1.2", "\t",
    "<<: *a", "? a", "- - - a", "x: [", "x: {", "x: |", "'", "<<<<<<< HEAD", "=======", ">>>>>>> x",
    "x: " + "[" * 100, "x:" + " -" * 50,
)  # fmt: skip


def bytes_changed(data: bytes, pick: Random, other: bytes = b"") -> bytes:
    """Bytes flipped, cut, spliced, doubled, or in another encoding."""
    return pick.choice(BYTES)(data, pick, other)


def _flipped(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    changed = bytearray(data or b"x")
    for _ in range(pick.choice((1, 3, 20))):
        changed[pick.randrange(len(changed))] = pick.randrange(256)
    return bytes(changed)


def _cut(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    return data[: pick.randrange(len(data) + 1)]


def _spliced(data: bytes, pick: Random, other: bytes) -> bytes:
    return data[: pick.randrange(len(data) + 1)] + other[pick.randrange(len(other) + 1) :]


def _inserted(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    place = pick.randrange(len(data) + 1)
    odd = pick.choice(
        (
            b"\0",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\x85",
            b"\r",
            b"\xed\xa0\x80",
            b"\xc0\x80",
            b"\x1a",
            word(pick).encode("utf-8", "replace"),
        )
    )
    return data[:place] + odd + data[place:]


def _encoded(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    text = data.decode("utf-8", "replace")
    name = pick.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp037", "utf-7"))
    return text.encode(name, "replace")


def _ended(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    return data.replace(
        b"\n", pick.choice((b"\r\n", b"\r", b"\n\n", b"", b"\x0b", "\u2028".encode()))
    )


def _swollen(data: bytes, pick: Random, other: bytes) -> bytes:  # noqa: ARG001 (one signature)
    size = pick.choice((300_000, 2_000_000))
    unit = pick.choice(
        (
            data or b"x",
            b"[",
            b"{",
            b"- ",
            b"x: ",
            b"# guide: ignore\n",
            b" ",
            b"\n",
            b"\\emph{",
            b"a # ",
            b"<b>",
        )
    )
    return data + unit * (size // len(unit)) if pick.random() < 0.5 else unit * (size // len(unit))


BYTES: tuple[Callable[[bytes, Random, bytes], bytes], ...] = (
    _flipped, _flipped, _cut, _cut, _spliced, _inserted, _inserted, _encoded, _ended, _swollen,
)  # fmt: skip
