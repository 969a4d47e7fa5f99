"""What a shell is told when Tab is pressed, and that real shells make of it what is meant."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest

from pdtutor.calculus.descent.methods import METHODS
from pdtutor.cli import completion_scripts
from pdtutor.cli.app import COMMANDS
from pdtutor.cli.environment import Environment
from pdtutor.errors import FileError, UsageError
from pdtutor.explain.cards import CARDS
from pdtutor.practice.exercises.skills import SKILLS
from tests.cli.conftest import Run

FILES = ":"
SHELLS = ("bash", "zsh", "fish")


def offered(run: Run, line: str, shell: str = "bash", **variables: str) -> list[str]:
    """The values that are offered at the end of a line."""
    outcome = run(_PDTUTOR_COMPLETE=shell, _PDTUTOR_LINE=line, **variables)
    assert (outcome.code, outcome.err) == (0, "")
    return [told.partition("\t")[0] for told in outcome.out.splitlines()]


# --- what is offered --------------------------------------------------------------------------------------------------------------


def test_every_command_is_offered(run: Run) -> None:
    assert set(offered(run, "pdtutor ")) == COMMANDS
    assert offered(run, "pdtutor gra") == ["gradient", "grade"]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("pdtutor lesson ", {"list", "show", "run", "check", "new", "schema"}),
        ("pdtutor progress ", {"export", "import", "forget"}),
        ("pdtutor progress --format json ", {"export", "import", "forget"}),
        ("pdtutor progress --format ", {"rich", "plain", "json"}),
        ("pdtutor partial x --format ", {"rich", "plain", "json", "latex", "markdown", "python"}),
        ("pdtutor partial x --format=", {f"--format={name}" for name in ("rich", "plain", "json", "latex", "markdown", "python")}),
        ("pdtutor partial x --detail ", {"brief", "normal", "full"}),
        ("pdtutor check x --form ", {"any", "expanded", "factored", "no-negative-powers"}),
        ("pdtutor descent x --method ", set(METHODS)),
        ("pdtutor descent x --method gd,ada", {"gd,adagrad", "gd,adam"}),
        ("pdtutor descent x --method=gd,ada", {"--method=gd,adagrad", "--method=gd,adam"}),
        ("pdtutor rules ", set(CARDS)),
        ("pdtutor quiz --skill ", set(SKILLS)),
        ("pdtutor quiz --level ", set("12345")),
        ("pdtutor lesson run chain", {"chain-rule"}),
        ("pdtutor lesson show chain", {"chain-rule"}),
        ("pdtutor lesson check chain", {"chain-rule"}),
        ("pdtutor lesson check chain-rule kin", {"kinks"}),
        ("pdtutor grade chain", {"chain-rule"}),
        ("pdtutor partial x --budget 5 --forma", {"--format"}),
        ('pdtutor partial "x^2 y" --wr', {"--wrt"}),
        ("pdtutor --ver", {"--version"}),
    ],
)
def test_what_can_be_listed_is_offered(line: str, values: set[str], run: Run) -> None:
    found = offered(run, line)
    assert set(found) == values
    assert len(found) == len(values)


@pytest.mark.parametrize(
    "line",
    [
        "pdtutor partial x --save ",
        "pdtutor partial x --save=pic",
        "pdtutor descent x --data ",
        "pdtutor quiz --answers ",
        "pdtutor lesson run ./",
        "pdtutor lesson run mine.y",
        "pdtutor lesson check mine.y",
        "pdtutor lesson run chain-rule --report ",
        "pdtutor grade lesson.yaml ",
        "pdtutor progress import ",
        "pdtutor backprop net",
        "pdtutor backprop ",
    ],
)
def test_a_file_is_asked_for_where_its_name_belongs_and_nothing_else_does(line: str, run: Run) -> None:
    assert offered(run, line) == [FILES]


@pytest.mark.parametrize(
    "line",
    [
        "pdtutor partial ",
        "pdtutor partial x",
        'pdtutor partial "',
        'pdtutor partial "x^2 ',
        'pdtutor partial "x^2 par',
        "pdtutor partial 'x^2 --fo",
        "pdtutor partial x\\ ",
        'pdtutor partial "x^2 y" "',
        'pdtutor backprop "z = ',
        'pdtutor backprop "z = w*x" "a=',
        "pdtutor check x --answer ",
        'pdtutor check x --answer "2x + par',
        "pdtutor partial x --wrt ",
        "pdtutor partial x --wrt x,",
        "pdtutor partial x --at ",
        "pdtutor partial x --at=x",
        "pdtutor partial x --nothing=",
        'pdtutor total x --given "y = x',
        "pdtutor partial -- --fo",
        "pdtutor rules nosuchrule",
        "pdtutor rules chain prod",
        "pdtutor nosuch",
        "pdtutor where x",
    ],
)
def test_nothing_is_offered_inside_expressions_and_where_nothing_fits(line: str, run: Run) -> None:
    assert offered(run, line) == []


@pytest.mark.parametrize("quoted", ['"x^2 y"', "'sin(x)'", '"σ(w x + b)"', "x\\ y", "-x^2", '"it\'s"', "'a \"b\" c'", '"$(x)`\'"'])
def test_options_follow_an_expression_however_it_is_quoted(quoted: str, run: Run) -> None:
    assert offered(run, f"pdtutor partial {quoted} --deta") == ["--detail"]
    assert {"--wrt", "--at", "--format", "--help"} <= set(offered(run, f"pdtutor partial {quoted} "))


def test_an_option_is_offered_once_unless_it_may_be_repeated(run: Run) -> None:
    found = offered(run, 'pdtutor total x --wrt x --given "y = x" --')
    assert "--wrt" not in found
    assert {"--given", "--depends"} <= set(found)


def test_bash_gets_the_rest_of_what_it_takes_for_the_word(run: Run) -> None:
    assert offered(run, "pdtutor partial x --format=j", _PDTUTOR_WORD="j") == ["json"]
    assert offered(run, "pdtutor partial x --format=", _PDTUTOR_WORD="") == ["rich", "plain", "json", "latex", "markdown", "python"]
    assert offered(run, "pdtutor partial x --form", _PDTUTOR_WORD="--form") == ["--format"]
    assert offered(run, 'pdtutor lesson run "cha', _PDTUTOR_WORD="cha") == ["chain-rule"]


def test_every_offer_says_in_one_line_what_it_is(run: Run) -> None:
    for line in ("pdtutor ", "pdtutor partial x ", "pdtutor lesson run ", "pdtutor rules ", "pdtutor check x --"):
        told = run(_PDTUTOR_COMPLETE="zsh", _PDTUTOR_LINE=line).out.splitlines()
        assert all(len(offer.split("\t")) == 2 for offer in told), line
        assert not any("\\[" in offer for offer in told)


def test_lessons_of_ones_own_are_offered_and_their_titles_cannot_steer_a_terminal(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    sound = 'format: 1\nid: {id}\ntitle: "{title}"\nsteps:\n- {{id: a, type: text, text: b}}\n'
    (folder / "a.yaml").write_text(sound.format(id="zebra", title="Ze\\tbra\\nstripes"), encoding="utf-8")
    (folder / "b.yaml").write_text(sound.format(id="zeb$(ls)", title="no"), encoding="utf-8")
    out = run(_PDTUTOR_COMPLETE="zsh", _PDTUTOR_LINE="pdtutor lesson run zeb", PDTUTOR_LESSONS=str(folder)).out
    assert out == "zebra\tZe bra stripes\n"


@pytest.mark.parametrize("line", ["", "pdtutor", "   ", '"', "pdtutor \\", "pdtutor " + "x " * 10_000, "pdtutor partial \ud800"])
def test_no_line_is_too_odd(line: str, run: Run) -> None:
    offered(run, line)


# --- showing and installing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def called_from(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The shell that the program seems to be called from, to be set by a test."""
    import shellingham

    shell = ["bash"]
    monkeypatch.setattr(shellingham, "detect_shell", lambda: (shell[0], shell[0]))
    return shell


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_the_shell_is_shown(shell: str, called_from: list[str], run: Run) -> None:
    called_from[:] = [shell]
    outcome = run("--show-completion")
    assert (outcome.code, outcome.out) == (0, completion_scripts.SCRIPTS[shell])


