"""Mutated guides: one to four of a small guide's files changed, from a gentle word to a device."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import yaml
from tests.fuzz import odd
from tests.fuzz.case import Entry
from tests.fuzz.workspace import base_files

BASES = ("tea", "tea", "tea", "honey", "starter")
Changed = dict[str, Entry | None]
_PLAIN = re.compile(r"'?PLAIN-SCALAR-(\d+)'?")
_PROSE = re.compile(
    r"^( *(?:- )?(?:title|about|caption|population|heard|asks|publisher|notice|because|made_by"
    r"|is_not|adapted): )(\S.*)$",
    re.MULTILINE,
)
_BIB = re.compile(r"(= \{)(.*)(\},?)$", re.MULTILINE)


def base(pick: Random) -> str:
    """The name of a small guide."""
    return pick.choice(BASES)


def mutated(name: str, pick: Random) -> Changed:
    """Some files of a guide, changed in any way."""
    changed: Changed = {}
    for _ in range(pick.choice((1, 1, 1, 2, 3, 4))):
        pick.choice(WAYS)(name, pick, changed)
    return changed


def gentle(name: str, pick: Random) -> Changed:
    """Some words of a guide replaced where nothing rests on them, so that its check may pass."""
    changed: Changed = {}
    for _ in range(pick.choice((1, 1, 2))):
        pick.choice((_prose, _prose, _bibliography, _page, _settings, _scalar))(name, pick, changed)
    return changed


def _texts(name: str, ending: str = ".yml") -> list[str]:
    files = base_files(name)
    return [path for path in files if path.endswith(ending) and "/evidence/" in path]


def _now(name: str, path: str, changed: Changed) -> bytes:
    entry = changed.get(path, base_files(name).get(path, b""))
    return entry if isinstance(entry, bytes) else b""


def _prose(name: str, pick: Random, changed: Changed) -> None:
    """One odd word in a field of prose."""
    path = pick.choice(_texts(name))
    text = _now(name, path, changed).decode("utf-8", "replace")
    found = list(_PROSE.finditer(text))
    if found:
        at = pick.choice(found)
        value = yaml.safe_dump(
            odd.worded(at[2], pick), width=10**9, allow_unicode=pick.random() < 0.5
        )
        quoted = value.removesuffix("\n").removesuffix("\n...")
        changed[path] = (text[: at.start(2)] + quoted + text[at.end(2) :]).encode(
            "utf-8", "replace"
        )


def _bibliography(name: str, pick: Random, changed: Changed) -> None:
    """One odd word in a field of BibTeX."""
    path = "guide/evidence/sources.bib"
    text = _now(name, path, changed).decode("utf-8", "replace")
    found = list(_BIB.finditer(text))
    if found:
        at = pick.choice(found)
        value = pick.choice((odd.worded(at[2], pick), pick.choice(LATEX), pick.choice(odd.SCALARS)))
        changed[path] = (text[: at.start(2)] + value + text[at.end(2) :]).encode("utf-8", "replace")


LATEX = (
    r"\href{x}{y}", r"\url{javascript:fuzzed()}", r"{\'e}", r"\input{/etc/passwd}", r"\emph{a}",
    r"\"o", r"$\alpha_{1}$", r"{{A}}",
    r"\textbf{\emph{\textit{x}}}", r"\ss", r"\LaTeX", "in press", "n.d.", "c. 1990", "1990--1995",
    "and and and", "Smith J, Jones K",
    "others", "{others}", "A and others", r"\noopsort{x}", r"\%", r"\&", "100%", "#", "~", r"\~{}",
    r"\unknown{x}", r"\begin{x}", "{", "}", "{}",
)  # fmt: skip


NEW_PAGES = ("more", "index", "glossary", "a b", "é", "claims/index", "sub/page", "x.y")


def _page(name: str, pick: Random, changed: Changed) -> None:
    """Odd Markdown on a page of docs."""
    pages = [path for path in base_files(name) if path.startswith("guide/docs/")]
    new = f"guide/docs/{pick.choice(NEW_PAGES)}.md"
    path = pick.choice([*pages, new])
    text = (
        _now(name, path, changed).decode("utf-8", "replace")
        or "# Page\n\n<!-- guide: uncited x -->\n"
    )
    at = pick.choice([match.end() for match in re.finditer(r"\n\n|$", text)])
    piece = pick.choice((*MARKDOWN, odd.word(pick), odd.word(pick)))
    changed[path] = f"{text[:at]}{piece}\n\n{text[at:]}".encode("utf-8", "replace")


MARKDOWN = (
    "<script>fuzzed()</script>", "<iframe src=//evil.example></iframe>",
    "<div onclick=fuzzed()>x</div>", "<a href='javascript:fuzzed()'>x</a>",
    "<svg onload=fuzzed()>", "<object data=//evil.example>", "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><button>x</button></form>",
    "<style>@import '//evil.example'</style>",
    "![x](//evil.example/x.png)", "[x](JaVaScRiPt:fuzzed())", "[x](java&#09;script:fuzzed())",
    "<math><mtext></table><img src onerror=fuzzed()></math>",
    "[x](nowhere.md)", "[x](../../../etc/passwd)", "[x](/abs)", "[x](#nowhere)", "[@nothing]",
    "[@]", "[@sleep-faster; @x]", "x{: onclick=fuzzed() }",
    "```\n[@x]\n```", "    code", "<div markdown>\n*x*\n</div>", "---\ntitle: [\n---",
    "---\ntemplate: x.html\n---", "---\nhide: [x]\n---", "[TOC]",
    "{% include 'x' %}", "*[HTML]: x", "<details open ontoggle=fuzzed()>",
    "<video src=//evil.example autoplay>", "<noscript><img src=//evil.example></noscript>",
)  # fmt: skip


def _settings(name: str, pick: Random, changed: Changed) -> None:
    """An odd line in mkdocs.yml."""
    path = "guide/mkdocs.yml"
    text = _now(name, path, changed).decode("utf-8", "replace")
    changed[path] = f"{text.rstrip()}\n{pick.choice(SETTINGS)}\n".encode()


SETTINGS = (
    "site_dir: evidence", "site_dir: docs", "site_dir: .", "site_dir: ..", "site_dir: ../other",
    "site_dir: ''", "site_dir: [x]", "site_dir: ~", "docs_dir: evidence",
    "docs_dir: nowhere", "docs_dir: .", "docs_dir: ..", "site_url: javascript:fuzzed()",
    "site_url: https://[::1", "site_url: //evil.example", "site_url: x y",
    "repo_url: javascript:fuzzed()", "repo_url: https://evil.example",
    "edit_uri: javascript:fuzzed()", "copyright: <script>fuzzed()</script>",
    "extra_javascript: [https://evil.example/x.js]", "extra_css: [//evil.example/x.css]",
    "hooks: [x.py]", "INHERIT: ../x.yml", "nav: [x.md]", "nav: {}",
    "nav:\n  - x: [a.md, {b: c.md}]", "strict: maybe", "use_directory_urls: false",
    "extra:\n  social:\n    - {icon: x, link: javascript:fuzzed()}",
    "extra: {homepage: 'javascript:fuzzed()'}",
    "extra: {analytics: {provider: google, property: x}}", "theme: {name: mkdocs}",
    "theme: {name: x}", "theme: ~",
    "theme: {name: material, font: false, logo: //evil.example/x.png}",
    "theme: {name: material, font: false, custom_dir: ..}",
    "theme: {name: material, font: false, language: xx}", "theme: {name: material}",
    "plugins: []",
    "plugins: [evidence-guide, evidence-guide]", "plugins: [evidence-guide: {folder: ..}]",
    "plugins: [evidence-guide: {x: y}]", "markdown_extensions: [x]",
    "markdown_extensions: [pymdownx.snippets]",
    "markdown_extensions: [md_in_html, footnotes, abbr]",
    "markdown_extensions: !!python/object:os.system x", "validation: x",
    "site_name: ''", "site_name: [x]", "site_name: <script>fuzzed()</script>", "watch: [..]",
    "dev_addr: evil.example:1", "exclude_docs: '*'", "not_in_nav: '*'", "x: y", "[",
    "remote_branch: x", "draft_docs: '*'", "site_author: <script>fuzzed()</script>",
    "site_description: '\"><script>fuzzed()</script>'",
)  # fmt: skip


def _scalar(name: str, pick: Random, changed: Changed) -> None:
    """The value of one key replaced by an odd one, as text."""
    path = pick.choice(_texts(name))
    text = _now(name, path, changed).decode("utf-8", "replace")
    found = list(re.finditer(r"(?<=: )[^\s\[{#][^\n,\]}]*", text))
    if found:
        at = pick.choice(found)
        new = f"{text[: at.start()]}{pick.choice(odd.SCALARS)}{text[at.end() :]}"
        changed[path] = new.encode("utf-8", "replace")


def _tree(name: str, pick: Random, changed: Changed) -> None:
    """One part of a file's tree replaced, removed, doubled, moved or renamed."""
    path = pick.choice(_texts(name))
    try:
        tree = yaml.load(_now(name, path, changed), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError):
        return
    raw: list[str] = []
    for _ in range(pick.choice((1, 1, 2))):
        places = list(_places(tree))
        if not places:
            return
        _replant(*pick.choice(places), pick, raw)
    text = yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9)
    text = _PLAIN.sub(lambda match: raw[int(match[1])], text)
    changed[path] = text.encode("utf-8", "replace")


