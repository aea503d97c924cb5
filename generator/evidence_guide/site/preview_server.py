"""The server of the preview: the last good pages with complaints on top.

Browsers read their page again after each change.
"""

from evidence_guide.site.engine import LiveServer
from evidence_guide.site.preview import Preview, with_banners


class PreviewServer(LiveServer):
    """Serves the pages of a preview."""

    def __init__(self, host: str, port: int, preview: Preview) -> None:
        super().__init__(host, port)
        self.preview = preview
        self.mount("/")

    def is_ready(self) -> bool:
        """Whether the preview has been built once."""
        return self.preview.site is not None

    def mount(self, path: str) -> None:
        """Serves the pages below a path from now on."""
        self.mount_path = f"/{path.strip('/')}/".replace("//", "/")
        self.set_app(with_banners(self.serve_request, self.preview, self.mount_path))
