"""Addresses on the web: which are safe to link to, and the identifiers that become part of one.

One definition for the model, the bibliography, `mkdocs.yml`, hand-written pages and finished files.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote, urlsplit

WEB = frozenset({"http", "https"})
SCHEMES = WEB | {"mailto"}
"""Schemes of an address that somebody writes."""
LINKS = SCHEMES | {"tel"}
"""Schemes of a link on a finished page or in a PDF that leads off the site."""
HINT = "write the whole address as your browser shows it, such as `https://example.org/page`"
SHORT_HINT = "write an https address, a mailto address, or a path within the site"

_UNWRITABLE = re.compile(r"[\\\"<>`\s]")
_WRITABLE = re.compile(r"[!#-;=?-\[\]-_a-~]*")
"""Visible characters of ASCII but for those."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_MAILBOX = re.compile(r"[^@\s/?]+@[^@\s/?]+\.[^@\s/?]+(\?\S*)?")
_BROWSERS_STRIP = "".join(map(chr, range(0x21)))
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
"""Scripts beside which others are written."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"]+")
_DOI_PREFIX = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:?)?\s*", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PMID = re.compile(r"[1-9][0-9]{0,8}")
_PMCID = re.compile(r"(?:PMC)?([1-9][0-9]{0,8})", re.IGNORECASE)


def fault(address: str, schemes: Collection[str] = SCHEMES) -> str:
    """Why an address must not become a link, as the end of a sentence; an empty text if it may."""
    found = next(_unwritable(address), None)
    if found:
        return f"`{found}` must not be part of an address"
    scheme = scheme_of(address)
    if scheme not in schemes:
        return _scheme_fault(scheme, schemes)
    if scheme == "mailto":
        return _mailbox_fault(address)
    return _web_fault(address)


def _scheme_fault(scheme: str, schemes: Collection[str]) -> str:
    wanted = _in_words(schemes)
    if scheme:
        return f"an address begins with {wanted}, not with `{scheme}:`"
    return f"an address begins with {wanted}"


def _in_words(schemes: Collection[str]) -> str:
    return " or ".join(f"`{name}:`" for name in sorted(schemes))


def _mailbox_fault(address: str) -> str:
    mailbox = address.partition(":")[2]
    if _MAILBOX.fullmatch(mailbox):
        return ""
    return "`mailto:` is followed by an e-mail address"


def link_fault(link: str, schemes: Collection[str] = LINKS) -> str:
    """Why a browser must not follow a link of a finished page; paths within the site are safe."""
    read = re.sub(r"[\t\r\n]", "", link.strip(_BROWSERS_STRIP))
    scheme = scheme_of(read)
    if scheme in schemes:
        return ""
    if scheme:
        return f"a link must not begin with `{scheme}:`"
    if re.match(r"[/\\]{2}", read):
        return "a link to another site begins with `https:`"
    return ""


def scheme_of(address: str) -> str:
    """The scheme of an address in small letters; an empty text for a path."""
    found = _SCHEME.match(address)
    return found[0].lower() if found else ""


def host_of(address: str) -> str:
    """The host of an address in small letters; an empty text if it has none that can be parsed."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _unwritable(address: str) -> Iterator[str]:
    """The characters that must be percent-encoded, by their number where they are invisible."""
    if _WRITABLE.fullmatch(address):
        return
    for character in address:
        if _is_invisible(character):
            yield f"U+{ord(character):04X}"
        elif _UNWRITABLE.match(character):
            yield character


def _is_invisible(character: str) -> bool:
    """Whether a character is a control or any other space than the usual one."""
    if character.isspace():
        return character != " "
    return _is_control(character)


def _is_control(character: str) -> bool:
    return unicodedata.category(character)[0] == "C"


def _web_fault(address: str) -> str:
    """The same for an http or https address."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "its host or port cannot be parsed"
    if not host or not re.match(r"[a-z]+://[^/]", address, re.IGNORECASE):
        return "two slashes and the name of a host follow the scheme"
    if "@" in parts.netloc:
        return "an address holds no user name and no password"
    return _host_fault(host, parts)


def _host_fault(host: str, parts: SplitResult) -> str:
    if "[" in parts.netloc or _NUMBERED.fullmatch(host):
        return "" if _numbered(host) else f"`{host}` is not an IP address"
    shown = _shown_host(host)
    if shown is None:
        return f"`{host}` is not the name of a host"
    for label in shown.split("."):
        if len(_scripts(label)) > 1:
            return f"`{label}` mixes letters of several scripts, which look alike"
    return ""


_NUMBERED = re.compile(r"[\d.]+|.*\.(\d+|0x[0-9a-f]*)")


def _shown_host(host: str) -> str | None:
    """A host in the letters that a reader is shown; None if it is not the name of one."""
    try:
        plain = host.encode("idna").decode("ascii").removesuffix(".")
        shown = plain.encode("ascii").decode("idna")
    except UnicodeError:
        return None
    return shown if _is_host(plain) else None


def _is_host(plain: str) -> bool:
    """Whether every label of a host, in ASCII letters, is sound."""
    return all(map(_LABEL.fullmatch, plain.split(".")))


def _numbered(host: str) -> bool:
    try:
        return not getattr(ip_address(host), "scope_id", None)
    except ValueError:
        return False


def _scripts(label: str) -> set[str]:
    """The scripts of a label's letters, but for those that are written beside any other."""
    return {_script(letter) for letter in label if letter.isalpha()} - _TOGETHER


def _script(letter: str) -> str:
    """The script of a letter: the first word of its name."""
    return unicodedata.name(letter, "").partition(" ")[0]


def plain_doi(value: str) -> str:
    """The DOI in lower case without prefix or address, or "" if the value is none.

    Source: DOI Handbook, 2.4: DOIs are compared without regard to case.
    """
    return _bare_doi(value).lower()


def plain_pmid(value: str) -> str:
    """The PMID, or "" if the value is none; 0 is none."""
    stripped = value.strip()
    return stripped if _PMID.fullmatch(stripped) else ""


def plain_pmcid(value: str) -> str:
    """The PubMed Central id with its `PMC`, or "" if the value is none."""
    found = _PMCID.fullmatch(value.strip())
    return f"PMC{found[1]}" if found else ""


def _bare_doi(value: str) -> str:
    bare = _DOI_PREFIX.sub("", value, count=1).strip()
    if _PERCENT.search(bare):
        bare = unquote(bare)
    return bare if _is_doi(bare) else ""


def _is_doi(bare: str) -> bool:
    return bool(_DOI.fullmatch(bare)) and not any(map(_is_control, bare))


def of_doi(value: str) -> str:
    """The address of a DOI as it is written, or an empty text if the value is none."""
    bare = _bare_doi(value)
    return f"https://doi.org/{quote(bare, safe='/:;.,()+@')}" if bare else ""


def of_pmid(value: str) -> str:
    """The address of a PMID, or an empty text if the value is none."""
    pmid = plain_pmid(value)
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else ""


def of_pmcid(value: str) -> str:
    """The address of a PubMed Central id, or an empty text if the value is none."""
    pmcid = plain_pmcid(value)
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/" if pmcid else ""


def of_url(value: str) -> str:
    """The address itself, or an empty text if it is unsafe."""
    return "" if fault(value) else value
