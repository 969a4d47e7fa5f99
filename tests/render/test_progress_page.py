"""What `progress` shows: the whole page at three widths, its words case by case, plain text, JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from inline_snapshot import snapshot
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz.learner import MASTERED
from pdtutor.practice.quiz.overview import WEEKS, Due, MistakeProgress, Overview, PractisedDay, SkillProgress
from pdtutor.render.progress import document, words
from pdtutor.render.progress.calendar_grid import grid
from pdtutor.render.progress.page import view
from tests.render.console import shown

TODAY = date(2026, 11, 30)  # a Monday
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()
DAY = 86400.0


def due(days: float) -> Due:
    return Due(NOON + days * DAY, days <= 0, max(0, int(days)))


def skill(name: str, passed: int = 0, mastery: float = 0.0, days: float | None = None, waits: Sequence[str] = ()) -> SkillProgress:
    when = None if days is None else due(days)
    return SkillProgress(name, SKILLS[name].title, mastery, min(passed + 1, 5), passed, passed >= MASTERED, tuple(waits), 9, 7, when)


def mistake(
    name: str = "Inner derivative left out", count: int = 5, avoided: int = 0, days_ago: int = 2, weeks: Sequence[int] = (0,) * WEEKS
) -> MistakeProgress:
    is_faded = avoided >= 3
    last = NOON - days_ago * DAY
    return MistakeProgress(f"id.{name}", name, count, last, days_ago, avoided, is_faded, tuple(weeks), None if is_faded else due(1))


def days(*questions: int, last: date = TODAY) -> tuple[PractisedDay, ...]:
    """The practice of consecutive days, up to the last; a day of 0 questions is none."""
    dated = ((last - timedelta(back), count) for back, count in enumerate(reversed(questions)))
    return tuple(sorted(PractisedDay(day, count, count - count // 4) for day, count in dated if count))


def overview(
    skills: Sequence[SkillProgress] = (), mistakes: Sequence[MistakeProgress] = (), calendar: Sequence[PractisedDay] = ()
) -> Overview:
    """The skills that are not given are new, or wait for those."""
    known = {each.name: each for each in skills}
    mastered = {name for name, each in known.items() if each.is_mastered}
    all_ = (known.get(name) or skill(name, waits=[r for r in SKILLS[name].requires if r not in mastered]) for name in SKILLS)
    return Overview(TODAY, tuple(all_), tuple(mistakes), tuple(calendar))


BLANK = overview()
BEGUN = overview(
    [
        skill("constant", 5, 0.98, 40),
        skill("constant-multiple", 3, 0.6, 0),
        skill("sum", 1, 0.19, 1.2),
        skill("trigonometric", 0, 0.0, -2),
        skill("chain", 0, 0.0, 0.1, ["power", "exponential", "trigonometric"]),
    ],
    [
        mistake(count=5, avoided=1, weeks=(0, 0, 1, 3, 1, 0, 0, 0)),
        mistake("Minus in front left out", 2, 0, 0, (0,) * 7 + (2,)),
        mistake("Term without the variable kept", 4, 3, 24, (0, 1, 1, 0, 2, 0, 0, 0)),
    ],
    days(12, 0, 0, 5, 15, 3, 1),
)


def test_of_a_learner_of_whom_nothing_is_recorded_only_that_is_said() -> None:
    assert shown(view(BLANK), 40) == "Nothing is recorded yet: pdtutor quiz\nbegins.\n"
    assert document.plain(BLANK) == "Nothing is recorded yet: pdtutor quiz begins."


def test_the_page_at_40_columns() -> None:
    assert shown(view(BEGUN), 40) == snapshot("""\
