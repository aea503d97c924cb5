"""The sources that were not read in full, as text for a terminal."""

from rich.console import Group

from evidence_guide.guide import Guide
from evidence_guide.text.terminal import unmarked
from evidence_guide.view.source_depth import SourceDepth, to_read


def depth_report(guide: Guide) -> Group:
    """A line for each source of which something was not read, with how much rests on it."""
    lines = ["steps messages claims"]
    lines += [_row(one) for one in to_read(guide)]
    return Group(*map(unmarked, lines))


def _row(one: SourceDepth) -> str:
    how = [str(one.what)]
    if one.mirror:
        how.append("on a copy")
    if one.unidentified:
        how.append("without DOI, PMID or PMCID")
    if one.open_at:
        how.append(f"open at {one.open_at}")
    figures = f"{one.steps:>5} {one.messages:>8} {one.claims:>6}"
    return f"{figures}  {one.key}: {', '.join(how)}"
