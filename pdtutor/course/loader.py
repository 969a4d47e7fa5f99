"""A lesson file's text into a Lesson, or into everything that is wrong with it, each problem at its line and column.

Belongs here: which keys there are, which a type needs, what a value looks like. Does not: YAML itself (`yaml_text`), whether the
mathematics holds (`judging`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from string import ascii_lowercase

from pdtutor.course import yaml_text
from pdtutor.course.lesson import FORMS, OTHERS, TOLD, Exercise, Lesson, Option
from pdtutor.course.problems import LessonError, Place, Problem, nearest, quoted
from pdtutor.course.yaml_text import Data, Document, Path

LESSON = ("format", "id", "title", "license", "requires", "skills", "assume", "settings", "steps")
SETTINGS = ("attempts", "reveal", "pass")
COMMON = ("id", "type", "prompt", "params", "points", "hints", "scaffold", "mistakes", "explain", "tests")
OPTION = ("text", "because", "correct")
TYPES: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "worked": ("command", "text"),
    "derivative": ("function", "wrt", "order", "at", "answer", "form"),
    "gradient": ("function", "wrt", "at", "answer", "form"),
    "jacobian": ("function", "functions", "wrt", "at", "answer", "form"),
    "hessian": ("function", "functions", "wrt", "at", "answer", "form"),
    "total": ("function", "wrt", "given", "depends", "answer", "form"),
    "expression": ("answer", "form"),
    "number": ("answer", "tolerance"),
    "choice": ("options",),
    "subdifferential": ("function", "at", "answer"),
    "next-rule": ("function", "wrt", "answer"),
    "find-the-error": ("function", "wrt", "mistake", "answer"),
    "descent-step": ("function", "from", "rate", "method", "at", "answer"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "worked": ("command",),
    "derivative": ("function",),
    "gradient": ("function",),
    "total": ("function", "wrt"),
    "expression": ("prompt", "answer"),
    "number": ("prompt", "answer"),
    "choice": ("prompt", "options"),
    "subdifferential": ("function", "at"),
    "next-rule": ("function", "wrt"),
    "find-the-error": ("function", "wrt", "mistake"),
    "descent-step": ("function", "from", "rate"),
}
ALL_TYPES = f"There are {', '.join(TYPES)}."
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"[1-9]\d{0,5}", re.ASCII)
TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def load(text: str, name: str) -> Lesson:
    """The lesson that a file's text is.

    name  what the file is called in messages

    Raises LessonError with every problem of the file.
    """
    document = yaml_text.read(text)
    lesson = _Loader(document).lesson(name, sha256(text.encode()).hexdigest()[:12]) if document.data is not None else None
    if document.problems or lesson is None:
        raise LessonError(name, document.problems or [Problem(Place(1, 1), "yaml", "The file is empty: a lesson begins with format: 1.")])
    return lesson


class _Loader:
    """Reads one document; what does not fit is added to its problems and left out."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def lesson(self, name: str, version: str) -> Lesson:
        fields = _Fields(self.document, (), self.document.data, LESSON, "lesson", ("format", "id", "title", "steps"))
        if fields.text("format") not in (None, "1"):
            fields.problem("format", "This version of pdtutor reads format 1.")
        return Lesson(
            id=fields.matching("id", ID, "An id is made of small letters, digits and hyphens: chain-rule.") or "",
            title=fields.text("title") or "",
            name=name,
            version=version,
            exercises=tuple(self._exercises(fields)),
            assume=fields.text("assume"),
            attempts=self._attempts(fields),
        )

    def _attempts(self, fields: _Fields) -> int:
        settings = fields.mapping("settings", SETTINGS, "settings")
        attempts = settings and settings.matching("attempts", WHOLE, "How many answers count is a whole number from 1: attempts: 3.")
        return int(attempts or 3)

    def _exercises(self, fields: _Fields) -> Iterable[Exercise]:
        ids: dict[str, Place] = {}
        for path, data in fields.items("steps"):
            step = self._step(path, data)
            if step is None:
                continue
            key = step.matching("id", ID, "An id is made of small letters, digits and hyphens: q1.")
            if key in ids:
                step.problem("id", f"The id {key} is taken already, in line {ids[key].line}.")
            elif key:
                ids[key] = step.place("id")
            if step.what not in TOLD:
                yield _exercise(step, key or "")

    def _step(self, path: Path, data: Data) -> _Fields | None:
        """A step's keys, once its type is known."""
        kind = data.get("type", "") if isinstance(data, dict) else None
        if not isinstance(kind, str) or kind not in TYPES:
            self._refuse_type(path, kind)
            return None
        known = (("id", "type") if kind in TOLD else COMMON) + TYPES[kind]
        return _Fields(self.document, path, data, known, kind, ("id", *NEEDED.get(kind, ())))

    def _refuse_type(self, path: Path, kind: Data) -> None:
        if kind is None:
            problem = Problem(self.document.at(path), "type", "A step is written {id: q1, type: derivative, …}.")
        elif kind == "":
            problem = Problem(self.document.at(path), "missing_key", f"This step says no type. {ALL_TYPES}")
        else:
            typed = kind if isinstance(kind, str) else ""
            message = f"There is no type {quoted(typed)}.{nearest(typed, TYPES, ALL_TYPES)}"
            problem = Problem(self.document.at((*path, "type")), "value", message)
        self.document.problems.append(problem)


