"""The references of this guide."""

from evidence_guide import Guide
from evidence_guide.view.references import reference_html


def test_every_source_of_the_guide_has_a_reference_that_ends_well(real: Guide) -> None:
    for entry in real.sources.values():
        text = reference_html(entry.item)
        assert entry.item.title.split()[0].strip("“\"'[(").replace("&", "&amp;")[:4] in text
        assert ".." not in text
