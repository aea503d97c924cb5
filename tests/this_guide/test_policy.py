"""The built pages of this guide under their policy."""

from tests.sites import Built
from tests.test_policy import only_files


def test_no_page_holds_anything_inline(real_sites: Built) -> None:
    assert only_files(real_sites.online) > 500
