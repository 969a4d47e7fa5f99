"""`pdtutor scale` as people and programs call it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_json_has_a_row_for_each_network(run: Run) -> None:
    found = run("scale", "--params", "10,100,1000", "--format", "json")
    document = found.json
    assert (found.code, document["command"], document["reading"]) == (0, "scale", None)
    rows = document["result"]["rows"]
    assert [set(row) >= {"parameters", "forward", "reverse_mode", "forward_mode", "finite_differences", "depth"} for row in rows] == [
        True
    ] * 3
    assert all(row["reverse_mode"] <= 5 * row["forward"] for row in rows)
    assert document["result"]["slopes"]["finite_differences"] == pytest.approx(2, abs=0.05)
    assert document["result"]["extrapolated"]["parameters"] == 10**9


def test_a_size_that_is_none_is_refused_with_its_place(run: Run) -> None:
    found = run("scale", "--params", "10,x")
    assert (found.code, found.out) == (2, "")
    assert "10,x\n     ^" in found.err
    assert run("scale", "--params", "10,x", "--format", "json").json["error"]["column"] == 4


def test_there_is_no_program_of_counts(run: Run) -> None:
    found = run("scale", "--format", "python", "--params", "10")
    assert (found.code, found.out) == (2, "")


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown"])
def test_every_format_for_people_is_there(run: Run, format: str) -> None:
    found = run("scale", "--params", "10,100", "--format", format)
    assert found.code == 0
    assert "reverse mode" in found.out
