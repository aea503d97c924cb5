"""Figures drawn from the evidence: what stands where, in percent of the width and in ems of the height.

Text keeps its size on every screen because nothing is scaled: across, positions are percentages; down, they are ems.
"""

from evidence_guide.render.figures.bars import Bars, bars
from evidence_guide.render.figures.forest import Forest, forests
from evidence_guide.render.figures.landscape import Landscape, landscape
from evidence_guide.render.figures.timeline import Timeline, timeline

__all__ = ["Bars", "Forest", "Landscape", "Timeline", "bars", "forests", "landscape", "timeline"]
