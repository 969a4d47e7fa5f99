"""A lesson file's text into a Lesson, or into everything that is wrong with it, each problem at its line and column.

Belongs here: what the keys of a file need of each other, and the words and the place of every problem. Does not: YAML itself (`yaml_text`),
which keys there are and what a value looks like (`schema`), whether the mathematics holds (`tasks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from itertools import chain, islice
from string import ascii_lowercase
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pdtutor.course import schema, yaml_text
from pdtutor.course.lesson import Ask, Declared, Exercise, Lesson, Option, Step, Test, Text, Worked
from pdtutor.course.problems import MOST_FOUND, LessonError, Place, Problem, nearest, quoted
from pdtutor.course.schema import values
from pdtutor.course.yaml_text import Data, Document, Path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

EMPTY = Problem(Place(1, 1), "yaml", "The file is empty: a lesson begins with format: 1.")
ALL_TYPES = f"There are {', '.join(schema.STEPS)}."
NO_TEXTS, HAS_COLON = "no_texts", "has_colon"
SHAPES = {  # kind of error → code, and the message with the name of the key
    values.BLANK: ("value", "{} says nothing. Fill it in, or leave it out."),
    values.NO_TEXT: ("type", "{} is one text, not a list or a mapping. Put a text that begins with a bracket in quotes."),
    NO_TEXTS: ("type", "{} is a list of texts. Put a text that begins with a bracket in quotes."),
    HAS_COLON: ("type", "{} is text here, but a colon followed by a space makes a key of it. Put a text that has one in quotes."),
    values.EMPTY_LIST: ("value", "{} is an empty list."),
    values.NO_POINT: ("type", "{} is a point: x=1, y=2."),
    "tuple_type": ("type", "{} is a list: each entry begins with a hyphen, or all stand between square brackets."),
    "dict_type": ("type", "{} has names, each with the values it is drawn from: k: [2, 3, 5]."),
}
PROSE = ("prompt", "hints", "explain", "ask", "say", "text", "because", "mistake", "use", "expect", "method", "form", "correct", "points")
MADE = ("place", "places", "functions", "options", "scaffold", "mistakes", "tests")  # of an exercise; the rest it has as the file has it
INSTEAD = {"format": "1", "id": "unknown", "title": "-"}  # of keys that are needed and have a problem


def load_bytes(content: bytes, name: str) -> Lesson:
    """The lesson that a file's content is: text in UTF-8, with or without a byte order mark, its lines ended as on any system.

    Raises LessonError with every problem of the file.
    """
    text = yaml_text.decoded(content)
    if isinstance(text, Problem):
        raise LessonError(name, [text])
    return load(text, name)


def load(text: str, name: str) -> Lesson:
    """The lesson that a file's text is.

    name  what the file is called in messages

    Raises LessonError with every problem of the file.
    """
    document = yaml_text.read(text)
    if document.data is None:
        raise LessonError(name, document.problems or [EMPTY])
    keys, shapes = _read(document)
    problems = list(islice(chain(document.problems, shapes, _rules(document)), MOST_FOUND))
    if problems or keys is None:
        raise LessonError(name, problems)
    return _lesson(keys, document, name, version(text))


def load_rest(content: bytes, name: str, problems: Sequence[Problem]) -> Lesson | None:
    """What is left of a lesson without the parts that have problems, so that all else in it can be looked at too; None where that is none.

    Steps that are left out are texts that say nothing.
    """
    text = yaml_text.decoded(content)
    document = Document() if isinstance(text, Problem) else yaml_text.read(text)
    if isinstance(text, Problem) or not isinstance(document.data, dict) or not isinstance(document.data.get("steps"), list):
        return None
    document.data = _without({problem.place.line for problem in problems}, document)
    keys, _ = _read(document)
    return None if keys is None else _lesson(keys, document, name, version(text))


def _without(lines: set[int], document: Document) -> Data:
    """The document's data without what stands at these lines, every step at its old place."""
    steps = document.data["steps"]
    starts = [document.at(("steps", place)).line for place in range(len(steps))]
    after = [*starts[1:], max([*starts, *lines], default=0) + 1][: len(starts)]
    whole = {
        place: step if not any(start <= line < end for line in lines) else {"id": f"left-out-{place}", "type": "text", "text": "-"}
        for place, (step, start, end) in enumerate(zip(steps, starts, after, strict=True))
    }
    kept = {key: value for key, value in document.data.items() if document.at_key((key,)).line not in lines or key == "steps"}
    return {**INSTEAD, **kept, "steps": list(whole.values())}


