"""The file in which the quiz keeps what happened.

Belongs here: its path. Does not: what is in it (`practice.memory`).
"""

from __future__ import annotations

from pathlib import Path

from pdtutor.cli.environment import Environment
from pdtutor.cli.folders import data_folder

NAME = "practice.db"


def memory_path(environment: Environment) -> Path:
    """Where it is. It may not exist yet."""
    return data_folder(environment) / NAME
