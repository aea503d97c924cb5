"""What was retired from this guide keeps an address."""

from evidence_guide import Guide
from evidence_guide.model import Was


def test_every_retired_id_of_the_guide_has_an_address(
    real: Guide, real_pages: dict[str, str]
) -> None:
    text = "".join(
        text
        for uri, text in real_pages.items()
        if uri.startswith(("claims/", "sources/", "stages/", "topics/", "tables/"))
    )
    lost = [
        id
        for id, entry in real.retired.items()
        if entry.item.was in {Was.FINDING, Was.CLAIM, Was.SOURCE} and f'id="{id}"' not in text
    ]
    assert lost == []
