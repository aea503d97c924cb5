"""The command `reading`: how hard each part of the guide is to read."""

from pathlib import Path

import click
from rich.console import Console, Group

from evidence_guide.commands.options import sentence
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.text.terminal import unmarked
from evidence_guide.view.readability import easy_words, grades, hardest


def graded(guide: Guide) -> Group:
    """How hard each part of the guide is to read, the hardest first, with the sentence that makes it so."""
    lines = ["grade in full words"]
    for part, words_, grade, in_full in sorted(grades(guide), key=lambda graded: -graded.grade):
        worst = hardest(part, easy_words(guide))
        lines.append(
            f"{grade:>5} {in_full:>7} {words_:>5}  {part.title}, {part.kind}\n                     {worst.place}: {worst.text}"
        )
    return Group(*map(unmarked, lines))


@click.command("reading")
@click.pass_obj
@sentence
def reading_command(folder: Path) -> None:
    """Print the reading grade of every stage, topic and list, the hardest first, each with its hardest sentence."""
    Console(highlight=False, soft_wrap=True).print(graded(load(folder)))
