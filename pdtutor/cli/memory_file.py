"""The file in which the quiz keeps what happened.

Belongs here: its path, opening it or only looking into it. Does not: what is in it (`practice.memory`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pdtutor.cli.environment import Environment
from pdtutor.cli.folders import VARIABLE, data_folder

if TYPE_CHECKING:
    from pdtutor.practice.memory.opening import Opened

NAME = "practice.db"
ELSEWHERE = f"The variable {VARIABLE} names another folder to keep it in."


def memory_path(environment: Environment) -> Path:
    """Where it is. It may not exist yet."""
    return data_folder(environment) / NAME


def memory(environment: Environment) -> Opened:
    """The memory, and what there is to say about it; its file is made where there is none."""
    from pdtutor.practice.memory.opening import opened

    found = opened(memory_path(environment))
    return found._replace(notes=(*found.notes, ELSEWHERE)) if found.is_refused else found


def memory_looked_at(environment: Environment) -> Opened:
    """The same for whoever adds nothing to it: where there is no file, none is made."""
    from pdtutor.practice.memory.opening import Opened
    from pdtutor.practice.memory.store import Forgetful

    return memory(environment) if os.path.lexists(memory_path(environment)) else Opened(Forgetful())
