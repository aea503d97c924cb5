"""The recipes of CONTRIBUTING: a rule, a field and an output take one file by hand, a page two."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import ROOT, copy

RULE = '''

@rule("evidence/terms.yml", "term: Cup", "term: cup")
def term_is_capitalised(term: Entry[Term], guide: Guide) -> Iterator[Complaint]:
    """A term begins with a capital letter.

    A reader who looks down the glossary finds the words by their first letters.
    """
    if term.item.term[0].islower():
        yield term.place("term"), f"`{term.item.term}` is small", "write a capital letter"
'''

FIELD = '''
    dose_form: Annotated[Text | None, printed("Dose form")] = None
    """In which form they were given it."""
'''

OUTPUT = """
    yield Download(
        "claims.txt",
        "All claims in a list",
        "To read out.",
        "".join(f"{claim.item.says}\\n" for claim in guide.claims.values()).encode(),
        "Data",
    )
"""

PAGE = """
    tables = [(f"tables/{id}.md", site.guide.tables[id].item.title) for id in site.guide.tables]
    listed = [Listed(uri=uri, name=title) for uri, title in tables]
    yield _listing(site, "numbers", "numbers.md", "evidence/guide.yml", listed)
"""

WORDS = """
# Where numbers are.
numbers:
  title: "Where the numbers are"
  description: "Every table of this guide."
  lead: "Every table of this guide: {} in all."
"""


@dataclass
class Desk:
    """A copy of the generator and one of the sample guide, and the files edited by hand."""

    top: Path
    touched: set[str] = field(default_factory=set)

    @property
    def guide(self) -> Path:
        return self.top / "guide"

    def edit(self, name: str, before: str, added: str) -> None:
        """Puts a text into a file of the generator, in front of another."""
        path = self.top / "evidence_guide" / name
        text = path.read_text("utf-8")
        assert text.count(before) == 1, f"{name} holds {before!r} {text.count(before)} times"
        path.write_text(text.replace(before, added + before), "utf-8")
        self.touched.add(name)

    def append(self, name: str, added: str) -> None:
        """Puts a text at the end of a file of the generator."""
        with (self.top / "evidence_guide" / name).open("a", encoding="utf-8") as file:
            file.write(added)
        self.touched.add(name)

    def write_evidence(self, name: str, old: str, new: str) -> None:
        """Changes the evidence, as a contributor does once the generator is able to read it."""
        path = self.guide / "evidence" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def python(self, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Runs Python with the copy of the generator, on a day on which no review is due."""
        own = {"PYTHONPATH": str(self.top), "SOURCE_DATE_EPOCH": "1768900000", "NO_COLOR": "1"}
        settings = os.environ | own | {"COLUMNS": "200", "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.run(
            [sys.executable, *words],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=settings,
            timeout=200,
        )

    def command(self, *words: str) -> str:
        """What our command prints for the guide; it must not fail."""
        done = self.python("-m", "evidence_guide", *words, folder=self.guide)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def pages(self) -> dict[str, str]:
        """The built pages by address."""
        site = self.guide / "site"
        return {
            path.relative_to(site).as_posix(): path.read_text("utf-8")
            for path in site.rglob("*.html")
        }


IMPORT = "from evidence_guide.model import Term\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    package = ROOT / "generator" / "evidence_guide"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, tmp_path / "evidence_guide", ignore=ignored)
    copy(tmp_path / "guide")
    return Desk(tmp_path)


def test_a_rule_takes_one_file_and_has_its_page_its_example_and_its_tests(desk: Desk) -> None:
    desk.edit("rules/wording.py", "from evidence_guide.text import markup", IMPORT)
    desk.append("rules/wording.py", RULE)
    assert len(desk.touched) == 1
    explained = desk.command("explain", "term-is-capitalised")
    assert "A term begins with a capital letter." in explained
    assert "term: cup" in explained
    desk.command("check")
    tests = ("tests/test_rules.py", "-k", "term-is-capitalised")
    done = desk.python("-m", "pytest", "-p", "no:cacheprovider", *tests, folder=ROOT)
    assert re.search(r"\b2 passed", done.stdout), done.stdout + done.stderr
    desk.command("build", "--to", str(desk.top / "pages"))
    page = (desk.top / "pages/docs/rules.md").read_text("utf-8")
    assert "{#term-is-capitalised}" in page


def test_a_field_takes_one_file_and_editors_and_checks_know_it(desk: Desk) -> None:
    last = '    country: Annotated[Text | None, printed("Country")] = None'
    desk.edit("model/findings.py", last, FIELD.lstrip("\n"))
    assert len(desk.touched) == 1
    desk.command("schema")  # tests/test_meaning.py follows a field to its pages
    schema = (desk.guide / "evidence/schema/findings.json").read_text("utf-8")
    assert '"title": "Dose form"' in schema
    assert "In which form they were given it." in schema
    given = "  intervention: One cup of tea\n"
    desk.write_evidence("findings/doe2020.yml", given, given + "  dose_form: Loose leaves\n")
    desk.command("lock")
    desk.command("check")


def test_an_output_takes_one_file_and_is_offered_with_its_checksum(desk: Desk) -> None:
    desk.edit("site/building.py", "    yield from _bibliographies(guide)\n", OUTPUT.lstrip("\n"))
    assert len(desk.touched) == 1
    desk.command("build")
    downloads = desk.guide / "site" / "downloads"
    content = (downloads / "claims.txt").read_bytes()
    assert content.count(b"\n") > 5
    assert f"{sha256(content).hexdigest()}  claims.txt\n" in (downloads / "SHA256SUMS").read_text()
    page = desk.pages()["downloads/index.html"]
    assert "All claims in a list" in page
    assert "To read out." in page


def test_a_page_takes_two_files_and_passes_the_audit(desk: Desk) -> None:
    desk.edit("site/pages.py", "    yield _rules(site)\n", PAGE.lstrip("\n"))
    desk.append("view/site_words.yml", WORDS)
    assert len(desk.touched) == 2
    done = desk.python("-m", "mkdocs", "build", "--strict", folder=desk.guide)
    assert "0 uncited or altered sentences" in done.stderr
    page = desk.pages()["numbers/index.html"]
    assert "Every table of this guide: 4 in all." in page
    assert re.search(r'<a href="\.\./tables/cups/">', page)
