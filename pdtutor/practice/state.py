"""Where a lesson run stands: frozen data that can be saved and read again.

Belongs here: the state, what each exercise has come to, and both as plain data. Does not: how a state follows from another
(`lesson_run`), files (`cli`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED

FORMAT = 1
SKIPPED, REVEALED = "skipped", "revealed"
COUNTING = (CORRECT, INCORRECT)  # verdicts of answers that cost an attempt


@dataclass(frozen=True)
class Try:
    """One answer as typed, the verdict on it and the mistakes that it shows, by id."""

    text: str
    verdict: str
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """What an exercise has come to so far.

    tries    every answer in turn
    hints    how many hints were given
    outcome  the verdict on the exercise once it is over, SKIPPED while it is left for later, else None
    opened   its smaller questions have been put
    last     the last answer that could be read, whether or not it counted: to which of the smaller questions, or None for the exercise
             itself, and its text
    """

    tries: tuple[Try, ...] = ()
    hints: int = 0
    outcome: str | None = None
    opened: bool = False
    last: tuple[int | None, str] | None = None

    @property
    def attempts(self) -> int:
        """How many answers have counted."""
        return sum(each.verdict in COUNTING for each in self.tries)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The mistakes that the answers have shown, each once."""
        return tuple(dict.fromkeys(id for each in self.tries for id in each.mistakes))

    @property
    def is_over(self) -> bool:
        """Whether the result stands, whatever is answered now."""
        return self.outcome not in (None, SKIPPED)

    @property
    def verdict(self) -> str:
        """The verdict on the exercise as it stands."""
        if self.outcome is not None and self.is_over:
            return self.outcome
        verdicts = [each.verdict for each in self.tries]
        return next((verdict for verdict in (INCORRECT, UNDECIDED, INVALID) if verdict in verdicts), SKIPPED)


@dataclass(frozen=True)
class State:
    """Where a run stands.

    at       the place of the current step among the lesson's; their number once all are done
    inside   of an exercise whose smaller questions are open, the current one, and its tries; None otherwise
    records  exercise → what it has come to
    """

    lesson: str
    version: str
    seed: int
    at: int = 0
    inside: tuple[int, int] | None = None
    records: Mapping[str, Record] = field(default_factory=dict)

    def record(self, exercise: str) -> Record:
        """What an exercise has come to."""
        return self.records.get(exercise, Record())

    def with_record(self, exercise: str, record: Record) -> State:
        """The state in which an exercise has come to this."""
        return replace(self, records={**self.records, exercise: record})


def as_data(state: State) -> dict[str, Any]:
    """The state as what JSON can hold."""
    return {"format": FORMAT, **asdict(state)}


def from_data(data: object) -> State | None:
    """The state that was saved; None where the data is none, or of another format."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    try:
        records = {str(id): _record(each) for id, each in data["records"].items()}
        inside = data["inside"]
        return State(
            str(data["lesson"]),
            str(data["version"]),
            int(data["seed"]),
            int(data["at"]),
            None if inside is None else (int(inside[0]), int(inside[1])),
            records,
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        return None


def _record(data: Mapping[str, Any]) -> Record:
    tries = tuple(Try(str(each["text"]), str(each["verdict"]), _texts(each["mistakes"])) for each in data["tries"])
    outcome, last = data["outcome"], data.get("last")  # a run that was saved before there was a last one has none
    return Record(
        tries,
        int(data["hints"]),
        None if outcome is None else str(outcome),
        bool(data["opened"]),
        None if last is None else (None if last[0] is None else int(last[0]), str(last[1])),
    )


def _texts(data: Sequence[Any]) -> tuple[str, ...]:
    return tuple(map(str, data))
