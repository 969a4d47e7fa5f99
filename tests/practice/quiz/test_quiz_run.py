"""The machine of a quiz: what is said to what, in which order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pdtutor.grading.results import CORRECT, INCORRECT, INVALID
from pdtutor.practice import events as shared
from pdtutor.practice.events import Answer, Back, Hint, Quit, Said, Show, Skip, Why
from pdtutor.practice.quiz import events, picking, placement
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner, after, replayed
from pdtutor.practice.quiz.log import PLACEMENT, REVEALED, SKIPPED, Answered, Closed, Record
from pdtutor.practice.quiz.picking import identity, telling
from pdtutor.practice.quiz.quiz_run import NO_WAY_BACK, QuizRun
from pdtutor.practice.quiz.results import QuizResult
from pdtutor.practice.quiz.session import Current
from tests.practice.quiz.records import MINUTE, NOW, closed, practised

RIGHT, WRONG, UNREADABLE = "right", "0.123456", "2x +"


class Played:
    """A quiz that is played: the state, what was told last, and every record in turn."""

    def __init__(self, settings: Settings, learner: Learner | None = None, seed: int = 4) -> None:
        self.run = QuizRun("session", seed, settings, learner or Learner())
        self.at = NOW
        self.records: list[Record] = []
        self.state, self.told = self.run.begin(self.at)

    def say(self, *said: Said | str) -> list[events.QuizTold]:
        """Say things ten seconds apart; "right" is the right answer."""
        for each in said:
            self.at += 10
            spoken = Answer(self.key if each == RIGHT else each) if isinstance(each, str) else each
            self.state, self.told = self.run.handle(self.state, spoken, self.at)
            self.records += [event.record for event in self.told if isinstance(event, events.Keep)]
        return self.told

    @property
    def key(self) -> str:
        return self.open.exercise.task.key

    @property
    def open(self) -> Current:
        assert self.state.current is not None
        return self.state.current

    @property
    def result(self) -> QuizResult:
        (last,) = (event for event in self.told if isinstance(event, events.QuizFinished))
        return last.result


def names(told: Sequence[events.QuizTold]) -> list[str]:
    """The events without what is kept."""
    return [type(event).__name__ for event in told if not isinstance(event, events.Keep)]


def product(count: int | None = 3, level: int | None = 2) -> Played:
    """A quiz of one skill and level, no choices among its first questions."""
    return Played(Settings("product", level, count))


FOLLOWS = [
    ([RIGHT], ["Judged", "Posed"]),
    ([WRONG], ["Judged", "Posed"]),
    ([WRONG, WRONG], ["Judged", "Steps", "Posed"]),
    ([UNREADABLE], ["Judged", "Posed"]),
    ([UNREADABLE, UNREADABLE, UNREADABLE, RIGHT], ["Judged", "Posed"]),
    ([Hint()], ["Hinted"]),
    ([Hint(), Hint(), Hint(), Hint()], ["Noted"]),
    ([Why()], ["Noted"]),
    ([WRONG, Why()], ["Reason"]),
    ([Show()], ["Steps", "Posed"]),
    ([Skip()], ["Posed"]),
    ([Back()], ["Noted"]),
    ([Quit()], ["QuizFinished"]),
    ([RIGHT, RIGHT, RIGHT], ["Judged", "QuizFinished"]),
]


@pytest.mark.parametrize(("said", "told"), FOLLOWS)
def test_what_follows(said: list[Said | str], told: list[str]) -> None:
    quiz = product()
    assert [name for name in names(quiz.say(*said)) if name != "Moved"] == told


OUTCOMES = [
    ([RIGHT], (CORRECT, 1, 0)),
    ([WRONG, RIGHT], (CORRECT, 2, 0)),
    ([Hint(), RIGHT], (CORRECT, 1, 1)),
    ([WRONG, WRONG], (INCORRECT, 2, 0)),
    ([UNREADABLE, RIGHT], (CORRECT, 1, 0)),
    ([Skip()], (SKIPPED, 0, 0)),
    ([WRONG, Skip()], (INCORRECT, 1, 0)),
    ([Show()], (REVEALED, 0, 0)),
    ([WRONG, Hint(), Show()], (REVEALED, 1, 1)),
]


@pytest.mark.parametrize(("said", "outcome"), OUTCOMES)
def test_how_a_question_ends_is_recorded(said: list[Said | str], outcome: tuple[str, int, int]) -> None:
    quiz = product()
    quiz.say(*said)
    (closed,) = (record for record in quiz.records if isinstance(record, Closed))
    assert (closed.outcome, closed.attempts, closed.hints) == outcome
    assert closed.seconds == 10 * len(said)
    (item,) = quiz.state.items
    assert (item.verdict, item.attempts, item.hints, item.seconds) == (*outcome, closed.seconds)


def test_every_answer_is_recorded_as_typed_with_its_verdict() -> None:
    quiz = product()
    quiz.say(UNREADABLE, WRONG, RIGHT)
    answers = [record for record in quiz.records if isinstance(record, Answered)]
    assert [(each.number, each.verdict) for each in answers] == [(1, INVALID), (2, INCORRECT), (3, CORRECT)]
    assert [each.text for each in answers[:2]] == [UNREADABLE, WRONG]


def test_what_is_to_be_kept_stands_before_the_next_question() -> None:
    quiz = product(count=9)
    for said in (WRONG, RIGHT, Skip(), Show()):
        told = quiz.say(said)
        places = [place for place, event in enumerate(told) if isinstance(event, events.Keep)]
        assert places
        assert max(places) < next(place for place, event in enumerate(told) if isinstance(event, events.Posed | events.QuizFinished))


def test_the_second_try_is_told_apart_from_a_new_question() -> None:
    quiz = product()
    again = quiz.say(WRONG)[-1]
    assert isinstance(again, events.Posed)
    assert (again.is_again, again.left, again.number) == (True, 1, 1)
    following = quiz.say(RIGHT)[-1]
    assert isinstance(following, events.Posed)
    assert (following.is_again, following.left, following.number, following.right) == (False, 2, 2, 1)


def test_a_hint_is_the_next_one_each_time() -> None:
    quiz = product()
    hints = [quiz.say(Hint())[0] for _ in range(3)]
    assert [(each.number, each.count) for each in hints if isinstance(each, shared.Hinted)] == [(1, 3), (2, 3), (3, 3)]


def test_there_is_no_way_back() -> None:
    assert product().say(Back()) == [shared.Noted(NO_WAY_BACK)]


def test_the_streak_counts_what_is_right_at_once() -> None:
    quiz = product(count=9)
    streaks = []
    for said in ([RIGHT], [RIGHT], [WRONG, RIGHT], [RIGHT], [Hint(), RIGHT], [RIGHT]):
        quiz.say(*said)
        streaks.append(quiz.state.streak)
    assert streaks == [1, 2, 0, 1, 0, 1]
    quiz.say(Quit())
    assert quiz.result.streak == 2


# --- the end --------------------------------------------------------------------------------------------------------------------------


def test_a_quiz_has_as_many_questions_as_it_was_asked_for() -> None:
    quiz = product(count=4)
    quiz.say(*[RIGHT] * 4)
    assert (len(quiz.result.items), quiz.result.score, quiz.result.is_all_right, quiz.result.seconds) == (4, 4, True, 40)


def test_no_question_is_put_after_the_time_is_over() -> None:
    quiz = Played(Settings("product", minutes=1))
    quiz.say(*[RIGHT] * 5)
    assert quiz.state.current is not None
    quiz.at += MINUTE
    quiz.say(RIGHT)
    assert len(quiz.result.items) == 6, "what was put before is still answered"


def test_a_question_that_is_left_open_counts_as_it_stands_and_moves_no_level() -> None:
    quiz = product()
    quiz.say(WRONG, Quit())
    (item,) = quiz.result.items
    assert item.verdict == INCORRECT
    assert not any(isinstance(record, Closed) for record in quiz.records)
    assert quiz.result.after == quiz.result.before


def test_a_question_that_was_not_answered_does_not_count() -> None:
    quiz = product()
    quiz.say(Hint(), Quit())
    assert quiz.result.items == ()


def test_a_review_with_nothing_due_ends_at_once() -> None:
    quiz = Played(Settings(count=10, is_review=True))
    assert names(quiz.told) == ["QuizFinished"]


# --- placement ------------------------------------------------------------------------------------------------------------------------


def test_a_first_quiz_begins_with_the_placement_and_goes_on_from_there() -> None:
    quiz = Played(Settings(count=6))
    assert names(quiz.told) == ["Placing", "Posed"]
    reasons = []
    for _ in range(6):
        reasons.append(quiz.open.put.reason)
        quiz.say(RIGHT)
    assert reasons[: placement.MOST] == [PLACEMENT] * placement.MOST
    assert PLACEMENT not in reasons[placement.MOST :]
    assert quiz.result.after.standing("chain").is_mastered


@pytest.mark.parametrize("said", [WRONG, Skip()])
def test_in_the_placement_one_answer_counts_and_no_derivation_is_read(said: Said | str) -> None:
    quiz = Played(Settings(count=6))
    assert names(quiz.say(said))[-1] == "Posed"
    assert "Steps" not in names(quiz.told)
    assert len(quiz.state.items) == 1


def test_the_end_of_the_placement_is_told_once() -> None:
    quiz = Played(Settings(count=8))
    told = [name for _ in range(8) for name in names(quiz.say(RIGHT))]
    assert told.count("Placed") == 1
    assert told.index("Placed") == 2 * placement.MOST - 1


def test_a_placement_is_no_guess() -> None:
    for seed in range(30):
        quiz = Played(Settings(count=6), seed=seed)
        for _ in range(placement.MOST):
            assert quiz.open.exercise.task.exercise.type != "choice"
            quiz.say(RIGHT)


def test_an_interrupted_placement_goes_on_where_it_was() -> None:
    first = Played(Settings(count=6))
    first.say(RIGHT, Quit())
    second = Played(Settings(count=6), replayed(record for record in first.records if isinstance(record, Closed)))
    assert names(second.told) == ["Posed"]
    assert second.open.put.skill == "losses"


# --- questions --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings", [Settings("chain", 1, 40), Settings("next-rule", 2, 40), Settings("descent-step", 3, 40), Settings(count=60)]
)
def test_no_question_comes_twice_in_a_quiz(settings: Settings) -> None:
    quiz, seen = Played(settings), []
    while quiz.state.current is not None:
        seen.append(identity(quiz.open.exercise.open.exercise))
        quiz.say(RIGHT)
    assert len(set(seen)) == len(seen) == settings.count


def test_shapes_come_again_only_after_all_others() -> None:
    quiz, shapes = Played(Settings("product", 3, 8)), []
    while quiz.state.current is not None:
        shapes.append(quiz.open.exercise.shape)
        quiz.say(RIGHT)
    assert len(set(shapes)) == 8


def test_the_same_seed_and_answers_give_the_same_quiz() -> None:
    def asked(seed: int) -> list[str]:
        quiz, seen = Played(Settings(count=8), seed=seed), []
        for number in range(8):
            seen.append(quiz.open.exercise.id)
            quiz.say(RIGHT if number % 3 else Skip())
        return seen

    assert asked(5) == asked(5)
    assert asked(5) != asked(6)


def test_a_mistake_that_was_made_is_told_apart_by_the_next_exercises() -> None:
    quiz = Played(Settings("chain", 3, 12))
    id = mistake_made(quiz)
    told = []
    while quiz.state.current is not None and id in quiz.state.learner.suspected:
        told.append(telling(quiz.open.exercise, [id]))
        quiz.say(RIGHT)
    assert told
    assert all(told[1:]), "the one that is open when the mistake is made may tell nothing of it"
    assert id not in quiz.state.learner.suspected, "avoided often enough, it has faded"


def mistake_made(quiz: Played) -> str:
    """Make a mistake that is known for certain, and learn from it."""
    while True:
        ways = [way for way in quiz.open.exercise.task.ways() if "chain.inner_missing" in way.ids]
        if ways:
            quiz.say(ways[0].answer)
            made = quiz.open.made
            quiz.say(RIGHT)
            if made:
                return made[0]
        else:
            quiz.say(RIGHT)
        assert quiz.state.current is not None


# --- what a second reading found ----------------------------------------------------------------------------------------------------


def suspecting(id: str, skill: str) -> Learner:
    """A learner who has made a mistake."""
    return after(Learner(), closed(skill, INCORRECT, NOW - MINUTE, made=[id]))


def test_a_mistake_is_avoided_only_where_the_question_would_have_shown_it() -> None:
    id = "product.as_product"
    for seed in range(25):
        quiz = Played(Settings("product", 1, 1), suspecting(id, "product"), seed)
        told = {each for group in quiz.open.exercise.task.shows() for each in group}
        quiz.say(RIGHT)
        (closing,) = (record for record in quiz.records if isinstance(record, Closed))
        assert (id in closing.avoided) == (id in told)


def test_an_exercise_that_is_put_for_a_mistake_is_no_guess() -> None:
    for seed in range(25):
        quiz = Played(Settings("product", 1, 1), suspecting("product.as_product", "product"), seed)
        if telling(quiz.open.exercise, ["product.as_product"]):
            assert quiz.open.exercise.task.exercise.type != "choice"


def test_with_a_seed_what_is_known_chooses_nothing_and_is_still_told() -> None:
    learner = practised("power", "rrrrr")
    new = QuizRun("session", 9, Settings("power", count=2), Learner(), is_fixed=True)
    old = QuizRun("session", 9, Settings("power", count=2), learner, is_fixed=True)
    begun = [run.begin(NOW)[0] for run in (new, old)]
    assert len({state.current.exercise.id for state in begun if state.current}) == 1
    _, told = old.handle(begun[1], Quit(), NOW)
    (finished,) = (event for event in told if isinstance(event, events.QuizFinished))
    assert finished.result.after.standing("power").passed == 5


def test_with_a_seed_the_time_that_answers_take_chooses_nothing() -> None:
    def asked(seconds: float) -> list[str]:
        run = QuizRun("session", 3, Settings(count=12), Learner(), is_fixed=True)
        at, seen = NOW, []
        state, _ = run.begin(at)
        while state.current is not None:
            seen.append(state.current.exercise.id)
            at += seconds
            state, _ = run.handle(state, Skip(), at)
        return seen

    assert asked(1) == asked(500)


def test_a_new_learner_who_asks_for_a_level_meets_more_than_one_skill() -> None:
    quiz, skills = Played(Settings(level=3, count=8)), set()
    while quiz.state.current is not None:
        skills.add(quiz.open.put.skill)
        quiz.say(WRONG, WRONG)
    assert len(skills) > 4


def test_a_quiz_ends_with_a_word_when_nothing_new_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picking, "EXHAUSTED", 0)
    told = Played(Settings("power", 1, 5)).told
    assert [type(event).__name__ for event in told] == ["Noted", "QuizFinished"]


def test_the_time_of_a_question_begins_when_it_is_seen() -> None:
    quiz = product()
    quiz.state = quiz.run.seen(quiz.state, NOW + 100)
    quiz.at = NOW + 100
    quiz.say(RIGHT)
    assert quiz.state.items[0].seconds == 10
