"""The citations of this guide, and the files that describe it to archives."""

import json

import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from tests.conftest import ROOT

from evidence_guide import Guide
from evidence_guide.guide.bibtex import read_bibtex
from evidence_guide.intake.reference_files import as_bibtex, as_ris
from evidence_guide.site.citation_files import every_source
from evidence_guide.view.references import csl


def test_every_record_is_read_again(real: Guide) -> None:
    sources = every_source(real)
    read = read_bibtex(as_bibtex(sources), "x.bib")
    assert read.trouble == ()
    assert [csl(source) for source in read.sources] == [csl(source) for source in sources]
    assert [entry.key for entry in parse_string(as_bibtex(sources)).entries] == sorted(real.sources)
    found = rispy.loads(as_ris(sources))
    titles = [" ".join(source.fields["title"].split()) for source in sources]
    assert [record["title"] for record in found] == titles
    assert [len(record.get("authors", ())) for record in found] == [len(s.authors) for s in sources]
    assert [record.get("doi") for record in found] == [s.fields.get("doi") for s in sources]


def test_the_files_that_describe_the_guide_agree(real: Guide) -> None:
    zenodo = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    file = real.file
    assert zenodo["version"] == cff["version"] == file.version
    assert zenodo["title"] == cff["title"]
    assert zenodo["title"].startswith(file.title)
    assert zenodo["creators"] == cff["authors"] == [{"name": file.publisher}]
    assert zenodo["publication_date"] == cff["date-released"]
    assert zenodo["license"] in cff["license"]
    assert cff["repository-code"] == file.repository
    assert (zenodo["upload_type"], cff["type"]) == ("software", "software")
    if not file.reviewers:
        assert "No clinician has reviewed" in zenodo["notes"]
