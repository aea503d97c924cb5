"""A sound guide of any size: one finding for each source, and claims in topics of a hundred.

python -m tests.benchmarks.made_guide FOLDER SOURCES CLAIMS
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from evidence_guide import load
from evidence_guide.view.citation_lists import locked

T = TypeVar("T")
IN_TOPIC, IN_HEADING = 100, 8
"""Claims in a topic, and below one heading of it."""
FINDING = """# yaml-language-server: $schema=../schema/findings.json
source: {key}
study:
  design: cross-sectional
  population: Adults in two towns
read:
  what: abstract
  at: https://example.org/{key}
findings:
  - id: {key}-sleep
    reports: Those who drink tea in the evening report more and deeper sleep.
    where: Abstract, Results
    passage: Evening drinkers reported … than the rest.
"""
RECORD = """@article{{{key},
  author = {{Author, Anna}},
  title = {{Study {key} of tea and sleep in many people}},
  journal = {{J}},
  year = 2020,
  doi = {{10.1000/{key}}},
}}
"""
CLAIM = """  - id: {id}
    says: People who drank the tea called {name} may be linked to deeper sleep in one town.
    plain: Tea called {name} might go with deeper sleep.
    kind: association
    rests_on: [{key}-sleep]
    applies_to: Adults
    certainty:
      start: low
"""
TOPIC = """# yaml-language-server: $schema=../schema/claims.json
title: Sleep, part {number}
about: What tea does to sleep.
review_by: 2099-01-01
key_messages:
{messages}headings:
{headings}claims:
"""
STAGE = """# yaml-language-server: $schema=../schema/stage.json
title: Evening
about: A.
review_by: 2099-01-01
steps:
  - id: the-step
    title: Drink tea
    do: Drink it.
    for: everyone
    strength: good practice
    why: [claim-000000]
    decision: {benefits: not known, harms: not known}
"""
GUIDE = """# yaml-language-server: $schema=schema/guide.json
title: Tea and sleep
about: A made-up guide of any size.
subject: health
version: 1.0.0
as_of: 2026-01-10
site_url: https://example.org/tea/
repository: https://github.com/example/tea
publisher: Nobody
notice: Made up, not advice.
experts: {{usually: your doctor, now: an ambulance, today: a doctor, soon: your doctor}}
stages: [now]
topics: [{topics}]
"""

SETTINGS = """site_name: Tea and sleep
theme: {name: material, features: [navigation.prune]}
plugins: [search, evidence-guide]
markdown_extensions: [attr_list]
nav: [index.md, stages/index.md, claims/index.md, sources/index.md]
not_in_nav: "*"
"""
"""As in guides that people make: the menu does not grow with claims and sources."""


def make(folder: Path, sources: int, claims: int) -> Path:
    """A guide with so many sources and claims in a folder, and its settings for MkDocs."""
    evidence = folder / "evidence"
    for name in ("findings", "claims", "stages"):
        (evidence / name).mkdir(parents=True)
    keys = [f"author{number:05d}" for number in range(sources)]
    records = (RECORD.format(key=key) for key in keys)
    (evidence / "sources.bib").write_text("\n".join(records), "utf-8")
    for key in keys:
        (evidence / f"findings/{key}.yml").write_text(FINDING.format(key=key), "utf-8")
    topics = list(_topics(evidence, keys, claims))
    (evidence / "stages/now.yml").write_text(STAGE, "utf-8")
    (evidence / "guide.yml").write_text(GUIDE.format(topics=", ".join(topics)), "utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (folder / "docs").mkdir()
    (evidence / "evidence.lock").write_text(locked(load(folder)).text(), "utf-8")
    return folder


def _topics(evidence: Path, keys: list[str], claims: int) -> Iterator[str]:
    """The id of each topic, whose file is written."""
    for number, numbers in enumerate(_batches(range(claims), IN_TOPIC)):
        ids = [_id(claim) for claim in numbers]
        messages = "".join(f"  - {{says: {_plain(n)}, because: [{_id(n)}]}}\n" for n in numbers[:2])
        headings = "".join(map(_heading, range(len(ids)), _batches(ids, IN_HEADING)))
        head = TOPIC.format(number=number, messages=messages, headings=headings)
        body = "".join(_claim(claim, keys[claim % len(keys)]) for claim in numbers)
        topic = f"topic{number:04d}"
        (evidence / f"claims/{topic}.yml").write_text(head + body, "utf-8")
        yield topic


def _batches(members: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The members in groups of a size."""
    return (members[start : start + size] for start in range(0, len(members), size))


def _heading(number: int, ids: Sequence[str]) -> str:
    return f"  - {{title: Teas of group {_letters(number)}, claims: [{', '.join(ids)}]}}\n"


def _claim(number: int, key: str) -> str:
    return CLAIM.format(id=_id(number), name=_letters(number), key=key)


def _plain(number: int) -> str:
    """The plain words of a claim."""
    return f"Tea called {_letters(number)} might go with deeper sleep."


def _id(number: int) -> str:
    return f"claim-{number:06d}"


def _letters(number: int) -> str:
    """A number as a word, so that claims have names instead of figures."""
    return "".join(chr(97 + int(digit)) for digit in f"{number:06d}")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
