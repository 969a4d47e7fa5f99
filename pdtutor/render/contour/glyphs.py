"""The characters of a picture, in Unicode for terminals and in ASCII for plain text, and their styles.

Belongs here: what each thing looks like. Does not: where it stands (`shaded`, `curve`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sympy import Basic

from pdtutor.notation.writers import PlainWriter, UnicodeWriter

PALETTE = ("#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725")
MARK = "bold #000000 on #ffffff"
KINK = "bold #ffffff on #c0203a"
MISSING = "dim"
CURVE = "cyan"
TANGENT = "magenta"
BOLD = "bold"


@dataclass(frozen=True)
class Glyphs:
    """One set of characters.

    ramp   for levels from low to high: the higher, the more ink
    body   of an arrow or a tangent that lies, rises, stands or falls
    heads  of an arrow, counted from east against the clock in eighths of a turn
    frame  upright, tick on it, corner, level, tick on it
    """

    writer: Callable[[], Callable[[Basic], str]]
    ramp: str
    missing: str
    kink: str
    point: str
    minimum: str
    start: str
    step: str
    end: str
    body: str
    heads: str
    frame: str
    has_dots: bool

    def of_band(self, band: int, count: int) -> str:
        """The character of one of so many levels."""
        return self.ramp[_place(band, count, len(self.ramp))]


def style_of_band(band: int, count: int) -> str:
    """The style of one of so many levels."""
    ground = PALETTE[_place(band, count, len(PALETTE))]
    return f"{_texture(ground)} on {ground}"


def _place(band: int, count: int, room: int) -> int:
    return round(band * (room - 1) / (count - 1)) if count > 1 else room // 2


def _texture(ground: str) -> str:
    """A colour a little nearer to the other end of brightness, so that the characters on a ground can be read without shouting."""
    parts = [int(ground[k : k + 2], 16) for k in (1, 3, 5)]
    target = 255 if sum(parts) < 330 else 0
    return "#" + "".join(f"{round(part + 0.45 * (target - part)):02x}" for part in parts)


COMMON = {"ramp": ".:=+*%#@", "missing": "~", "kink": "!", "minimum": "m", "start": "S", "step": "o", "end": "E"}
UNICODE = Glyphs(writer=UnicodeWriter, point="◆", body="─╱│╲", heads="→↗↑↖←↙↓↘", frame="│┤└─┬", has_dots=True, **COMMON)
ASCII = Glyphs(writer=PlainWriter, point="P", body="-/|\\", heads=">^^^<vvv", frame="|++-+", has_dots=False, **COMMON)
