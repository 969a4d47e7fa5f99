"""The journal of an unfinished run: what was marked is there again, whatever ended the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdtutor.classroom.journal import Journal
from pdtutor.classroom.marking import Found, Mark
from pdtutor.errors import FileError

MARKS = {
    "a": Mark("correct", True),
    "b": Mark("incorrect", None, (Found("chain.inner_missing", "Name", False), Found("sign", "Other")), "a note\nof two lines", ""),
    "c": Mark("invalid", None, (), "", "“x” ∂ \x1b"),
}


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "results.csv")
    assert journal.marks() == {}
    journal.add(list(MARKS.items())[:2])
    journal.add(list(MARKS.items())[2:])
    assert Journal(tmp_path / "results.csv").marks() == MARKS
    journal.remove()
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_keep_leaves_no_file(tmp_path: Path) -> None:
    Journal(tmp_path / "results.csv").remove()
    assert list(tmp_path.iterdir()) == []


def test_a_run_cut_at_any_byte_loses_the_line_that_was_cut_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "results.csv")
    journal.add(MARKS.items())
    whole = journal.path.read_bytes()
    for end in range(len(whole)):
        journal.path.write_bytes(whole[:end])
        finished = max(whole[:end].count(b"\n") - 1, 0)
        assert list(journal.marks())[:finished] == list(MARKS)[:finished]
        journal.add([("d", Mark("correct"))])
        assert journal.marks()["d"] == Mark("correct")


def test_a_line_that_is_none_is_left_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "results.csv")
    journal.add(MARKS.items())
    with journal.path.open("ab") as stream:
        stream.write(b'[]\n{}\nnull\n["k", 1]\n["k", "correct", null, [1], "", ""]\n\xff\xfe\n' + b"[" * 100 + b"\n")
    assert journal.marks() == MARKS


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "results.csv")
    journal.path.write_text("my own notes\n")
    with pytest.raises(FileError):
        journal.marks()
    assert journal.path.read_text() == "my own notes\n"


def test_a_journal_that_cannot_be_written_or_read_says_so(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "results.csv")
    journal.path.mkdir()
    with pytest.raises(FileError, match="cannot be written"):
        journal.add(MARKS.items())
    with pytest.raises(FileError, match="cannot be read"):
        journal.marks()
