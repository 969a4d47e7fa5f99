"""The styles of the Rich views, by what a thing is.

Belongs here: one name for each kind of text, as an ANSI style that light and dark terminals both show. Does not: any meaning that is
carried by colour alone, so that nothing is lost without it.
"""

FORMULA = ""
PROSE = ""
REASON = "italic"
GUIDE = "dim"
RULE = "magenta"
RESULT = "bold"
HEADING = "bold"
TITLE = "not dim bold"
GOOD = "green"
BAD = "bold red"
BORDER = "dim"
