"""A range in a sentence begins with its lower end."""

import pytest

from evidence_guide.rules.ranges import falling_ranges
from evidence_guide.text.quantities import quantities


@pytest.mark.parametrize(
    ("sentence", "ranges"),
    [
        ("Low iron is rare in women aged 65 to 49.", ["65 to 49"]),
        ("About 70-30% of it is bound.", ["70-30%"]),
        ("It lasts 6–2 weeks.", ["6–2 weeks"]),
        ("The ratio was 0.75 (95% CI 0.94 to 0.60).", ["0.94 to 0.60"]),
        ("Low iron is rare in women aged 15 to 49.", []),
        ("The change was −12 to −4 minutes.", []),
        ("It fell from a mean of 5.7 weeks to 2.6 weeks.", []),
        ("It fell from 20% to 15%.", []),
        ("Call 9-1-1 at once.", []),
        ("In the winter of 2013-14, 3 of 5 slept.", []),
        ("The ratios were 2.9 and 1.2.", []),
    ],
)
def test_a_range_that_begins_with_its_upper_end_is_found(sentence: str, ranges: list[str]) -> None:
    assert list(falling_ranges(sentence, quantities(sentence))) == ranges
