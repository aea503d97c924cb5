"""The command `serve`."""

from pathlib import Path

import click

_ADDRESS = click.Option(
    ["--address"], default="127.0.0.1:8000", show_default=True, help="Where to serve the preview."
)


@click.command("serve", params=[_ADDRESS])
@click.pass_obj
def serve_command(folder: Path, address: str) -> None:
    """Preview the site; it follows every change and shows the diagnostics of each page on it."""
    from evidence_guide.site import previewer  # noqa: PLC0415 (only this command waits for MkDocs)

    previewer.serve(folder.resolve(), address)
