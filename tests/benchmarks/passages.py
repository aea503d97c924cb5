"""Prints how many passages and figures a second are found, ours and linkml-reference-validator's.

`python -m venv /tmp/lrv && /tmp/lrv/bin/pip install linkml-reference-validator`, then run this
file; without it, only ours is measured.

Both start cold, get the same items and are measured in processor seconds, so that a busy machine is
fair to both. Each normalises (folds) a text once and searches all its items in it: the other keeps
128 normalised texts since 0.4.0, and normalises a text again only to find a suggestion. Ours also
checks order, whole words, whole sentences, other places and figures.
"""

import json
import random
import subprocess
import textwrap
import time
from pathlib import Path

from evidence_guide.proof.folding import fold
from evidence_guide.proof.passages import Proved, find_passage, missing_figures

OTHER = Path("/tmp/lrv/bin/python")  # noqa: S108
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


def work(
    chance: random.Random, missing: float, width: int
) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Wrapped texts with their items; the share `missing` of these has a word not in the text."""
    made = []
    for _ in range(TEXTS):
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


def ours(made: list[tuple[str, list[tuple[str, list[str]]]]]) -> tuple[float, int]:
    started, count = time.process_time(), 0
    for text, items in made:
        folded = fold(text)
        for passage, wanted in items:
            found = find_passage(passage, folded)
            count += isinstance(found, Proved) and not missing_figures(found, wanted)
    return time.process_time() - started, count


def other(made: list[tuple[str, list[tuple[str, list[str]]]]]) -> tuple[float, int] | None:
    if not OTHER.exists():
        return None
    done = subprocess.run(
        [OTHER, "-c", RUN_OTHER],
        input=json.dumps(made),
        capture_output=True,
        text=True,
        timeout=1800,
        check=True,
    )
    seconds, count = json.loads(done.stdout)
    return seconds, count


def main() -> None:
    for seed, (missing, width) in enumerate(
        ((0, ONE_LINE), (0.02, ONE_LINE), (0.05, ONE_LINE), (0.1, ONE_LINE), (0, 90), (0.05, 90))
    ):
        made = work(random.Random(seed), missing, width)  # noqa: S311
        size, items = sum(len(text) for text, _ in made), TEXTS * ITEMS
        mine, theirs = ours(made), other(made)
        print(
            f"{items} items in {TEXTS} texts of {size // TEXTS} characters on average,"
            f" {missing:.0%} missing, {'one line' if width == ONE_LINE else f'lines of {width}'}"
        )
        print(f"  ours  {items / mine[0]:>9.0f} items/s, {mine[1]} proved with their figures")
        if theirs:
            print(
                f"  other {items / theirs[0]:>9.0f} items/s, {theirs[1]} found;"
                f" ratio {theirs[0] / mine[0]:.1f}"
            )


if __name__ == "__main__":
    main()
