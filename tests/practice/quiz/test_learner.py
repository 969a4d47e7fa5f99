"""What follows from records: levels, cards, mistakes that recur and fade, the placement."""

from __future__ import annotations

from itertools import permutations

import pytest

from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.practice.exercises.skills import SKILLS, below
from pdtutor.practice.quiz import placement
from pdtutor.practice.quiz.learner import FADED, MASTERED, Learner, after, replayed
from pdtutor.practice.quiz.log import PLACEMENT, REVEALED, SKIPPED
from tests.practice.quiz.records import DAY, MINUTE, NOW, closed, mastered, practised

LEVELS = [
    # what happens, levels passed, questions, right in the end
    ("", 0, 0, 0),
    ("r", 1, 1, 1),
    ("rrr", 3, 3, 3),
    ("rrrrrrr", 5, 7, 7),
    ("w", 0, 1, 0),
    ("wr", 0, 2, 1),  # once something went wrong, a level takes two
    ("wrr", 1, 3, 2),
    ("rw", 1, 2, 1),  # one slip costs nothing
    ("rww", 0, 3, 1),
    ("rrwrw", 2, 5, 3),  # no two in a row
    ("rrwwrr", 2, 6, 4),
    ("h", 0, 1, 1),
    ("l", 0, 1, 1),
    ("rll", 1, 3, 3),  # right in the end is no reason to go down
    ("rwlw", 1, 4, 2),
    ("ww", 0, 2, 0),
    ("wwwww", 0, 5, 0),
    ("rrrrrww", 4, 7, 5),
]


@pytest.mark.parametrize(("outcomes", "passed", "seen", "correct"), LEVELS)
def test_the_level_goes_up_and_down_with_success(outcomes: str, passed: int, seen: int, correct: int) -> None:
    standing = practised("chain", outcomes).standing("chain")
    assert (standing.passed, standing.seen, standing.correct) == (passed, seen, correct)
    assert standing.level == min(passed + 1, 5)


@pytest.mark.parametrize("outcome", [SKIPPED, REVEALED, INCORRECT])
def test_what_is_not_answered_counts_like_what_is_answered_wrongly(outcome: str) -> None:
    learner = practised("chain", "rr")
    for number in range(2):
        learner = after(learner, closed("chain", outcome, NOW + DAY + number, level=3))
    assert learner.standing("chain").passed == 1


def test_a_question_below_the_level_proves_no_higher_one() -> None:
    learner = practised("chain", "rrr")
    for number in range(5):
        learner = after(learner, closed("chain", at=NOW + DAY + number, level=1))
    assert learner.standing("chain").passed == MASTERED


def test_a_question_above_the_level_is_no_reason_to_go_down() -> None:
    learner = practised("chain", "rr")
    for number in range(4):
        learner = after(learner, closed("chain", INCORRECT, NOW + DAY + number, level=5))
    assert learner.standing("chain").passed == 2


def test_skills_open_when_all_that_they_build_on_is_mastered() -> None:
    learner = mastered("constant", "constant-multiple", "sum")
    assert not learner.is_open("partials")
    assert practised("power", "rrr", learner=learner).is_open("partials")
    assert [skill for skill in SKILLS if Learner().is_open(skill)] == ["constant"]


WHEN = [
    # what happens to a new skill, after how long it comes back
    ("r", DAY, 4 * DAY),
    ("w", 5 * MINUTE, 15 * MINUTE),
    ("rw", 5 * MINUTE, 15 * MINUTE),
    ("h", 10 * MINUTE, 3 * DAY),
]


@pytest.mark.parametrize(("outcomes", "least", "most"), WHEN)
def test_what_went_wrong_comes_back_today_and_what_was_right_in_days(outcomes: str, least: float, most: float) -> None:
    card = practised("chain", outcomes).standing("chain").card
    assert card is not None
    assert least <= card.due - card.reviewed <= most


def test_what_is_right_again_and_again_comes_back_ever_later() -> None:
    learner, at, gaps = Learner(), NOW, []
    for _ in range(6):
        learner = after(learner, closed("chain", at=at, level=learner.standing("chain").level))
        card = learner.standing("chain").card
        assert card is not None
        gaps.append(card.due - at)
        at = card.due
    assert gaps == sorted(gaps)
    assert gaps[-1] > 60 * DAY


def test_a_clock_that_was_put_back_breaks_nothing() -> None:
    learner = practised("chain", "rr", NOW)
    standing = after(learner, closed("chain", at=NOW - 100 * DAY, level=3)).standing("chain")
    assert standing.passed == 3
    assert standing.card is not None
    assert standing.card.due > NOW


