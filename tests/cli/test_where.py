"""`pdtutor where`: the folders of data, settings and lessons, by one rule."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from pdtutor.cli.environment import Environment
from pdtutor.cli.folders import config_folder, data_folder
from tests.cli.conftest import Run
from tests.contracts.test_start_up import loaded

COURSE = Path(__file__).parents[2] / "lessons"


def test_by_default_they_are_where_the_system_keeps_such_things(run: Run) -> None:
    found = run("where", "--format", "json", PDTUTOR_HOME="")
    assert (found.code, found.json["command"], found.json["notes"]) == (0, "where", [])
    assert found.json["result"] == {
        "data": str(platformdirs.user_data_path("pdtutor")),
        "config": str(platformdirs.user_config_path("pdtutor")),
        "lessons": [str(COURSE)],
    }


@pytest.mark.parametrize(("home", "expected"), [("/opt/ada", "/opt/ada"), ("kept here", "{here}/kept here"), (".", "{here}")])
def test_pdtutor_home_takes_the_place_of_both(run: Run, tmp_path: Path, home: str, expected: str) -> None:
    result = run("where", "--format", "json", PDTUTOR_HOME=home).json["result"]
    assert result["data"] == result["config"] == expected.format(here=tmp_path)
    environment = Environment(folder=tmp_path, variables={"PDTUTOR_HOME": home})
    assert (data_folder(environment), config_folder(environment)) == (Path(result["data"]), Path(result["config"]))


@pytest.mark.parametrize("home", ["", " "])
def test_an_empty_pdtutor_home_is_none(home: str) -> None:
    assert data_folder(Environment(variables={"PDTUTOR_HOME": home})) == platformdirs.user_data_path("pdtutor")


def test_lessons_are_looked_for_in_the_order_that_is_told(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    found = run("where", "--format", "json", PDTUTOR_LESSONS=os.pathsep.join(["two", "nowhere", "one"]))
    assert found.json["result"]["lessons"] == [str(COURSE), str(tmp_path / "two"), str(tmp_path / "one")]
    assert found.json["notes"] == ["PDTUTOR_LESSONS names “nowhere”, which is no folder."]


LONG = "/opt/" + "a long name/" * 12 + "[red]end"


@pytest.mark.parametrize("format", ["rich", "plain"])
def test_a_path_stands_in_one_line_however_narrow_the_terminal(run: Run, format: str) -> None:
    found = run("where", "--format", format, PDTUTOR_HOME=LONG, PDTUTOR_LESSONS="nowhere", COLUMNS="40")
    assert (found.code, found.err) == (0, "")
    assert found.out.splitlines() == [
        f"data     {LONG}",
        f"config   {LONG}",
        f"lessons  {COURSE}",
        "note     PDTUTOR_LESSONS names “nowhere”, which is no folder.",
    ]


def test_a_path_steers_no_terminal(run: Run) -> None:
    out = run("where", PDTUTOR_HOME="/a\x1b[31m\u202eb", FORCE_COLOR="1", TERM="xterm").out
    assert "\x1b[35m" in out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out


def test_nothing_is_made_by_asking(run: Run, tmp_path: Path) -> None:
    run("where", PDTUTOR_HOME="home")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["rich", "plain", "json"])
def test_it_loads_neither_algebra_nor_pydantic(format: str) -> None:
    modules = loaded("where", "--format", format)
    assert "pdtutor.cli.folders" in modules
    assert not {"sympy", "mpmath", "pydantic"} & modules
