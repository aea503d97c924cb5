"""The first real run of `prove.yml`, rehearsed: every source of this guide, every service played."""

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests.loopback import loopback
from tests.rehearsal import PATIENCE, Played, play_standings, rehearse
from tests.services import Internet

from evidence_guide.guide import Guide
from evidence_guide.guide.lock import Proof
from evidence_guide.proof.fetching import Clock
from evidence_guide.proof.lookup import LookupOptions
from evidence_guide.proof.results_table import results_table
from evidence_guide.proof.standing_entries import record_standings

NESTED = frozenset({"chandyo2023-design"})
"""Passages that begin like another of their source, which our texts print one after the other."""


@pytest.fixture(scope="module")
def played(real: Guide) -> Played:
    with loopback() as server:
        return rehearse(real, server)


def test_the_first_run_proves_what_is_there_and_nothing_else(real: Guide, played: Played) -> None:
    sys.stdout.write(f"{results_table(real, played.receipts)}\n")
    assert set(played.receipts) == set(real.findings)
    expected = {key for key, name in played.planted.items() if not name.startswith("proved")}
    sound = {
        id: receipt
        for id, receipt in played.receipts.items()
        if real.source_of[id] not in {*expected, *shared_addresses(real)}
    }
    unproved = {id for id, receipt in sound.items() if receipt.proof is not Proof.PROVED}
    assert unproved <= NESTED
    assert len(sound) > 600


def shared_addresses(guide: Guide) -> set[str]:
    """Sources at one address, where only the last can be played."""
    addresses = {key: entry.item.fields.get("url", "") for key, entry in guide.sources.items()}
    counts = Counter(filter(None, addresses.values()))
    return {key for key, address in addresses.items() if counts[address] > 1}


def test_every_failure_has_its_result_or_reason(real: Guide, played: Played) -> None:
    for key, name in played.planted.items():
        found = [played.receipts[finding.id] for finding in real.readings[key].item.findings]
        if name.startswith("proved"):
            assert {receipt.proof for receipt in found} == {Proof.PROVED}, name
        elif name in set(Proof):
            assert name in {receipt.proof for receipt in found}, name
        elif name != "withheld":
            assert {receipt.proof for receipt in found} == {Proof.NO_TEXT}, name
            assert all(receipt.detail.startswith(f"web page: {name}") for receipt in found), name


def test_a_source_that_no_service_has_names_the_answer_of_each(real: Guide, played: Played) -> None:
    (key,) = [key for key, name in played.planted.items() if name == "withheld"]
    detail = played.receipts[real.readings[key].item.findings[0].id].detail
    services = ("PMC ID converter", "PubMed", "Europe PMC search", "Unpaywall", "publisher")
    assert [part.partition(":")[0] for part in detail.split("; ")][-5:] == list(services)


def test_the_first_run_is_polite_and_ends_in_time(played: Played) -> None:
    assert PATIENCE in played.waits
    assert max(played.waits) <= 60
    assert sum(played.waits) < 10 * 60


def test_the_standing_of_every_source_is_looked_up(real: Guide, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    with loopback() as server:
        retracted, watch = play_standings(real, server)
        clock = Clock(lambda: 0, lambda _: None)
        options = LookupOptions(cache=tmp_path, transport=Internet(server), clock=clock)
        found = dict(record_standings(replace(real, folder=tmp_path), watch, options))
    assert set(found) == set(real.sources)
    assert {key for key, entry in found.items() if entry.state == "retracted"} == retracted
    assert {entry.state for entry in found.values()} <= {
        "ok",
        "unchecked",
        "retracted",
        "corrected",
        "superseded",
    }
