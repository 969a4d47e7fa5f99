"""Answer files of one run: what they say as YAML and as JSON, and what is said of those that are none."""

from __future__ import annotations

import json

import pytest

from pdtutor.errors import FileError, TutorError, UsageError
from pdtutor.practice.answer_file import FORM, AnswerFile, parse

IDS = ("q1", "q2", "relay")
FILE, USAGE = FileError, UsageError
KEYS = "The keys are answers, seed, version, lesson, student."
OPEN = "A bracket opened before this is not closed: a comma or the closing bracket is missing."
NO_KEY = "A colon followed by a space ends a key. Put a text that has one in quotes."
NO_START = "No text begins with this character. Put it in quotes; indent with spaces, not tabs."
NAMED = "&x names a part for use elsewhere. Leave it out; a text that begins with & needs quotes."
TAGGED = "A text that begins with ! needs quotes; types are not written here."
HARMFUL = "The control character U+001B has no place in a text."
TOO_DEEP = "Nothing here is nested more than 20 levels deep."


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("answers: {q1: 2x, q2: [a, b]}", {"q1": ("2x",), "q2": ("a", "b")}),
        ("answers:\n  q1: 2x + 3y\n  q2:\n  - try 1\n  - try 2\n", {"q1": ("2x + 3y",), "q2": ("try 1", "try 2")}),
        ("{answers: {q1: '[2x, 3y]'}}", {"q1": ("[2x, 3y]",)}),
        ('{"answers": {"q1": "2x", "q2": ["a", "b"]}}', {"q1": ("2x",), "q2": ("a", "b")}),
        ('\n\t {"answers":\n\t{"q1": "2x"}}', {"q1": ("2x",)}),  # tabs are white space in JSON, though not in YAML
        ("\ufeffanswers: {q1: 2x}", {"q1": ("2x",)}),
        ('\ufeff{"answers": {"q1": "2x"}}', {"q1": ("2x",)}),
        ("answers: {q1: 010, q2: [1e-3, no]}", {"q1": ("010",), "q2": ("1e-3", "no")}),
        ('{"answers": {"q1": 0.10, "q2": [1e-3, -7, 99999999999999999999999999]}}', {"q1": ("0.10",), "q2": ("1e-3", "-7", "9" * 26)}),
        ('{"answers": {"q1": null, "q2": ["", "  ", null, "b"]}}', {"q1": (), "q2": ("b",)}),
        ("answers: {q1: '', q2: []}", {"q1": (), "q2": ()}),
        ("answers: {}", {}),
        ("# mine\nanswers: {q1: 2x} # so", {"q1": ("2x",)}),
        ("answers: {q1: \"a\\nb\"}", {"q1": ("a\nb",)}),
        ("answers: {q1: '[red]2x[/red]'}", {"q1": ("[red]2x[/red]",)}),
    ],
)  # fmt: skip
def test_answers_are_the_texts_that_are_written(text: str, answers: dict[str, tuple[str, ...]]) -> None:
    assert parse(text, "a.yaml", IDS).answers == answers


def test_yaml_and_json_say_the_same() -> None:
    said = {"answers": {"q1": "2x", "q2": ["[1, 2]", 'it\'s: "so"']}, "seed": 7, "version": "abc"}
    in_yaml = "answers:\n  q1: 2x\n  q2:\n  - '[1, 2]'\n  - 'it''s: \"so\"'\nseed: 7\nversion: abc\n"
    assert parse(json.dumps(said), "a.json", IDS) == parse(in_yaml, "a.yaml", IDS)


def test_a_file_may_say_the_seed_and_the_version() -> None:
    assert parse("answers: {}", "a", IDS) == AnswerFile({})
    assert parse("{answers: {}, seed: 12, version: 0123, student: Ada, lesson: a}", "a", IDS) == AnswerFile({}, 12, "0123", "a")
    assert parse('{"answers": {}, "seed": 12}', "a", IDS).seed == 12
    assert parse('{"answers": {}, "seed": "-12"}', "a", IDS).seed == -12


