"""Answers that do to a worker what real ones must never do: only their class tells it apart, so that any process can read them."""

from __future__ import annotations

import os
import time


class Deadly(str):
    """Whoever reads it dies."""

    def strip(self, *_: object) -> str:
        os._exit(1)


class Slow(str):
    """Reading it takes a while."""

    def strip(self, *_: object) -> str:
        time.sleep(0.2)
        return super().__len__()


class Stuck(str):
    """Whoever reads it is stuck in one call that nothing interrupts."""

    def strip(self, *_: object) -> str:
        return sum(iter(int, 1))