def _read(document: Document) -> tuple[schema.LessonKeys | None, Iterable[Problem]]:
    """A document in the form of a lesson, or else what is not of this form."""
    try:
        return schema.LessonKeys.model_validate(document.data), ()
    except ValidationError as error:
        return None, _shapes(error, document)


def version(text: str) -> str:
    """Twelve characters that change with a file's text, but not with the way in which a system ends lines."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:12]


# --- what a single key or value is not ------------------------------------------------------------------------------------------------


def _shapes(error: ValidationError, document: Document) -> Iterator[Problem]:
    """The problems that the form has with a document; keys that are missing in one place are one problem."""
    missing: dict[Path, list[str]] = {}
    for found in error.errors(include_url=False, include_input=False):
        path = _path(found["loc"])
        if found["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            yield _shape(found, path, document)
    for path, names in missing.items():
        said = f"{'These keys are' if len(names) > 1 else 'This key is'} missing here: {', '.join(names)}."
        yield Problem(document.at(path), "missing_key", said)


def _path(loc: tuple[str | int, ...]) -> Path:
    """Where in the document an error is: the form also says which type of a step it is about."""
    return (*loc[:2], *loc[3:]) if loc[:1] == ("steps",) else loc


def _shape(error: ErrorDetails, path: Path, document: Document) -> Problem:
    kind, name = error["type"], next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind == values.SAID:
        place = document.at_key(path[:-1]) if name == "[key]" else document.at(path)
        told = error["ctx"]
        return Problem(place, "value", told["message"] + nearest(told["word"], told["known"]))
    if kind == "extra_forbidden":
        known = schema.keys_of(_model(path[:-1], document))
        mend = nearest(name, known, f"The keys are {', '.join(known)}.")
        return Problem(document.at_key(path), "unknown_key", f"There is no key {quoted(name)} here.{mend}")
    if kind == "model_type":
        model = _model(path, document)
        return Problem(document.at(path), "type", f"This is no {model.what}: its keys are {', '.join(schema.keys_of(model))}.")
    if kind in SHAPES:
        is_listed = kind in (values.BLANK, values.NO_TEXT) and path in document.values and isinstance(path[-1], int)
        has_colon = kind == values.NO_TEXT and _is_broken_text(path, document)
        code, said = SHAPES[HAS_COLON if has_colon else NO_TEXTS if is_listed else kind]
        return Problem(document.at(path), code, said.format(name if values.NAME.fullmatch(name) else quoted(name)))
    return _no_type(path, document)


def _is_broken_text(path: Path, document: Document) -> bool:
    """Whether a mapping is a text that a colon has broken in two: it stands without braces, so that it begins as its key does."""
    found = _value(document, path)
    return isinstance(found, dict) and len(found) == 1 and document.keys.get((*path, *found)) == document.at(path)


def _model(path: Path, document: Document) -> type[schema.Keys]:
    """What the mapping at a path should be."""
    if not path:
        return schema.LessonKeys
    if path[0] == "steps" and len(path) == 2:
        return schema.STEPS[_value(document, (*path, "type"))]
    return schema.PARTS[next(part for part in reversed(path) if isinstance(part, str))]


def _value(document: Document, path: Path) -> Data:
    """What a document has at a path; nothing where there is no such key."""
    data = document.data
    for part in path:
        data = data.get(part) if isinstance(data, dict) else data[part]
    return data


def _no_type(path: Path, document: Document) -> Problem:
    """A step whose type is not known, is not said, or cannot be."""
    step = _value(document, path)
    if not isinstance(step, dict):
        return Problem(document.at(path), "type", "A step is written {id: q1, type: derivative, …}.")
    kind, place = step.get("type", ""), document.at((*path, "type"))
    if not isinstance(kind, str):
        code, said = SHAPES[values.NO_TEXT]
        return Problem(place, code, said.format("type"))
    if not kind.strip():
        return Problem(document.at(path), "missing_key", f"This step says no type. {ALL_TYPES}")
    return Problem(place, "value", f"There is no type {quoted(kind)}.{nearest(kind, schema.STEPS, ALL_TYPES)}")


# --- what keys need of each other -----------------------------------------------------------------------------------------------------


class _Part:
    """One mapping of a document, whatever is wrong with it: texts, lists and mappings where the file has them, else empty ones."""

    def __init__(self, document: Document, path: Path) -> None:
        self.document = document
        self.path = path
        data = _value(document, path)
        self.data: Mapping[str, Data] = data if isinstance(data, dict) else {}

    def text(self, name: str) -> str:
        value = self.data.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """The texts of a list; one text is a list of one."""
        value = self.data.get(name)
        return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]

    def part(self, name: str) -> _Part:
        """The mapping that a key has."""
        return _Part(self.document, (*self.path, name))

    def parts(self, name: str) -> list[_Part]:
        """The mappings of a list."""
        value = self.data.get(name)
        items = value if isinstance(value, list) else []
        return [_Part(self.document, (*self.path, name, number)) for number, item in enumerate(items) if isinstance(item, dict)]

    def problem(self, message: str, *path: str | int, code: str = "value") -> Problem:
        return Problem(self.document.at((*self.path, *path)), code, message)


def _rules(document: Document) -> Iterator[Problem]:
    """What the keys of the lesson, of its steps and of their parts need of each other."""
    lesson = _Part(document, ())
    for number, required in enumerate(lesson.texts("requires")):
        if required and required == lesson.text("id"):
            yield lesson.problem("A lesson does not come before itself.", "requires", number)
    steps = [step for step in lesson.parts("steps") if step.text("type") in schema.STEPS]
    yield from _repeated(steps)
    for step in steps:
        for rule in (_needed, _single, _right, _own, _unused):
            yield from rule(step)


def _repeated(steps: list[_Part]) -> Iterator[Problem]:
    """Ids that an earlier step has."""
    lines: dict[str, int] = {}
    for step in steps:
        id = step.text("id")
        if id in lines:
            yield step.problem(f"The id {id} is taken already, in line {lines[id]}.", "id")
        elif values.ID.fullmatch(id):
            lines[id] = step.document.at((*step.path, "id")).line


def _needed(step: _Part) -> Iterator[Problem]:
    """Keys of which one is needed, or none without another."""
    own = schema.STEPS[step.text("type")]
    inner = [(part, model) for name, model in schema.PARTS.items() if name in schema.keys_of(own) for part in step.parts(name)]
    for part, model in [(step, own), *inner]:
        is_one = not model.one_of or sum(key in part.data for key in model.one_of) == 1
        if not is_one or any(key in part.data and other not in part.data for key, other in model.together):
            yield part.problem(model.needs, code="missing_key")


def _single(step: _Part) -> Iterator[Problem]:
    """Lists where a type has but one."""
    is_several = len(_names(step.texts("wrt"))) > 1
    if step.text("type") == "derivative" and is_several:
        yield step.problem("A derivative is by one variable; for several there is the type gradient, for a mixed one order: [x, y].", "wrt")
    if step.text("type") in ("next-rule", "find-the-error") and is_several:
        yield step.problem("A derivation is by one variable.", "wrt")
    for number, part in enumerate(step.parts("scaffold")):
        if len(_names(part.texts("wrt"))) > 1:
            yield step.problem("A smaller question is by one variable.", "scaffold", number, "wrt")
    if step.text("type") == "hessian" and len(step.texts("functions")) > 1:
        yield step.problem("A Hessian is of one function.", "functions")


def _names(texts: list[str]) -> list[str]:
    """The variables in a list: a text may name several, and w[1,2] is one."""
    return [name for text in texts for name in re.split("[,;]", re.sub(r"\[[^]]*\]", "", text))]


def _right(step: _Part) -> Iterator[Problem]:
    """Choices that cannot be made."""
    options = step.parts("options")
    if step.text("type") != "choice" or not isinstance(step.data.get("options"), list):
        return
    if all(option.text("correct") in ("", "no", "false") for option in options):
        yield step.problem("None of the options is right: write correct: true beside the one that is.", "options")
    if len(options) > len(ascii_lowercase):
        yield step.problem(f"There are letters for {len(ascii_lowercase)} options.", "options")


def _own(step: _Part) -> Iterator[Problem]:
    """Tests that expect a mistake of the author's own which is not there."""
    own = [f"{values.OWN}{number}" for number, _ in enumerate(filter(lambda each: "answer" in each.data, step.parts("mistakes")), 1)]
    for test in step.parts("tests"):
        id = test.text("expect").removeprefix(values.MISTAKE)
        if test.text("expect").startswith(values.MISTAKE) and values.OWN_ID.fullmatch(id) and id not in own:
            there = f"There {'are' if len(own) > 1 else 'is'} {', '.join(own)}." if own else "None of the mistakes here has an answer."
            yield test.problem(f"There is no mistake {id} in this exercise. {there}", "expect")


