"""An expert's prediction for one category of a game, and the distance between two of them."""

from dataclasses import dataclass

from ai_service.nfl_experts.betting.markets import Category, Side


@dataclass(frozen=True, slots=True)
class Stance:
    """A prediction with the numbers behind it. `pick` is its text; `margin` is home minus away.

    `estimated` says that nobody offers the line of the pick.
    """

    expert_id: str
    game_id: str
    category: Category
    side: Side
    pick: str
    confidence: float
    margin: float
    total: float
    estimated: bool = False

    def opposes(self, other: "Stance") -> bool:
        """Whether the two pick different sides of the same category of a game."""
        same = (self.game_id, self.category) == (other.game_id, other.category)
        return same and self.side != other.side

    def distance(self, other: "Stance") -> float:
        """The distance between the two in points: of predicted totals for a total, else of predicted margins.

        Lines do not count: two experts see the same line and differ in what they expect of the game. The
        winner is measured in points as well, so one threshold has the same meaning in every category.
        """
        if self.category == "total":
            return abs(self.total - other.total)
        return abs(self.margin - other.margin)


def points_text(distance: float) -> str:
    """A distance as text, to a tenth: "5 points", "1 point", "4.5 points"."""
    rounded = f"{distance:.1f}".removesuffix(".0")
    return f"{rounded} point" if rounded == "1" else f"{rounded} points"
