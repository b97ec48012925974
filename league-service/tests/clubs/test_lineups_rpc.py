"""Whole line-ups, and what follows from events: reasons, warnings, versions and minutes."""

from typing import Any
from uuid import uuid4

import pytest

from service_kit.errors import DomainError

SERVICE = "altsports.football.v1."
KICK_OFF = "2026-02-14T15:00:00Z"


class Home:
    """A club with a team of five-a-side, its players and a match."""

    def __init__(self, clubs: Any, club: Any) -> None:
        self._clubs, self.club = clubs, club
        self.players: list[str] = []
        self.team = self.other = self.match = ""

    async def ask(self, method: str, caller: Any = None, **fields: Any) -> Any:
        return await self._clubs.call(f"{SERVICE}{method}", caller or self.club.manager, **fields)

    async def refused(self, method: str, caller: Any = None, **fields: Any) -> DomainError:
        with pytest.raises(DomainError) as caught:
            await self.ask(method, caller, **fields)
        return caught.value

    async def set(self, *entries: dict[str, Any], caller: Any = None, **fields: Any) -> Any:
        return await self.ask(
            "LineupService/SetLineup", caller, match_id=self.match, lineup=entries, **fields
        )

    async def player(self, *, first: str = "2020-01-01", **facts: Any) -> str:
        number = len(self.players) + 1
        made = await self.ask(
            "PlayerService/CreatePlayer", first_name="Player", last_name=str(number), jersey_number=number,
            registrations=[{"team_id": self.team, "from": first}], **facts,
        )  # fmt: skip
        self.players.append(made.player.id)
        return made.player.id

    async def consent(self, player: str) -> None:
        """Nobody here has a birth date, so in a team such as U16 what describes the body needs a consent."""
        await self.ask("ConsentService/RecordConsent", player_id=player, kind="physical", given_by="Maeve")

    async def event(self, kind: str, minute: int, player: str, **facts: Any) -> Any:
        facts = {"team_id": self.team, "player_id": player, "period": 1 if minute < 25 else 2, **facts}
        return await self.ask(
            "MatchEventService/CreateMatchEvent", match_id=self.match, type=kind, minute=minute, **facts
        )


@pytest.fixture
async def home(clubs: Any, club: Any) -> Home:
    home = Home(clubs, club)
    team = await home.ask(
        "TeamService/CreateTeam", name="Rovers U16", format=5, age_group="U16", season="2025/26"
    )
    other = await home.ask("TeamService/CreateTeam", name="Quay", kind="opponent")
    home.team, home.other = team.team.id, other.team.id
    match = await home.ask(
        "MatchService/CreateMatch", home_team_id=home.team, away_team_id=home.other, kick_off_at=KICK_OFF,
        period_minutes=25, status="finished",
    )  # fmt: skip
    home.match = match.match.id
    for number in range(7):
        await home.player(position="goalkeeper" if number == 0 else None)
    return home


def five(home: Home) -> list[dict[str, Any]]:
    return [{"player_id": player} for player in home.players[:5]]


async def test_a_line_up_is_set_with_usual_numbers_and_the_same_one_again_changes_nothing(home: Home) -> None:
    bench = {"player_id": home.players[5], "role": "substitute"}
    first = await home.set(*five(home), bench, expected_version=0)
    assert (first.lineup.version, first.lineup.team_id) == (1, home.team)
    assert [line.jersey_number for line in first.lineup.lineup] == [1, 2, 3, 4, 5, 6]
    again = await home.set(*five(home), bench, expected_version=1)
    assert again == first
    swapped = await home.set(*five(home)[:4], {"player_id": home.players[6]}, bench)
    assert swapped.lineup.version == 2
    stayed = {line.player_id: line.id for line in first.lineup.lineup}
    for line in swapped.lineup.lineup:
        assert line.player_id == home.players[6] or stayed[line.player_id] == line.id


