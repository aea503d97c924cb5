"""The guide of this repository, whose suite this is; tests of the generator read `tests/guides`
instead.
"""

import pytest
from tests.conftest import ROOT

from evidence_guide import Guide, load, outputs


@pytest.fixture(scope="session")
def real() -> Guide:
    """The guide of this repository."""
    return load(ROOT)


@pytest.fixture(scope="session")
def real_pages(real: Guide) -> dict[str, str]:
    """The Markdown pages of the guide of this repository by address."""
    return {output.uri: output.content for output in outputs(real) if output.uri.endswith(".md")}