@pytest.mark.parametrize(
    "text", ["", "hello", "[]", "[{answers: {}}]", "seed: 3", "answers:", "answers: 2x", "answers: [2x]", "{}", "null", "3", '"x"']
)
def test_a_file_without_answers_is_told_how_they_are_written(text: str) -> None:
    with pytest.raises(FileError) as caught:
        parse(text, "a.yaml", IDS)
    assert (caught.value.message, caught.value.hint) == ("a.yaml has no answers.", FORM)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("answers: {q3: 2x}", USAGE, "a.yaml: there is no exercise “q3”. They are q1, q2, relay."),
        ("answers: {rely: 2x}", USAGE, "a.yaml: there is no exercise “rely”. Did you mean relay?"),
        ("answers: {zzzzzz: 2x}", USAGE, "a.yaml: there is no exercise “zzzzzz”. They are q1, q2, relay."),
        ("answers: {Q1: 2x}", USAGE, "a.yaml: there is no exercise “Q1”. They are q1, q2, relay."),
        ("answer: {}\nanswers: {}", FILE, "a.yaml: there is no key “answer”. Did you mean answers?"),
        ("answers: {}\nnonsense: 3", FILE, f"a.yaml: there is no key “nonsense”. {KEYS}"),
        ("answers: {q1: {a: b}}", FILE, "a.yaml: the answer to “q1” is not a text."),
        ("answers: {q1: [[2x, 3y]]}", FILE, "a.yaml: the answer to “q1” is not a text."),
        ('{"answers": {"q1": true}}', FILE, "a.yaml: the answer to “q1” is not a text."),
        ("answers: {}\nseed: many", FILE, "a.yaml: the seed “many” is no whole number."),
        ("answers: {}\nseed: 1.5", FILE, "a.yaml: the seed “1.5” is no whole number."),
        ("answers: {}\nseed: [1]", FILE, "a.yaml: the seed “['1']” is no whole number."),
        ('{"answers": {"q1": "a", "q1": "b"}}', FILE, "a.yaml: the key “q1” stands there twice."),
        ("answers: {q1: 2x\n", FILE, f"a.yaml:2:1: {OPEN}"),
        ("answers:\n  q1: [2x, 3y\n", FILE, f"a.yaml:3:1: {OPEN}"),
        ("answers:\n  q1: a: b\n", FILE, f"a.yaml:2:8: {NO_KEY}"),
        ("answers:\n\tq1: 2x\n", FILE, f"a.yaml:2:1: {NO_START}"),
        ("answers: {q1: a}\nanswers: {q1: b}\n", FILE, "a.yaml:2:1: The key “answers” stands here twice."),
        ("answers: {q1: &x a, q2: *x}", FILE, f"a.yaml:1:15: {NAMED}"),
        ("answers: {q1: !!python/name:os.system x}", FILE, f"a.yaml:1:15: {TAGGED}"),
        ('answers: {q1: "\\e[31m"}', FILE, f"a.yaml:1:15: {HARMFUL}"),
        ("answers: {q1: a\x1b[2J}", FILE, f"a.yaml:1:16: {HARMFUL}"),
        ('{"answers": {"q1": "2x" "q2": "y"}}', FILE, f"a.yaml:1:25: {OPEN}"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_file_that_is_none(text: str, kind: type[TutorError], message: str) -> None:
    with pytest.raises(TutorError) as caught:
        parse(text, "a.yaml", IDS)
    assert (type(caught.value), caught.value.message) == (kind, message)


@pytest.mark.parametrize(
    "text", ["answers: " + "[" * 10_000, '{"answers": ' + "[" * 100_000 + "]" * 100_000 + "}", '{"answers": ' + '{"a":' * 100_000]
)
def test_brackets_upon_brackets_are_refused(text: str) -> None:
    with pytest.raises(FileError, match=TOO_DEEP):
        parse(text, "a.yaml", IDS)


def test_an_answer_with_control_characters_in_json_is_kept_for_the_judge_to_refuse() -> None:
    assert parse('{"answers": {"q1": "\\u001b[2J\\u0000"}}', "a.json", IDS).answers == {"q1": ("\x1b[2J\x00",)}
