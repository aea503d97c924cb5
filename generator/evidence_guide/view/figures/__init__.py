"""Figures drawn from the evidence: what stands where, in percent of the width and in ems of the height.

Text keeps its size on every screen because nothing is scaled: across, positions are percentages; down, they are ems.
"""

from evidence_guide.view.figures.bars import Bars, bars
from evidence_guide.view.figures.forest import forests
from evidence_guide.view.figures.landscape import Landscape, landscape
from evidence_guide.view.figures.timeline import Timeline, timeline
from evidence_guide.view.shapes import Forest

__all__ = ["Bars", "Forest", "Landscape", "Timeline", "bars", "forests", "landscape", "timeline"]
