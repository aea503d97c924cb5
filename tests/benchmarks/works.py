"""Works whose cost is measured, each in a process of its own.

python -m tests.benchmarks.works WORK FOLDER [MORE]
"""

import re
import sys
import time
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence_guide import check, load
from evidence_guide.pdf.editions import Wanted
from evidence_guide.pdf.typesetting import drafts
from evidence_guide.pdf.typst_process import set_document
from evidence_guide.site.building import data, zipped
from evidence_guide.site.mkdocs_build import build_site, build_sites
from evidence_guide.site.preview import Preview
from evidence_guide.site.preview_server import PreviewServer
from evidence_guide.site.previewer import Maker
from evidence_guide.translation.translated_guide import translated_guides

FIRST_CLAIM = re.compile(r"^ +says: \W*\w+", re.MULTILINE)


def edited(folder: Path) -> None:
    """Prints how long a check takes, and one after a claim was edited."""
    path = folder / "evidence/claims/topic0000.yml"
    start = time.process_time()
    assert not check(load(folder))
    cold = time.process_time() - start
    path.write_text(path.read_text("utf-8").replace("one town", "a town", 1), "utf-8")
    start = time.process_time()
    check(load(folder))  # whose words are not accepted yet
    print(cold, time.process_time() - start)


def served(folder: Path) -> None:
    """Prints how long a check takes, and a preview after a claim was edited."""
    start = time.process_time()
    check(load(folder))
    cold = time.process_time() - start
    preview = Preview(folder)
    server = PreviewServer("127.0.0.1", 0, preview)
    server.listen()
    with TemporaryDirectory() as place, redirect_stdout(sys.stderr):
        maker = Maker(folder, Path(place), preview, server)
        maker.make()
        _add_word(min((folder / "evidence/claims").glob("*.yml")))
        start = time.process_time()
        maker.make()
        again = time.process_time() - start
    server.server_close()
    assert preview.rendered
    print(cold, again)


def _add_word(claims: Path) -> None:
    """Adds a word to the first claim of a file."""
    text = claims.read_text("utf-8")
    claims.write_text(FIRST_CLAIM.sub(r"\g<0> also", text, count=1), "utf-8")


def site(folder: Path) -> None:
    """Builds the site with the guide as data to download."""
    guide = load(folder)
    build_site(guide, tuple(data(guide)))


def sites(folder: Path) -> None:
    """Builds the same site, the folder, and the zip of the folder."""
    guide = load(folder)
    downloads = tuple(data(guide))
    build_sites(guide, downloads, downloads, partial(zipped, guide))


def typst(folder: Path, only: str) -> None:
    """Prints how long Typst alone takes for the PDFs, from the data that it reads."""
    guide = load(folder)
    guides = (guide, *translated_guides(guide))
    documents = [draft for one in guides for draft in drafts(one, Wanted(only))]
    start = time.process_time()
    for draft in documents:
        assert set_document(draft).content
    print(time.process_time() - start, len(documents))


WORKS = {work.__name__: work for work in (edited, served, site, sites, typst)}

if __name__ == "__main__":
    WORKS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
