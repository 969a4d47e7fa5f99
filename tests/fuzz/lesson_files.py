"""Lesson files as an author may leave them, and as an attacker may.

Belongs here: generators of a file's bytes. Does not: what is done with them (`lessons`, `command_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from pdtutor.course import loader, template
from pdtutor.course.problems import LessonError
from tests.fuzz import hostile, texts

LESSONS = Path(__file__).parents[2] / "lessons"
STEP = re.compile(r"^(?=\s*- \{?id:)", re.MULTILINE)
KEYS = (
    "format", "id", "title", "license", "requires", "skills", "assume", "settings", "steps", "type", "text", "command", "params",
    "function", "functions", "wrt",
    "order", "at", "given", "depends", "answer", "form", "points", "hints", "scaffold", "mistakes", "explain", "tests", "prompt",
    "options", "tolerance", "mistake",
    "from", "rate", "method", "use", "say", "input", "expect", "because", "correct", "attempts", "reveal", "pass", "ask", "Functon", "",
    "__class__",
)  # fmt: skip
VALUES = (
    "no", "yes", "1e-3", "010", "12:30", "0x10", ".inf", ".nan", "null", "~", "[]", "{}", "''", "[[1, 2], [3]]", "{a: {b: c}}", "-1", "0",
    "9999999999999999999999",
    "'{k}'", "'{k!r}'", "'{0.__class__}'", "'{{k}}'", "'{k:>99999999}'", "'{k.__class__}'", "{k: [2, 3, 5]}", "{k: []}", "{k: [x]}",
    "{k: ['1/0']}", "{e: [1]}",
    "{k: {k: k}}", "!!python/object/apply:os.system [touch pdtutor_canary]", "!!binary aGk=", "!x y", "&a x", "*a", "<<: *a", "? x", "|",
    ">-", "'unclosed", '"\\x1b[2J"',
    '"\\u202e"', '"\\ud800"', "derivative", "gradient", "choice", "number", "descent-step", "find-the-error", "next-rule",
    "subdifferential", "expression", "total",
    "hessian", "jacobian", "worked", "text", "x=1, y=2", "x", "'x^2 y'", "[x, y]", "chain.inner_missing", "own.1", "mistake:own.2",
    "correct", "any", "factored", "2026-01-01",
    "partial \"x^2\" --save x.svg", "partial - ", "lesson run x", "'$(id)'", "[red]", "k*x", "1/0", "𝟗", "９",
)  # fmt: skip
BROKEN_BYTES = (
    b"\xff",
    b"\xfe\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\x00",
    b"\x1b[2J",
    b"\xef\xbb\xbf",
    b"\t",
    b"\r",
    b"\x85",
    b"\xe2\x80\xa8",
    b"\xf4\x90\x80\x80",
    b"---\n",
    b"...\n",
    b"%YAML 9.9\n",
)


@cache
def corpus() -> tuple[str, ...]:
    """Each step of the course in a lesson of its own, so that one is soon read."""
    found = [template.lesson("a-lesson", "A lesson")]
    for file in sorted(LESSONS.glob("*.yaml")):
        head, *steps = STEP.split(file.read_text(encoding="utf-8"))
        found += [head + step for step in steps]
    return tuple(filter(_is_sound, found))


def _is_sound(text: str) -> bool:
    try:
        return bool(loader.load(text, "x.yaml").steps)
    except LessonError:
        return False


def content(rng: Random) -> bytes:
    """One file."""
    drawn = rng.choice(KINDS)(rng)
    return drawn if isinstance(drawn, bytes) else drawn.encode("utf-8", "surrogatepass")


def sound(rng: Random) -> bytes:
    """A file with nothing wrong in it."""
    return rng.choice(corpus()).encode()


def _changed(rng: Random) -> str:
    """A sound lesson with a few lines changed."""
    lines = rng.choice(corpus()).split("\n")
    for _ in range(rng.choice((1, 1, 2, 3))):
        place = rng.randrange(len(lines))
        lines[place : place + rng.choice((0, 1))] = [rng.choice(LINES)(rng, lines[place])]
    return "\n".join(lines)


def _key_changed(rng: Random, line: str) -> str:
    return re.sub(r"\w+(?=:)", lambda _: rng.choice(KEYS), line, count=1)


def _value_changed(rng: Random, line: str) -> str:
    return f"{line.partition(':')[0]}: {_value(rng)}"


def _line_put(rng: Random, line: str) -> str:
    indent = " " * rng.choice((0, 2, 4, len(line) - len(line.lstrip())))
    return f"{indent}{rng.choice(('', '- '))}{rng.choice(KEYS)}: {_value(rng)}\n{line}"


def _line_mutated(rng: Random, line: str) -> str:
    return texts.mutated(rng, line, (line, "x: y", "- {id: q9, type: number}", "'"))


def _line_doubled(_: Random, line: str) -> str:
    return f"{line}\n{line}"


def _line_shifted(rng: Random, line: str) -> str:
    return rng.choice((" ", "  ", "\t", "    ")) + line


def _value(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(VALUES)
    if kind < 0.8:
        return "'" + texts.short(rng).replace("'", "''") + "'"
    return rng.choice(hostile.ATTACKS)


def _bytes_changed(rng: Random) -> bytes:
    data = sound(rng)
    for _ in range(rng.choice((1, 1, 3))):
        place = rng.randint(0, len(data))
        data = data[:place] + rng.choice(BROKEN_BYTES) + data[place + rng.choice((0, 0, 1)) :]
    return data


def _otherwise_encoded(rng: Random) -> bytes:
    return rng.choice(corpus()).encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "latin-1", "utf-7")), "replace")


def _step_of_nothing(rng: Random) -> str:
    """A lesson with one step whose keys and values are drawn."""
    members = "".join(f"  {key}: {_value(rng)}\n" for key in rng.sample(KEYS, rng.randint(1, 8)))
    return f"format: 1\nid: x\ntitle: y\nsteps:\n- id: q1\n{members}"


def _exercise(rng: Random) -> str:
    """A lesson with one exercise of a known type about an expression that is drawn."""
    kind, keys = rng.choice(EXERCISES)
    members = "".join(f"  {key}: {_quoted(_member(rng, key))}\n" for key in keys.split())
    extra = f"  params: {{k: [2, {rng.choice(('3', 'x', '1/0', '-1', '2'))}]}}\n  explain: '{{k}}'\n" if rng.random() < 0.3 else ""
    return f"format: 1\nid: x\ntitle: y\nsteps:\n- id: q1\n  type: {kind}\n{members}{extra}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\n", " ") + "'"


def _member(rng: Random, key: str) -> str:
    if rng.random() < 0.1:
        return texts.short(rng)
    drawn = {
        "wrt": ("x", "y", "x, y", "w"),
        "at": ("x=1", "x=0, y=1"),
        "from": ("x=1", "x=1, y=2"),
        "rate": ("0.1", "1/0"),
        "mistake": ("chain.inner_missing", "x"),
    }
    drawn |= {"given": ("y = x^2", "y(x)"), "order": ("x, y",), "tolerance": ("0.1", "-1"), "method": ("gd", "adam"), "prompt": ("?",)}
    return rng.choice(drawn[key]) if key in drawn else texts.expression(rng, 2)


EXERCISES = (
    ("derivative", "function wrt"), ("derivative", "function wrt at"), ("gradient", "function wrt"), ("jacobian", "function wrt"),
    ("hessian", "function wrt"),
    ("total", "function wrt given"), ("expression", "prompt answer"), ("number", "prompt answer tolerance"), ("subdifferential",
    "function at"), ("next-rule", "function wrt"),
    ("find-the-error", "function wrt mistake"), ("descent-step", "function from rate method"),
)  # fmt: skip


def _bomb(rng: Random) -> str:
    """Aliases of aliases, brackets in brackets, a huge scalar, thousands of keys."""
    size = rng.choice((10, 100, 3_000))
    aliases = "a0: &a0 x\n" + "".join(f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]\n" for k in range(1, min(size, 100)))
    nests = rng.choice(("[" * size, "{a: " * size, "- " * size, "[" * size + "]" * size, "? " * size))
    long = f"title: {rng.choice(('x', '{k}', ' ', 'é'))}" * 1 + rng.choice("xé9{ ") * (size * 100)
    return rng.choice(
        (aliases, nests, long, "\n".join(f"k{k}: v" for k in range(size)), "steps:\n" + "- x\n" * size, "format: 1\n" * size, "#" * size)
    )


LINES: tuple[Callable[[Random, str], str], ...] = (
    _key_changed,
    _value_changed,
    _value_changed,
    _line_put,
    _line_mutated,
    _line_doubled,
    _line_shifted,
)
KINDS: tuple[Callable[[Random], str | bytes], ...] = (
    *(_changed,) * 50, *(_bytes_changed,) * 8, *(_exercise,) * 20, *(_step_of_nothing,) * 10, *(_bomb,) * 2, _otherwise_encoded,
    *(texts.short,) * 2,
)  # fmt: skip
