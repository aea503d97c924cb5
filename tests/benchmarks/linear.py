"""Texts that could cost the square of their length: five times the text takes five times the work.

    python tests/benchmarks/linear.py [reader] ...

Prints, for each reader of text, the worst text and its ratio: the processor time of five times the
text, divided by five times that of the text. Exit code 1 if a ratio is above `MOST`.
"""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from evidence_guide.guide import latex
from evidence_guide.guide.handwritten import ALWAYS, found
from evidence_guide.proof.folding import fold
from evidence_guide.proof.passages import Proved, find_passage, missing_figures
from evidence_guide.rules.fixes import form
from evidence_guide.text.quantities import quantities

MOST = 2.5
"""The square of the length would be 5."""
TIMES = 5
LEAST = 0.01
"""Seconds below which a difference means nothing."""


class Reader(NamedTuple):
    """Something that reads text, with the beginnings of texts that could be hard for it."""

    read: Callable[[str], object]
    size: int
    """Characters of the shorter text."""
    pieces: tuple[str, ...]
    """Each is repeated until the text is as long as it should be."""


def look_up(text: str) -> None:
    """Looks for passages in a text that begins with one of them."""
    folded = fold(text)
    piece = text[:40].strip()
    find_passage(f"{piece} … {piece}", folded)
    find_passage("Milk was low in 13 women … 14 children", folded)
    passage = find_passage(piece, folded)
    if isinstance(passage, Proved):
        missing_figures(passage, ["1", "12"])


READERS = {
    "quantities": Reader(
        quantities,
        20_000,
        (
            "1 ",
            "1,000,",
            "1 000 ",
            "12-27 weeks, ",
            "a",
            "a-",
            "a hundred ",
            "one ",
            "1/",
            "1.",
            "- ",
            "(",
            "[1, ",
            "5 mg of b c ",
            "http://a ",
            "P < ",
            "1999 a",
            "first and ",
            "between 1 and ",
            "½",
            "１",
        ),
    ),
    "folding": Reader(
        fold,
        20_000,
        (
            "the milk of mothers (P < 0.001) 1.5-2.0 μg double-blind, ",
            "&amp;",
            "&l",
            "- ",
            "-\n",
            "\u00ad\n",
            "<b ",
            "< ",
            "e\u0301",
            "\u0301",
            "1 x ",
            "B-1",
            " ",
            "\n",
            "⁶",
            "é ",
        ),
    ),
    "passages": Reader(
        look_up,
        20_000,
        (
            "Milk was low in 12 women (P < 0.001). ",
            "milk ",
            "Milk\n",
            "Milk. ",
            "a",
            "[1] ",
            "RESULTS: ",
            ". ",
            "12 345 ",
            "-",
            "e\u0301",
        ),
    ),
    "blanks": Reader(
        lambda text: list(form._BLANKS.finditer(f"{text}x")),
        50_000,
        (" ", "\t", " x", "[", "`", "*"),
    ),
    "LaTeX": Reader(
        latex.decode,
        5_000,
        ("\\emph{a}", "{", "}", "$", "\\", "``", "~", "% ", "\\begin{a}"),
    ),
    "faults of a page": Reader(
        lambda text: found.__wrapped__(f"# A\n\n{text}", ALWAYS), 2_000, ("<script>x</script>\n\n",)
    ),
}


def ratio(reader: Reader, piece: str) -> float:
    """How much more than its share five times the text costs; 1 is linear."""
    few = _seconds(reader, piece, reader.size)
    many = _seconds(reader, piece, TIMES * reader.size)
    return many / (TIMES * max(few, LEAST))


def _seconds(reader: Reader, piece: str, size: int) -> float:
    """The least processor time of three readings."""
    text = (piece * size)[:size]
    return min(_once(reader, text) for _ in range(3))


def _once(reader: Reader, text: str) -> float:
    started = time.process_time()
    reader.read(text)
    return time.process_time() - started


def main(names: list[str]) -> int:
    """Prints the worst ratio of each reader; 1 if one is not linear."""
    worst = 0.0
    for name in names or READERS:
        reader = READERS[name]
        found_ratio, piece = max((ratio(reader, piece), piece) for piece in reader.pieces)
        print(f"{name}: {found_ratio:.2f} (1 is linear), for text of {piece!r}", flush=True)
        worst = max(worst, found_ratio)
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
