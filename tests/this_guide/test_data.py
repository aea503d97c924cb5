"""This guide as data."""

from tests.test_data import words

from evidence_guide import Guide
from evidence_guide.text import markup as prose
from evidence_guide.view.data import exported
from evidence_guide.view.references import behind, reference_numbers
from evidence_guide.view.site import Site


def test_every_claim_is_in_it_in_its_words_and_with_its_sources(real: Guide) -> None:
    found = exported(Site(real)).claims
    assert {id: words(claim.says.text) for id, claim in found.items()} == {
        id: prose.plain(entry.item.says) for id, entry in real.claims.items()
    }
    assert all(set(claim.says.cites) == set(behind(real, (id,))) for id, claim in found.items())


def test_numbers_are_text_as_they_are_written(real: Guide) -> None:
    effect = exported(Site(real)).findings["rogne2017-preterm-per-sd"].effect
    assert effect is not None
    assert (effect.value, effect.low, effect.high) == ("0.89", "0.82", "0.97")


def test_every_source_has_one_number_in_the_order_of_authors_and_years(real: Guide) -> None:
    references = exported(Site(real)).references
    assert [entry.number for entry in references.values()] == list(range(1, len(references) + 1))
    labels = [entry.label.lower() for key, entry in references.items() if key in real.sources]
    assert labels == sorted(labels)
    assert set(reference_numbers(real)) >= set(real.sources)
