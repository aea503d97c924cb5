"""The search without a browser: its script under Node, which answers as it answers the theme."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import pytest

SCRIPT = files("evidence_guide.site").joinpath("assets/search.js").read_text("utf-8")
HOST = """
let listener, answer
const addEventListener = (kind, heard) => { listener = heard }
const postMessage = message => { answer = message }
const self = globalThis;
{script}
const { index, questions } = JSON.parse(require("fs").readFileSync(0, "utf8"))
const run = async () => {
  await listener({ data: { type: 0, data: index } })
  const found = {}
  for (const question of questions) {
    await listener({ data: { type: 2, data: question } })
    found[question] = answer.data.items
  }
  console.log(JSON.stringify(found))
}
run()
"""


def found(index: Mapping[str, Any], questions: Iterable[str]) -> dict[str, list[list[Any]]]:
    """What the search finds for each question: pages, each with its sections."""
    node = shutil.which("node")
    if node is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Node is missing")
    asked = json.dumps({"index": index, "questions": list(questions)})
    done = subprocess.run(
        [node, "-e", HOST.replace("{script}", SCRIPT)],
        input=asked,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, list[list[Any]]] = json.loads(done.stdout)
    return answer


def pages(index: Mapping[str, Any], question: str) -> list[str]:
    """The addresses of the pages that the search finds, in order."""
    return [items[0]["location"].partition("#")[0] for items in found(index, [question])[question]]
