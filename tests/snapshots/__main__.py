"""Take the pictures and the outputs in README.md anew: `python -m tests.snapshots`. Look at the difference before committing it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pdtutor.cli.exit_codes import ExitCode
from tests.snapshots.readme import PICTURES, README, blocks, pictures, run


def main() -> None:
    document = README.read_text(encoding="utf-8")
    for block in blocks(document, "console"):
        document = document.replace(f"```console\n{block}```", f"```console\n{_retaken(block)}```")
    drawn = {name: _drawn(command, name) for name, command in pictures(document).items()}
    README.write_text(document, encoding="utf-8")
    for name, picture in drawn.items():
        (PICTURES / name).write_bytes(picture)


def _retaken(block: str) -> str:
    return "".join(f"$ {command}\n{_shown(command)}" for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE))


def _shown(command: str) -> str:
    with tempfile.TemporaryDirectory() as folder:  # nothing is remembered from one command to the next
        return _printed(command, Path(folder))


def _drawn(command: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        _printed(command, Path(folder))
        return (Path(folder) / name).read_bytes()


def _printed(command: str, folder: Path) -> str:
    process = run(command, folder)
    if process.returncode == ExitCode.DEFECT:
        raise SystemExit(f"Nothing is written: {command}\n{process.stdout}")
    return process.stdout


if __name__ == "__main__":
    main()
