"""Packets of claims: the same bytes at each build, and not a byte may change unseen."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import TEA, TODAY, call

from evidence_guide import Guide, load, outputs
from evidence_guide.intake.packet_check import check_packet
from evidence_guide.view.packets import closed, packet_sums, packets
from evidence_guide.view.pages.packets import packet_links

Changed = Callable[[str, str, str], Guide]
SLEEP = "evidence/claims/sleep.yml"


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return packets(load(TEA, TODAY))


def complaints(text: str | bytes) -> tuple[str, ...]:
    """What is wrong with a packet by itself."""
    data = text.encode() if isinstance(text, str) else text
    return check_packet(data, "sleep-faster.json", None, None).complaints


def forged(text: str, old: str, new: str) -> str:
    """A packet with other words and with digests that fit them."""
    assert old in text
    changed = text.replace(old, new)
    parts = re.sub(
        r'^\{(.*),"sha256":"[0-9a-f]{64}"\}',
        lambda part: f'{{{part[1]},"sha256":"{sha256(part[1].encode()).hexdigest()}"}}',
        changed,
        flags=re.MULTILINE,
    )
    return closed(parts.removeprefix("{\n").rpartition('"sha256":')[0])


def test_every_packet_is_confirmed_without_its_guide(known: dict[str, str]) -> None:
    assert known
    assert [id for id, text in known.items() if complaints(text)] == []


def test_a_packet_is_json_with_all_that_a_claim_rests_on(known: dict[str, str]) -> None:
    packet = json.loads(known["sleep-faster"])
    found = [one["finding"]["id"] for one in packet["findings"]]
    assert found == ["doe2020-sleep", "roe2021-sleep", "poe2019-sleep"]
    assert [one["record"]["key"] for one in packet["sources"]] == ["doe2020", "roe2021", "poe2019"]
    assert packet["certainty"] == "low"
    assert packet["claim"]["certainty"]["down"] == {
        "imprecision": "Two small trials.",
        "inconsistency": "The trials point in opposite ways.",
    }
    assert packet["findings"][0]["receipt"]["proof"] == "proved"
    assert packet["address"] == "https://example.org/tea/claims/sleep-faster/"


def test_every_single_byte_counts(known: dict[str, str]) -> None:
    data = known["sleep-cup"].encode()
    for position, byte in enumerate(data):
        changed = bytearray(data)
        changed[position] = byte ^ 0x20
        assert complaints(bytes(changed)), position


@settings(max_examples=60)
@given(data=st.data())
def test_no_change_of_bytes_goes_unseen(known: dict[str, str], data: st.DataObject) -> None:
    packet = known["sleep-faster"].encode()
    start = data.draw(st.integers(0, len(packet)))
    end = data.draw(st.integers(start, min(len(packet), start + 9)))
    changed = packet[:start] + data.draw(st.binary(max_size=9)) + packet[end:]
    assert bool(complaints(changed)) is (changed != packet)


def test_a_change_is_placed(known: dict[str, str]) -> None:
    changed = known["sleep-faster"].replace("12 minutes sooner", "21 minutes sooner")
    assert complaints(changed) == (
        "it was changed after it was written: its digest does not fit",
        "changed: `doe2020-sleep`",
    )


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("time to sleep by 12 minutes", "time to sleep by 13 minutes", "no finding prints `13 mi"),
        ('"certainty":"low"', '"certainty":"high"', "lead to the certainty `low`, not `high`"),
        ('{"id":"doe2020-sleep"', '{"id":"doe2020-slept"', "finding `doe2020-sleep` is missing"),
        ('"key":"doe2020"', '"key":"doe2021"', "the source `doe2020` is missing"),
        ("Participants given", "People given", "`doe2020-sleep` is about other words"),
        ('"proof":"proved","finding"', '"proof":"proved","detail":"x","finding"', "was changed"),
        ('"proof":"proved"', '"proof":"certain"', "this is no packet"),
        ('"units":[]', '"units":["=","x"]', "its parts cannot be compared"),
        ("evidence-guide-packet-1", "evidence-guide-packet-9", "this is no packet"),
    ],
)
def test_a_forged_packet_must_still_fit_together(
    known: dict[str, str], old: str, new: str, complaint: str
) -> None:
    found = complaints(forged(known["sleep-faster"], old, new))
    assert any(complaint in one for one in found), found
    assert not any("digest" in one for one in found)


def test_only_the_published_list_shows_a_good_forgery(known: dict[str, str]) -> None:
    guide = load(TEA, TODAY)
    sums = packet_sums(guide).encode()
    forgery = forged(known["sleep-faster"], "Two small trials.", "Two tiny trials.").encode()
    assert complaints(forgery) == ()
    report = check_packet(forgery, "sleep-faster.json", sums, guide)
    assert report.complaints == (
        "the list of digests has another `sleep-faster.json`",
        "the guide now has another packet of this claim, which differs in `claim`",
    )
    whole = check_packet(known["sleep-faster"].encode(), "x.json", sums, guide)
    assert whole.complaints == ()
    assert whole.compared == ("the list of digests", "the guide's folder")


def test_a_packet_that_its_guide_no_longer_has_says_so(known: dict[str, str]) -> None:
    guide = load(TEA, TODAY)
    other = forged(known["sleep-cup"], '{"id":"sleep-cup"', '{"id":"sleep-mug"').encode()
    found = check_packet(other, "sleep-mug.json", b"", guide).complaints
    assert found == (
        "the list of digests does not have it",
        "the guide has no claim `sleep-mug`",
    )


def test_packets_and_their_list_are_the_same_at_each_build(known: dict[str, str]) -> None:
    made = {output.uri: output.content for output in outputs(load(TEA, TODAY))}
    assert {id: made[packet_links(id).uri] for id in known} == known
    for row in made[packet_links("").sums].splitlines():
        digest, name = row.split("  ")
        assert sha256(made[f"packets/{name}"].encode()).hexdigest() == digest


def test_a_packet_changes_with_anything_behind_its_claim(
    known: dict[str, str], changed: Changed
) -> None:
    finding = changed("evidence/findings/doe2020.yml", "12 minutes sooner", "12 min sooner")
    found = packets(finding)
    assert sorted(id for id in known if known[id] != found[id]) == ["sleep-faster", "sleep-gap"]


def test_the_command_says_what_a_digest_alone_shows(known: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "sleep-faster.json"
    file.write_text(known["sleep-faster"], "utf-8")
    code, printed, _ = call("verify-packet", str(file), folder=tmp_path)
    assert (code, printed.replace(str(file), file.name)) == (
        0,
        """\
