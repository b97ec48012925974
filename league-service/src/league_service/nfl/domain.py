"""The NFL: its competitions, stages, time zone and week."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from league_service.competition.competitions.domain import Competition

SPORT: Final = "american_football"
NFL: Final = Competition("nfl", "National Football League", SPORT)
NFL_SIMULATED: Final = Competition(
    "nfl-simulated", "National Football League (simulated)", SPORT, simulated=True
)

EASTERN: Final = ZoneInfo("America/New_York")
"""The time zone in which the NFL states times, wherever a game is played."""

GAME_LENGTH: Final = timedelta(hours=3, minutes=30)
"""The time from kick-off to the final score, for sources that do not give the end."""

REGULAR: Final = "REG"
STAGES: Final = (REGULAR, "WC", "DIV", "CON", "SB")


def week_opening(first_kickoff: datetime) -> datetime:
    """The Tuesday, 14:00 UTC, before the first game of a week."""
    days = (first_kickoff.weekday() - 1) % 7
    tuesday = (first_kickoff - timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)
    return tuesday if tuesday < first_kickoff else tuesday - timedelta(weeks=1)
