"""How many passages and figures a second are found, ours and linkml-reference-validator's.

    python -m tests.benchmarks.passages

installs the newest version of that in an environment that is removed afterwards.

Both start cold, get the same items and are measured in processor seconds, so that a busy machine is
fair to both. Each normalises (folds) a text once and searches all its items in it: the other keeps
128 normalised texts since 0.4.0, and normalises a text again only to find a suggestion. Ours also
checks order, whole words, whole sentences, other places and figures.
"""

import json
import random
import subprocess
import tempfile
import textwrap
import time
import venv
from pathlib import Path
from typing import NamedTuple

from evidence_guide.proof.folding import fold
from evidence_guide.proof.passages import Proved, find_passage, missing_figures

Work = list[tuple[str, list[tuple[str, list[str]]]]]
"""Texts, each with passages and their figures."""
Timed = tuple[float, int]
"""Processor seconds, and how many passages were found."""
PEER = "linkml-reference-validator"
TEXTS, ITEMS = 200, 50
ONE_LINE = 1_000_000
WORDS = (  # noqa: SIM905
    "the of in women mothers milk blood levels vitamin-B B₁₂ B-12 intake was were higher lower not"
    " no than after before supplementation double-blind trial infants weeks between group placebo"
    " associated difference significant concentration deficiency µg/day results analysis however"
    " plasma"
).split()

RUN_OTHER = """
import json, sys, time
from linkml_reference_validator.models import ReferenceContent, ReferenceValidationConfig
from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator
work = json.load(sys.stdin)
started = time.process_time()
checker = SupportingTextValidator(ReferenceValidationConfig())
found = 0
for number, (text, items) in enumerate(work):
    reference = ReferenceContent(reference_id=f"X:{number}", content=text)
    for item, _ in items:
        found += checker.find_text_in_reference(item.replace(" … ", " ... "), reference).found
print(json.dumps([time.process_time() - started, found]))
"""


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 30))]
    value, low, high = (
        f"{chance.randint(1, 99)}.{chance.randint(1, 9)}%",
        f"{chance.randint(1, 9)}.{chance.randint(0, 9)}",
        chance.randint(10, 60),
    )
    words.insert(chance.randint(2, 7), f"{value} (95% CI: {low}, {high}; P<0.001)")
    return " ".join(words).capitalize() + "."


class Case(NamedTuple):
    """A kind of work: the share of items that are missing, and the length of lines."""

    missing: float
    width: int = ONE_LINE

    def __str__(self) -> str:
        lines = "" if self.width == ONE_LINE else f", lines of {self.width}"
        return f"{self.missing:.0%} of them missing{lines}"


CASES = (Case(0), Case(0.02), Case(0.05), Case(0.1), Case(0, 90), Case(0.05, 90))


def work(case: Case, texts: int = TEXTS) -> Work:
    """Wrapped texts with their items; some of these end with a word that is not in the text."""
    missing, width = case
    chance = random.Random(CASES.index(case))  # noqa: S311
    made = []
    for _ in range(texts):
        sentences, length = [], chance.randint(3_000, 60_000)
        while sum(map(len, sentences)) < length:
            sentences.append(sentence(chance))
        items = []
        for chosen in chance.choices(sentences, k=ITEMS):
            words = chosen.rstrip(".").split(" ")
            end = words[-5:] if chance.random() >= missing else [*words[-5:-1], "whales"]
            items.append(
                (
                    f"{' '.join(words[:6])} … {' '.join(end)}",
                    [w for w in words if w[0].isdigit()][:1],
                )
            )
        made.append((textwrap.fill(" ".join(sentences), width, break_on_hyphens=False), items))
    return made


def ours(made: Work) -> Timed:
    """What we need for some work, with folding."""
    started, count = time.process_time(), 0
    for text, items in made:
        folded = fold(text)
        for passage, wanted in items:
            found = find_passage(passage, folded)
            count += isinstance(found, Proved) and not missing_figures(found, wanted)
    return time.process_time() - started, count


def peer(folder: Path) -> Path:
    """The Python of a new environment that has the newest version of the other program."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    words = [python, "-m", "pip", "install", "--quiet", PEER]
    subprocess.run(words, check=True, capture_output=True, timeout=900)
    return python


def version(python: Path) -> str:
    """The name and the version of the other program."""
    words = f"from importlib.metadata import version; print(version({PEER!r}))"
    done = subprocess.run(
        [python, "-c", words], capture_output=True, text=True, timeout=60, check=True
    )
    return f"{PEER} {done.stdout.strip()}"


def other(made: Work, python: Path) -> Timed:
    """What the other program needs for the same work."""
    done = subprocess.run(
        [python, "-c", RUN_OTHER],
        input=json.dumps(made),
        capture_output=True,
        text=True,
        timeout=1800,
        check=True,
    )
    seconds, count = json.loads(done.stdout)
    return seconds, count


def main() -> None:
    """Prints passages a second, for every case."""
    with tempfile.TemporaryDirectory() as scratch:
        python = peer(Path(scratch))
        print(f"{TEXTS * ITEMS} passages in {TEXTS} texts of about 30,000 characters")
        for case in CASES:
            made = work(case)
            mine, theirs = ours(made), other(made, python)
            print(
                f"{case}: ours {TEXTS * ITEMS / mine[0]:.0f} a second, {mine[1]} proved;"
                f" {version(python)} {TEXTS * ITEMS / theirs[0]:.0f} a second, {theirs[1]} found;"
                f" ratio {theirs[0] / mine[0]:.1f}"
            )


if __name__ == "__main__":
    main()
