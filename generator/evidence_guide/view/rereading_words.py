"""Second readings in words: one line about a claim or step."""

from collections import Counter
from collections.abc import Iterable, Iterator

from evidence_guide.model import Outcome, Rereading
from evidence_guide.text.web_addresses import host_of
from evidence_guide.view import shapes
from evidence_guide.view.context import Context
from evidence_guide.view.rereadings import Since, latest_rereadings, reader_of, since
from evidence_guide.view.texts import joined, text

READ = "Read again on {}: {}."
READ_BY = "Read again on {} by {}: {}."
UNREAD = "Could not be read again on {}."
SINCE = {
    Since(words=True, support=False): "Its words have changed since then.",
    Since(words=False, support=True): "What it rests on has changed since then.",
    Since(words=True, support=True): "Its words and what it rests on have changed since then.",
}
_ARTICLES = ("A ", "An ", "The ")


def rereading_view(context: Context, id: str) -> shapes.RereadingView | None:
    """The latest reading of a claim or step; none in a translation, whose words nobody read."""
    entry = latest_rereadings(context.guide).get(id)
    if entry is None or context.guide.translation:
        return None
    item, after = entry.item, since(context.guide, id)
    by = reader_of(context.guide, entry)
    return shapes.RereadingView(
        on=item.on,
        by=by,
        verdict=item.verdict,
        brief=_outcome(context, item, ""),
        says=_line(context, item, by, context.guide.label(SINCE.get(after, ""))),
        read=tuple(_addresses(item.read)),
        changed_since=any(after),
    )


def _line(context: Context, item: Rereading, by: str, after: str) -> shapes.Text:
    """The day, the reader, the outcome, what was changed or not found, and what happened since."""
    parts = (_outcome(context, item, by), item.changed, item.because, after)
    return joined(*_spaced([text(part) for part in parts if part]))


def _spaced(parts: Iterable[shapes.Text]) -> Iterator[shapes.Text]:
    """Sentences with a space between each two of them."""
    for number, part in enumerate(parts):
        if number:
            yield " "
        yield part


def _outcome(context: Context, item: Rereading, by: str) -> str:
    """The day and the outcome as a sentence."""
    day, label = context.day(item.on), context.guide.label
    if item.verdict is Outcome.UNREAD:
        return label(UNREAD).format(day)
    if by:
        return label(READ_BY).format(day, _within_sentence(by), label(item.verdict))
    return label(READ).format(day, label(item.verdict))


def _within_sentence(by: str) -> str:
    """A role as it is written within a sentence: a capital article becomes small."""
    return by[0].lower() + by[1:] if by.startswith(_ARTICLES) else by


def _addresses(addresses: tuple[str, ...]) -> Iterator[shapes.ReadAddress]:
    """Each address with its host, numbered from the second of a host."""
    seen: Counter[str] = Counter()
    for address in addresses:
        host = host_of(address)
        seen[host] += 1
        name = host if seen[host] == 1 else f"{host} ({seen[host]})"
        yield shapes.ReadAddress(address=address, host=name)
