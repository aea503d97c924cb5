"""The command `serve`."""

from pathlib import Path

import click

from evidence_guide.commands.options import sentence


@click.command("serve")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, help="Where to serve the preview."
)
@click.pass_obj
@sentence
def serve_command(folder: Path, address: str) -> None:
    """Preview the site; it follows every change, and shows on each page what is wrong with it."""
    from evidence_guide.site import previewer  # noqa: PLC0415 (loads MkDocs, which no other command should wait for)

    previewer.serve(folder.resolve(), address)