class _Dumper(yaml.SafeDumper):
    """Writes a part that stands at two places twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (PyYAML's own signature)
        """Always."""
        return True


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with every key or index in it."""
    keys = (
        list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    )
    for key in keys:
        yield tree, key
        yield from _places(tree[key])


def _replant(holder: Any, key: Any, pick: Random, raw: list[str]) -> None:
    """Does one thing to one part of a tree."""
    value = holder[key]
    match pick.randrange(10):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [value] * pick.choice((0, 1, 2, 100))
        case 2:
            holder[key] = {pick.choice(("id", "says", "x", "1", "")): value}
        case 3 if isinstance(value, list) and value:
            holder[key] = pick.choice((value[:1], value[::-1], value * 2, value * 200, []))
        case 4 if isinstance(holder, dict):
            holder[pick.choice(("id", "says", "title", "x", str(key).upper(), f"{key} "))] = (
                holder.pop(key)
            )
        case 5 if isinstance(value, dict):
            holder[key] = dict(reversed(value.items()))
        case 6 if isinstance(value, str):
            holder[key] = odd.worded(value, pick)
        case 7 if isinstance(holder, list):
            holder.insert(key, value)
        case 8:
            holder[key] = odd.word(pick)
        case _:
            raw.append(pick.choice(odd.SCALARS))
            holder[key] = f"PLAIN-SCALAR-{len(raw) - 1}"


