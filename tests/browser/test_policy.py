"""Pages are used under their policy, served and from a folder; injected code is blocked."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.conftest import DESK, DRESSED_BELOW, PHONE, Browser, Built, Size
from tests.browser.serving import serving
from tests.browser.test_my_plan import choose, said
from tests.browser.test_offline import search
from tests.browser.test_tools import converted
from tests.loopback import Loopback

from evidence_guide.site.policy import HEADER

LOOKS = [
    pytest.param(PHONE, "dark", id="phone, dark"),
    pytest.param(DESK, "light", id="desk, light"),
]
"""Each size and each scheme once; what a policy refuses hangs on one of them alone."""
SCHEMES = {"light": "default", "dark": "slate"}
PageOf = Callable[[str], str]


@pytest.fixture(params=["served", "from a folder"])
def page_of(request: pytest.FixtureRequest, dressed_sites: Built, dressed_address: str) -> PageOf:
    """The address of a page in the site of a server, or in that of a folder."""
    if request.param == "served":
        top = dressed_address.rstrip("/")
        return lambda name: f"{top}/{name}/" if name else f"{top}/"
    return lambda name: (dressed_sites.offline / f"{name or 'index'}.html").as_uri()


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_readers_use_everything_under_the_policy(
    size: Size, scheme: str, watched: Browser, page_of: PageOf
) -> None:
    watched.look(size, scheme)
    watched.open(page_of("stages/evening"))
    watched.ask("document.querySelector('.eg-do .eg-cite a').focus({focusVisible: true})")
    watched.one(".eg-card")
    assert watched.printed()
    watched.open(page_of("plan"))
    choose(watched, "night-worker")
    assert "apply to you" in said(watched)
    watched.open(page_of("tools/convert-caffeine"))
    watched.one("#eg-number").send_keys("200")
    assert len(converted(watched)) == 2
    watched.open(page_of("tools/caffeine-tally"))
    watched.one("tr[data-cited^='drinks/'] input").send_keys("1")
    watched.open(page_of(""))
    search(watched, "asleep")
    watched.wait("?h=")
    assert watched.errors() == []


def test_the_menu_of_a_phone_opens_under_the_policy(watched: Browser, page_of: PageOf) -> None:
    watched.look(PHONE)
    watched.open(page_of("downloads"))
    watched.click("label[for=__drawer].md-header__button")
    watched.one(".md-sidebar--primary .md-nav__link")
    assert watched.errors() == []


@pytest.mark.parametrize(("prefers", "chosen"), [("light", "dark"), ("dark", "light")])
def test_chosen_colours_are_those_of_the_first_paint(
    prefers: str, chosen: str, watched: Browser, page_of: PageOf
) -> None:
    watched.look(scheme=prefers)
    watched.open(page_of(""))
    watched.click(f"label[title='Switch to {chosen} mode']")
    watched.open(page_of("stages/evening"))
    assert (
        watched.ask("return new Promise(done => setTimeout(() => done(window.painted), 300))")
        == SCHEMES[chosen]
    )
    assert watched.errors() == []


def test_the_page_for_wrong_addresses_helps_under_the_policy(
    watched: Browser, dressed_address: str
) -> None:
    watched.open(f"{dressed_address}stages/nowhere/")
    watched.errors()  # that the page does not exist is an error of its own
    watched.one("#eg-find").send_keys("tea")
    watched.click(".eg-find button")
    watched.one(".md-search-result__link")
    assert watched.errors() == []


def test_a_server_may_send_the_policy_as_a_header_too(
    watched: Browser, dressed_sites: Built
) -> None:
    header = {"Content-Security-Policy": HEADER}
    with serving(dressed_sites.online, DRESSED_BELOW, header) as address:
        watched.open(f"{address.rstrip('/')}{DRESSED_BELOW}/")
        search(watched, "asleep")
        watched.wait("?h=")
        assert watched.errors() == []


SPOILT = """<p data-uncited="x">
<script>document.body.dataset.ran = "script"</script>
<img src="nowhere.png" onerror="document.body.dataset.ran = 'handler'">
<button id="press" style="color: rgb(1, 2, 3)"
  onclick="document.body.dataset.ran = 'click'">x</button>
<a id="link" href="javascript:document.body.dataset.ran = 'link'">x</a>
<img src="{elsewhere}/a.png"><script src="{elsewhere}/a.js"></script>
<link rel="stylesheet" href="{elsewhere}/a.css"><iframe src="index.html"></iframe>
<base href="{elsewhere}/"></p>"""
"""What does not belong on a page, written into one after it was built."""
REFUSED = [
    "base-uri",
    "frame-src",
    "img-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-attr",
    "style-src-elem",
]


@pytest.mark.parametrize("served", [True, False], ids=["served", "from a folder"])
def test_what_is_written_into_a_finished_page_does_not_run(
    served: bool, watched: Browser, tea_sites: Built, tmp_path: Path, server: Loopback
) -> None:
    built = tea_sites.online if served else tea_sites.offline
    site = Path(shutil.copytree(built, tmp_path / "site"))
    page = site / "index.html"
    spoilt = f"</h1>{SPOILT.format(elsewhere=server.address)}"
    page.write_text(page.read_text("utf-8").replace("</h1>", spoilt, 1), "utf-8")
    with serving(site) as address:
        watched.open(address if served else page)
        watched.click("#press")
        watched.click("#link")
        told = "\n".join(watched.errors())
        assert watched.ask("return document.body.dataset.ran") is None
        colour = "return getComputedStyle(document.getElementById('press')).color"
        assert watched.ask(colour) != "rgb(1, 2, 3)"
        assert watched.ask("return document.baseURI") == watched.chrome.current_url
    assert [directive for directive in REFUSED if f'"policy:" "{directive}"' not in told] == []
    assert server.asked == []
