"""What a write of an event checks against its match, and where the event stands among the others."""

from collections.abc import Sequence

from league_service.clubs.engine.access import access_of
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.match_events import repository
from league_service.clubs.match_events.domain import event_of, problems_of, sequence_of
from league_service.clubs.matches.events import MatchEvent
from league_service.clubs.matches.played import CHANGES, played_match
from league_service.clubs.matches.presence import of_presence
from league_service.clubs.matches.repository import (
    Match,
    Named,
    events_of,
    find_matches,
    latest_seconds,
    lineups_of,
)
from league_service.clubs.matches.sides import check_side
from service_kit.errors import ValidationFailed, Violation

_PLACED = ("period", "minute", "stoppage_minute", "second")


async def before_event(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed for an event that cannot belong to its match; returns what is doubtful."""
    organisation = write.caller.organisation_id
    match = (await find_matches(write.connection, organisation, [after["match_id"]]))[after["match_id"]]
    check_side(access_of(write.caller, write.now), match, after["team_id"])
    match.check_begun(write.now)
    problems = list(problems_of(after, match.clock, match.pitch))
    if problems:
        raise ValidationFailed(
            violations=[
                Violation(loc=[str(each.field)], msg=each.message, type="value_error") for each in problems
            ]
        )
    event = event_of(after)
    if before is None or any(before[name] != after[name] for name in _PLACED):
        first = sequence_of(event, match.clock, 0)
        among = await repository.count_between(write.connection, organisation, match.id, first, first + 99)
        after["sequence"] = first + min(among, 99)
    lineup = (await lineups_of(write.connection, organisation, [match.id]))[match.id]
    return [
        *_doubts_of_players(lineup, after),
        *await _doubts_of_presence(write, match, lineup, event),
        *await _doubts_of_limit(write, match, after),
    ]


def _doubts_of_players(lineup: Sequence[Named], event: Row) -> list[str]:
    """A player of the other side is refused; one who is in no line-up is doubtful."""
    teams = {each.player_id: each.team_id for each in lineup}
    sides = set(teams.values())
    found: list[str] = []
    for field in ("player_id", "related_player_id"):
        player = event[field]
        if not player:
            continue
        team = teams.get(player)
        if team is not None and team != event["team_id"]:
            raise ValidationFailed.at([field], "The player is in the line-up of the other side")
        if team is None and event["team_id"] in sides:
            found.append(f"{field}: the player is not in the line-up of that side.")
    return found


async def _doubts_of_presence(
    write: Write, match: Match, lineup: Sequence[Named], event: MatchEvent
) -> list[str]:
    """Why an event cannot have happened, with those on the pitch at its time. It is stored all the same."""
    organisation = write.caller.organisation_id
    named = {each.player_id for each in lineup if each.team_id == event.team_id}
    if not {event.player_id, event.related_player_id} & named:
        return []
    changes = (await events_of(write.connection, organisation, [match.id], CHANGES))[match.id]
    changes = [each for each in changes if each.id != event.id]
    latest = (await latest_seconds(write.connection, organisation, [match.id]))[match.id]
    at = event.at(match.clock)
    latest[at.period] = max(latest.get(at.period, 0), at.second)
    played = played_match(match, [*changes, event], latest, lineup)
    found = [each for each in played.inconsistencies if each.event_id == event.id]
    found += of_presence([event], match.clock, played.duration, played.sides)
    return [each.message for each in found if each.player_id in named]


async def _doubts_of_limit(write: Write, match: Match, event: Row) -> list[str]:
    if event["type"] != "substitution" or match.substitution_limit is None:
        return []
    made = await repository.count_substitutions(
        write.connection, write.caller.organisation_id, match.id, event["team_id"], event["id"]
    )
    if made < match.substitution_limit:
        return []
    return [f"This is substitution {made + 1} of the side, and the limit is {match.substitution_limit}."]