You have practised 4 days in a row.
╭─ Due ────────────────────────────────╮
│ Now       sine, cosine and their     │
│           kin; constant multiples    │
│ Today     the chain rule             │
│ Tomorrow  “Inner derivative left     │
│           out”; “Minus in front left │
│           out”; sums                 │
│ Later     constants in 6 weeks       │
│ pdtutor quiz begins with what is     │
│ due.                                 │
╰──────────────────────────────────────╯
╭─ Skills ─────────────────────────────╮
│ Rules                                │
│ ✓ constants         █████████░  98 % │
│                     level 5, due in  │
│                     6 weeks          │
│ ✓ constant          ██████░░░░  60 % │
│   multiples         level 4, due now │
│   sums              █░░░░░░░░░  19 % │
│                     level 2, due     │
│                     tomorrow         │
│   powers            ░░░░░░░░░░   0 % │
│                     level 1, new     │
│   exponentials      ░░░░░░░░░░   0 % │
│                     level 1, new     │
│   sine, cosine and  ░░░░░░░░░░   0 % │
│   their kin         level 1, due now │
│   the chain rule    ░░░░░░░░░░   0 % │
│                     level 1, due     │
│                     today            │
│   Not open yet: logarithms (after    │
│   powers), the product rule (after   │
│   powers; exponentials; sine, cosine │
│   and their kin; logarithms), the    │
│   quotient rule (after the product   │
│   rule), inverse trigonometric       │
│   functions (after the chain rule;   │
│   the quotient rule), hyperbolic     │
│   functions (after the chain rule),  │
│   powers with a moving exponent      │
│   (after the chain rule), unknown    │
│   functions (after the chain rule;   │
│   partial derivatives).              │
│                                      │
│ Kinks                                │
│   Not open yet: absolute values      │
│   (after the chain rule), maxima and │
│   minima of several (after the chain │
│   rule), functions by cases (after   │
│   the chain rule; partial            │
│   derivatives), kinks and            │
│   subdifferentials (after absolute   │
│   values; maxima and minima of       │
│   several).                          │
│                                      │
│ Several variables                    │
│   Not open yet: partial derivatives  │
│   (after sums; powers), gradients    │
│   (after partial derivatives; the    │
│   chain rule), mixed and second      │
│   partials (after partial            │
│   derivatives; the chain rule),      │
│   total derivatives (after the chain │
│   rule; partial derivatives),        │
│   Jacobians (after gradients),       │
│   Hessians (after mixed and second   │
│   partials).                         │
│                                      │
│ Machine learning                     │
│   Not open yet: activation functions │
│   (after the chain rule; partial     │
│   derivatives), losses (after        │
│   activation functions; gradients;   │
│   the quotient rule), steps of       │
│   descent (after gradients), paths   │
│   of backpropagation (after total    │
│   derivatives; activation            │
│   functions), sums over data (after  │
│   the chain rule; partial            │
│   derivatives).                      │
│                                      │
│ Derivations                          │
│   Not open yet: which rule comes     │
│   first (after the chain rule; the   │
│   quotient rule), finding the error  │
│   (after the chain rule; the         │
│   quotient rule).                    │
│                                      │
│ A skill with ✓ is mastered: what     │
│ builds on it may open.               │
╰──────────────────────────────────────╯
╭─ Practice ───────────────────────────╮
│     Aug   Sep     Oct     Nov        │
│ Mon · · · · · · · · · · · · · · · ▪  │
│ Tue · · · · · · · · · · · · · · ■    │
│ Wed · · · · · · · · · · · · · · ·    │
│ Thu · · · · · · · · · · · · · · ·    │
│ Fri · · · · · · · · · · · · · · ■    │
│ Sat · · · · · · · · · · · · · · █    │
│ Sun · · · · · · · · · · · · · · ▪    │
│                                      │
│ · no practice, ▪ 1 to 4 questions,   │
│ ■ 5 to 14, █ 15 or more              │
│ 36 questions on 5 days, 29 right.    │
│ The longest streak: 4 days.          │
╰──────────────────────────────────────╯
╭─ Mistakes ───────────────────────────╮
│ ▁▁▃█▃▁▁▁  Inner derivative left out  │
│           Fading: made 5 times, last │
│           2 days ago; avoided once   │
│           since, twice more and it   │
│           has faded.                 │
│ ▁▁▁▁▁▁▁█  Minus in front left out    │
│           Made again today, twice in │
│           all.                       │
│ ▁▅▅▁█▁▁▁  Term without the variable  │
│           kept                       │
│           Faded: made 4 times, last  │
│           3 weeks ago; avoided 3     │
│           times since.               │
│                                      │
│ The bars are the last 8 weeks, this  │
│ one at the right.                    │
╰──────────────────────────────────────╯
""")


def test_the_page_at_80_columns() -> None:
    assert shown(view(BEGUN), 80) == snapshot("""\
