"""Answers that say where a text is: the identifiers of the PMC converter, Unpaywall's copies."""

import json
from collections.abc import Iterator
from typing import Any

from evidence_guide.proof.plain_text import not_a_text, nothing_found
from evidence_guide.proof.texts import NoText
from evidence_guide.text.web_addresses import fault, plain_pmcid

Pointers = tuple[str, ...]
"""Identifiers or addresses, the best first."""
_Json = dict[str, Any]
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_PUBLISHED = "publishedVersion"


def read_pmcids(data: bytes) -> Pointers | NoText:
    """The PubMed Central ids in an answer of the ID converter; the article asked about is first.

    Source: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/.
    """
    try:
        records: list[_Json] = json.loads(data)["records"]
        found = [plain_pmcid(str(record.get("pmcid", ""))) for record in records]
    except _MALFORMED as error:
        return not_a_text(f"the answer cannot be read ({type(error).__name__})")
    return tuple(filter(None, found)) or nothing_found("the article is not in PubMed Central")


def read_open_copies(data: bytes) -> Pointers | NoText:
    """The address of the published version that Unpaywall prefers, its PDF if it has one.

    Manuscripts and preprints are other versions, in which a passage may read differently.
    Source: https://unpaywall.org/data-format.
    """
    try:
        copies = list(_copies(json.loads(data)))
    except _MALFORMED as error:
        return not_a_text(f"the answer cannot be read ({type(error).__name__})")
    if not copies:
        return nothing_found("no open copy is known")
    published = [copy for copy in copies if copy.get("version") == _PUBLISHED]
    addresses = tuple(filter(None, map(_address, published)))
    return addresses or nothing_found("no open copy of the published version is known")


def _copies(answer: _Json) -> Iterator[_Json]:
    """All copies, the one that Unpaywall calls the best first."""
    for copy in (answer["best_oa_location"], *answer["oa_locations"]):
        if copy is not None:
            yield copy


def _address(copy: _Json) -> str:
    for name in ("url_for_pdf", "url", "url_for_landing_page"):
        address = str(copy.get(name) or "")
        if _is_of_web(address):
            return address
    return ""


def _is_of_web(address: str) -> bool:
    return bool(address) and not fault(address, ("http", "https"))
