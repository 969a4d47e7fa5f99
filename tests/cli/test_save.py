"""Saving: what each ending holds, and that a file is written whole or not at all."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("ending", "part"),
    [
        (".svg", "<svg"),
        (".html", "<html"),
        (".txt", "2*x"),
        (".md", "$$"),
        (".tex", r"\end{document}"),
        (".json", '"schema": 1'),
        (".py", "def value_and_derivatives"),
    ],
)
@pytest.mark.parametrize("command", ["partial", "gradient"])
def test_each_ending_gets_its_format(run: Run, tmp_path: Path, command: str, ending: str, part: str) -> None:
    found = run(command, "x^2 y", "--save", f"out{ending}")
    assert (found.code, found.err) == (0, "")
    assert "∂f/∂x" in found.out
    assert part in (tmp_path / f"out{ending}").read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == [f"out{ending}"]


@pytest.mark.parametrize("ending", [".svg", ".html", ".txt", ".md", ".tex", ".json"])
def test_rules_can_be_saved_but_as_a_program(run: Run, tmp_path: Path, ending: str) -> None:
    assert run("rules", "chain", "--save", f"out{ending}").code == 0
    assert "hain" in (tmp_path / f"out{ending}").read_text(encoding="utf-8")


def test_rules_are_no_program(run: Run, tmp_path: Path) -> None:
    assert run("rules", "--save", "out.py").code == 2
    assert run("rules", "--format", "python").code == 2
    assert not list(tmp_path.iterdir())


def test_a_saved_json_file_is_what_would_be_printed(run: Run, tmp_path: Path) -> None:
    printed = run("partial", "x^2 y", "--save", "out.json", "--format", "json").json
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == printed


def test_a_file_is_replaced_as_a_whole(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("old " * 10_000)
    assert run("partial", "x", "--save", "out.txt").code == 0
    assert "old" not in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out.txt").write_text("old")

    def full(self: Path, *_: object, **__: object) -> None:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    found = run("partial", "x", "--save", "out.txt", "--format", "json")
    assert (found.code, found.json["error"]["code"]) == (2, "file")
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]
    assert (tmp_path / "out.txt").read_text() == "old"


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.txt").mkdir()
    found = run("partial", "x", "--save", "out.txt")
    assert found.code == 2
    assert "it is not a file" in found.err


def test_a_link_is_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out.txt").symlink_to(tmp_path / "there" / "real.txt")
    assert run("partial", "x", "--save", "out.txt").code == 0
    assert (tmp_path / "out.txt").is_symlink()
    assert (tmp_path / "there" / "real.txt").is_file()


def test_nothing_is_derived_for_a_file_that_cannot_be_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.requests import partial as request

    monkeypatch.setattr(request, "ask", lambda *_, **__: pytest.fail("work was done"))
    assert run("partial", "x", "--save", "nowhere/out.txt").code == 2


def test_a_saved_file_can_be_read_by_others_as_any_file_can(run: Run, tmp_path: Path) -> None:
    run("partial", "x", "--save", "out.txt")
    (tmp_path / "other").touch()
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


def test_several_files_are_all_written(run: Run, tmp_path: Path) -> None:
    assert run("partial", "x^2", "--save", "a.md", "--save", "b.json").code == 0
    assert "$$" in (tmp_path / "a.md").read_text()
    assert json.loads((tmp_path / "b.json").read_text())["command"] == "partial"


def test_of_several_files_one_that_cannot_be_written_stops_all(run: Run, tmp_path: Path) -> None:
    assert run("partial", "x^2", "--save", "a.md", "--save", "b.wrong").code == 2
    assert not (tmp_path / "a.md").exists()
