"""YAML as plain text, lists and mappings, with the place of every key and value.

Belongs here: what YAML itself may and may not say: no anchors, aliases, tags or repeated keys, every scalar the text that is written.
Does not: what a lesson's keys mean (`loader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from pdtutor.course.problems import MOST_FOUND, Place, Problem, quoted

LONGEST = 1_000_000  # characters
DEEPEST = 20  # levels of lists and mappings
PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where PyYAML was built with it: 0.6 ms for 200 lines, not 15
STARTS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
ENDS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # what YAML takes for one
HARMFUL = re.compile(  # what steers a terminal, turns the direction of writing, or is no character
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
COLON = "A colon followed by a space ends a key. Put a text that has one in quotes; between two keys stands a comma."
APOSTROPHE = "A single quotation mark ends the text here. Inside a text between such marks it is doubled: 'Don''t'."
TOO_DEEP = f"Nothing here is nested more than {DEEPEST} levels deep."
SYNTAX = (  # what PyYAML says, as patterns that are compiled when there is need → what is said here
    (r"mapping values are not allowed", "A colon followed by a space ends a key. Put a text that has one in quotes."),
    (r"cannot start any token|tab character",
     "No text begins with this character. Put it in quotes; indent with spaces, not tabs."),
    (r"unexpected end of stream", "A quotation mark is opened, but never closed."),
    (r"unknown escape character", "Between double quotes a backslash means something else. Use single quotes."),
    (r"expected ',' or '[]}]'", "A bracket opened before this is not closed: a comma or the closing bracket is missing."),
    (r"expected <block end>|did not find expected '-' indicator|did not find expected key",
     "This line does not go on with what stands above it. Are its indentation and its quotation marks right?"),
    (r"could not find expected ':'", "A colon is missing after the key."),
    (r"nesting depth", TOO_DEEP),
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


def too_large(size: int, what: str = "bytes") -> Problem:
    """What is said of a file that is longer than any lesson."""
    return Problem(Place(1, 1), "too_large", f"The file has {size:,} {what}; up to {LONGEST:,} are read.")


def decoded(content: bytes) -> str | Problem:
    """A file's content as text, or why it is none; what is too long is not even decoded."""
    if len(content) > LONGEST:
        return too_large(len(content))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        *lines, line = LINE_END.split(error.object[: error.start].decode())
        place = Place(len(lines) + 1, len(line) + 1)
        return Problem(place, "yaml", f"The byte {byte:02X} stands for no text in UTF-8. Save the file as UTF-8.")


def read(text: str) -> Document:
    """The one document that the text is; nothing is raised, every problem is listed."""
    document = Document()
    text = text.removeprefix("\ufeff")
    if _is_refused(text, document.problems):
        return document
    try:
        _Builder(yaml.parse(text, Loader=PARSER), document).build()
    except yaml.YAMLError as error:
        document.data = None
        document.problems.append(_syntax(error, text))
    return document


def outline(text: str, depth: int) -> Data | Problem:
    """The upper levels of a text alone, as text, lists and mappings: what stands deeper is an empty text. Or the first problem met.

    In half the time that it takes to read all of it with its places. References, tags and repeated keys go unnoticed.
    """
    text = text.removeprefix("\ufeff")
    problems: list[Problem] = []
    if _is_refused(text, problems):
        return problems[0]
    events = yaml.parse(text, Loader=PARSER)
    try:
        start = next((event for event in events if isinstance(event, yaml.NodeEvent)), None)
        return "" if start is None else _outline(start, events, depth)
    except yaml.YAMLError as error:
        return _syntax(error, text)


def _outline(event: Any, events: Iterator[Any], depth: int) -> Data:
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return HARMFUL.sub("", event.value)
    if kind is yaml.AliasEvent:
        return ""
    if depth == 0:
        _skip(events)
        return ""
    inner = []
    for found in events:
        if type(found) in ENDS:
            break
        inner.append(_outline(found, events, depth - 1))
    return inner if kind is yaml.SequenceStartEvent else {str(key): value for key, value in zip(inner[::2], inner[1::2], strict=True)}


def _skip(events: Iterator[Any]) -> None:
    """Leave the list or mapping that has just begun."""
    depth = 1
    while depth:
        kind = type(next(events))
        depth += (kind in STARTS) - (kind in ENDS)


def _is_refused(text: str, problems: list[Problem]) -> bool:
    """Whether the text is too long, or has characters that steer terminals and have no place in YAML."""
    if len(text) > LONGEST:
        problems.append(too_large(len(text), "characters"))
        return True
    if HARMFUL.search(text):
        lines = enumerate(LINE_END.split(text), 1)
        found = ((Place(number, match.start() + 1), match) for number, line in lines for match in HARMFUL.finditer(line))
        problems += [Problem(place, "yaml", _harm(match)) for place, match in islice(found, MOST_FOUND)]
    return bool(problems)


def _harm(found: re.Match[str]) -> str:
    return f"The control character U+{ord(found.group()):04X} has no place in a text."


def _syntax(error: yaml.YAMLError, text: str) -> Problem:
    said = str(getattr(error, "problem", None) or error)
    opened = getattr(error, "context_mark", None) if "unexpected end of stream" in said else None  # of a quotation mark never closed
    mark = opened or getattr(error, "problem_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
    mend = next((words for pattern, words in SYNTAX if re.search(pattern, said)), f"This cannot be read as YAML: {said.splitlines()[0]}.")
    return Problem(place, "yaml", _ended_early(text, place) or mend)


def _ended_early(text: str, place: Place) -> str | None:
    """What is said where a colon between brackets, or an apostrophe, has ended a text in the midst of it; None where neither has."""
    line = next(islice(LINE_END.split(text), place.line - 1, None), "")
    before, after = line[: place.column - 1], line[place.column - 1 :]
    if re.match(r":(\s|$)", after) and re.search(r"[\[{]", before):  # else it is the key of a line below a bracket left open
        return COLON
    return APOSTROPHE if before.endswith("'") and after[:1].isalpha() else None


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
            return self._text(event)
        if isinstance(event, yaml.AliasEvent):
            return ""
        if len(path) >= DEEPEST:
            self._problem(event, TOO_DEEP)
            _skip(self.events)
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
            return self._text(event)
        if not isinstance(event, yaml.AliasEvent):
            self._problem(event, "A key is a word, not a list or a mapping. Put a text that begins with a bracket in quotes.")
            _skip(self.events)
        return None

    def _text(self, event: Any) -> str:
        """What a scalar says: an escape between double quotes may stand for any character."""
        found = HARMFUL.search(event.value) if event.style == '"' else None
        if found:
            self._problem(event, _harm(found))
        return str(event.value)

    def _next(self) -> Any:
        """The next event inside a list or mapping; None at its end."""
        event = next(self.events)
        return None if isinstance(event, yaml.CollectionEndEvent) else event

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
