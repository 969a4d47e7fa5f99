"""Where lessons are found: with the program, in folders that a variable names, in installed packages; by id and by path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pdtutor.cli import lesson_folders
from pdtutor.cli.environment import Environment
from pdtutor.cli.lesson_folders import BUNDLED, VARIABLE, Found, all_lessons, content, find
from pdtutor.course.listing import Listed
from pdtutor.course.problems import LessonError
from pdtutor.errors import FileError

ROOT = Path(__file__).parents[2]


def lesson(path: Path, id: str) -> Path:
    """A file with a lesson of this id."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"format: 1\nid: {id}\ntitle: The {id}\nsteps: []\n", encoding="utf-8")
    return path


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of its own with two lessons."""
    monkeypatch.setattr(lesson_folders, "PACKAGE", tmp_path / "site" / "pdtutor")
    folder = tmp_path / "site" / "pdtutor" / "_lessons"
    lesson(folder / "01-one.yaml", "one")
    lesson(folder / "02-two.yaml", "two")
    return folder


@pytest.fixture
def away(tmp_path: Path) -> Path:
    """The folder that commands run in."""
    (tmp_path / "away").mkdir()
    return tmp_path / "away"


def environment(folder: Path, *named: str) -> Environment:
    return Environment(folder=folder, variables={VARIABLE: os.pathsep.join(named)} if named else {})


def ids(found: tuple[Found, ...]) -> list[str]:
    return [each.listed.id for each in found if each.listed]


# --- the folders ----------------------------------------------------------------------------------------------------------------------


def test_a_checkout_has_its_lessons_beside_the_package() -> None:
    lessons = all_lessons(Environment(variables={}))
    own = [each for each in lessons.found if each.source == BUNDLED]
    assert [each.path for each in own] == sorted((ROOT / "lessons").glob("*.yaml"))
    assert all(each.listed for each in own)


def test_an_installed_package_has_its_lessons_inside(bundled: Path, away: Path) -> None:
    lesson(bundled.parents[1] / "lessons" / "other.yaml", "of-another-package")
    lessons = all_lessons(environment(away))
    assert lessons.found[0] == Found(bundled / "01-one.yaml", BUNDLED, Listed("one", "The one", str(bundled / "01-one.yaml")))
    assert (ids(lessons.found), lessons.notes) == (["one", "two"], ())


def test_lessons_beside_a_package_that_is_no_checkout_are_not_ours(bundled: Path, away: Path) -> None:
    bundled.rename(bundled.parents[1] / "lessons")
    assert all_lessons(environment(away)).found == ()
    (bundled.parents[1] / "pyproject.toml").touch()
    assert ids(all_lessons(environment(away)).found) == ["one", "two"]


@pytest.mark.usefixtures("bundled")
def test_a_variable_names_folders_from_where_the_command_runs(away: Path, tmp_path: Path) -> None:
    lesson(away / "mine" / "b.yml", "b")
    lesson(away / "mine" / "a.YAML", "a")
    lesson(tmp_path / "theirs" / "c.yaml", "c")
    lessons = all_lessons(environment(away, "mine", str(tmp_path / "theirs"), "", "gone"))
    assert ids(lessons.found) == ["one", "two", "a", "b", "c"]
    assert {each.source for each in lessons.found} == {BUNDLED, VARIABLE}
    assert lessons.notes == ("PDTUTOR_LESSONS names “gone”, which is no folder.",)


def test_a_folder_that_is_named_twice_is_read_once(bundled: Path, away: Path) -> None:
    lessons = all_lessons(environment(away, str(bundled), str(bundled / ".." / "_lessons")))
    assert (ids(lessons.found), lessons.notes) == (["one", "two"], ())


@pytest.mark.usefixtures("bundled")
def test_only_files_that_end_as_lessons_do_are_looked_at(away: Path) -> None:
    for name in ("README.md", "a.json", ".hidden.yaml", "._a.yaml"):
        lesson(away / "mine" / name, "hidden")
    (away / "mine" / "folder.yaml").mkdir()
    os.mkfifo(away / "mine" / "pipe.yaml")
    lessons = all_lessons(environment(away, "mine"))
    assert (ids(lessons.found), len(lessons.found), lessons.notes) == (["one", "two"], 2, ())


def test_of_two_lessons_with_one_id_the_first_is_kept(bundled: Path, away: Path) -> None:
    second = lesson(away / "mine" / "a.yaml", "two")
    lessons = all_lessons(environment(away, "mine"))
    assert ids(lessons.found) == ["one", "two"]
    assert lessons.notes == (f"{second} is left out: its id two is that of {bundled / '02-two.yaml'}.",)
    assert find("two", environment(away, "mine")) == bundled / "02-two.yaml"


@pytest.mark.usefixtures("bundled")
def test_a_file_that_is_no_lesson_is_listed_with_its_problem(away: Path) -> None:
    broken = lesson(away / "mine" / "a.yaml", "a: b")
    large = lesson(away / "mine" / "b.yaml", "b")
    os.truncate(large, 1_000_001)
    found = all_lessons(environment(away, "mine")).found[2:]
    assert found == (
        Found(broken, VARIABLE, problem="A colon followed by a space ends a key. Put a text that has one in quotes."),
        Found(large, VARIABLE, problem="The file has 1,000,001 bytes; up to 1,000,000 are read."),
    )


# --- installed packages ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages are imported from."""
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    return tmp_path / "installed"


