"""What experts predict and bet on: categories, markets and sides."""

from collections.abc import Mapping
from typing import Final, Literal

Category = Literal["spread", "winner", "total"]

Market = Literal["spread", "moneyline", "total"]

Side = Literal["home", "away", "over", "under"]

CATEGORIES: Final[tuple[Category, ...]] = ("spread", "winner", "total")

CATEGORY_OF: Final[Mapping[Market, Category]] = {
    "spread": "spread",
    "moneyline": "winner",
    "total": "total",
}
