"""YAML as plain text, lists and mappings, with the place of every key and value.

Belongs here: what YAML itself may and may not say: no anchors, aliases, tags or repeated keys, every scalar the text that is written.
Does not: what a lesson's keys mean (`loader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from pdtutor.course.problems import Place, Problem, quoted

LONGEST = 1_000_000  # characters
DEEPEST = 20  # levels of lists and mappings
PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where PyYAML was built with it: 0.6 ms for 200 lines, not 15
HARMFUL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TOO_DEEP = f"Nothing here is nested more than {DEEPEST} levels deep."
SYNTAX = (
    (re.compile(r"mapping values are not allowed"), "A colon followed by a space ends a key. Put a text that has one in quotes."),
    (re.compile(r"cannot start any token|tab character"),
     "No text begins with this character. Put it in quotes; indent with spaces, not tabs."),
    (re.compile(r"unexpected end of stream"), "A quotation mark is opened, but never closed."),
    (re.compile(r"unknown escape character"), "Between double quotes a backslash means something else. Use single quotes."),
    (re.compile(r"expected ',' or '[]}]'"), "A bracket opened before this is not closed: a comma or the closing bracket is missing."),
    (re.compile(r"expected <block end>|did not find expected '-' indicator|did not find expected key"),
     "This line does not go on with what stands above it. Are its indentation and its quotation marks right?"),
    (re.compile(r"could not find expected ':'"), "A colon is missing after the key."),
    (re.compile(r"nesting depth"), TOO_DEEP),
)  # fmt: skip

Path = tuple[str | int, ...]
Data = Any  # str, list[Data] or dict[str, Data]


@dataclass
class Document:
    """What a text says.

    data      text, lists and mappings; None where nothing could be read
    keys      path → where the key stands; values: path → where its value does
    problems  what is wrong with it as YAML
    """

    data: Data = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at_key(self, path: Path) -> Place:
        """Where a key stands, or else what holds it."""
        return self.keys.get(path) or self.at(path)

    def at(self, path: Path) -> Place:
        """Where a value stands, or else what holds it."""
        return self.values.get(path) or (self.at(path[:-1]) if path else Place(1, 1))


def read(text: str) -> Document:
    """The one document that the text is; nothing is raised, every problem is listed."""
    document = Document()
    if _is_refused(text, document.problems):
        return document
    try:
        _Builder(yaml.parse(text, Loader=PARSER), document).build()
    except yaml.YAMLError as error:
        document.data = None
        document.problems.append(_syntax(error))
    return document


def _is_refused(text: str, problems: list[Problem]) -> bool:
    """Whether the text is too long, or has characters that steer terminals and have no place in YAML."""
    if len(text) > LONGEST:
        problems.append(Problem(Place(1, 1), "too_large", f"The file has {len(text):,} characters; up to {LONGEST:,} are read."))
        return True
    for number, line in enumerate(text.split("\n"), 1):
        for found in HARMFUL.finditer(line):
            place = Place(number, found.start() + 1)
            problems.append(Problem(place, "yaml", f"The control character U+{ord(found.group()):04X} has no place in a text."))
    return bool(problems)


def _syntax(error: yaml.YAMLError) -> Problem:
    mark, said = getattr(error, "problem_mark", None), str(getattr(error, "problem", None) or error)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    mend = next((words for pattern, words in SYNTAX if pattern.search(said)), f"This cannot be read as YAML: {said.splitlines()[0]}.")
    return Problem(place, "yaml", mend)


class _Builder:
    """Parser events into a document."""

    def __init__(self, events: Iterator[Any], document: Document) -> None:
        self.events = events
        self.document = document

    def build(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and self.document.values:
                self._problem(event, "A lesson is one document: leave out the line of dashes.")
                return
            if isinstance(event, yaml.NodeEvent):
                self.document.data = self._value(event, ())

    def _value(self, event: Any, path: Path) -> Data:
        self.document.values[path] = _place(event)
        self._refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.AliasEvent):
            return ""
        if len(path) >= DEEPEST:
            self._problem(event, TOO_DEEP)
            self._skip()
            return ""
        return self._list(path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(path)

    def _list(self, path: Path) -> list[Data]:
        found: list[Data] = []
        for event in iter(self._next, None):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path) -> dict[str, Data]:
        found: dict[str, Data] = {}
        for event in iter(self._next, None):
            key = self._key(event)
            if key is None:
                self._value(self._next(), (*path, ""))
            elif key in found:
                self._problem(event, f"The key {quoted(key)} stands here twice.", "duplicate_key")
                self._value(self._next(), (*path, ""))
            else:
                self.document.keys[(*path, key)] = _place(event)
                found[key] = self._value(self._next(), (*path, key))
        return found

    def _key(self, event: Any) -> str | None:
        """The word that a key is, or None where it is none."""
        self._refuse_references(event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if not isinstance(event, yaml.AliasEvent):
            self._problem(event, "A key is a word, not a list or a mapping. Put a text that begins with a bracket in quotes.")
            self._skip()
        return None

    def _next(self) -> Any:
        """The next event inside a list or mapping; None at its end."""
        event = next(self.events)
        return None if isinstance(event, yaml.CollectionEndEvent) else event

    def _skip(self) -> None:
        depth = 1
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, f"*{event.anchor} refers to another part. Write it out; a text that begins with * needs quotes.")
        elif event.anchor:
            self._problem(event, f"&{event.anchor} names a part for use elsewhere. Leave it out; a text that begins with & needs quotes.")
        if getattr(event, "tag", None):
            self._problem(event, "A text that begins with ! needs quotes; types are not written here.")

    def _problem(self, event: Any, message: str, code: str = "yaml") -> None:
        self.document.problems.append(Problem(_place(event), code, message))


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