# --- mistakes -------------------------------------------------------------------------------------------------------------------------


def test_a_mistake_is_counted_and_comes_back_until_it_was_avoided_often_enough() -> None:
    id = "chain.inner_missing"
    learner = after(Learner(), closed("chain", INCORRECT, made=[id]))
    assert (learner.mistakes[id].count, learner.mistakes[id].skill, learner.suspected) == (1, "chain", (id,))
    for number in range(1, FADED + 1):
        learner = after(learner, closed("losses", at=NOW + number * DAY, avoided=[id]))
        assert learner.mistakes[id].avoided == number
    assert learner.mistakes[id].is_faded
    assert learner.suspected == ()
    learner = after(learner, closed("losses", INCORRECT, at=NOW + 9 * DAY, made=[id]))
    assert (learner.mistakes[id].count, learner.mistakes[id].avoided, learner.mistakes[id].skill) == (2, 0, "losses")


def test_a_mistake_that_was_never_made_cannot_be_avoided() -> None:
    assert after(Learner(), closed("chain", avoided=["sign.negative"])).mistakes == {}


def test_the_latest_mistakes_are_suspected_first() -> None:
    learner = after(Learner(), closed("chain", INCORRECT, NOW, made=["sign.negative"]))
    learner = after(learner, closed("chain", INCORRECT, NOW + 5, made=["chain.inner_missing"]))
    assert learner.suspected == ("chain.inner_missing", "sign.negative")


# --- replaying --------------------------------------------------------------------------------------------------------------------------


def test_the_order_in_which_records_are_found_does_not_matter() -> None:
    records = [closed("chain", outcome, NOW + 100 * place) for place, outcome in enumerate([CORRECT, INCORRECT, CORRECT, INCORRECT])]
    assert len({repr(replayed(order)) for order in permutations(records)}) == 1


def test_a_skill_of_a_version_to_come_changes_nothing() -> None:
    assert after(Learner(), closed("tensor-calculus")) == Learner()


# --- placement --------------------------------------------------------------------------------------------------------------------------


def placed(*answers: tuple[str, bool]) -> Learner:
    learner = Learner()
    for number, (skill, is_right) in enumerate(answers):
        outcome = CORRECT if is_right else SKIPPED
        learner = after(learner, closed(skill, outcome, NOW + number, level=2, reason=PLACEMENT))
    return learner


PLACES = [
    ([("product", False), ("sum", False)], set()),
    ([("product", False), ("sum", True), ("partials", False)], {"sum", *below("sum")}),
    ([("product", False), ("sum", True), ("partials", True)], {"partials", *below("partials")}),
    ([("product", True), ("losses", False), ("chain", False)], {"partials", "product", *below("partials"), *below("product")}),
    (
        [("product", True), ("losses", True), ("backprop-path", True)],
        {"losses", "backprop-path", "product", *below("losses"), *below("backprop-path")},
    ),
]


@pytest.mark.parametrize(("answers", "known"), PLACES)
def test_the_placement_takes_for_mastered_what_its_answers_show(answers: list[tuple[str, bool]], known: set[str]) -> None:
    standings = placed(*answers).standings
    assert {skill for skill, standing in standings.items() if standing.is_mastered} == known
    assert all(standings[skill].card is not None for skill in known), "it is asked again some day"


def test_what_is_not_known_in_the_placement_is_learnt_in_its_turn_and_not_reviewed() -> None:
    standings = placed(("product", False), ("sum", False)).standings
    assert [(standing.card, standing.seen) for standing in standings.values()] == [(None, 1), (None, 1)]


@pytest.mark.parametrize("change", [{"hints": 3}, {"attempts": 2}])
def test_in_the_placement_only_what_is_right_at_once_is_known(change: dict[str, int]) -> None:
    learner = after(Learner(), closed("product", level=2, reason=PLACEMENT, **change))
    assert learner.placed == (placement.Answer("product", False),)


def test_a_second_placement_is_practice_like_any_other() -> None:
    learner = placed(("product", True), ("losses", False), ("chain", False))
    for number in range(4):
        learner = after(learner, closed("product", INCORRECT, NOW + DAY + number, level=4, reason=PLACEMENT))
    assert learner.standing("product").passed < MASTERED
    again = after(learner, closed("sum", SKIPPED, NOW + 2 * DAY, level=2, reason=PLACEMENT))
    assert again.standing("product") == learner.standing("product")


def test_nothing_is_taken_for_mastered_before_the_placement_is_over() -> None:
    assert not any(standing.is_mastered for standing in placed(("product", True)).standings.values())