You have practised 4 days in a row.
╭─ Due ────────────────────────────────────────────────────────────────────────╮
│ Now       sine, cosine and their kin; constant multiples                     │
│ Today     the chain rule                                                     │
│ Tomorrow  “Inner derivative left out”; “Minus in front left out”; sums       │
│ Later     constants in 6 weeks                                               │
│ pdtutor quiz begins with what is due.                                        │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Skills ─────────────────────────────────────────────────────────────────────╮
│ Rules                         mastery                    level  due          │
│ ✓ constants                   ██████████████████░  98 %  5      in 6 weeks   │
│ ✓ constant multiples          ███████████░░░░░░░░  60 %  4      now          │
│   sums                        ███░░░░░░░░░░░░░░░░  19 %  2      tomorrow     │
│   powers                      ░░░░░░░░░░░░░░░░░░░   0 %  1      new          │
│   exponentials                ░░░░░░░░░░░░░░░░░░░   0 %  1      new          │
│   sine, cosine and their kin  ░░░░░░░░░░░░░░░░░░░   0 %  1      now          │
│   the chain rule              ░░░░░░░░░░░░░░░░░░░   0 %  1      today        │
│   Not open yet: logarithms (after powers), the product rule (after powers;   │
│   exponentials; sine, cosine and their kin; logarithms), the quotient rule   │
│   (after the product rule), inverse trigonometric functions (after the chain │
│   rule; the quotient rule), hyperbolic functions (after the chain rule),     │
│   powers with a moving exponent (after the chain rule), unknown functions    │
│   (after the chain rule; partial derivatives).                               │
│                                                                              │
│ Kinks                                                                        │
│   Not open yet: absolute values (after the chain rule), maxima and minima of │
│   several (after the chain rule), functions by cases (after the chain rule;  │
│   partial derivatives), kinks and subdifferentials (after absolute values;   │
│   maxima and minima of several).                                             │
│                                                                              │
│ Several variables                                                            │
│   Not open yet: partial derivatives (after sums; powers), gradients (after   │
│   partial derivatives; the chain rule), mixed and second partials (after     │
│   partial derivatives; the chain rule), total derivatives (after the chain   │
│   rule; partial derivatives), Jacobians (after gradients), Hessians (after   │
│   mixed and second partials).                                                │
│                                                                              │
│ Machine learning                                                             │
│   Not open yet: activation functions (after the chain rule; partial          │
│   derivatives), losses (after activation functions; gradients; the quotient  │
│   rule), steps of descent (after gradients), paths of backpropagation (after │
│   total derivatives; activation functions), sums over data (after the chain  │
│   rule; partial derivatives).                                                │
│                                                                              │
│ Derivations                                                                  │
│   Not open yet: which rule comes first (after the chain rule; the quotient   │
│   rule), finding the error (after the chain rule; the quotient rule).        │
│                                                                              │
│ A skill with ✓ is mastered: what builds on it may open.                      │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Practice ───────────────────────────────────────────────────────────────────╮
│     Jun     Jul     Aug       Sep     Oct     Nov                            │
│ Mon · · · · · · · · · · · · · · · · · · · · · · · · · ▪                      │
│ Tue · · · · · · · · · · · · · · · · · · · · · · · · ■                        │
│ Wed · · · · · · · · · · · · · · · · · · · · · · · · ·                        │
│ Thu · · · · · · · · · · · · · · · · · · · · · · · · ·                        │
│ Fri · · · · · · · · · · · · · · · · · · · · · · · · ■                        │
│ Sat · · · · · · · · · · · · · · · · · · · · · · · · █                        │
│ Sun · · · · · · · · · · · · · · · · · · · · · · · · ▪                        │
│                                                                              │
│ · no practice, ▪ 1 to 4 questions, ■ 5 to 14, █ 15 or more                   │
│ 36 questions on 5 days, 29 right. The longest streak: 4 days.                │
╰──────────────────────────────────────────────────────────────────────────────╯
╭─ Mistakes ───────────────────────────────────────────────────────────────────╮
│ ▁▁▃█▃▁▁▁  Inner derivative left out                                          │
│           Fading: made 5 times, last 2 days ago; avoided once since, twice   │
│           more and it has faded.                                             │
│ ▁▁▁▁▁▁▁█  Minus in front left out                                            │
│           Made again today, twice in all.                                    │
│ ▁▅▅▁█▁▁▁  Term without the variable kept                                     │
│           Faded: made 4 times, last 3 weeks ago; avoided 3 times since.      │
│                                                                              │
│ The bars are the last 8 weeks, this one at the right.                        │
╰──────────────────────────────────────────────────────────────────────────────╯
""")


def test_the_page_at_120_columns() -> None:
    assert shown(view(BEGUN), 120) == snapshot("""\
