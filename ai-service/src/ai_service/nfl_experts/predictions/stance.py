"""What an expert says of one category of a game, and how far apart two of them are."""

from dataclasses import dataclass

from ai_service.nfl_experts.betting.markets import Category, Side


@dataclass(frozen=True, slots=True)
class Stance:
    """A prediction with the numbers behind it. `pick` is its text, `margin` is home minus away."""

    expert_id: str
    game_id: str
    category: Category
    side: Side
    pick: str
    confidence: float
    margin: float
    total: float

    def opposes(self, other: "Stance") -> bool:
        """Whether the two pick different sides of the same thing."""
        same = (self.game_id, self.category) == (other.game_id, other.category)
        return same and self.side != other.side

    def distance(self, other: "Stance") -> float:
        """How far apart the two are, in points: predicted totals of a total, else predicted margins.

        Lines do not count: two experts quote the same line and differ by what they expect of the game. The
        winner is measured in points too, so that one threshold means the same in every category.
        """
        if self.category == "total":
            return abs(self.total - other.total)
        return abs(self.margin - other.margin)


def points_text(distance: float) -> str:
    """A distance for people, to a tenth: 5 points, 1 point, 4.5 points."""
    rounded = f"{distance:.1f}".removesuffix(".0")
    return f"{rounded} point" if rounded == "1" else f"{rounded} points"