@pytest.mark.parametrize(
    ("shell", "script", "start"),
    [
        ("bash", ".local/share/bash-completion/completions/pdtutor", ".bashrc"),
        ("zsh", ".zfunc/_pdtutor", ".zshrc"),
        ("fish", ".config/fish/completions/pdtutor.fish", None),
    ],
)
def test_installing_adds_a_script_and_at_most_a_line(
    shell: str, script: str, start: str | None, called_from: list[str], run: Run, tmp_path: Path
) -> None:
    called_from[:] = [shell]
    if start:
        (tmp_path / start).write_bytes(b"alias a=b # \xff\r\nno end")
    for _ in range(2):
        outcome = run("--install-completion", HOME=str(tmp_path))
        assert outcome.code == 0
        assert str(tmp_path / script) in outcome.out
    assert (tmp_path / script).read_text(encoding="utf-8") == completion_scripts.SCRIPTS[shell]
    if start:
        before, added = (tmp_path / start).read_bytes().split(b"no end\n")
        assert before == b"alias a=b # \xff\r\n"
        assert added.count(b"\n") == 1


def test_installing_keeps_to_the_folders_that_are_named(called_from: list[str], run: Run, tmp_path: Path) -> None:
    for shell, variable, script in (
        ("bash", "XDG_DATA_HOME", "a b/bash-completion/completions/pdtutor"),
        ("fish", "XDG_CONFIG_HOME", "a b/fish/completions/pdtutor.fish"),
        ("zsh", "ZDOTDIR", "a b/.zshrc"),
    ):
        called_from[:] = [shell]
        (tmp_path / "a b").mkdir(exist_ok=True)
        assert run("--install-completion", HOME=str(tmp_path), **{variable: str(tmp_path / "a b")}).code == 0
        assert (tmp_path / script).exists()


