"""The identifiers in the BibTeX record of a source, in their plain forms."""

from evidence_guide.guide.bibtex import Source
from evidence_guide.text.web_addresses import plain_doi, plain_pmcid, plain_pmid


def source_doi(source: Source) -> str:
    """The DOI in lower case, or "" if the source has none."""
    return plain_doi(source.fields.get("doi", ""))


def source_pmid(source: Source) -> str:
    """The PMID, or "" if the source has none."""
    return plain_pmid(source.fields.get("pmid", ""))


def source_pmcid(source: Source) -> str:
    """The PubMed Central id, or "" if the source has none."""
    return plain_pmcid(source.fields.get("pmcid", ""))
