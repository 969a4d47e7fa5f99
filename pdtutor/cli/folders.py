"""The folders that belong to the user: where what is learned is kept, and where settings are.

Belongs here: the one rule by which they are found. Does not: where lessons are (`lesson_folders`), what is kept there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pdtutor.cli.environment import Environment

VARIABLE = "PDTUTOR_HOME"
NAME = "pdtutor"


def data_folder(environment: Environment) -> Path:
    """Where runs and progress are kept: PDTUTOR_HOME, or else where the system keeps a program's data. It may not exist yet."""
    from platformdirs import user_data_path

    return _home(environment) or _of_user(user_data_path)


def config_folder(environment: Environment) -> Path:
    """Where settings are: PDTUTOR_HOME, or else where the system keeps a program's settings. It may not exist yet."""
    from platformdirs import user_config_path

    return _home(environment) or _of_user(user_config_path)


def state_folder() -> Path:
    """Where reports of defects go. It may not exist yet."""
    from platformdirs import user_state_path

    return _of_user(user_state_path)


def history_file(folder: Path) -> Path:
    """The file of lines that were typed in a folder's sessions. It may not exist."""
    return folder / "history"


def history(folder: Path) -> Path | None:
    """Where lines that are typed are kept, or None where that cannot be read and written."""
    file = history_file(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("ab+"):
            return file
    except OSError:
        return None


def _home(environment: Environment) -> Path | None:
    """The folder that the variable names, relative to where the program runs; None where it names none."""
    named = environment.variables.get(VARIABLE, "").strip()
    try:
        return (environment.folder / named).absolute() if named else None
    except OSError:  # where the program runs is gone: nothing can be kept in a folder relative to it, which whoever opens it is told
        return environment.folder / named


def _of_user(find: Callable[[str], Path]) -> Path:
    """A folder in the user's home; one that has none is given the root for it, as is the custom, and can seldom write there."""
    try:
        return find(NAME)
    except RuntimeError:
        return Path(os.sep, f".{NAME}")