@pytest.mark.usefixtures("called_from")
def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    home = tmp_path / "file"
    home.write_text("", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be written"):
        completion_scripts.install(Environment(variables={"HOME": str(home)}))


def test_another_shell_is_told_which_ones_are_known(called_from: list[str], run: Run) -> None:
    called_from[:] = ["tcsh"]
    with pytest.raises(UsageError, match=r"This is tcsh\. pdtutor completes in bash, zsh and fish"):
        completion_scripts.script()
    outcome = run("--show-completion")
    assert (outcome.code, outcome.out) == (2, "")


# --- real shells ------------------------------------------------------------------------------------------------------------------

STARTED = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--private", "-i"],
}
TAUGHT = {"bash": ". ./script", "zsh": "autoload -Uz compinit; compinit -u -D; . ./script", "fish": ". ./script"}
ITS_OWN = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
PATIENCE = 60.0  # seconds that a shell may take on a busy machine; it is not waited for when it answers


@dataclass
class Shell:
    """A shell in a pseudo-terminal."""

    terminal: int
    screen: pyte.Screen
    stream: pyte.ByteStream

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def shows(self, text: str) -> bool:
        """Whether the text is on the screen, now or soon."""
        end = time.monotonic() + PATIENCE
        while not any(text in line for line in self.screen.display):
            if not select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))[0]:
                return False
            self.stream.feed(os.read(self.terminal, 65_536))
        return True


@pytest.fixture
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shell]:
    """The shell that a test names, in a folder with two files, taught by its script."""
    name = request.param
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "pdtutor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pdtutor "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "script").write_text(completion_scripts.SCRIPTS[name], encoding="utf-8")
    for file in ("xfile.txt", "mine.yaml"):
        (tmp_path / file).touch()
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 120, 0, 0))
    variables = {
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(completion_scripts.__file__).parents[2]),
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PS1": "$ ",
    }
    begun = [sys.executable, "-c", ITS_OWN, *STARTED[name]]  # the terminal is the shell's own, so that Ctrl-C and the like reach it
    with subprocess.Popen(
        begun, stdin=there, stdout=there, stderr=there, cwd=tmp_path, env={**os.environ, **variables}, start_new_session=True
    ) as process:
        os.close(there)
        screen = pyte.Screen(120, 50)
        started = Shell(here, screen, pyte.ByteStream(screen))
        started.type(f"{TAUGHT[name]}; echo rea'd'y\r")
        assert started.shows("ready")
        yield started
        process.kill()
    os.close(here)


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_a_real_shell_completes_commands_options_and_values_and_nothing_inside_an_expression(shell: Shell) -> None:
    for keys, line in (
        ("pdtutor parti\t", "pdtutor partial "),
        ('pdtutor partial "x^2 θ" --deta\t', 'partial "x^2 θ" --detail '),
        ('pdtutor partial "x" --format=j\t', '"x" --format=json '),
        ("pdtutor descent w --at w=1 --method gd,mo\t", "--at w=1 --method gd,momentum "),
        ("pdtutor lesson run chain\t", "lesson run chain-rule "),
        ("pdtutor lesson run min\t", "lesson run mine.yaml "),
        ("pdtutor partial x --save=xf\t", "x --save=xfile.txt "),
        ('pdtutor partial "x\t', 'partial "x'),
        ("pdtutor partial x --wrt x\t", "partial x --wrt x"),
    ):
        shell.type(f"{keys}Q")
        assert shell.shows(f"{line}Q"), "\n".join(shell.screen.display)
        shell.type("\x15")
