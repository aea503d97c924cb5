"""MkDocs plugin over load, check, outputs and audit, for `mkdocs build` and `mkdocs serve`."""

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment

from evidence_guide.diagnostic import GuideError
from evidence_guide.files.output import Download, Output, reason
from evidence_guide.files.output_folder import FolderKind, swap_in
from evidence_guide.files.scratch import Scratch, begin
from evidence_guide.guide import Guide
from evidence_guide.rules import report
from evidence_guide.site import (
    OFFLINE_SEARCH,
    STYLESHEET,
    Addresses,
    asset,
    empty_inline,
    frame,
    outputs,
    secure,
)
from evidence_guide.site.audit import audit
from evidence_guide.site.contributors import contributors_pages
from evidence_guide.site.dressing import dress, link_pictures, local_script
from evidence_guide.site.engine import (
    BasePlugin,
    CombinedEvent,
    Config,
    File,
    Files,
    Headings,
    LiveReloadServer,
    Made,
    MkDocsConfig,
    Navigation,
    Page,
    PluginError,
    TemplateContext,
    collect_rarely,
    event_priority,
    options,
    read_alone,
    read_by_us,
)
from evidence_guide.site.inline import Inline
from evidence_guide.site.markdown_extension import Citations
from evidence_guide.site.preview import Preview, with_banners
from evidence_guide.site.programs import Programs
from evidence_guide.site.search import rewrite_index
from evidence_guide.site.second_site import Build, SecondSite
from evidence_guide.site.stopping import (
    check_place,
    refuse_unsafe_html,
    sound_guide,
    stop_if_wrong,
)
from evidence_guide.site.translated import menus
from evidence_guide.site.translated_menus import Navigations, listed_pages, translated_navs
from evidence_guide.site.trimming import trim
from evidence_guide.text import characters
from evidence_guide.view.site import Site

log = logging.getLogger("mkdocs.plugins.evidence_guide")