sleep-faster.json: not a byte was changed
    sleep-faster: Tea may help you fall asleep.
    Tea and sleep, version 1.0.0 of 2026-01-10, low certainty
    3 findings, 3 of them found in their sources' own texts
    this shows that it was not changed since it was written, not who wrote it: \
compare it with --sums or --guide
""",
    )
    code, printed, _ = call("verify-packet", str(file), "--guide", str(TEA), folder=tmp_path)
    assert code == 0
    assert printed.endswith("    the same as in the guide's folder\n")


def test_the_command_prints_json_and_fails_where_something_is_wrong(
    known: dict[str, str], tmp_path: Path
) -> None:
    file, sums = tmp_path / "packet.json", tmp_path / "packets.sha256"
    file.write_text(known["sleep-cup"][:-1], "utf-8")
    sums.write_text("", "utf-8")
    words = ("verify-packet", str(file), "--sums", str(sums), "--format", "json")
    code, printed, _ = call(*words, folder=tmp_path)
    found = json.loads(printed)
    assert (code, found["confirmed"], found["claim"]) == (1, False, "sleep-cup")
    assert found["complaints"] == [
        "it does not end with its digest",
        "the list of digests does not have it",
    ]
    code, _, printed = call("verify-packet", str(tmp_path / "none.json"), folder=tmp_path)
    assert code == 2
    assert "none.json" in printed
