"""Figures drawn from the evidence, as positions of lines, marks and texts.

Positions across are percentages of the width; positions down are ems.
Nothing is scaled, so text keeps its size on every screen.
"""

from evidence_guide.view.figures.bars import Bars, bars
from evidence_guide.view.figures.forest import forests
from evidence_guide.view.figures.landscape import Landscape, landscape
from evidence_guide.view.figures.timeline import Timeline, timeline
from evidence_guide.view.shapes import Forest

__all__ = ["Bars", "Forest", "Landscape", "Timeline", "bars", "forests", "landscape", "timeline"]
