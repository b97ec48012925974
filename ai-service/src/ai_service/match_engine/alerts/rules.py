"""The rules of alerts, as data: which figure moves which way, and how far is how severe."""

from dataclasses import dataclass
from typing import Final, Literal

RECENT: Final = 5
"""The segments that are compared with those before."""
FEWEST_RECENT: Final = 3
FEWEST_BEFORE: Final = 10
OPENS_AT: Final = 60.0
ENDS_UNDER: Final = 45.0
LEVELS: Final = (("critical", 90.0), ("high", 80.0), ("medium", 70.0), ("low", OPENS_AT))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `opens` is the change at which the severity is 60, `full` that at which it is 100.

    "share" compares the change with the level before, "amount" takes it as it is, and "sum" adds up the
    recent segments. A change that noise explains has no severity: `noise` is the smallest spread that a
    figure is taken to have. `least` is the level from which a share means something.
    """

    name: str
    figures: tuple[str, ...]
    falls: bool
    kind: Literal["share", "amount", "sum"]
    opens: float
    full: float
    noise: float
    least: float
    of_player: bool
    words: str
    description: str


RULES: Final = (
    Rule(
        "pressing_fades",
        ("pressures",),
        falls=True,
        kind="share",
        opens=0.5,
        full=0.9,
        noise=1.0,
        least=1.0,
        of_player=False,
        words="{who} presses less: {value} pressures a segment, {baseline} before",
        description="The side presses the ball carrier much less often than before.",
    ),
    Rule(
        "block_stretches",
        ("hull_m2",),
        falls=False,
        kind="share",
        opens=0.25,
        full=0.6,
        noise=40.0,
        least=50.0,
        of_player=False,
        words="{who} plays stretched: {value} m² between the outfield players, {baseline} before",
        description="The outfield players cover a larger area than before.",
    ),
    Rule(
        "line_drops",
        ("line_m",),
        falls=True,
        kind="amount",
        opens=7.0,
        full=16.0,
        noise=2.0,
        least=0.0,
        of_player=False,
        words="{who} defends deeper: the line is {value} m from the goal, {baseline} before",
        description="The defensive line is closer to the own goal than before.",
    ),
    Rule(
        "territory_lost",
        ("own_third",),
        falls=False,
        kind="amount",
        opens=0.25,
        full=0.55,
        noise=0.05,
        least=0.0,
        of_player=False,
        words="The ball is near the goal of {who} more often: {value} of the time, {baseline} before",
        description="The ball is in the side's own third much more than before.",
    ),
    Rule(
        "sprints_fade",
        ("high_speed_m",),
        falls=True,
        kind="share",
        opens=0.7,
        full=0.98,
        noise=4.0,
        least=8.0,
        of_player=True,
        words="{who} runs less at high speed: {value} m a segment, {baseline} before",
        description="A player covers much less distance at high speed and in sprints than before.",
    ),
    Rule(
        "shots_conceded",
        ("shots_against",),
        falls=False,
        kind="sum",
        opens=5.0,
        full=9.0,
        noise=0.0,
        least=0.0,
        of_player=False,
        words="{who} conceded shots: {value} a segment, {baseline} before",
        description="The opponents shoot often.",
    ),
)


def level_of(severity: float) -> str | None:
    """The level of a severity; None below the lowest."""
    return next((level for level, least in LEVELS if severity >= least), None)