async def test_two_coaches_on_one_line_up_do_not_overwrite_each_other(home: Home) -> None:
    await home.set(*five(home), expected_version=0)
    error = await home.refused(
        "LineupService/SetLineup", match_id=home.match, lineup=five(home)[:4], expected_version=0
    )
    assert (error.reason, error.metadata["version"]) == ("VERSION_MISMATCH", "1")
    line = (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.lineup[1]
    await home.ask("MatchLineupService/UpdateMatchLineup", match_lineup_id=line.id, captain=True)
    assert (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.version == 2


async def test_an_impossible_line_up_is_refused_with_every_reason_and_nothing_is_stored(home: Home) -> None:
    late = await home.player(first="2026-02-15")
    entries = [
        *({**entry, "position": "defender", "jersey_number": 9} for entry in five(home)[:2]),
        *five(home)[:1],
        *({"player_id": player} for player in [*home.players[2:5], late, str(uuid4())]),
    ]
    error = await home.refused("LineupService/SetLineup", match_id=home.match, lineup=entries)
    assert error.reason == "IMPOSSIBLE_LINEUP"
    found = [".".join(map(str, violation["loc"])) for violation in error.violations]
    assert sorted(found) == [
        "lineup.1.jersey_number", "lineup.2.player_id", "lineup.5.role", "lineup.6.player_id",
        "lineup.7.player_id",
    ]  # fmt: skip
    assert not (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.lineup
    nobody_in_goal = [{"player_id": player} for player in home.players[1:6]]
    error = await home.refused("LineupService/SetLineup", match_id=home.match, lineup=nobody_in_goal)
    assert [violation["loc"] for violation in error.violations] == [["lineup"]]


async def test_doubtful_players_are_stored_with_warnings(home: Home) -> None:
    injured, old = home.players[1], home.players[2]
    await home.consent(injured)
    await home.ask("PlayerService/UpdatePlayer", player_id=injured, status="injured")
    await home.ask("PlayerService/UpdatePlayer", player_id=old, birth_date="2009-05-01")
    answer = await home.set(*five(home))
    assert answer.warnings == ["Player 2 is injured.", "Player 3 is too old for U16."]
    assert [(each.code, each.player_id) for each in answer.lineup.doubts] == [
        ("INJURED", injured),
        ("OVER_AGE", old),
    ]
    assert answer.lineup.version == 1


async def test_members_without_the_team_and_other_clubs_find_no_match(home: Home, next_door: Any) -> None:
    for stranger in (home.club.coach(str(uuid4())), next_door.manager):
        for method in ("LineupService/GetLineup", "LineupService/SetLineup"):
            assert (await home.refused(method, stranger, match_id=home.match)).reason == "RECORD_NOT_FOUND"
        for method in ("GetMatchTeamStatistics", "ListMatchInconsistencies", "ListMatchResults"):
            error = await home.refused(f"MatchReportService/{method}", stranger, match_id=home.match)
            assert error.reason == "RECORD_NOT_FOUND"
    assert (await home.set(*five(home), caller=home.club.coach(home.team))).lineup.version == 1


async def test_a_new_line_up_starts_from_those_who_said_that_they_come(home: Home) -> None:
    match = await home.ask(
        "MatchService/CreateMatch",
        home_team_id=home.team,
        away_team_id=home.other,
        kick_off_at="2026-03-21T15:00:00Z",
    )
    home.match = match.match.id
    answers = {home.players[3]: "attending", home.players[0]: "attending", home.players[1]: "declined"}
    for player, answer in answers.items():
        await home.ask(
            "ResponseService/SetResponse",
            occasion="matches",
            occasion_id=home.match,
            player_id=player,
            answer=answer,
        )
    lineup = (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup
    assert [(each.player_id, each.role, each.position) for each in lineup.suggested] == [
        (home.players[0], "starter", "goalkeeper"),
        (home.players[3], "starter", ""),
    ]
    await home.set(*five(home))
    assert not (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.suggested


async def test_minutes_follow_every_correction_of_an_event(home: Home) -> None:
    await home.set(*five(home), {"player_id": home.players[5], "role": "substitute"})
    made = await home.event("substitution", 30, home.players[1], related_player_id=home.players[5])
    red = await home.event("card", 40, home.players[2], outcome="red")
    await home.event("card", 45, home.players[6], outcome="yellow")

    async def minutes() -> list[int]:
        lines = (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.lineup
        by_player = {line.player_id: line.minutes_played for line in lines}
        return [by_player[player] for player in home.players[:6]]

    assert await minutes() == [50, 30, 40, 50, 50, 20]
    await home.ask("MatchEventService/UpdateMatchEvent", match_event_id=made.match_event.id, minute=40)
    await home.ask("MatchEventService/DeleteMatchEvent", match_event_id=red.match_event.id)
    assert await minutes() == [50, 40, 50, 50, 50, 10]


async def test_an_event_is_checked_against_its_match(home: Home) -> None:
    await home.set(*five(home))
    about = {"match_id": home.match, "team_id": home.team, "type": "goal", "period": 1, "minute": 10}
    for wrong, field in (
        ({"team_id": (await home.ask("TeamService/CreateTeam", name="Third")).team.id}, "team_id"),
        ({"minute": 26}, "minute"),
        ({"period": 6}, "period"),
        ({"x": 94.0}, "y"),
        ({"type": "shot", "outcome": "goal"}, "outcome"),
    ):
        error = await home.refused("MatchEventService/CreateMatchEvent", **{**about, **wrong})
        assert [violation["loc"] for violation in error.violations] == [[field]], wrong
    doubtful = await home.ask("MatchEventService/CreateMatchEvent", **about, player_id=home.players[6])
    assert doubtful.warnings == ["player_id: the player is not in the line-up of that side."]


async def test_contradictions_are_listed_and_nothing_is_repaired(home: Home) -> None:
    await home.set(*five(home), {"player_id": home.players[5], "role": "unused"})
    await home.event("substitution", 30, home.players[1], related_player_id=home.players[5])
    await home.event("substitution", 31, home.players[1], related_player_id=home.players[6])
    await home.event("goal", 49, home.players[0])
    await home.ask(
        "MatchService/UpdateMatch", match_id=home.match, period_minutes=24, score={"home": 0, "away": 0}
    )
    report = "MatchReportService/ListMatchInconsistencies"
    found = (await home.ask(report, match_id=home.match)).inconsistencies
    assert sorted(each.code for each in found) == [
        "EVENT_AND_MATCH", "NOT_IN_LINEUP", "OFF_WITHOUT_BEING_ON", "SCORE_AND_GOALS", "UNUSED_PLAYED",
    ]  # fmt: skip
    assert (await home.ask(report, match_id=home.match)).inconsistencies == found


async def codes(home: Home) -> list[str]:
    report = await home.ask("MatchReportService/ListMatchInconsistencies", match_id=home.match)
    return sorted(each.code for each in report.inconsistencies)


async def test_a_line_up_made_line_by_line_needs_a_goalkeeper_when_it_is_complete(home: Home) -> None:
    create = "MatchLineupService/CreateMatchLineup"
    for player in home.players[1:5]:
        await home.ask(create, match_id=home.match, player_id=player, role="starter")
    assert await codes(home) == ["NO_GOALKEEPER"]
    about = {"match_id": home.match, "player_id": home.players[5], "role": "starter"}
    assert (await home.refused(create, **about)).violations[0]["loc"] == ["position"]
    await home.ask(create, match_id=home.match, player_id=home.players[0], role="starter")
    assert await codes(home) == []


async def test_a_line_up_that_became_impossible_is_listed(home: Home) -> None:
    await home.set(*five(home))
    assert await codes(home) == []
    keeper, moved, archived = home.players[:3]
    ended = [{"team_id": home.team, "from": "2020-01-01", "to": "2026-02-13"}]
    await home.ask("PlayerService/UpdatePlayer", player_id=moved, registrations=ended)
    await home.ask("PlayerService/UpdatePlayer", player_id=archived, archived=True)
    line = (await home.ask("LineupService/GetLineup", match_id=home.match)).lineup.lineup[0]
    assert line.player_id == keeper
    await home.ask("MatchLineupService/UpdateMatchLineup", match_lineup_id=line.id, role="substitute")
    await home.ask("TeamService/UpdateTeam", team_id=home.team, format=8)
    assert await codes(home) == ["NOT_REGISTERED", "NO_GOALKEEPER"]  # archived after the match
    later = "2027-02-14T15:00:00Z"
    await home.ask("MatchService/UpdateMatch", match_id=home.match, kick_off_at=later, status="scheduled")
    assert await codes(home) == ["NOT_REGISTERED", "NO_GOALKEEPER", "NO_SUCH_PLAYER"]


async def test_events_that_cannot_be_are_warned_of_and_listed(home: Home) -> None:
    bench = [{"player_id": player, "role": "substitute"} for player in home.players[5:7]]
    await home.set(*five(home), *bench)
    await home.ask("MatchService/UpdateMatch", match_id=home.match, substitution_limit=1)
    await home.event("substitution", 10, home.players[1], related_player_id=home.players[5])
    returns = await home.event("substitution", 20, home.players[2], related_player_id=home.players[1])
    assert returns.warnings == [
        "A player returns who was replaced before.",
        "This is substitution 2 of the side, and the limit is 1.",
    ]
    await home.event("card", 30, home.players[3], outcome="red")
    late = await home.event("goal", 31, home.players[3])
    assert late.warnings == ["A player takes part in an event after being sent off."]
    from_bench = await home.event("shot", 31, home.players[6], outcome="saved")
    assert from_bench.warnings == ["A player takes part in an event without being on the pitch."]
    assert not (await home.event("card", 32, home.players[6], outcome="yellow")).warnings
    assert not (await home.event("tackle", 30, home.players[3], outcome="won")).warnings
    found = await codes(home)
    assert found == [
        "ACTS_AFTER_SENT_OFF", "ACTS_FROM_BENCH", "GOALS_WITHOUT_SCORE", "RETURNED",
        "TOO_MANY_SUBSTITUTIONS",
    ]  # fmt: skip
    about = {"match_id": home.match, "team_id": home.team, "period": 2, "minute": 40}
    error = await home.refused(
        "MatchEventService/CreateMatchEvent", **about, type="substitution", player_id=home.players[4]
    )
    assert error.violations[0]["loc"] == ["related_player_id"]


async def test_a_result_changes_only_with_a_reason_and_is_never_removed(home: Home) -> None:
    update = "MatchService/UpdateMatch"
    about = {"match_id": home.match}
    first = await home.ask(update, **about, score={"home": 0, "away": 1})
    assert first.match.score.source == "staff"
    for score in ({"home": 1, "away": 1}, {"home": 1, "away": 1, "reason": ""}):
        error = await home.refused(update, **about, score=score)
        assert error.violations[0]["loc"] == ["score", "reason"]
    await home.ask(update, **about, score={"home": 1, "away": 1, "reason": "An own goal was missed."})
    assert (await home.refused(update, **about, clear=["score"])).violations[0]["loc"] == ["score"]
    revisions = (await home.ask("MatchReportService/ListMatchResults", **about)).results
    assert [(each.revision, each.score.home, each.score.away) for each in revisions] == [(2, 1, 1), (1, 0, 1)]
    assert revisions[0].recorded_by


async def test_loads_of_others_are_hidden_from_players(home: Home, members: Any) -> None:
    user = str(uuid4())
    members.everywhere.add(user)
    await home.ask("PlayerService/UpdatePlayer", player_id=home.players[0], user_id=user)
    create = "PlayerMatchStatisticService/CreatePlayerMatchStatistic"
    await home.set(*five(home))
    for player in home.players[:2]:
        await home.consent(player)
        await home.ask(create, match_id=home.match, player_id=player, sprint_m=500.0, goals=1)
    listed = "PlayerMatchStatisticService/ListPlayerMatchStatistics"
    rows = (await home.ask(listed, home.club.player(home.team, user_id=user))).player_match_statistics
    shown = {row.player_id: (row.goals, row.sprint_m, row.sprint_intensity) for row in rows}
    assert shown == {home.players[0]: (1, 500, 10), home.players[1]: (1, 0, 0)}


async def test_statistics_of_some_players_are_not_those_of_the_side(home: Home) -> None:
    await home.set(*five(home))
    create, report = "PlayerMatchStatisticService/CreatePlayerMatchStatistic", "GetMatchTeamStatistics"
    for at, player in enumerate(home.players[:5]):
        answer = await home.ask(f"MatchReportService/{report}", match_id=home.match)
        assert not answer.team_statistics.home.passes.HasField("value")
        if at:
            assert answer.team_statistics.home.passes.reason.startswith(f"{5 - at} of the players")
        figures = {"passes": 10, "passes_completed": 8, "goals": 0}
        await home.ask(create, match_id=home.match, player_id=player, **figures)
    side = (await home.ask(f"MatchReportService/{report}", match_id=home.match)).team_statistics.home
    assert (side.passes.value, side.accuracy.value, side.goals.value) == (50, 0.8, 0)
    assert (side.passes.source, side.xg.reason) == ("staff", "No shots are recorded for this match.")
