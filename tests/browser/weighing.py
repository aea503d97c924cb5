"""What a page costs on the wire: bytes as packed for it, requests, and other hosts that were
asked.
"""

import json
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import yaml
from tests.browser.conftest import Browser
from tests.conftest import run


class Weight(NamedTuple):
    """The cost of one page that is opened for the first time."""

    bytes: int
    requests: int
    searching: int
    """Bytes of the search, among `bytes`."""
    elsewhere: tuple[str, ...]
    """Other hosts that were asked."""


def weigh(browser: Browser, address: str) -> Weight:
    """The cost of a page, once nothing more is asked for."""
    browser.chrome.execute_cdp_cmd("Network.enable", {})
    browser.chrome.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.open("about:blank")
    _events(browser)
    browser.open(address)
    sent, sizes = _traffic(browser)
    own = {id: url for id, url in sent.items() if urlsplit(url).netloc == urlsplit(address).netloc}
    searching = sum(sizes.get(id, 0) for id, url in own.items() if "search" in urlsplit(url).path)
    elsewhere = {
        urlsplit(url).hostname or ""
        for id, url in sent.items()
        if id not in own and url.startswith("http")
    }
    return Weight(
        sum(sizes.get(id, 0) for id in own), len(own), searching, tuple(sorted(elsewhere))
    )


def _traffic(browser: Browser) -> tuple[dict[str, str], dict[str, int]]:
    """The address of each request, and its bytes on the wire, until there was silence for a
    second.
    """
    sent: dict[str, str] = {}
    sizes: dict[str, int] = {}
    last = monotonic()
    while monotonic() - last < 1:
        for method, told in _events(browser):
            last = monotonic()
            if method == "Network.requestWillBeSent":
                sent[told["requestId"]] = told["request"]["url"]
            elif method == "Network.loadingFinished":
                sizes[told["requestId"]] = int(told["encodedDataLength"])
        sleep(0.1)
    return sent, sizes


def _events(browser: Browser) -> list[tuple[str, Any]]:
    entries = [
        json.loads(entry["message"])["message"] for entry in browser.chrome.get_log("performance")
    ]
    return [
        (entry["method"], entry["params"])
        for entry in entries
        if entry["method"].startswith("Network.")
    ]


def stock(guide: Path, to: Path) -> Path:
    """The site that Material makes of the same pages with no setting but its name."""
    done = run("evidence_guide", "--folder", str(guide), "build", "--to", str(to))
    assert done.returncode == 0, done.stderr
    config = yaml.safe_load((to / "mkdocs.yml").read_text("utf-8"))
    plain = {
        key: config[key]
        for key in ("site_name", "site_url", "nav", "not_in_nav", "markdown_extensions")
        if key in config
    }
    (to / "mkdocs.yml").write_text(
        yaml.safe_dump(plain | {"theme": {"name": "material"}}, sort_keys=False), "utf-8"
    )
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=to,
        check=True,
        capture_output=True,
        timeout=900,
    )
    return to / "site"


def heaviest_and_median(site: Path) -> list[str]:
    """The addresses of the heaviest and of the median stage page."""
    pages = sorted(
        (site / "stages").glob("*/index.html"), key=lambda page: page.stat().st_size, reverse=True
    )
    return [f"stages/{page.parent.name}/" for page in (pages[0], pages[len(pages) // 2])]