def _exercise(step: _Fields, key: str) -> Exercise:
    """One exercise. What only a lesson run needs is carried along as it is written."""
    _refuse_unlike(step)
    return Exercise(
        id=key,
        type=step.what,
        place=step.document.at(step.path),
        prompt=step.text("prompt"),
        functions=step.texts("functions") or step.texts("function", is_list=False),
        wrt=step.texts("wrt"),
        order=step.texts("order"),
        at=step.point("at"),
        given=step.texts("given"),
        depends=step.texts("depends"),
        answer=step.text("answer"),
        form=step.one_of("form", FORMS),
        tolerance=step.matching("tolerance", NUMBER, "A tolerance is a number: 0.01."),
        options=_options(step),
        params=_params(step),
        more={name: data for name, data in step.data.items() if name in (*COMMON[4:], *(TYPES[step.what] if step.what in OTHERS else ()))},
        places={name: step.place(name) for name in step.data},
    )


def _refuse_unlike(step: _Fields) -> None:
    """Keys that a type needs one or exactly one of."""
    if step.what == "derivative" and ("wrt" in step.data) == ("order" in step.data):
        step.missing("A derivative needs wrt, the variable, or order, the variables in turn, and not both.")
    if step.what == "derivative" and len(step.texts("wrt")) > 1:
        step.problem("wrt", "A derivative is by one variable; for several there is the type gradient, for a mixed one order: [x, y].")
    if step.what in ("jacobian", "hessian") and ("function" in step.data) == ("functions" in step.data):
        step.missing(f"A {step.what} needs one function, or functions, a list of outputs, and not both.")
    if step.what == "hessian" and len(step.texts("functions")) > 1:
        step.problem("functions", "A Hessian is of one function.")
    if step.what == "total" and ("given" in step.data) == ("depends" in step.data):
        step.missing("A total needs given, formulas such as y = x^2, or depends, such as y(x), and not both.")


def _options(step: _Fields) -> tuple[Option, ...]:
    if step.what != "choice" or "options" not in step.data:
        return ()
    options = []
    for path, data in step.items("options"):
        fields = _Fields(step.document, path, data, OPTION, "option", ("text",))
        options.append(Option(fields.text("text") or "", TRUTHS[fields.one_of("correct", TRUTHS) or "no"], fields.text("because")))
    if not any(option.is_correct for option in options):
        step.problem("options", "None of the options is right: write correct: true beside the one that is.")
    if len(options) > len(ascii_lowercase):
        step.problem("options", f"There are letters for {len(ascii_lowercase)} options.")
    return tuple(options)


def _params(step: _Fields) -> dict[str, tuple[str, ...]]:
    names = step.data.get("params", {})
    fields = step.mapping("params", names if isinstance(names, dict) else (), "params")
    if fields is None:
        return {}
    for name in fields.data:
        if not NAME.fullmatch(name):
            fields.problem(name, f"{quoted(name)} is no name of a parameter. Name it like k or x0.", at_key=True)
    return {name: values for name in fields.data if (values := fields.texts(name))}


