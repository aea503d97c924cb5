"""Who asks PubMed and Crossref on behalf of a command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from evidence_guide.guide import Guide
from evidence_guide.intake.pubmed import Asker
from evidence_guide.proof.fetching import Fetcher, agent


@contextmanager
def asker(guide: Guide, contact: str, *, offline: bool) -> Iterator[Asker | None]:
    """Who asks the services while it is needed; nobody when offline."""
    if offline:
        yield None
        return
    with Fetcher(agent(guide.file.site_url, contact)) as fetcher:
        yield Asker(fetcher, contact=contact, ncbi_key=os.environ.get("NCBI_API_KEY", ""))
