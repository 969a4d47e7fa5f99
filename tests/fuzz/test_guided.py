"""The reader under atheris for a minute, where that is installed: `pip install -e '.[fuzz]'`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.long
def test_no_path_through_the_reader_breaks_a_fact(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    paths = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "tests.fuzz.guided", "--seconds", "60"]
    done = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert "none broke a fact" in done.stdout
