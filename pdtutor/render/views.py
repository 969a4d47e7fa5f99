"""The Rich views of results, as the commands ask for them.

Belongs here: one entry for each kind of result, loading what it needs. Does not: what stands inside the panels.
`rules_view` loads no algebra.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.render.blocks import Section
    from pdtutor.render.marks import Mark
    from pdtutor.render.panels import Sheet
    from pdtutor.requests.check import CheckResult
    from pdtutor.requests.results import GradientResult, PartialResult, Pointed
    from pdtutor.requests.rules import RulesResult


def partial_view(result: PartialResult, marks: tuple[Mark, ...] = ()) -> RenderableType:
    """The notes of the reading, then one panel for each partial derivative."""
    from rich.console import Group

    from pdtutor.render.panels import Sheet, notes, partial_panel

    sheet = Sheet.of(result.reading, result.point, result.detail, marks)
    return Group(*notes(result.reading), *(partial_panel(each, sheet.at((place,))) for place, each in enumerate(result.partials)))


def gradient_view(result: GradientResult, marks: tuple[Mark, ...] = ()) -> RenderableType:
    """The notes of the reading, a panel for each derivation there is, then the gradient."""
    from rich.console import Group

    from pdtutor.render.gradient_panel import gradient_panel, partials_of
    from pdtutor.render.panels import Sheet, notes

    sheet = Sheet.of(result.reading, result.point, result.detail, marks)
    return Group(*notes(result.reading), *partials_of(result.gradient, sheet), gradient_panel(result.gradient, sheet))


def page_view(result: Pointed, marks: tuple[Mark, ...] = ()) -> RenderableType:
    """The notes of the reading, then the sections of the result's page."""
    from rich.console import Group

    from pdtutor.render.page_view import PageView
    from pdtutor.render.pages import sections
    from pdtutor.render.panels import Sheet, notes

    sheet = Sheet.of(result.reading, result.point, result.detail, marks)
    shown = _with_marked(result, sheet) if marks else sections(result, sheet.labels)
    return Group(*notes(result.reading), PageView(shown, sheet))


def check_view(result: CheckResult, marks: tuple[Mark, ...] = ()) -> RenderableType:
    """The page; beneath it, of an answer that cannot be read, the place and the mend."""
    from rich.console import Group

    from pdtutor.render.failure import FailureView

    page = page_view(result, marks)
    return page if result.problem is None else Group(page, FailureView(result.problem, has_message=False))


def _with_marked(result: Pointed, sheet: Sheet) -> list[Section]:
    """The sections of the page, and among them derivations that it shows in full detail alone but that have a marked line."""
    from pdtutor.render.pages import sections

    in_full = replace(result, detail="full")  # type: ignore[type-var]  # a dataclass
    shown = {section.place for section in sections(result, sheet.labels)} | {mark.place for mark in sheet.marks}
    return [section for section in sections(in_full, sheet.labels) if section.place in shown]


def rules_view(result: RulesResult) -> RenderableType:
    """One card in full, or a table of several."""
    from pdtutor.render.rule_cards import card_panel, card_table

    return card_panel(result.cards[0]) if len(result.cards) == 1 else card_table(result.cards)
