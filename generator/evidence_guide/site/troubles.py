"""Failures of the configuration, of hand-written pages and of the program as diagnostics."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from traceback import walk_tb
from typing import Any

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Severity

CONFIGURATION = "mkdocs.yml"
MOST_BYTES = 1_000_000
"""Size beyond which a configuration is not read."""
LONGEST = 500
"""Characters of a foreign message that are shown."""
_OURS = Path(__file__).parent
_PAGE = re.compile(r"page '([^'\n]+)'|[Dd]oc file '([^'\n]+)'|reading file: (\S+)")
_QUOTED = re.compile(r"'([^'\n]+)'")
_HINT = "the last good pages are shown until it is fixed"
_WARNED = "a strict build stops here"
_REPORT = "its traceback is in the terminal; please report it with the file that you edited"


def configuration(folder: Path) -> Path:
    """The configuration of a guide if it can be read. Raises GuideError."""
    path = folder / CONFIGURATION
    seen = _stat(path)
    if not stat.S_ISREG(seen.st_mode):
        raise GuideError(f"{CONFIGURATION} is not a regular file; write the configuration there")
    if seen.st_size > MOST_BYTES:
        raise GuideError(f"{CONFIGURATION} has {seen.st_size} bytes; {MOST_BYTES} are enough")
    return path


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        why = _lower(error.strerror or "unknown reason")
        raise GuideError(f"{CONFIGURATION} cannot be read ({why}); write or restore it") from None


def trouble(error: BaseException, folder: Path, logged: Sequence[str] = ()) -> Diagnostic:
    """The diagnostic for whatever stopped a build, from the error and what was logged before it."""
    cause = _cause(error)
    place = _place(cause, folder, logged)
    message = _message(cause, folder, logged)
    if is_internal(cause, folder):
        return Diagnostic(place, "internal-error", f"internal error: {message}", _REPORT)
    return Diagnostic(place, "site-can-be-built", message, _HINT)


def warnings(logged: Sequence[str], folder: Path) -> list[Diagnostic]:
    """The diagnostics for the warnings of a build."""
    return [_warning(text, folder) for text in dict.fromkeys(logged)]


def _warning(text: str, folder: Path) -> Diagnostic:
    message, place = _short(text, folder), _named(text, folder)
    return Diagnostic(place, "site-can-be-built", message, _WARNED, Severity.WARNING)


def is_internal(error: BaseException, folder: Path) -> bool:
    """Whether an error is a fault of this program, and not of what it was given."""
    if isinstance(error, GuideError | OSError | SystemExit) or _is_of_mkdocs(error):
        return False
    for name, _ in _frames(error):
        if _inside(name, folder) or "mkdocs" in Path(name).parts:
            return False
        if _inside(name, _OURS):
            return True
    return False


def _is_of_mkdocs(error: BaseException) -> bool:
    return type(error).__module__.startswith("mkdocs")


def _cause(error: BaseException) -> BaseException:
    """The error behind MkDocs' Abort, or the error itself."""
    behind = error.__cause__ or error.__context__
    return behind if isinstance(error, SystemExit) and behind else error


def _frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """File and line of each call, the innermost first."""
    calls = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    yield from reversed(calls)


def _place(error: BaseException, folder: Path, logged: Sequence[str]) -> Place:
    """The place that the error names, the file it came from, or the page being built."""
    mark = getattr(_behind(error), "problem_mark", None)
    if mark is not None and hasattr(mark, "line"):
        return Place(CONFIGURATION, mark.line + 1, mark.column + 1)
    if _is_of_evidence(error) or is_internal(error, folder):
        return Place("evidence")
    found = _source(error, folder) or _first_page(logged, folder)
    return found or _named(_text(error, logged), folder)


def _is_of_evidence(error: BaseException) -> bool:
    return isinstance(error, GuideError) and CONFIGURATION not in str(error)


def _source(error: BaseException, folder: Path) -> Place | None:
    """The innermost file of the guide that an error came from."""
    for name, line in _named_files(error):
        if isinstance(name, str) and _inside(name, folder):
            return Place(Path(name).relative_to(folder).as_posix(), line or 1)
    return None


def _named_files(error: BaseException) -> Iterator[tuple[Any, Any]]:
    """The file and line that an error itself names, and those of its calls."""
    yield getattr(error, "filename", None), getattr(error, "lineno", None)
    yield from _frames(error)


def _first_page(logged: Sequence[str], folder: Path) -> Place | None:
    """The first hand-written page that a message names."""
    for text in logged:
        place = _page(text, folder)
        if place:
            return place
    return None


def _page(text: str, folder: Path) -> Place | None:
    """The hand-written page that a message names."""
    found = _PAGE.search(text)
    name = next(filter(None, found.groups()), "") if found else ""
    path = folder / "docs" / name
    return Place(f"docs/{name}") if name and path.is_file() else None


def _named(text: str, folder: Path) -> Place:
    """The page that a message names, or the line of the configuration that holds what it quotes."""
    page = _page(text, folder)
    if page:
        return page
    quoted = _QUOTED.search(text)
    return Place(CONFIGURATION, _line_of(quoted[1], folder) if quoted else 1)


def _line_of(words: str, folder: Path) -> int:
    """The first line of the configuration that holds some words, or else its first line."""
    for number, line in enumerate(_configured(folder), 1):
        if words in line:
            return number
    return 1


def _configured(folder: Path) -> list[str]:
    try:
        return configuration(folder).read_text("utf-8", errors="replace").splitlines()
    except (GuideError, OSError):
        return []


def _message(error: BaseException, folder: Path, logged: Sequence[str]) -> str:
    """One line that says what is wrong."""
    if isinstance(error, UnicodeDecodeError) and not _is_not_yaml(error):
        byte = error.object[error.start]
        return f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
    return _short(_words(error, logged), folder)


def _words(error: BaseException, logged: Sequence[str]) -> str:
    """What an error says, whatever its length."""
    if _is_not_yaml(error):
        behind = _behind(error)
        return f"this is not YAML: {behind.problem or behind}"
    if isinstance(error, OSError) and error.strerror:
        return _of_system(error)
    return _text(error, logged)


def _of_system(error: OSError) -> str:
    """An error of the system, with the name of its file."""
    words = _lower(error.strerror or "")
    return f"{error.filename}: {words}" if error.filename else words


def _behind(error: BaseException) -> Any:
    """The error that caused another, or itself."""
    return error.__cause__ or error.__context__ or error


def _is_not_yaml(error: BaseException) -> bool:
    return bool(getattr(_behind(error), "problem_mark", None))


def _text(error: BaseException, logged: Sequence[str]) -> str:
    """The message of an error; that of MkDocs' Abort is in its log."""
    if isinstance(error, SystemExit):
        return "; ".join(logged) or f"the program was asked to end ({error})"
    if isinstance(error, GuideError) or _is_of_mkdocs(error):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _short(text: str, folder: Path) -> str:
    """A message in one line, with paths as people write them, cut where it is endless."""
    line = " ".join(text.replace(f"{folder}/", "").split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _inside(name: str, folder: Path) -> bool:
    return Path(name).is_relative_to(folder)
