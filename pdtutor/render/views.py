"""The Rich views of results, as the commands ask for them.

Belongs here: one entry for each kind of result, loading what it needs. Does not: what stands inside the panels.
`rules_view` loads no algebra.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.requests.results import GradientResult, PartialResult, Pointed
    from pdtutor.requests.rules import RulesResult


def partial_view(result: PartialResult) -> RenderableType:
    """The notes of the reading, then one panel for each partial derivative."""
    from rich.console import Group

    from pdtutor.render.panels import Sheet, notes, partial_panel

    sheet = Sheet.of(result.reading, result.point, result.detail)
    return Group(*notes(result.reading), *(partial_panel(partial, sheet) for partial in result.partials))


def gradient_view(result: GradientResult) -> RenderableType:
    """The notes of the reading, a panel for each derivation there is, then the gradient."""
    from rich.console import Group

    from pdtutor.render.gradient_panel import gradient_panel, partials_of
    from pdtutor.render.panels import Sheet, notes

    sheet = Sheet.of(result.reading, result.point, result.detail)
    return Group(*notes(result.reading), *partials_of(result.gradient, sheet), gradient_panel(result.gradient, sheet))


def page_view(result: Pointed) -> RenderableType:
    """The notes of the reading, then the sections of the result's page."""
    from rich.console import Group

    from pdtutor.render.page_view import PageView
    from pdtutor.render.pages import sections
    from pdtutor.render.panels import Sheet, notes

    sheet = Sheet.of(result.reading, result.point, result.detail)
    return Group(*notes(result.reading), PageView(sections(result, sheet.labels), sheet))


def rules_view(result: RulesResult) -> RenderableType:
    """One card in full, or a table of several."""
    from pdtutor.render.rule_cards import card_panel, card_table

    return card_panel(result.cards[0]) if len(result.cards) == 1 else card_table(result.cards)