class GuideConfig(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin."""

    folder = options.Type(str, default=".")
    """The guide's folder, which holds `evidence/`, relative to `mkdocs.yml`."""


class GuidePlugin(BasePlugin[GuideConfig]):  # type: ignore[no-untyped-call]
    """Loads and checks the evidence, hands its pages to MkDocs, and audits the built site.

    Only then does the new site replace the last one.
    """

    guide: Guide
    site: str
    serving = False
    given: Guide | None = None
    """A guide without errors that need not be read again."""
    downloads: Sequence[Download] = ()
    """The files that the Downloads page offers."""
    cards: dict[str, tuple[str, bytes]]
    """By page, the address and the bytes of the picture that social media show for it."""
    lent: frozenset[str] = frozenset()
    """Pages of a preview with the title of an earlier build."""
    second: SecondSite | None = None
    """The site for a folder, where it is made too."""
    build: Build
    """What MkDocs has made so far."""
    programs: Programs
    """What its pages publish for programs."""
    preview: Preview | None = None
    inline: Inline
    """The inline code of the pages of this build, or of this preview."""
    work: Scratch | None = None
    """The folder in which the site is built before it replaces the last one."""
    navs: Navigations
    """The menus of translated pages, by language."""
    headings: Headings
    """Reads the pages of this build that are headings and finished HTML."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remembers whether pages are only previewed.

        Without this hook MkDocs would make a new plugin for each preview.
        """
        collect_rarely()
        self.serving = command == "serve"
        self.lent = frozenset()  # MkDocs keeps one plugin for all builds of a process
        self.inline = empty_inline()

    @event_priority(-100)  # after Material's own offline plugin has asked for its script
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the evidence before anything is written.

        An error stops the build, and the last site stays.
        """
        if not self.serving:
            check_place(config, Path(config.site_dir), self.folder(config))
        self.headings = Headings()
        self.guide = self._read(config)
        config.markdown_extensions.append(Citations(lambda: self.guide))  # type: ignore[arg-type]
        if STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, STYLESHEET)  # a guide's own come after it
        dress(config.theme)
        read_by_us(config)
        self.cards = {} if self.serving else link_pictures(self.guide)
        shown = {page: uri for page, (uri, _) in self.cards.items()}
        config.extra["evidence_guide"] = frame(self.guide, addresses(config)) | {"cards": shown}
        config.extra["polyfills"] = [*map(local_script, config.extra.get("polyfills", ()))]
        config.theme["language"] = self.guide.file.language
        return config

    def _read(self, config: MkDocsConfig) -> Guide:
        """The guide that this build shows."""
        if self.given:
            return self.given
        return self._shown(config) if self.serving else sound_guide(self.folder(config))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Redirects the build to a temporary folder next to the site."""
        self.site = config.site_dir
        site = Path(self.site)
        site.parent.mkdir(parents=True, exist_ok=True)
        if not self.serving:
            self.inline = empty_inline()
            self.work = begin(site.parent, site.name)
            config.site_dir = str(self.work.folder / "new")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds every page made from the evidence, and the files to take along.

        The edit button of a page opens the YAML that it was made from.
        """
        self.programs = Programs()
        for output, new in self._made(config):
            self.programs.add(output)
            file = cast("Made", Made.generated(config, output.uri, content=output.content))
            file.new = new
            file.edit_uri = os.path.relpath(output.origin, "docs") if output.origin else None
            files.append(file)
        for uri, content in self._beside(config):
            files.append(File.generated(config, uri, content=content))
        config.extra["evidence_guide"] |= self.programs.frame(twins=not self.serving)
        config.extra["evidence_guide"] |= contributors_pages(files.documentation_pages())
        return files

    def _made(self, config: MkDocsConfig) -> Iterator[tuple[Output, bool]]:
        """Every output, and whether it differs from the last build."""
        where = addresses(config)
        if self.serving:
            preview = self.previewed(config)
            made = outputs(self.guide, where, self.downloads, preview.kept())
            yield from preview.renewed(made)
            return
        for output in outputs(self.guide, where, self.downloads):
            yield output, True

    def _beside(self, config: MkDocsConfig) -> Iterator[tuple[str, str | bytes]]:
        """The address and the content of each file that is no page."""
        yield from self.cards.values()
        for download in self.downloads:
            yield f"downloads/{download.name}", download.content
        if OFFLINE_SEARCH in config.extra["polyfills"]:
            yield OFFLINE_SEARCH, asset(OFFLINE_SEARCH).content

    def folder(self, config: MkDocsConfig) -> Path:
        """The guide's folder."""
        return Path(config.config_file_path).parent / self.config.folder

    def previewed(self, config: MkDocsConfig) -> Preview:
        """The state of the preview, the same from build to build."""
        self.preview = self.preview or Preview(self.folder(config))
        return self.preview

    def _shown(self, config: MkDocsConfig) -> Guide:
        """The guide that a preview shows: its last state that could be shown."""
        preview = self.previewed(config)
        if not preview.looked:
            preview.look()
        preview.looked = False
        if preview.guide is None:
            summary = report.summary_line(preview.found)
            raise PluginError(
                f"the evidence is not sound: {summary}; `evidence-guide serve` shows what is wrong"
            )
        return preview.guide

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Makes the menus of translations.

        In a preview, gives pages that are not rendered again their titles for the menus.
        """
        self.build = Build(config, files, nav)
        if self.serving:
            preview = self.previewed(config)
            preview.turn({file.dest_uri: file.src_uri for file in files})
            self._lend_titles(nav, preview)
        self.navs = translated_navs(nav, files, menus(self.guide))
        config.extra["evidence_guide"] |= {"listed": listed_pages(nav, *self.navs.values())}
        return nav

    def _lend_titles(self, nav: Navigation, preview: Preview) -> None:
        """Gives pages their titles of an earlier build."""
        known = [page for page in nav.pages if page.file.src_uri in preview.named]
        untitled = (page.file.src_uri for page in known if "title" not in vars(page))
        self.lent = frozenset(untitled)
        for page in known:
            page.title, page.meta = preview.named[page.file.src_uri]

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Makes MkDocs look for the title again of a page that is rendered again."""
        if page.file.src_uri in self.lent:
            del page.title
        return page

    @event_priority(-100)  # when other plugins have changed what they change
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Keeps back the finished HTML of a page that is made from evidence."""
        read_alone(page)
        if not isinstance(page.file, Made):
            return markdown
        text = page.file.unfinished(markdown)
        if page.file.parts.finished:
            self.headings.will_read(page)
        return text

    @event_priority(100)  # before other plugins look at the page
    def _weave(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Puts back the finished HTML of a page that is made from evidence."""
        return page.file.whole(page, html) if isinstance(page.file, Made) else html

    @event_priority(-100)  # when other plugins have changed what they change
    def _refuse(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Refuses a hand-written page to which an extension or a plugin added unsafe HTML."""
        if page.file.generated_by is None:
            refuse_unsafe_html(html, characters.line(page.file.src_uri))
        return html

    on_page_content = CombinedEvent(_weave, _refuse)

    @event_priority(-100)  # when other plugins have added what they add
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """In a preview, the first environment again, so that templates are compiled once."""
        self.build.env = env
        if not self.serving:
            return env
        preview = self.previewed(config)
        preview.environment = preview.environment or env
        preview.environment.filters |= env.filters
        preview.environment.globals |= env.globals
        return preview.environment

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Remembers for a preview that a page was rendered."""
        if self.serving:
            self.previewed(config).rendered[page.file.dest_uri] = page.url
            self.previewed(config).named[page.file.src_uri] = (page.title, page.meta)
        return output

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives each page its canonical address, and a translated page its menu.

        The address of a retired page is its replacement's.
        """
        context["nav"] = self.navs.get(str(page.meta.get("language")), nav)
        if config.site_url and page.canonical_url:
            page.canonical_url = urljoin(config.site_url, str(page.meta.get("moved") or page.url))
        return context

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Builds again when the evidence changes, and shows complaints on top of each page."""
        server.watch(str(self.folder(config) / "evidence"), builder)
        server.set_app(with_banners(server.get_app(), self.previewed(config), server.mount_path))
        return server

    # when the search has written its index, before the offline plugin makes a script of it
    @event_priority(-50)
    def _index(self, *, config: MkDocsConfig) -> None:
        """Makes the search index ours."""
        if self.second:
            self.second.prepare(self.build, self._of_web(config))
        kept = self.previewed(config).searched if self.serving else None
        hidden = config.extra["evidence_guide"]["hidden"]
        rewrite_index(Path(config.site_dir), self.guide, hidden, kept)
        if not self.serving:
            self.programs.write(self.guide, Path(config.site_dir))

    @event_priority(-900)  # after every other plugin has written its pages, before the audit
    def _secure(self, *, config: MkDocsConfig) -> None:
        """Gives every page the policy, and moves inline scripts and styles into files."""
        written = self.previewed(config).rendered if self.serving else None
        secure(self.inline, Path(config.site_dir), written, urlsplit(config.site_url or "/").path)

    def _of_web(self, config: MkDocsConfig) -> Site:
        """The site for servers."""
        return Site(self.guide, addresses(config), tuple(self.downloads))

    @event_priority(-950)
    def _second(self, *, config: MkDocsConfig) -> None:
        """Makes the site for a folder of finished pages, audits it, and offers it for download."""
        if self.second:
            self.second.make(self.build, self.guide, self.inline)
            offered = self.second.offer(self.build, self._of_web(config), self.inline)
            self.downloads = offered.downloads
            stop_if_wrong(self.second.audit(self.build, self.guide), strict=config.strict)

    @event_priority(-1000)  # when every other plugin has written what it writes
    def _audit(self, *, config: MkDocsConfig) -> None:
        """Audits the built site; an uncited sentence, and in a strict build a warning, stops it.

        A preview shows the complaints instead.
        """
        if self.serving:
            self.previewed(config).audit(Path(config.site_dir))
            return
        result = audit(Path(config.site_dir), self.guide, self.downloads)
        stop_if_wrong(result, strict=config.strict)
        self._replace(config)
        log.info("Audit: %s", result)

    on_post_build = CombinedEvent(_index, _secure, _second, _audit)

    def _replace(self, config: MkDocsConfig) -> None:
        """Puts each finished site in the place of the last."""
        trim(Path(config.site_dir))
        try:
            if self.second:
                self.second.replace_last()
            swap_in(Path(config.site_dir), Path(self.site), FolderKind.SITE)
        except GuideError as error:
            raise PluginError(str(error)) from None
        config.site_dir = self.site

    def on_build_error(self, *, error: Exception) -> None:
        """Removes the half-built site; a site that cannot be written ends with one sentence."""
        self._give_up()
        if isinstance(error, OSError) and not self.serving:
            raise PluginError(
                f"the site cannot be written ({reason(error)}); the last good site was kept"
            ) from error

    def on_shutdown(self) -> None:
        """Removes the half-built site of a build that was stopped."""
        self._give_up()

    def _give_up(self) -> None:
        if self.work:
            self.work.remove()
            self.work = None


def addresses(config: MkDocsConfig) -> Addresses:
    """How links within the site are written."""
    return Addresses.FOLDERS if config.use_directory_urls else Addresses.FILES


def plugin_of(config: MkDocsConfig) -> GuidePlugin:
    """Our plugin in a configuration; it must be there."""
    for plugin in config.plugins.values():
        if isinstance(plugin, GuidePlugin):
            return plugin
    raise GuideError(f"{config.config_file_path} does not name the plugin `evidence-guide`")
