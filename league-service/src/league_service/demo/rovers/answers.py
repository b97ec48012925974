"""How the simulated players of Harbour Rovers answer invitations, drawn from a seed. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from league_service.clubs.responses.domain import Answer, Person, Response
from league_service.demo.rovers.squads import PLAYER_OF_LOGIN, SEED, SQUADS
from service_kit.demo import DEMO_LOGINS

AHEAD: Final = timedelta(days=14)
"""How long before it begins people answer an invitation."""
_NOTICE: Final = timedelta(days=2)
_COMES: Final[tuple[Answer, None]] = ("attending", None)
_ANSWERS: Final[tuple[tuple[Answer, str | None] | None, ...]] = (
    *[_COMES] * 12,
    ("declined", "Away with family (simulated)"),
    ("unsure", "Waiting for an exam date (simulated)"),
    ("unsure", None),
    None,
)
_ACCOUNTS: Final = {SQUADS[0].players[PLAYER_OF_LOGIN]: DEMO_LOGINS["player"]}


def answers(
    occasion_id: str, players: Iterable[str], starts_at: datetime, now: datetime
) -> Iterator[Response]:
    """What players answer to an invitation; some have not answered yet."""
    for player in players:
        drawn = Random(f"{SEED}/{occasion_id}/{player}").choice(_ANSWERS)  # noqa: S311 - a simulation
        if drawn is not None:
            yield _response(player, *drawn, at=min(now, starts_at - _NOTICE))


def came(players: Iterable[str], starts_at: datetime) -> Iterator[Response]:
    """What players had answered who then played."""
    for player in players:
        yield _response(player, *_COMES, at=starts_at - _NOTICE)


def _response(player: str, answer: Answer, reason: str | None, *, at: datetime) -> Response:
    account = _ACCOUNTS.get(player)
    return Response(
        person=Person(player, account).key,
        player_id=player,
        user_id=account,
        answer=answer,
        reason=reason,
        responded_at=at,
        recorded_by=account or DEMO_LOGINS["coach"],
    )