class _Fields:
    """The keys of one mapping: each value in the form that is asked for, or else a problem and nothing."""

    def __init__(self, document: Document, path: Path, data: Data, known: Collection[str], what: str, needed: Iterable[str] = ()) -> None:
        self.document = document
        self.path = path
        self.what = what
        self.data: Mapping[str, Data] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self._add(path, "type", f"This is no {what}: its keys are {', '.join(known)}.")
            return
        for name in self.data:
            if name not in known:
                mend = nearest(name, known, f"The keys are {', '.join(known)}.")
                self.problem(name, f"There is no key {quoted(name)} here.{mend}", "unknown_key", at_key=True)
        absent = [name for name in needed if name not in self.data]
        if absent:
            self.missing(f"{'These keys are' if len(absent) > 1 else 'This key is'} missing here: {', '.join(absent)}.")

    def place(self, name: str, at_key: bool = False) -> Place:
        """Where a value, or its key, stands."""
        path = (*self.path, name)
        return self.document.at_key(path) if at_key else self.document.at(path)

    def problem(self, name: str, message: str, code: str = "value", at_key: bool = False) -> None:
        """Something is wrong with a value."""
        self.document.problems.append(Problem(self.place(name, at_key), code, message))

    def missing(self, message: str) -> None:
        """Something that belongs here is not there."""
        self._add(self.path, "missing_key", message)

    def _add(self, path: Path, code: str, message: str) -> None:
        self.document.problems.append(Problem(self.document.at(path), code, message))

    def text(self, name: str) -> str | None:
        """A text that says something."""
        if name not in self.data:
            return None
        value = self.data[name]
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, str):
            self.problem(name, f"{name} says nothing. Fill it in, or leave it out.")
        else:
            self.problem(name, f"{name} is one text, not a list or a mapping. Put a text that begins with a bracket in quotes.", "type")
        return None

    def texts(self, name: str, is_list: bool = True) -> tuple[str, ...]:
        """A list of texts; one text is a list of one."""
        value = self.data.get(name)
        if value is None or not isinstance(value, list):
            one = self.text(name)
            return () if one is None else (one,)
        if not is_list:
            self.text(name)
            return ()
        if not value:
            self.problem(name, f"{name} is an empty list.")
        for path, item in self.items(name):
            if not isinstance(item, str) or not item.strip():
                self._add(path, "type", f"{name} is a list of texts. Put a text that begins with a bracket in quotes.")
                return ()
        return tuple(value)

    def items(self, name: str) -> Iterable[tuple[Path, Data]]:
        """The entries of a list with their paths."""
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.problem(name, f"{name} is a list: each entry begins with a hyphen, or all stand between square brackets.", "type")
            return []
        return [((*self.path, name, number), item) for number, item in enumerate(value)]

    def mapping(self, name: str, known: Collection[str], what: str) -> _Fields | None:
        """A mapping inside this one."""
        return _Fields(self.document, (*self.path, name), self.data[name], known, what) if name in self.data else None

    def matching(self, name: str, pattern: re.Pattern[str], message: str) -> str | None:
        """A text of a certain form."""
        return self._checked(name, lambda value: bool(pattern.fullmatch(value)), message)

    def one_of(self, name: str, known: Iterable[str]) -> str | None:
        """One of a few words."""
        words = tuple(known)
        value = self.data.get(name)
        typed = value if isinstance(value, str) else ""
        return self._checked(name, words.__contains__, f"{quoted(typed)} is not one of {', '.join(words)}.{nearest(typed, words)}")

    def point(self, name: str) -> str | None:
        """A point, written "x=1, y=2" or as a mapping."""
        value = self.data.get(name)
        if not isinstance(value, dict):
            return self.text(name)
        if not value or not all(isinstance(number, str) and number.strip() for number in value.values()):
            self.problem(name, f"{name} is a point: x=1, y=2.", "type")
            return None
        return ", ".join(f"{variable}={number}" for variable, number in value.items())

    def _checked(self, name: str, is_right: Callable[[str], bool], message: str) -> str | None:
        value = self.text(name)
        if value is None or is_right(value):
            return value
        self.problem(name, message)
        return None
