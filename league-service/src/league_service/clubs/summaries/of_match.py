"""The parts of the summary of a match."""

from collections.abc import Iterable
from typing import Final

from league_service.clubs.match_lineups.contradictions import of_lineups
from league_service.clubs.matches import repository as matches
from league_service.clubs.matches.played import load_played
from league_service.clubs.matches.reports import inconsistencies_of, load_facts, statistics_of
from league_service.clubs.squads import names_of
from league_service.clubs.summaries.facts import Fact, Parts, Wanted
from service_kit.db.connection import Connection
from service_kit.timestamps import time_to_pb

_GOALS: Final = ("goal", "own_goal")


async def result(connection: Connection, wanted: Wanted) -> Parts:
    """Both sides, the status and the score."""
    row = wanted.row
    match = (await matches.find_matches(connection, wanted.access.organisation, [row["id"]]))[row["id"]]
    facts = [
        Fact(name="kick_off_at", starts_at=time_to_pb(row["kick_off_at"])),
        Fact(name="status", text=row["status"]),
    ]
    if match.kick_off_unknown:
        facts[0] = Fact(name="kick_off_at", reason="No source states when the match was played.")
    score = match.score or {}
    for side, team in (("home", match.home), ("away", match.away)):
        facts.append(Fact(name=f"{side}_team", text=team.kind, subject=team.id, subject_name=team.name))
        if not score:
            facts.append(Fact(name=f"{side}_goals", subject=team.id, reason="There is no result yet."))
        for name, key in ((f"{side}_goals", side), (f"{side}_penalties", f"{side}_penalties")):
            if score.get(key) is not None:
                facts.append(Fact(name=name, value=score[key], subject=team.id, subject_name=team.name))
    return {"result": facts}


async def report(connection: Connection, wanted: Wanted) -> Parts:
    """The figures of both sides, and what contradicts itself."""
    facts = await load_facts(connection, wanted.access.organisation, wanted.row["id"])
    sides = statistics_of(facts)
    figures = [
        Fact(
            name=name,
            value=figure.value,
            reason=figure.reason or None,
            subject=team.id,
            subject_name=team.name,
        )
        for team in facts.match.sides.values()
        for name, figure in sides[team.id].figures.items()
    ]
    doubts = inconsistencies_of(facts) + await of_lineups(connection, wanted.access, facts.match)
    listed = [
        Fact(name=each.code.lower(), text=each.message, subject=each.player_id or each.team_id or None)
        for each in doubts
    ]
    return {
        "team_statistics": figures,
        "inconsistencies": [Fact(name="inconsistencies", value=len(doubts)), *listed],
    }


async def goals(connection: Connection, wanted: Wanted) -> Parts:
    """The goals that events record, in order, with their scorers."""
    organisation, match_id = wanted.access.organisation, wanted.row["id"]
    match = (await matches.find_matches(connection, organisation, [match_id]))[match_id]
    events = (await matches.events_of(connection, organisation, [match_id], _GOALS))[match_id]
    scored = [event for event in events if event.period < match.clock.shoot_out]
    names = await _names(connection, wanted, (event.player_id for event in scored))
    facts = [
        Fact(
            name=event.type,
            value=event.minute,
            unit="minute",
            text=match.sides[event.team_id].name,
            subject=event.player_id or None,
            subject_name=names.get(event.player_id),
        )
        for event in scored
    ]
    return {"goals": [Fact(name="recorded_goals", value=len(scored)), *facts]}


async def players(connection: Connection, wanted: Wanted) -> Parts:
    """The players in the line-ups, with their minutes."""
    match_id = wanted.row["id"]
    match = (await load_played(connection, wanted.access.organisation, [match_id]))[match_id]
    names = await _names(connection, wanted, match.named)
    facts: list[Fact] = []
    for player_id, team_id in sorted(match.named.items(), key=lambda each: (each[1], each[0])):
        played = match.of(player_id)
        fact = Fact(name="minutes_played", subject=player_id, subject_name=names.get(player_id))
        fact.text = match.match.sides[team_id].name
        if played is None:
            fact.reason = "Line-up and events do not say."
        else:
            fact.value = played.minutes_played
        facts.append(fact)
    return {"players": facts}


async def _names(connection: Connection, wanted: Wanted, players: Iterable[str]) -> dict[str, str]:
    ids = sorted({player for player in players if player})
    return await names_of(connection, wanted.access.organisation, ids)
