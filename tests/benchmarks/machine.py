"""The machine and the programs that a table was measured with.

Belongs here: what a reader has to know to compare two tables. Does not: any measurement.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

import sympy
from sympy.external.gmpy import GROUND_TYPES

from tests.benchmarks.peers.algebra import SYSTEMS


def machine() -> dict[str, str]:
    """What it is, by name."""
    return {
        "CPU": f"{_model()}, {_cores()} cores",
        "OS": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "SymPy": f"{sympy.__version__}, integers of {GROUND_TYPES}",
        "Load": load(),
        **{system.name: system.version() for system in SYSTEMS},
    }


def load() -> str:
    """How many processes wanted to run in the last minute: above the number of cores, a table is worth little."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.processor() or "unknown")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
