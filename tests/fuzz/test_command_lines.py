"""The command lines that are drawn: every command and every option of the program, and of one that nobody has thought of."""

from __future__ import annotations

from random import Random
from typing import Annotated

import typer

from pdtutor.cli.app import app
from tests.fuzz.command_lines import declared, harmless_path, line


def options_drawn(app: typer.Typer, count: int) -> set[tuple[tuple[str, ...], str]]:
    rng = Random(1)
    found = set()
    for _ in range(count):
        words = line(rng, app).arguments
        for command in declared(app):
            if words[: len(command.path)] == command.path:
                found |= {(command.path, word.partition("=")[0]) for word in words if word.startswith("--")}
                found |= {(command.path, "")} if len(words) > len(command.path) else set()
    return found


def test_every_command_and_option_of_the_program_is_drawn() -> None:
    wanted = {
        (command.path, parameter.opts[0])
        for command in declared(app)
        for parameter in command.parameters
        if parameter.opts[0].startswith("--")
    }
    assert wanted <= options_drawn(app, 4_000)


def test_a_new_command_is_drawn_by_being_there() -> None:
    own = typer.Typer()

    @own.command()
    def fresh(
        what: str, depth: Annotated[int, typer.Option("--depth")] = 1, wild: Annotated[bool, typer.Option("--wild")] = False
    ) -> None: ...

    @own.command()
    def other() -> None: ...

    assert {(("fresh",), "--depth"), (("fresh",), "--wild"), (("fresh",), "")} <= options_drawn(own, 400)


def test_no_drawn_path_leads_outside() -> None:
    for path in ("/etc/x.svg", "../x.svg", "a/../../x", "~/x", "//x", "\\x", "/", ""):
        assert not harmless_path(path).startswith(("/", "~", "\\"))
        assert ".." not in harmless_path(path)
