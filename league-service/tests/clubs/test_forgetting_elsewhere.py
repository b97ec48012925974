"""What other services hear of an erasure and of a withdrawn consent."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from league_service.clubs.analytics.operations import KEEP


class Posted:
    """The calls and events that the service has written for others."""

    def __init__(self, database: Any) -> None:
        self._database = database

    async def calls(self) -> list[str]:
        return await self._column("SELECT method FROM league.deliveries ORDER BY seq")

    async def forgotten(self) -> list[str]:
        return await self._column("SELECT subject FROM league.outbox WHERE type = 'club_player.forgotten'")

    async def tags(self) -> list[Any]:
        return await self._column(
            "SELECT data->'tags' FROM league.outbox WHERE type = 'club_player.forgotten'"
        )

    async def _column(self, query: Any) -> list[Any]:
        async with self._database.read() as connection:
            return [row[0] for row in await connection.fetch_rows(query)]


@pytest.fixture
def posted(database: Any) -> Posted:
    return Posted(database)


async def _ranked(planned: Any, soon: Any, player: str) -> None:
    """A ranking that names the player, on its way to the tactical memory."""
    played = {"status": "finished", "score": {"home": 1, "away": 0}}
    match = await planned.match(soon - timedelta(days=30), **played)
    line = {"match_id": match.id, "player_id": player, "jersey_number": 1}
    await planned.call("CreateMatchLineup", team_id=planned.team, **line)
    await planned.call("CreatePlayerMatchStatistic", match_id=match.id, player_id=player, rating=7.5)
    ranking = (await planned.call("RankPlayerRatings", planned.club.coach(planned.team))).ranking
    assert player in str(ranking)


async def test_an_erasure_takes_back_insights_and_ends_the_membership(
    planned: Any, soon: Any, posted: Posted
) -> None:
    user = str(uuid4())
    player, other = await planned.player(user), await planned.player()
    await _ranked(planned, soon, player)
    assert await posted.calls() == [KEEP]
    for _ in range(2):
        await planned.call("ErasePlayer", player_id=player)
    assert await posted.calls() == ["/altsports.auth.v1.ClubUserService/ForgetClubUser"]
    assert (await posted.forgotten(), await posted.tags()) == ([player], [[f"people:{planned.club.id}"]])
    await planned.call("ErasePlayer", player_id=other)
    assert len(await posted.calls()) == 1


async def test_a_withdrawn_consent_takes_back_insights_too(planned: Any, soon: Any, posted: Posted) -> None:
    player = await planned.player(str(uuid4()))
    await _ranked(planned, soon, player)
    await planned.call("WithdrawConsent", player_id=player, kind="images")
    assert (await posted.calls(), await posted.forgotten()) == ([KEEP], [])
    await planned.call("WithdrawConsent", player_id=player, kind="physical")
    assert (await posted.calls(), await posted.forgotten()) == ([], [player])