You have practised 4 days in a row.
╭─ Due ────────────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│ Now       sine, cosine and their kin; constant multiples                                                             │
│ Today     the chain rule                                                                                             │
│ Tomorrow  “Inner derivative left out”; “Minus in front left out”; sums                                               │
│ Later     constants in 6 weeks                                                                                       │
│ pdtutor quiz begins with what is due.                                                                                │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
╭─ Skills ─────────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│ Rules                         mastery                                         level  due                             │
│ ✓ constants                   ███████████████████████████████████████░  98 %  5      in 6 weeks                      │
│ ✓ constant multiples          ████████████████████████░░░░░░░░░░░░░░░░  60 %  4      now                             │
│   sums                        ███████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  19 %  2      tomorrow                        │
│   powers                      ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %  1      new                             │
│   exponentials                ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %  1      new                             │
│   sine, cosine and their kin  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %  1      now                             │
│   the chain rule              ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0 %  1      today                           │
│   Not open yet: logarithms (after powers), the product rule (after powers; exponentials; sine, cosine and their kin; │
│   logarithms), the quotient rule (after the product rule), inverse trigonometric functions (after the chain rule;    │
│   the quotient rule), hyperbolic functions (after the chain rule), powers with a moving exponent (after the chain    │
│   rule), unknown functions (after the chain rule; partial derivatives).                                              │
│                                                                                                                      │
│ Kinks                                                                                                                │
│   Not open yet: absolute values (after the chain rule), maxima and minima of several (after the chain rule),         │
│   functions by cases (after the chain rule; partial derivatives), kinks and subdifferentials (after absolute values; │
│   maxima and minima of several).                                                                                     │
│                                                                                                                      │
│ Several variables                                                                                                    │
│   Not open yet: partial derivatives (after sums; powers), gradients (after partial derivatives; the chain rule),     │
│   mixed and second partials (after partial derivatives; the chain rule), total derivatives (after the chain rule;    │
│   partial derivatives), Jacobians (after gradients), Hessians (after mixed and second partials).                     │
│                                                                                                                      │
│ Machine learning                                                                                                     │
│   Not open yet: activation functions (after the chain rule; partial derivatives), losses (after activation           │
│   functions; gradients; the quotient rule), steps of descent (after gradients), paths of backpropagation (after      │
│   total derivatives; activation functions), sums over data (after the chain rule; partial derivatives).              │
│                                                                                                                      │
│ Derivations                                                                                                          │
│   Not open yet: which rule comes first (after the chain rule; the quotient rule), finding the error (after the chain │
│   rule; the quotient rule).                                                                                          │
│                                                                                                                      │
│ A skill with ✓ is mastered: what builds on it may open.                                                              │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
╭─ Practice ───────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│     Dec     Jan     Feb     Mar       Apr     May     Jun       Jul     Aug       Sep     Oct     Nov                │
│ Mon · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ▪          │
│ Tue · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ■            │
│ Wed · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ·            │
│ Thu · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ·            │
│ Fri · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ■            │
│ Sat · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · █            │
│ Sun · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · · ▪            │
│                                                                                                                      │
│ · no practice, ▪ 1 to 4 questions, ■ 5 to 14, █ 15 or more                                                           │
│ 36 questions on 5 days, 29 right. The longest streak: 4 days.                                                        │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
╭─ Mistakes ───────────────────────────────────────────────────────────────────────────────────────────────────────────╮
│ ▁▁▃█▃▁▁▁  Inner derivative left out                                                                                  │
│           Fading: made 5 times, last 2 days ago; avoided once since, twice more and it has faded.                    │
│ ▁▁▁▁▁▁▁█  Minus in front left out                                                                                    │
│           Made again today, twice in all.                                                                            │
│ ▁▅▅▁█▁▁▁  Term without the variable kept                                                                             │
│           Faded: made 4 times, last 3 weeks ago; avoided 3 times since.                                              │
│                                                                                                                      │
│ The bars are the last 8 weeks, this one at the right.                                                                │
╰──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────╯
""")


def test_plain_text() -> None:
    assert document.plain(BEGUN) == snapshot("""\
