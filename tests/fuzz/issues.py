"""Filled issue forms for `from-issue`, with hostile answers."""

from functools import cache
from random import Random

import yaml
from tests.fuzz import odd
from tests.fuzz.workspace import ROOT

FORM = ".github/ISSUE_TEMPLATE/new-evidence.yml"
USUAL = {
    "source": "https://doi.org/10.1000/DOE.2020", "design": "randomised trial",
    "population": "Adults in Exampleton",
    "read-what": "abstract", "read-at": "https://example.org/doe2020",
    "reports": "Naps were longer by 3 minutes.",
    "where": "Abstract, Results", "passage": "Naps were … longer.",
    "figures": "3 minutes; 95% CI: 1.0, 5.0", "role": "result",
    "outcome": "Length of naps", "measure": "mean difference", "value": "3", "low": "1.0",
    "high": "5.0",
    "read": "- [x] I read this in the source itself, and copied no sentence of it.",
}  # fmt: skip
ODD = (
    "_No response_", "None", "", "### Source", "a\u2028b", "a\u0085b", "a\u000bb", "x: y", "- x",
    "'", '"', "#x", "%", "|\n x", "```\n### Passage\n```",
    "a\r\nb\rc", "doe2020", "../../x", "index", "10.1000/nothing", "1e999", "-1 (-2 to -0.5)",
    "x" * 100_000, "; ; ;", "&e;", "<!-- x -->", "* * *", "~~~",
)  # fmt: skip


@cache
def form() -> bytes:
    """The form of this repository."""
    return (ROOT / FORM).read_bytes()


@cache
def _labels() -> dict[str, str]:
    body = yaml.safe_load(form())["body"]
    return {part["id"]: part["attributes"]["label"] for part in body if "id" in part}


def made(pick: Random) -> bytes:
    """The text of an issue."""
    parts = []
    answers = dict(USUAL)
    for id in pick.sample(sorted(answers), pick.choice((0, 1, 2, 5))):
        answers[id] = pick.choice(
            (*ODD, odd.word(pick), odd.worded(answers[id], pick), pick.choice(odd.SCALARS))
        )
    for id, label in _labels().items():
        heading = pick.choice(("### ",) * 12 + ("## ", "###", "### \u200b", "> ### "))
        parts.append(f"{heading}{label}\n\n{answers.get(id, '_No response_')}")
    if pick.random() < 0.2:
        pick.shuffle(parts)
    if pick.random() < 0.2:
        parts.insert(pick.randrange(len(parts)), pick.choice(parts))
    data = (
        pick.choice(("\n\n", "\n\n", "\n\n", "\r\n\r\n", "\n"))
        .join(parts)
        .encode("utf-8", "replace")
    )
    return odd.bytes_changed(data, pick, form()) if pick.random() < 0.2 else data
