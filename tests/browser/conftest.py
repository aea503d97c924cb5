"""What browser tests share: both guides built once, a server on 127.0.0.1, and Chromium, which can
reach nothing else.
"""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pypdfium2
import pytest
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from tests.browser.serving import serving
from tests.conftest import ROOT
from tests.sites import Built

from evidence_guide import Guide, load

SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class Size(NamedTuple):
    """Width and height of the page in CSS pixels."""

    width: int
    height: int


LONG = 600
"""Seconds for a test in a browser; the first also builds the sites, or waits for them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives every test in a browser more time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(LONG))


DESK, PHONE = Size(1280, 900), Size(390, 844)
BELOW = "/vitamin-b12"
"""The path of the real guide's own address, which its page for what is not there begins all links
with.
"""
A4, LETTER = (8.27, 11.69), (8.5, 11)


@pytest.fixture(scope="session")
def real() -> Guide:
    """The guide of this repository."""
    return load(ROOT)


def below(address: str) -> str:
    """The top of this guide's site on a server."""
    return f"{address.rstrip('/')}{BELOW}/"


@pytest.fixture(scope="session")
def real_address(real_sites: Built) -> Iterator[str]:
    """Where the guide of this repository is served."""
    with serving(real_sites.online, BELOW) as address:
        yield address


DRESSED_BELOW = "/tea"
"""The path of the dressed sample guide's own address."""


@pytest.fixture(scope="session")
def dressed_address(dressed_sites: Built) -> Iterator[str]:
    """Where the sample guide is served with all that the theme can show."""
    with serving(dressed_sites.online, DRESSED_BELOW) as address:
        yield f"{address.rstrip('/')}{DRESSED_BELOW}/"


def found(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def started(**preferences: object) -> Iterator[Chrome]:
    """Chromium under its driver; without it the tests are skipped on a desk and fail in CI."""
    program, driver = found("google-chrome", "chromium", "chromium-browser"), found("chromedriver")
    if not program or not driver:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "Chromium and its driver are not installed: apt-get install chromium chromium-driver"
        )
    options = ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    options.add_experimental_option("prefs", preferences)
    for switch in (*SWITCHES, NO_OTHER_HOST):
        options.add_argument(switch)
    chrome = Chrome(options=options, service=Service(driver))
    try:
        yield chrome
    finally:
        chrome.quit()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    """The Chromium that most tests share."""
    with started() as chrome:
        yield chrome


@dataclass
class Browser:
    """A browser window as a reader uses it; `chrome` is Selenium's driver."""

    chrome: Chrome
    visited: set[str] = field(default_factory=set)
    """Where pages that were opened come from."""

    def look(self, size: Size = DESK, scheme: str = "light", **wishes: str) -> None:
        """Sets the size of the page, the reader's colour scheme, `light` or `dark`, and other
        wishes such as `forced_colors`.
        """
        self.chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {**size._asdict(), "deviceScaleFactor": 1, "mobile": size.width <= PHONE.width},
        )
        features = {
            "prefers-color-scheme": scheme,
            "prefers-reduced-motion": "",
            "forced-colors": "",
        } | {name.replace("_", "-"): wish for name, wish in wishes.items()}
        self.chrome.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": name, "value": wish} for name, wish in features.items()]},
        )

    def open(self, address: str | Path) -> None:
        """Opens an address, or a file from its folder."""
        whole = address.as_uri() if isinstance(address, Path) else address
        self.visited.add(urlsplit(whole)._replace(path="", query="", fragment="").geturl())
        self.chrome.get(whole)

    def forget(self) -> None:
        """Leaves the page, so that nothing can be stored any more, and clears what every site that
        was opened has stored.
        """
        if self.chrome.current_url.startswith(("http", "file")):
            self.ask("localStorage.clear(); sessionStorage.clear()")
        self.chrome.get("about:blank")
        for origin in self.visited:
            self.chrome.execute_cdp_cmd(
                "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"}
            )
        self.visited.clear()

    def one(self, selector: str) -> WebElement:
        """The first element that a reader sees, once it is there."""
        return WebDriverWait(self.chrome, 20).until(
            lambda chrome: next(
                (e for e in chrome.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()),
                None,
            )
        )

    def click(self, selector: str) -> None:
        """Clicks on the first element that a reader sees, once it is scrolled away from the page's
        edges.
        """
        element = self.one(selector)
        self.ask("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def wait(self, address: str) -> None:
        """Waits for the page whose address holds this text."""
        WebDriverWait(self.chrome, 20).until(lambda chrome: address in chrome.current_url)

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the keyboard is."""
        for key in keys:
            ActionChains(self.chrome).send_keys(key).perform()

    def ask(self, script: str, *arguments: object) -> Any:
        """What a script returns on the page."""
        return self.chrome.execute_script(script, *arguments)

    def overflow(self) -> int:
        """By how many pixels the page is wider than its screen, once its layout has settled."""
        for _ in range(20):
            over = int(self.ask("return document.documentElement.scrollWidth - innerWidth"))
            if over <= 0:
                break
            sleep(0.1)
        return over

    def requests(self) -> set[str]:
        """Every address that was asked for since the last call."""
        events = [
            json.loads(entry["message"])["message"] for entry in self.chrome.get_log("performance")
        ]
        return {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }

    def errors(self) -> list[str]:
        """Every error that a page reported since the last call."""
        entries = self.chrome.get_log("browser")
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def printed(self, paper: tuple[float, float] = A4) -> pypdfium2.PdfDocument:
        """The page as it comes out of a printer."""
        options = {"paperWidth": paper[0], "paperHeight": paper[1], "printBackground": False}
        return pypdfium2.PdfDocument(
            base64.b64decode(self.chrome.execute_cdp_cmd("Page.printToPDF", options)["data"])
        )


@pytest.fixture
def browser(chromium: Chrome) -> Iterator[Browser]:
    """A browser at a desk, in light colours, that remembers nothing of the test before."""
    window = Browser(chromium)
    window.look()
    chromium.set_script_timeout(120)
    window.requests()
    yield window
    window.forget()


REPORT = """
addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI, sourceFile}) =>
  console.error('policy:', effectiveDirective, blockedURI, sourceFile))
"""
"""Puts what the policy refused among the page's errors, where it outlives the page."""
PAINTED = """
const painted = () => (window.painted ??= document.body.dataset.mdColorScheme)
new PerformanceObserver(list => list.getEntries().forEach(painted))
  .observe({type: 'paint', buffered: true})
"""
"""Remembers in which colours a page was painted first."""


@pytest.fixture
def watched(browser: Browser) -> Iterator[Browser]:
    """A browser that reports what a policy refuses."""
    command = browser.chrome.execute_cdp_cmd
    source = {"source": REPORT + PAINTED}
    added = command("Page.addScriptToEvaluateOnNewDocument", source)
    browser.errors()
    yield browser
    command("Page.removeScriptToEvaluateOnNewDocument", added)
