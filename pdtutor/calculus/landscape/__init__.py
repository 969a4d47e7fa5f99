"""A function of one or two variables over an interval or a rectangle, ready to be drawn.

Belongs here: one file per idea: the results (`results`), what of the variables is shown (`window`), the values and what spoils some of them
(`grid`), the kinks traced (`creases`), and the whole put together (`survey`). Does not: a descent (`calculus.descent`), any drawing.
"""

from pdtutor.calculus.landscape.results import Crease, Landscape, Seen, Spot
from pdtutor.calculus.landscape.survey import landscape, resampled

__all__ = ["Crease", "Landscape", "Seen", "Spot", "landscape", "resampled"]
