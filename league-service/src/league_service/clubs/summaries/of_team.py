"""The parts of the summary of a team."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from league_service.clubs.analytics.domain import pressing_formations
from league_service.clubs.analytics.loading import load_spells
from league_service.clubs.matches.domain import is_over
from league_service.clubs.summaries import repository
from league_service.clubs.summaries.facts import Fact, Parts, Wanted
from league_service.clubs.summaries.of_player import training_facts
from service_kit.db.connection import Connection
from service_kit.timestamps import time_to_pb

_RECENT: Final = 5
_OUTCOMES: Final = ("won", "drawn", "lost")


async def results(connection: Connection, wanted: Wanted) -> Parts:
    """How the matches with a result ended, and the last five of them."""
    ended: list[tuple[Any, ...]] = []
    for row in await repository.matches_of_team(connection, wanted):
        score = row[-1]
        if score is not None and is_over({"status": row[-2], "score": score}):
            ended.append((*row[:-2], *_goals(score, at_home=row[2])))
    counts = Counter(_outcome(own, other) for *_, own, other in ended)
    played = len(ended)
    facts = [
        Fact(name="played", value=played),
        *(Fact(name=outcome, value=counts[outcome], n=played) for outcome in _OUTCOMES),
        Fact(name="goals_for", value=sum(own for *_, own, _ in ended), n=played),
        Fact(name="goals_against", value=sum(other for *_, other in ended), n=played),
    ]
    for match_id, at, _, _, opponent, own, other in ended[:_RECENT]:
        text = f"{_outcome(own, other)} {own}-{other}"
        facts.append(
            Fact(name="recent", text=text, starts_at=time_to_pb(at), subject=match_id, subject_name=opponent)
        )
    return {"results": facts}


def _goals(score: dict[str, Any], *, at_home: bool) -> tuple[int, int]:
    return (score["home"], score["away"]) if at_home else (score["away"], score["home"])


def _outcome(own: int, other: int) -> str:
    return _OUTCOMES[1 - (own > other) + (own < other)]


async def next_match(connection: Connection, wanted: Wanted) -> Parts:
    """The next match that is planned."""
    found = await repository.next_match_of(connection, wanted)
    if not found:
        return {"next_match": [Fact(name="kick_off_at", reason="No match is planned.")]}
    match_id, at, at_home, opponent, name, *_ = found[0]
    facts = [
        Fact(name="kick_off_at", starts_at=time_to_pb(at), subject=match_id),
        Fact(name="opponent", text="home" if at_home else "away", subject=opponent, subject_name=name),
    ]
    return {"next_match": facts}


async def squad(connection: Connection, wanted: Wanted) -> Parts:
    """Who belongs to the team today, by position and, unless that is hidden, by status."""
    rows = await repository.squad_of(connection, wanted)
    facts = [Fact(name="players", value=len(rows)), *_counted("position", [row[0] for row in rows])]
    if not wanted.access.only_plays:
        facts += _counted("status", [row[1] or "active" for row in rows])
    return {"squad": facts}


def _counted(name: str, words: Sequence[str | None]) -> list[Fact]:
    return [Fact(name=name, text=word or "unknown", value=n) for word, n in sorted(_count(words).items())]


def _count(words: Sequence[str | None]) -> Counter[str]:
    return Counter(word or "" for word in words)


async def scorers(connection: Connection, wanted: Wanted) -> Parts:
    """The five players with the most goals, each with the matches that record goals."""
    rows = await repository.scorers_of(connection, wanted)
    return {
        "scorers": [
            Fact(name="goals", value=goals, n=n, subject=player, subject_name=name)
            for player, name, goals, n in rows
        ]
    }


async def pressing(connection: Connection, wanted: Wanted) -> Parts:
    """The formations by pressures in 90 minutes in force, as they are ranked."""
    spells = await load_spells(
        connection, wanted.access.organisation, [wanted.row["id"]], wanted.since, wanted.until
    )
    unit = "pressures in 90 minutes"
    return {
        "pressing": [
            Fact(name="pressures", value=row.value, unit=unit, n=row.n, subject=row.subject)
            for row in pressing_formations(spells).rows
        ]
    }


async def trainings(connection: Connection, wanted: Wanted) -> Parts:
    """Attendance, minutes and loads of everybody in the sessions of the team."""
    return {"trainings": training_facts(await repository.sessions_of_team(connection, wanted))}
