"""Failures of the configuration, of hand-written pages and of the program as diagnostics."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_stack, walk_tb
from types import FrameType
from typing import Any

from evidence_guide.diagnostic import Diagnostic, GuideError, Place, Severity
from evidence_guide.site.engine import page_in, setting_in
from evidence_guide.text.characters import uncapitalised

CONFIGURATION = "mkdocs.yml"
MOST_BYTES = 1_000_000
"""Size beyond which a configuration is not read."""
LONGEST = 500
"""Characters of a foreign message that are shown."""
_OURS = Path(__file__).parent
_HINT = "the last good pages are shown until it is fixed"
_WARNED = "a strict build stops here"
_REPORT = "its traceback is in the terminal; please report it with the file that you edited"


@dataclass(frozen=True)
class Subject:
    """What MkDocs worked on when it failed or warned."""

    page: str = ""
    """A page, such as `about.md`."""
    setting: str = ""
    """A word of the configuration."""

    def place(self, folder: Path) -> Place:
        """The hand-written page, or the line of the configuration."""
        return self.page_place(folder) or self.setting_place(folder)

    def page_place(self, folder: Path) -> Place | None:
        """The page, if it is hand-written."""
        path = folder / "docs" / self.page
        return Place(f"docs/{self.page}") if self.page and path.is_file() else None

    def setting_place(self, folder: Path) -> Place:
        """The line of the configuration with the word, or else its first line."""
        return Place(CONFIGURATION, _line_of(self.setting, folder) if self.setting else 1)


@dataclass(frozen=True)
class Logged:
    """A message in the log of MkDocs."""

    text: str
    subject: Subject = Subject()


def logged_now(text: str) -> Logged:
    """A message that is being logged, with what the running calls work on."""
    calls = [call for call, _ in walk_stack(None)]
    return Logged(text, _subject(calls))


def _subject(calls: Sequence[FrameType]) -> Subject:
    """What calls of MkDocs work on; the innermost call comes first."""
    return Subject(_first(map(page_in, calls)), _first(map(setting_in, calls)))


def _first(words: Iterable[str]) -> str:
    """The first of some words that is not empty, or nothing."""
    return next(filter(None, words), "")


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
        why = uncapitalised(error.strerror or "unknown reason")
        raise GuideError(f"{CONFIGURATION} cannot be read ({why}); write or restore it") from None


def trouble(error: BaseException, folder: Path, logged: Sequence[Logged] = ()) -> Diagnostic:
    """The diagnostic for whatever stopped a build, from the error and what was logged before it."""
    cause = _cause(error)
    place = _place(cause, folder, logged)
    message = _message(cause, folder, logged)
    if is_internal(cause, folder):
        return Diagnostic(place, "internal-error", f"internal error: {message}", _REPORT)
    return Diagnostic(place, "site-can-be-built", message, _HINT)


def warnings(logged: Sequence[Logged], folder: Path) -> list[Diagnostic]:
    """The diagnostics for the warnings of a build."""
    return [_warning(one, folder) for one in dict.fromkeys(logged)]


def _warning(logged: Logged, folder: Path) -> Diagnostic:
    message = _short(logged.text, folder)
    place = logged.subject.place(folder)
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
    for call, line in _calls(error):
        yield call.f_code.co_filename, line


def _calls(error: BaseException) -> list[tuple[FrameType, int]]:
    """Each call that an error came through, with its line, the innermost first."""
    return [*walk_tb(error.__traceback__)][::-1]


def _place(error: BaseException, folder: Path, logged: Sequence[Logged]) -> Place:
    """The place that the error names, the file it came from, or what MkDocs worked on."""
    mark = getattr(_behind(error), "problem_mark", None)
    if mark is not None and hasattr(mark, "line"):
        return Place(CONFIGURATION, mark.line + 1, mark.column + 1)
    if _is_of_evidence(error) or is_internal(error, folder):
        return Place("evidence")
    return _source(error, folder) or _place_of_work(error, folder, logged)


def _place_of_work(error: BaseException, folder: Path, logged: Sequence[Logged]) -> Place:
    """The page or the setting that MkDocs worked on when it failed, or logged a failure."""
    failed = _subject([call for call, _ in _calls(error)])
    subjects = [failed, *(one.subject for one in logged)]
    for subject in subjects:
        place = subject.page_place(folder)
        if place:
            return place
    setting = _first(subject.setting for subject in subjects)
    return Subject(setting=setting).setting_place(folder)


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


def _message(error: BaseException, folder: Path, logged: Sequence[Logged]) -> str:
    """One line that says what is wrong."""
    if isinstance(error, UnicodeDecodeError) and not _is_not_yaml(error):
        byte = error.object[error.start]
        return f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
    return _short(_words(error, logged), folder)


def _words(error: BaseException, logged: Sequence[Logged]) -> str:
    """What an error says, whatever its length."""
    if _is_not_yaml(error):
        behind = _behind(error)
        return f"this is not YAML: {behind.problem or behind}"
    if isinstance(error, OSError) and error.strerror:
        return _of_system(error)
    return _text(error, logged)


def _of_system(error: OSError) -> str:
    """An error of the system, with the name of its file."""
    words = uncapitalised(error.strerror or "")
    return f"{error.filename}: {words}" if error.filename else words


def _behind(error: BaseException) -> Any:
    """The error that caused another, or itself."""
    return error.__cause__ or error.__context__ or error


def _is_not_yaml(error: BaseException) -> bool:
    return bool(getattr(_behind(error), "problem_mark", None))


def _text(error: BaseException, logged: Sequence[Logged]) -> str:
    """The message of an error; that of MkDocs' Abort is in its log."""
    if isinstance(error, SystemExit):
        return "; ".join(one.text for one in logged) or f"the program was asked to end ({error})"
    if isinstance(error, GuideError) or _is_of_mkdocs(error):
        return str(error)
    return f"{type(error).__name__}: {error}"


def _short(text: str, folder: Path) -> str:
    """A message in one line, with paths as people write them, cut where it is endless."""
    return _cut(" ".join(text.replace(f"{folder}/", "").split()))


def _cut(line: str) -> str:
    """A line, without what is beyond the longest that anybody reads."""
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def _inside(name: str, folder: Path) -> bool:
    return Path(name).is_relative_to(folder)
