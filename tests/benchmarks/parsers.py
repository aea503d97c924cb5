"""Reads the files of a guide as libyaml and the BibTeX parser do, and nothing else.

python -m tests.benchmarks.parsers FOLDER
"""

import sys
from pathlib import Path

import yaml
from bibtexparser.entrypoint import parse_string


def main(folder: Path) -> None:
    for file in sorted((folder / "evidence").rglob("*.yml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    parse_string((folder / "evidence/sources.bib").read_text("utf-8"), parse_stack=[])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
