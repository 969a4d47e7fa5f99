"""Take the pictures and the outputs in README.md anew: `python -m tests.snapshots`. Look at the difference before committing it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.snapshots.readme import PICTURE, PICTURE_COMMAND, README, blocks, run


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = README.read_text(encoding="utf-8")
        for block in blocks(document, "console"):
            document = document.replace(f"```console\n{block}```", f"```console\n{_retaken(block, Path(folder))}```")
        README.write_text(document, encoding="utf-8")
        run(PICTURE_COMMAND, Path(folder))
        PICTURE.write_bytes((Path(folder) / PICTURE.name).read_bytes())


def _retaken(block: str, folder: Path) -> str:
    commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
    return "".join(f"$ {command}\n{run(command, folder).stdout}" for command in commands)


if __name__ == "__main__":
    main()