You have practised 4 days in a row.

Due now: sine, cosine and their kin; constant multiples.
Due today: the chain rule.
Due tomorrow: "Inner derivative left out"; "Minus in front left out"; sums.
Due later: constants in 6 weeks.
pdtutor quiz begins with what is due.

Rules:
   constants: 98 %, level 5, mastered, due in 6 weeks
   constant multiples: 60 %, level 4, mastered, due now
   sums: 19 %, level 2, due tomorrow
   powers: new
   exponentials: new
   not open yet: logarithms (after powers)
   sine, cosine and their kin: 0 %, level 1, due now
   not open yet: the product rule (after powers; exponentials; sine, cosine and
      their kin; logarithms)
   not open yet: the quotient rule (after the product rule)
   the chain rule (after powers; exponentials; sine, cosine and their kin): 0
      %, level 1, due today
   not open yet: inverse trigonometric functions (after the chain rule; the
      quotient rule)
   not open yet: hyperbolic functions (after the chain rule)
   not open yet: powers with a moving exponent (after the chain rule)
   not open yet: unknown functions (after the chain rule; partial derivatives)

Kinks:
   not open yet: absolute values (after the chain rule)
   not open yet: maxima and minima of several (after the chain rule)
   not open yet: functions by cases (after the chain rule; partial derivatives)
   not open yet: kinks and subdifferentials (after absolute values; maxima and
      minima of several)

Several variables:
   not open yet: partial derivatives (after sums; powers)
   not open yet: gradients (after partial derivatives; the chain rule)
   not open yet: mixed and second partials (after partial derivatives; the
      chain rule)
   not open yet: total derivatives (after the chain rule; partial derivatives)
   not open yet: Jacobians (after gradients)
   not open yet: Hessians (after mixed and second partials)

Machine learning:
   not open yet: activation functions (after the chain rule; partial
      derivatives)
   not open yet: losses (after activation functions; gradients; the quotient
      rule)
   not open yet: steps of descent (after gradients)
   not open yet: paths of backpropagation (after total derivatives; activation
      functions)
   not open yet: sums over data (after the chain rule; partial derivatives)

Derivations:
   not open yet: which rule comes first (after the chain rule; the quotient
      rule)
   not open yet: finding the error (after the chain rule; the quotient rule)

Practice:
   week of 2026-11-23: 35 questions on 4 days, 28 right
   week of 2026-11-30: 1 question on 1 day, 1 right
   in all: 36 questions on 5 days, 29 right. The longest streak: 4 days.

Mistakes:
   Inner derivative left out
      Fading: made 5 times, last 2 days ago; avoided once since, twice more and
         it has faded.
      In each of the last 8 weeks: 0 0 1 3 1 0 0 0
   Minus in front left out
      Made again today, twice in all.
      In each of the last 8 weeks: 0 0 0 0 0 0 0 2
   Term without the variable kept
      Faded: made 4 times, last 3 weeks ago; avoided 3 times since.
      In each of the last 8 weeks: 0 1 1 0 2 0 0 0\