def install(site: Path, name: str, *entries: str, **files: str) -> None:
    """A package with its entry points, as an installer leaves them."""
    (site / f"{name}-1.dist-info").mkdir(parents=True)
    (site / f"{name}-1.dist-info" / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    declared = "".join(f"e{number} = {entry}\n" for number, entry in enumerate(entries))
    (site / f"{name}-1.dist-info" / "entry_points.txt").write_text(f"[pdtutor.lessons]\n{declared}")
    for module, code in files.items():
        (site / module).mkdir()
        (site / module / "__init__.py").write_text(code)


PACKAGES = {
    "a package whose folder has them": ("pdt_a", "pdt_a", "", "pdt_a"),
    "a package that says where they are": ("pdt_b", "pdt_b", "lessons = 'data'", "pdt_b/data"),
    "an attribute that is a path": ("pdt_c", "pdt_c:here", "import pathlib\nhere = pathlib.Path(__file__).parent / 'data'", "pdt_c/data"),
    "a package inside another": ("pdt_d", "pdt_d:lessons", "from pdt_d import lessons", "pdt_d/lessons"),
}


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(("name", "entry", "code", "folder"), PACKAGES.values(), ids=PACKAGES)
def test_an_installed_package_brings_lessons(name: str, entry: str, code: str, folder: str, site: Path, away: Path) -> None:
    install(site, name, entry, **{name: code})
    path = lesson(site / folder / "extra.yaml", "extra")
    (site / folder / "__init__.py").touch()
    lessons = all_lessons(environment(away))
    assert lessons.found[2:] == (Found(path, name, Listed("extra", "The extra", str(path))),)
    assert find("extra", environment(away)) == path


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("pdt_e", "raise RuntimeError('no luck')", "RuntimeError “no luck”."),
        ("pdt_f", "import pdt_is_not_there", "ModuleNotFoundError “No module named 'pdt_is_not_there'”."),
        ("pdt_g", "raise SystemExit", "SystemExit."),
        ("pdt_h", "lessons = 3", "TypeError “"),
        ("pdt_i", "lessons = 'gone'", "NotADirectoryError “"),
        ("pdt_j", "def", "SyntaxError “"),
    ],
)
def test_a_package_that_fails_is_a_note(name: str, code: str, said: str, site: Path, away: Path) -> None:
    install(site, name, name, **{name: code})
    lessons = all_lessons(environment(away))
    assert ids(lessons.found) == ["one", "two"]
    (note,) = lessons.notes
    assert note.startswith(f"The lessons of {name} cannot be found: {said}")


def test_a_lesson_that_is_found_before_loads_no_package(bundled: Path, site: Path, away: Path) -> None:
    install(site, "pdt_k", "pdt_k", pdt_k="raise AssertionError('loaded')")
    assert find("one", environment(away)) == bundled / "01-one.yaml"
    assert "pdt_k" not in sys.modules


# --- by id and by path ----------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("reference", ["one.yaml", "sub/lesson.yml", "sub/lesson.txt", "./one.yaml", "../away/one.yaml"])
def test_a_path_is_a_path(reference: str, away: Path) -> None:
    path = lesson(away / reference, "other")
    assert find(reference, environment(away)) == away / reference
    assert content(path).startswith(b"format: 1\n")
    assert find(str(path.resolve()), environment(away)) == path.resolve()


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("tow", "There is no lesson “tow”. Did you mean two?"),
        ("zzz", "There is no lesson “zzz”."),
        ("", "There is no lesson “”."),
        ("mine", "There is no lesson “mine”. Did you mean the file mine.yaml?"),
        ("gone.yaml", "There is no file “gone.yaml”."),
        ("sub/gone", "There is no file “sub/gone”."),
        ("a\0b", "There is no lesson “ab”."),
        ("x" * 5000, f"There is no lesson “{'x' * 39}…”."),
        ("/" + "x" * 5000, f"There is no file “/{'x' * 38}…”."),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_not_there_is_said_with_the_nearest(reference: str, message: str, away: Path) -> None:
    lesson(away / "mine.yaml", "mine-too")
    with pytest.raises(FileError) as caught:
        find(reference, environment(away))
    assert caught.value.message == message
    assert "pdtutor lesson list" in str(caught.value.hint)


# --- what is read ---------------------------------------------------------------------------------------------------------------------


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for path, message in (
        (pipe, f"{pipe} is no file: nothing of it is read."),
        (Path("/dev/zero"), "/dev/zero is no file: nothing of it is read."),
        (tmp_path, f"{tmp_path} is a folder."),
        (tmp_path / "gone.yaml", f"{tmp_path / 'gone.yaml'} cannot be read: no such file or directory."),
    ):
        with pytest.raises(FileError) as caught:
            content(path)
        assert (caught.value.message, type(caught.value)) == (message, FileError)


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.touch()
    os.truncate(large, 1_000_000_000)
    with pytest.raises(LessonError) as caught:
        content(large)
    assert caught.value.message == f"{large}:1:1: The file has 1,000,000,000 bytes; up to 1,000,000 are read."


def test_finding_lessons_loads_neither_the_form_nor_the_algebra() -> None:
    code = "import sys; from pdtutor.cli.environment import Environment; from pdtutor.cli.lesson_folders import all_lessons\n"
    code += "all_lessons(Environment()); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "sympy", "rich", "pdtutor.course.loader"} & set(modules)
