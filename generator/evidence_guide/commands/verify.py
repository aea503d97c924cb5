"""The command `verify`."""

from pathlib import Path
from typing import Any

import click

from evidence_guide.commands.options import PATH, fail_if
from evidence_guide.commands.progress import with_progress
from evidence_guide.diff.confirming import (
    Confirmation,
    Confirmed,
    confirm_receipts,
    confirmation_lines,
)
from evidence_guide.diff.receipt_history import receipt_history
from evidence_guide.guide import Guide
from evidence_guide.guide.loader import load
from evidence_guide.guide.lock import OPEN, Proof, Receipt
from evidence_guide.proof.lookup import LookupOptions
from evidence_guide.proof.receipts import merge_receipts, record_receipts, sources_to_verify
from evidence_guide.proof.refusals import DAYS
from evidence_guide.proof.results_table import results_table
from evidence_guide.proof.shards import Shard, read_shard
from evidence_guide.proof.summary import limits_summary, receipts_summary
from evidence_guide.text.terminal import say


def _shard(_: click.Context, __: click.Parameter, value: str) -> Shard:
    """The shard that is written; a usage error if it is none."""
    try:
        return read_shard(value)
    except ValueError:
        message = f"`{value}` is not a part of a whole such as 2/4"
        raise click.BadParameter(message) from None


_CLEAN = {Proof.PROVED, *OPEN}
_PARAMETERS: list[click.Parameter] = [
    click.Argument(["ids"], nargs=-1),
    click.Option(
        ["--texts"],
        type=PATH,
        help="A folder of local texts named by source key: KEY.pdf, KEY.html, KEY.xml or KEY.txt.",
    ),
    click.Option(["--cache"], type=PATH, help="Folder for fetched texts, outside the repository."),
    click.Option(["--offline"], is_flag=True, help="Use only --texts and the cache."),
    click.Option(
        ["--ask-again"],
        is_flag=True,
        help=f"Ask services again that had no text in the last {DAYS} days.",
    ),
    click.Option(["--contact"], default="", help="Your e-mail address, for the services."),
    click.Option(
        ["--shard"],
        callback=_shard,
        default="1/1",
        metavar="K/N",
        help="Only one of several parts of the sources, such as 2/4, for several machines.",
    ),
    click.Option(
        ["--merge"],
        type=PATH,
        help="Look nothing up; join the evidence.lock files that shards wrote below this folder.",
    ),
    click.Option(
        ["--confirm"],
        metavar="COMMIT",
        help="Prove receipts that differ from those of a commit again, from an empty cache; write"
        " nothing.",
    ),
    click.Option(
        ["--history"],
        metavar="ID",
        help="Print the chain of a finding's receipts from the commits that wrote them.",
    ),
    click.Option(["--table"], is_flag=True, help="Print a table in Markdown."),
]


@click.command("verify", params=_PARAMETERS)
@click.pass_obj
def verify_command(
    folder: Path,
    /,
    ids: tuple[str, ...],
    merge: Path | None,
    confirm: str | None,
    history: str | None,
    table: bool,
    **given: Any,
) -> None:
    """Search each finding in its source's own text; record the result in evidence.lock."""
    guide = load(folder)
    options = LookupOptions(**given)
    if history:
        say(receipt_history(guide, history))
    elif confirm:
        _confirm(guide, confirm, options)
    else:
        _record(guide, frozenset(ids), merge, options, table=table)


def _confirm(guide: Guide, commit: str, options: LookupOptions) -> None:
    """Prints which receipts are confirmed; fails if one is contradicted."""
    confirmed: list[Confirmed] = list(confirm_receipts(guide, commit, options))
    say(confirmation_lines(confirmed))
    fail_if(any(one.confirmation is Confirmation.CONTRADICTED for one in confirmed))


def _record(
    guide: Guide, ids: frozenset[str], merge: Path | None, options: LookupOptions, *, table: bool
) -> None:
    """Looks findings up or joins what shards found, and prints the receipts."""
    receipts = merge_receipts(guide, merge) if merge else _receipts(guide, ids, options)
    limits = limits_summary(guide, receipts)
    if limits:
        say(limits)
    say(results_table(guide, receipts) if table else receipts_summary(receipts))
    proofs = {receipt.proof for receipt in receipts.values()}
    fail_if(proofs - _CLEAN)


def _receipts(guide: Guide, ids: frozenset[str], options: LookupOptions) -> dict[str, Receipt]:
    """The receipts of all findings that are looked for, by their ids."""
    steps = record_receipts(guide, ids, options)
    total = len(sources_to_verify(guide, ids, options.shard))
    receipts: dict[str, Receipt] = {}
    for found in with_progress(steps, "Looking for passages", total):
        receipts.update(found)
    return receipts