def _unused(step: _Part) -> Iterator[Problem]:
    """Parameters that change nothing."""
    texts = [(key, text) for name, value in step.data.items() if name not in ("id", "type", "params") for key, text in _texts(value, name)]
    for name in step.part("params").data:
        is_used = any(f"{{{name}}}" in text or (key not in PROSE and _has_name(text, name)) for key, text in texts)
        if not is_used and values.NAME.fullmatch(name) and step.part("params").texts(name):
            yield Problem(step.document.at_key((*step.path, "params", name)), "value", f"{name} is drawn, but nothing uses it.")


def _texts(data: Data, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value, with the key that it belongs to."""
    if isinstance(data, str):
        yield key, data
    for name, value in data.items() if isinstance(data, dict) else ():
        if key in ("at", "from"):
            yield key, name
        yield from _texts(value, name)
    for value in data if isinstance(data, list) else ():
        yield from _texts(value, key)


def _has_name(formula: str, name: str) -> bool:
    """Whether a formula speaks of a name, by itself or in a run of letters: k in kx, but c not in cos x."""
    if name not in formula:
        return False
    if re.search(rf"(?<!\w){name}(?!\w)", formula):
        return True
    from pdtutor.course.parameters import in_formula
    from pdtutor.errors import ReadingError

    try:
        return in_formula(formula, {name: "(0)"}) != formula
    except ReadingError:
        return True


# --- the lesson -----------------------------------------------------------------------------------------------------------------------


def _lesson(keys: schema.LessonKeys, document: Document, name: str, version: str) -> Lesson:
    return Lesson(
        id=keys.id,
        title=keys.title,
        name=name,
        version=version,
        steps=tuple(_step(step, document, ("steps", number)) for number, step in enumerate(keys.steps)),
        license=keys.license,
        requires=keys.requires,
        skills=keys.skills,
        assume=keys.assume,
        attempts=keys.settings.attempts,
        reveal=keys.settings.reveal,
        pass_share=keys.settings.pass_share,
        places=_places(document, ()),
    )


def _places(document: Document, path: Path) -> dict[str, Place]:
    """Where the value of each key of a mapping stands."""
    return {name: document.at((*path, name)) for name in _value(document, path)}


def _step(keys: schema.StepKeys, document: Document, path: Path) -> Step:
    if isinstance(keys, schema.TextKeys):
        return Text(keys.id, keys.text, document.at(path))
    if isinstance(keys, schema.WorkedKeys):
        return Worked(keys.id, keys.command, document.at(path), keys.text)
    assert isinstance(keys, schema.ExerciseKeys)
    return _exercise(keys, document, path)


def _exercise(keys: schema.ExerciseKeys, document: Document, path: Path) -> Exercise:
    function = getattr(keys, "function", None)
    options = getattr(keys, "options", ())
    names = (each.name for each in fields(Exercise) if each.name not in MADE)
    same = {name: value for name in names if (value := getattr(keys, name, None)) is not None}
    asks, mistakes, tests = (
        [(each, document.at((*path, key, number))) for number, each in enumerate(getattr(keys, key))]
        for key in ("scaffold", "mistakes", "tests")
    )
    return Exercise(
        place=document.at(path),
        functions=getattr(keys, "functions", None) or ((function,) if function else ()),
        options=tuple(Option(each.text, each.correct, each.because) for each in options),
        scaffold=tuple(Ask(each.ask, place, each.function, each.wrt, each.answer) for each, place in asks),
        mistakes=tuple(_mistakes(mistakes)),
        tests=tuple(Test(each.input, each.expect, place) for each, place in tests),
        places=_places(document, path),
        **same,
    )


def _mistakes(mistakes: Iterable[tuple[schema.DeclaredKeys, Place]]) -> Iterator[Declared]:
    """The author's own ones are numbered in the order of the file."""
    own = 0
    for keys, place in mistakes:
        own += keys.answer is not None
        yield Declared(keys.use or f"{values.OWN}{own}", place, keys.answer, keys.say)
