"""A chart of the estimates as SVG: for each kind of partner its range, and a mark for the estimated value."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from ai_service.analyses.facts.domain import Opportunity
from ai_service.analyses.writing.words import usd

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 640, 120, 150, 34, 8
_FONT: Final = 'font-family="Libertinus Serif" font-size="13"'


def chart(opportunities: Sequence[Opportunity]) -> str:
    """The chart. The same estimates give the same bytes."""
    height = _TOP * 2 + _ROW * len(opportunities)
    words = "; ".join(f"{each.partner_type}: {usd(each.low)} to {usd(each.high)}" for each in opportunities)
    most = max(each.high for each in opportunities)
    rows = "".join(part for number, each in enumerate(opportunities) for part in _row(each, number, most))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">'
        f"<title>{escape(words)}</title>{rows}</svg>"
    )


def _row(each: Opportunity, number: int, most: float) -> Iterator[str]:
    def place(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * value / most, 1)

    top = _TOP + _ROW * number
    low, mark, high = place(each.low), place(each.value), place(each.high)
    width = max(1.0, round(high - low, 1))
    name = escape(each.partner_type)
    yield f'<text x="{_LEFT - 10}" y="{top + 20}" text-anchor="end" {_FONT}>{name}</text>'
    yield f'<rect x="{low}" y="{top + 9}" width="{width}" height="14" rx="3" fill="#b9d3e8"/>'
    yield f'<rect x="{mark - 1.5}" y="{top + 5}" width="3" height="22" fill="#1b4f72"/>'
    yield f'<text x="{high + 8}" y="{top + 20}" {_FONT}>{usd(each.value)}</text>'
