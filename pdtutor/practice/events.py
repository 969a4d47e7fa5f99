"""What can be said to a session, and what a session says.

Belongs here: events as data. Does not: what follows on which (`lesson_run`), or how they look (`render`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pdtutor.course.lesson import Text, Worked
from pdtutor.course.tasks.task import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.results import Judgement

if TYPE_CHECKING:
    from pdtutor.practice.results import RunResult


# --- what a learner says ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """An answer, as it is typed."""

    text: str


@dataclass(frozen=True)
class Hint:
    """The next hint."""


@dataclass(frozen=True)
class Why:
    """The reason behind the last judgement."""


@dataclass(frozen=True)
class Show:
    """The steps of the right answer."""


@dataclass(frozen=True)
class Skip:
    """On to the next question."""


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Quit:
    """Enough for now."""


Said: TypeAlias = Answer | Hint | Why | Show | Skip | Back | Quit


# --- what a session says ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """Something to read."""

    step: Text


@dataclass(frozen=True)
class Watch:
    """A command to run before the learner's eyes."""

    step: Worked


@dataclass(frozen=True)
class Asked:
    """A question, the `number`-th of `count`.

    inside   of a smaller question, which of how many it is; None for the exercise itself
    left     how many answers still count
    is_over  the result of this exercise stands already: what is answered now is for practice
    is_again the question has been put before, right above
    """

    task: Task
    number: int
    count: int
    left: int
    inside: tuple[int, int] | None = None
    is_over: bool = False
    is_again: bool = False


@dataclass(frozen=True)
class Judged:
    """An answer judged; `left` is how many still count after it."""

    task: Task
    text: str
    judgement: Judgement
    left: int


@dataclass(frozen=True)
class Hinted:
    """A hint, the `number`-th of `count`."""

    task: Task
    hint: Sentence
    number: int
    count: int


@dataclass(frozen=True)
class Reason:
    """The reason behind a judgement: what the point or the answer shows, and the rule that it is about, by its name, or None."""

    task: Task
    judgement: Judgement
    rule: str | None


@dataclass(frozen=True)
class Steps:
    """The right answer of a task, its working where there is one, and in it what a wrong answer shows."""

    task: Task
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Kept:
    """What is worth keeping of an exercise that is over: Markdown of its author."""

    text: str


@dataclass(frozen=True)
class Noted:
    """A remark, such as why something asked for is not there now."""

    text: str


@dataclass(frozen=True)
class Left:
    """The session is interrupted; `answered` of `count` questions have a result."""

    answered: int
    count: int


@dataclass(frozen=True)
class Finished:
    """The session is over."""

    result: RunResult


Told: TypeAlias = Read | Watch | Asked | Judged | Hinted | Reason | Steps | Kept | Noted | Left | Finished