def _lines(name: str, pick: Random, changed: Changed) -> None:
    """Lines of any file of the evidence changed."""
    path = pick.choice([*_texts(name), *_texts(name, ".bib"), *_texts(name, ".lock")])
    text = _now(name, path, changed).decode("utf-8", "replace")
    changed[path] = odd.lines_changed(text, pick).encode("utf-8", "replace")


def _bytes(name: str, pick: Random, changed: Changed) -> None:
    """Bytes of any file of the guide changed."""
    files = base_files(name)
    path = pick.choice([path for path in files if "/schema/" not in path and "/." not in path])
    changed[path] = odd.bytes_changed(
        _now(name, path, changed), pick, pick.choice(list(files.values()))
    )


def _lock(name: str, pick: Random, changed: Changed) -> None:
    """The lock with one value replaced, or with something else in its place."""
    path = "guide/evidence/evidence.lock"
    text = _now(name, path, changed).decode("utf-8", "replace")
    found = list(re.finditer(r'"[^"\n]*"|\[|\]|\d+', text))
    if found and pick.random() < 0.8:
        at = pick.choice(found)
        value = pick.choice(
            (
                "null",
                "[]",
                "{}",
                "1",
                "true",
                '""',
                '"x"',
                "1e999",
                "[" * 2000,
                '"\\ud800"',
                '"../x"',
                "-1",
                "NaN",
                '"9999-99-99"',
            )
        )
        changed[path] = f"{text[: at.start()]}{value}{text[at.end() :]}".encode()
    else:
        changed[path] = pick.choice(
            (
                b"",
                b"[]",
                b"null",
                b"[" * 100_000,
                b"{" * 9,
                b'{"version": 2}',
                b'{"version": 1e400}',
                b"<<<<<<< HEAD\n",
                b"\0",
            )
        )


def _special(name: str, pick: Random, changed: Changed) -> None:
    """Something that is no regular file in the place of one, or beside one."""
    files = [
        path
        for path in base_files(name)
        if path.startswith(("guide/evidence", "guide/docs", "guide/mkdocs"))
    ]
    path = pick.choice(files)
    if pick.random() < 0.4:
        beside = pick.choice(("x.yml", "x.md", "loop.yml", "x.bib", "new"))
        path = f"{path.rpartition('/')[0]}/{beside}"
    changed[path] = pick.choice(odd.SPECIALS)


def _gone(name: str, pick: Random, changed: Changed) -> None:
    """A file taken away, or a whole folder."""
    files = list(base_files(name))
    path = pick.choice(files)
    folder = path.rpartition("/")[0] if pick.random() < 0.2 else path
    gone = [file for file in files if file == path or file.startswith(f"{folder}/")]
    changed.update(dict.fromkeys(gone))


def _named(name: str, pick: Random, changed: Changed) -> None:
    """A copy of a file under an odd name, in its own folder or another."""
    path = pick.choice(_texts(name))
    folder = pick.choice((path, pick.choice(_texts(name)), "guide/docs/x")).rpartition("/")[0]
    ending = pick.choice(odd.NAMES)
    changed[f"{folder}/{ending if pick.random() < 0.8 else ending.replace('.yml', '.md')}"] = _now(
        name, path, changed
    )


WAYS: tuple[Callable[[str, Random, Changed], None], ...] = (
    _tree, _tree, _tree, _tree, _scalar, _scalar, _prose, _lines, _lines, _bytes, _bytes,
    _bibliography, _bibliography, _page, _settings, _lock, _special, _gone, _named,
)  # fmt: skip
