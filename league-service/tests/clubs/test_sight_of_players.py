"""Who sees and changes a player: the teams for which the player is registered today, and nobody else."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from service_kit.errors import DomainError
from service_kit.testing.callers import club_member

LEFT = ("2024-07-01", "2026-02-28")
STAYS = ("2026-03-01", None)
COMES = ("2026-03-02", None)


class Squads:
    """Two teams of a club with a coach each, and a player of theirs."""

    def __init__(self, clubs: Any, club: Any, members: Any) -> None:
        self._clubs = clubs
        self._members = members
        self.club = club
        self.teams: list[str] = []

    async def call(self, method: str, caller: Any = None, /, **fields: Any) -> Any:
        return await self._clubs.call(method, caller or self.club.manager, **fields)

    async def begin(self) -> "Squads":
        for name in ("First", "Second"):
            self.teams.append((await self.call("football.v1.TeamService/CreateTeam", name=name)).team.id)
        return self

    def coach(self, at: int, user_id: str = "") -> Any:
        return club_member("coach", self.club.id, self.teams[at], user_id=user_id)

    def registrations(self, *intervals: tuple[str, str | None]) -> list[dict[str, str]]:
        """The first interval with the first team, and so on."""
        rows = zip(self.teams, intervals, strict=False)
        return [
            {"team_id": team, "from": first, **({"to": last} if last else {})} for team, (first, last) in rows
        ]

    async def player(self, *intervals: tuple[str, str | None], **facts: Any) -> str:
        named = {"first_name": "Aoife", "last_name": "Byrne", "birth_date": "1999-05-17"} | facts
        self._members.everywhere |= {facts["user_id"]} if "user_id" in facts else set()
        made = await self.call("CreatePlayer", registrations=self.registrations(*intervals), **named)
        return made.player.id

    async def reason(self, method: str, caller: Any, /, **fields: Any) -> str:
        with pytest.raises(DomainError) as caught:
            await self.call(method, caller, **fields)
        return caught.value.reason


@pytest.fixture
async def squads(clubs: Any, club: Any, members: Any) -> Squads:
    return await Squads(clubs, club, members).begin()


@pytest.mark.parametrize("interval", [LEFT, COMES])
async def test_a_former_or_future_team_neither_sees_nor_changes_a_player(squads: Squads, interval: Any):
    player = await squads.player(interval, STAYS)
    stranger, coach = squads.coach(0), squads.coach(1)
    for method, fields in (
        ("GetPlayer", {}),
        ("UpdatePlayer", {"weight_kg": 60}),
        ("ReplacePlayer", {"first_name": "A", "last_name": "B"}),
        ("DeletePlayer", {}),
        ("ListConsents", {}),
        ("RecordConsent", {"kind": "physical", "given_by": "Maeve"}),
        ("WithdrawConsent", {"kind": "physical"}),
        ("ExportPlayer", {}),
    ):
        assert await squads.reason(method, stranger, player_id=player, **fields) == "RECORD_NOT_FOUND", method
    for listed in ({}, {"query": "Byrne"}, {"order": "birth_date"}, {"team_id": squads.teams[0]}):
        assert (await squads.call("ListPlayers", stranger, **listed)).total_size == 0
    assert (await squads.call("GetPlayer", coach, player_id=player)).player.birth_date == "1999-05-17"
    assert (await squads.call("ListPlayers", coach, team_id=squads.teams[1])).total_size == 1
    assert (await squads.call("ListPlayers", coach, team_id=squads.teams[0])).total_size == 0
    await squads.call("UpdatePlayer", coach, player_id=player, weight_kg=61)


async def test_the_day_of_the_mesh_decides(squads: Squads, clock: Any):
    player = await squads.player(("2024-07-01", "2026-03-01"), COMES)
    assert await squads.reason("GetPlayer", squads.coach(1), player_id=player) == "RECORD_NOT_FOUND"
    assert (await squads.call("GetPlayer", squads.coach(0), player_id=player)).player.id == player
    clock.advance(timedelta(days=1))
    assert await squads.reason("GetPlayer", squads.coach(0), player_id=player) == "RECORD_NOT_FOUND"
    assert (await squads.call("GetPlayer", squads.coach(1), player_id=player)).player.id == player


async def test_whoever_is_registered_with_nobody_today_is_the_managers_business(squads: Squads):
    user = str(uuid4())
    left, new = await squads.player(LEFT, user_id=user), await squads.player()
    for at in (0, 1):
        assert await squads.reason("GetPlayer", squads.coach(at), player_id=left) == "RECORD_NOT_FOUND"
        assert (await squads.call("GetPlayer", squads.coach(at), player_id=new)).player.id == new
    assert (await squads.call("GetPlayer", player_id=left)).player.id == left
    own = club_member("player", squads.club.id, squads.teams[1], user_id=user)
    assert (await squads.call("GetPlayer", own, player_id=left)).player.birth_date == "1999-05-17"
    assert (await squads.call("ExportPlayer", own, player_id=left)).export.player_id == left
    coach = squads.coach(1, user)
    assert (await squads.call("GetPlayer", coach, player_id=left)).player.id == left
    assert await squads.reason("UpdatePlayer", coach, player_id=left, weight_kg=60) == "RECORD_NOT_FOUND"


async def test_a_coach_who_registers_for_later_is_warned_and_may_repeat_the_request(squads: Squads):
    facts: dict[str, Any] = {"first_name": "Aoife", "last_name": "Byrne", "request_id": "1"}
    facts["registrations"] = squads.registrations(COMES)
    made = [await squads.call("CreatePlayer", squads.coach(0), **facts) for _ in range(2)]
    assert made[0].player.id == made[1].player.id
    assert [warning.split(":")[0] for warning in made[0].warnings] == [
        "No registration with one of your teams includes today, 2026-03-01"
    ]
    await squads.call("UpdatePlayer", player_id=made[0].player.id, weight_kg=60)
    assert await squads.reason("CreatePlayer", squads.coach(0), **facts) == "RECORD_NOT_FOUND"
    now = {**facts, "registrations": squads.registrations(STAYS), "request_id": "2"}
    assert list((await squads.call("CreatePlayer", squads.coach(0), **now)).warnings) == []


async def test_a_former_team_keeps_its_matches_with_their_names_and_may_correct_them(squads: Squads):
    player = await squads.player(LEFT, STAYS, known_as="Effie", position="goalkeeper", status="injured")
    away = (await squads.call("football.v1.TeamService/CreateTeam", name="City", kind="opponent")).team.id
    facts = {"home_team_id": squads.teams[0], "away_team_id": away, "kick_off_at": "2026-02-01T14:00:00Z"}
    match = (await squads.call("football.v1.MatchService/CreateMatch", **facts)).match.id
    coach = squads.coach(0)
    lineup = [{"player_id": player, "role": "starter"}]
    stored = await squads.call("SetLineup", coach, match_id=match, lineup=lineup)
    assert [(line.player_id, line.player_name) for line in stored.lineup.lineup] == [(player, "Effie")]
    assert [doubt.code for doubt in stored.lineup.doubts] == ["TOO_FEW"]
    figures = {"match_id": match, "player_id": player, "goals": 1, "shots": 1}
    await squads.call("CreatePlayerMatchStatistic", coach, **figures)
    rows = (await squads.call("ListPlayerMatchStatistics", coach, player_id=player)).player_match_statistics
    assert [(row.player_name, row.goals) for row in rows] == [("Effie", 1)]
    lines = (await squads.call("ListMatchLineups", coach, player_id=player)).match_lineups
    assert [line.player_name for line in lines] == ["Effie"]
    await squads.call("UpdateMatchLineup", coach, match_lineup_id=lines[0].id, jersey_number=1)
    for stranger in (await squads.player((STAYS[0], STAYS[1])), str(uuid4())):
        named = [{"player_id": stranger, "role": "starter", "position": "goalkeeper"}]
        other = squads.coach(1)
        assert await squads.reason("GetLineup", other, match_id=match) == "RECORD_NOT_FOUND"
        refused = await squads.reason("SetLineup", coach, match_id=match, lineup=named)
        assert refused == "IMPOSSIBLE_LINEUP"


async def test_a_line_up_does_not_tell_the_names_of_players_of_other_teams(squads: Squads):
    squads.teams.reverse()
    stranger = await squads.player(STAYS)
    squads.teams.reverse()
    away = (await squads.call("football.v1.TeamService/CreateTeam", name="City", kind="opponent")).team.id
    facts = {"home_team_id": squads.teams[0], "away_team_id": away, "kick_off_at": "2026-03-05T14:00:00Z"}
    match = (await squads.call("football.v1.MatchService/CreateMatch", **facts)).match.id
    messages: list[str] = []
    for player in (stranger, str(uuid4())):
        lineup = [{"player_id": player, "role": "starter", "position": "goalkeeper"}]
        with pytest.raises(DomainError) as caught:
            await squads.call("SetLineup", squads.coach(0), match_id=match, lineup=lineup)
        messages.append(caught.value.violations[0]["msg"])
    assert messages == ["there is no such player in your club"] * 2