""")


MASTER = overview(
    [skill(name, 5, 1.0, 365.0 * 90) for name in SKILLS],
    [mistake(f"A mistake of a name that says all there is to say, number {n}", avoided=n % 5) for n in range(30)],
    days(*[99] * 500),
)
HOSTILE = overview([skill("sum", 5, 1.0, 0)], [mistake("[red]\x1b[31m\u202e" + "w" * 500)], days(1))


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("seen", [BLANK, BEGUN, MASTER, HOSTILE])
def test_no_line_is_wider_than_the_console_and_nothing_steers_it(seen: Overview, width: int) -> None:
    text = shown(view(seen), width)
    assert max(map(cell_len, text.split("\n"))) <= width
    assert not {character for character in text if unicodedata.category(character) in ("Cc", "Cf")} - {"\n"}


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_skill_is_shown_in_every_width(width: int) -> None:
    for seen in (BEGUN, MASTER):
        text = shown(view(seen), width).replace("│", " ")
        assert {word for each in seen.skills for word in each.title.split() if word not in text} == set()


def test_nothing_is_said_by_colour_alone() -> None:
    console = Console(file=StringIO(), width=80, force_terminal=True, color_system="standard", legacy_windows=False, _environ={})
    console.print(view(BEGUN))
    coloured = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[32m" in coloured
    assert Text.from_ansi(coloured).plain.split() == shown(view(BEGUN), 80).split()


def test_every_skill_is_in_one_group() -> None:
    grouped = [name for names in words.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(SKILLS)


# --- words ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (days(1), "You have practised today."),
        (days(1, 1, 1, 1), "You have practised 4 days in a row."),
        (days(1, 0), "You practised yesterday: one question today makes it 2 days in a row."),
        (days(1, 1, 1, 0), "You practised 3 days in a row, up to yesterday: one question today makes it 4."),
        (days(1, 0, 0), "Welcome back: you last practised 2 days ago."),
        (days(1, last=TODAY - timedelta(400)), "Welcome back: you last practised 13 months ago."),
        (days(1, last=TODAY + timedelta(2)), "You have practised on 1 day."),
    ],
)
def test_the_greeting_is_true(calendar: tuple[PractisedDay, ...], said: str) -> None:
    assert words.greeting(overview(calendar=calendar)) == said


def test_one_whose_questions_all_were_skipped_is_not_told_that_nothing_is_recorded() -> None:
    assert words.greeting(overview([skill("constant", days=0)])) == words.UNANSWERED


@pytest.mark.parametrize(
    ("days_", "said"),
    [
        (-3, "now"), (0, "now"), (0.1, "today"), (1, "tomorrow"), (2, "in 2 days"), (13, "in 13 days"), (14, "in 2 weeks"),
        (60, "in 9 weeks"), (61, "in 2 months"), (730, "in 24 months"), (731, "in 2 years"), (36500, "in 100 years"),
    ],
)  # fmt: skip
def test_when_something_comes_back_is_said_in_words(days_: float, said: str) -> None:
    assert words.ahead(due(days_)) == said


AGO = [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (21, "3 weeks ago"), (90, "3 months ago")]


@pytest.mark.parametrize(("days_ago", "said"), AGO)
def test_when_something_was_is_said_in_words(days_ago: int, said: str) -> None:
    assert words.ago(days_ago) == said


@pytest.mark.parametrize(
    ("count", "avoided", "said"),
    [
        (1, 0, "Made once, 2 days ago."),
        (2, 0, "Made again 2 days ago, twice in all."),
        (1, 1, "Fading: made once, last 2 days ago; avoided once since, twice more and it has faded."),
        (7, 2, "Fading: made 7 times, last 2 days ago; avoided twice since, once more and it has faded."),
        (2, 3, "Faded: made twice, last 2 days ago; avoided 3 times since."),
    ],
)
def test_how_a_mistake_fades_is_said_in_words(count: int, avoided: int, said: str) -> None:
    assert words.fading(mistake(count=count, avoided=avoided)) == said


def test_what_is_due_stands_in_the_order_of_time() -> None:
    skills = [
        skill("sum", 1, 0.2, 9),
        skill("power", 1, 0.2, 1),
        skill("constant", 1, 0.2, -1),
        skill("chain", 1, 0.2, 0.2),
        skill("total", 1, 0.2, 3),
    ]
    assert list(words.due_rows(overview(skills, [mistake()])).items()) == [
        ("Now", ["constants"]),
        ("Today", ["the chain rule"]),
        ("Tomorrow", ["powers", "“Inner derivative left out”"]),
        ("Later", ["total derivatives in 3 days", "sums in 9 days"]),
    ]


def test_of_much_that_is_due_the_rest_is_counted() -> None:
    text = shown(view(MASTER), 200)
    assert "Later" in text
    assert "; and 25 more" in text  # 31 skills
    assert "… and 22 more. The bars" in text  # 30 mistakes


# --- bars and days ----------------------------------------------------------------------------------------------------------------


BARS = [(0.0, 0, "0 %"), (0.001, 1, "0 %"), (0.29, 11, "29 %"), (0.5, 20, "50 %"), (0.999, 39, "99 %"), (1.0, 40, "100 %")]


@pytest.mark.parametrize(("mastery", "full", "percent"), BARS)
def test_a_bar_is_full_for_all_of_it_alone_and_empty_for_nothing_alone(mastery: float, full: int, percent: str) -> None:
    text = shown(view(overview([skill("constant", 2, mastery, 3)])), 120)
    row = next(line for line in text.split("\n") if line.startswith("│   constants"))
    assert (row.count("█"), row.count("░")) == (full, 40 - full)
    assert f" {percent} " in row


@pytest.mark.parametrize(
    ("weeks", "bars"),
    [((0,) * 8, "▁▁▁▁▁▁▁▁"), ((3,) * 8, "████████"), ((0, 0, 0, 0, 0, 0, 0, 1), "▁▁▁▁▁▁▁█"), ((8, 4, 2, 1, 0, 0, 0, 0), "█▅▃▂▁▁▁▁")],
)
def test_the_weeks_of_a_mistake_are_bars_that_stand_on_0(weeks: tuple[int, ...], bars: str) -> None:
    assert f"│ {bars}  Inner" in shown(view(overview(mistakes=[mistake(weeks=weeks)])), 80)


def cells(seen: Overview, width: int) -> dict[str, str]:
    """Weekday → its cells, the earliest week first."""
    lines = ["".join(text for text, _ in line) for line in grid(seen, width)]
    return {line[:3]: line[4::2] for line in lines[1:]}


def test_the_calendar_has_a_row_for_each_weekday_and_ends_today() -> None:
    drawn = cells(overview(calendar=days(1, 4, 5, 14, 15, 99, 0, 1)), 80)
    assert list(drawn) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert {day: row[-2:] for day, row in drawn.items()} == {
        "Mon": "▪▪", "Tue": "·▪", "Wed": "·■", "Thu": "·■", "Fri": "·█", "Sat": "·█", "Sun": "··",
    }  # fmt: skip
    assert [len(row) for row in drawn.values()] == [26, 25, 25, 25, 25, 25, 25]


@pytest.mark.parametrize(("width", "weeks"), [(36, 16), (76, 26), (116, 52), (8, 2), (5, 1), (1, 1)])
def test_the_narrower_the_fewer_weeks(width: int, weeks: int) -> None:
    assert len(cells(BEGUN, width)["Mon"]) == weeks


@pytest.mark.parametrize("back", range(0, 400, 3))
def test_the_name_of_a_month_stands_over_the_first_week_that_begins_in_it(back: int) -> None:
    today = TODAY - timedelta(back)
    months = "".join(text for text, _ in next(iter(grid(Overview(today, ()), 76))))
    assert len(months) <= 76
    monday = today - timedelta(today.weekday())
    starts = [monday - timedelta(7 * week) for week in range(25, -1, -1)]
    places = {4 + 2 * n: day for n, day in enumerate(starts) if n and day.month != starts[n - 1].month}
    for place, day in places.items():
        assert months[place : place + 3] == day.strftime("%b")
    rest = "".join(" " if any(place <= n < place + 3 for place in places) else letter for n, letter in enumerate(months))
    assert rest.strip() in ("", starts[0].strftime("%b"))


# --- JSON -------------------------------------------------------------------------------------------------------------------------


def test_json_is_the_object_of_the_contract() -> None:
    found = json.loads(document.as_json(BEGUN, ("A note.",)))
    assert (found["schema"], found["command"], found["notes"]) == (1, "progress", ["A note."])
    result = found["result"]
    assert [each["skill"] for each in result["skills"]] == list(SKILLS)
    assert result["skills"][0] == {
        "skill": "constant",
        "title": "constants",
        "mastery": 0.98,
        "level": 5,
        "open": True,
        "due": "2027-01-09T12:00:00Z",
        "seen": 9,
        "correct": 7,
    }
    assert [each["skill"] for each in result["skills"] if each["due"] is None][:2] == ["power", "partials"]
    assert result["mistakes"][0] == {
        "id": "id.Inner derivative left out",
        "name": "Inner derivative left out",
        "count": 5,
        "last": "2026-11-28T12:00:00Z",
        "avoided": 1,
        "faded": False,
        "weeks": [0, 0, 1, 3, 1, 0, 0, 0],
    }
    assert result["calendar"][0] == {"date": "2026-11-24", "questions": 12, "right": 9}
    assert {name: result[name] for name in ("streak", "longest_streak", "due", "questions")} == {
        "streak": 4,
        "longest_streak": 4,
        "due": 2,
        "questions": 36,
    }


def test_plain_text_is_ascii_whatever_a_mistake_is_called() -> None:
    for seen in (BEGUN, MASTER, HOSTILE):
        text = document.plain(seen)
        assert text.isascii()
        assert "\x1b" not in text
