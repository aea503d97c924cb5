"""MkDocs plugin: a shell over load, check, outputs and audit, so that plain `mkdocs build` and `mkdocs serve` work."""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from evidence_guide import report
from evidence_guide.audit import audit
from evidence_guide.diagnostic import GuideError, Severity
from evidence_guide.guide import Guide, load
from evidence_guide.markdown import Citations
from evidence_guide.render import STYLESHEET, Addresses, outputs
from evidence_guide.rules import check

log = logging.getLogger("mkdocs.plugins.evidence_guide")


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin."""

    folder = options.Type(str, default=".")
    """The guide's folder, which holds `evidence/`, relative to `mkdocs.yml`."""


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Loads and checks the evidence, hands its pages to MkDocs, and audits the built site before it replaces the last one."""

    guide: Guide
    site: str
    serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 (MkDocs' own signature)
        """Remembers whether pages are only previewed; without this hook MkDocs would make a new plugin for each preview."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the evidence before anything is written; an error stops the build and the last site stays."""
        folder = Path(config.config_file_path).parent / self.config.folder
        try:
            self.guide = load(folder)
        except GuideError as error:
            raise PluginError(str(error)) from None
        found = check(self.guide)
        for diagnostic in found:
            log.log(logging.ERROR if diagnostic.severity is Severity.ERROR else logging.INFO, "%s", diagnostic)
        if any(d.severity is Severity.ERROR for d in found):
            raise PluginError(f"the evidence is not sound: {report.summary(found)}; nothing was written")
        config.markdown_extensions.append(Citations(lambda: self.guide))  # type: ignore[arg-type]
        if STYLESHEET not in config.extra_css:
            config.extra_css.append(STYLESHEET)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Turns the build to a folder beside the site, which takes the site's place once the audit is passed."""
        self.site = config.site_dir
        parent = Path(self.site).parent
        parent.mkdir(parents=True, exist_ok=True)
        if not self.serving:
            config.site_dir = tempfile.mkdtemp(prefix=".site-", dir=parent)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds every page made from the evidence; its edit button opens the YAML."""
        addresses = Addresses.FOLDERS if config.use_directory_urls else Addresses.FILES
        for output in outputs(self.guide, addresses):
            file = File.generated(config, output.uri, content=output.content)
            file.edit_uri = os.path.relpath(output.origin, "docs") if output.origin else None
            files.append(file)
        return files

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Builds again when the evidence changes."""
        server.watch(str(Path(config.config_file_path).parent / self.config.folder / "evidence"), builder)
        return server

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Audits what was built; a sentence without its citation stops the build."""
        result = audit(Path(config.site_dir), self.guide)
        for diagnostic in result.diagnostics:
            log.error("%s", diagnostic)
        if result.diagnostics:
            raise PluginError(f"the audit of the built site failed: {result}; the last good site was kept")
        if not self.serving:
            shutil.rmtree(self.site, ignore_errors=True)
            os.chmod(config.site_dir, 0o755)  # noqa: PTH101, S103 (a site is for everybody to read)
            os.replace(config.site_dir, self.site)  # noqa: PTH105 (one move, no half-written site)
            config.site_dir = self.site
        log.info("Audit: %s", result)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 (MkDocs' own signature)
        """Removes what was half built."""
        site = Path(getattr(self, "site", ""))
        for folder in site.parent.glob(".site-*") if site.name and not self.serving else ():
            shutil.rmtree(folder, ignore_errors=True)
