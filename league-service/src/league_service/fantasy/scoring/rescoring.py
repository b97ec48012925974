"""Scores a race again when its results changed: scores, boards, notices and the event in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from altsports.fantasy.v1.events_models import FantasyF1ScoresPublished
from league_service.core.schema import SCHEMA
from league_service.f1.domain import SCORING
from league_service.f1.races.domain import Race, next_open
from league_service.f1.races.repository import get_race, races_of
from league_service.fantasy.leaderboards.publishing import publish
from league_service.fantasy.prices.operations import publish_list
from league_service.fantasy.scoring import repository
from league_service.fantasy.scoring.domain import Weekend
from league_service.fantasy.scoring.notifying import notify
from league_service.fantasy.scoring.repository import Publication, Revisions, Stated
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.events.outbox import append_events
from service_kit.rpc.again import again
from service_kit.runs.requests import RunRequest, enqueue_run
from service_kit.runs.work import Work

KIND: Final = "rescore_f1_race"
_AGAIN_AFTER_S: Final = 600


@dataclass(frozen=True, slots=True)
class Rescored:
    """What scoring a race did. `publication` is None if its scores are what they were."""

    race: Race
    publication: Publication | None
    teams: int = 0


class Rescoring:
    """Carries out the runs that score races."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def handle(self, work: Work) -> dict[str, Any]:
        """Scores the race of `race_id`. A run that is repeated changes nothing."""
        done = await self._rescore(str(work.params["race_id"]))
        return {
            "race": done.race.key,
            "published": done.publication is not None,
            "kind": "" if done.publication is None else done.publication.kind,
            "teams": done.teams,
        }

    async def ask_for_due(self) -> None:
        """Asks for a run for each race with results in force that are not scored, however they came.

        Asks again after a while: the first run may have failed, because everything was down.
        """
        now = self._clock.now()
        async with self._database.read() as connection:
            due = await repository.due_races(connection, now)
        if not due:
            return
        async with self._database.transaction() as connection:
            for race in due:
                revisions = sorted(race.revisions.items())
                asked = f"due {int(now.timestamp()) // _AGAIN_AFTER_S}"
                key = " ".join([race.id, asked, *(f"{event}:{number}" for event, number in revisions)])
                request = RunRequest(KIND, params={"race_id": race.id}, unique_key=key)
                await enqueue_run(connection, SCHEMA, request)

    @again
    async def _rescore(self, race_id: str) -> Rescored:
        async with self._database.transaction() as connection:
            return await rescore(connection, race_id, self._clock)


async def rescore(
    connection: Connection, race_id: str, clock: Clock, *, world: str = "", announced: bool = True
) -> Rescored:
    """Publishes the scores of a race, unless they are what they were. Raises RaceNotFound.

    `world` is the id of a replay; without it, the teams of the season are scored. Players hear of scores that
    are `announced`. The time is read when no other transaction publishes scores of the season, so
    publications are in order.
    """
    found = await get_race(connection, race_id, clock.now())
    season = found.of_season
    id = world or season.id
    await repository.lock_season(connection, id)
    last = await repository.last_publication(connection, id, found.id)
    now = clock.now() if last is None else max(clock.now(), last.published_at)
    races = await races_of(connection, season, now)
    race = next(each for each in races if each.id == found.id)
    revisions = revisions_in_force(race)
    complete = is_complete(race, revisions)
    known = None if last is None or last.complete != complete else (last.revisions, last.covers)
    if not revisions or (known is not None and revisions in known):
        return Rescored(race, None)
    weekend, stated = await repository.results_of(connection, revisions, is_complete=complete)
    if last is not None and await _gives_the_same(connection, last, weekend):
        await repository.cover(connection, last.id, revisions)
        return Rescored(race, None)
    made = Publication(
        0, race.id, _kind(last, revisions), revisions, revisions, _reason(last, race, stated), now, complete
    )
    done = await _publish(connection, id, race, made, weekend, last, announced=announced)
    following = next_open(races, now)
    if following is not None:
        await publish_list(connection, season, races, following, now)
    return done


async def _publish(
    connection: Connection,
    season: str,
    race: Race,
    made: Publication,
    weekend: Weekend,
    last: Publication | None,
    *,
    announced: bool,
) -> Rescored:
    """Writes the scores and the boards, and tells players if they are to hear of it."""
    previous = None if last is None else last.id
    await repository.plan_for_all_teams(connection)
    publication = await repository.insert_publication(connection, season, race.id, made)
    teams = await repository.write_scores(
        connection, season, race, weekend, publication=publication, previous=previous
    )
    await publish(connection, season, race.id, made.published_at)
    if announced:
        complete = weekend.is_complete
        await notify(
            connection, season, race, made, publication=publication, previous=previous, complete=complete
        )
        await _report(connection, season, race, made, teams)
    return Rescored(race, made, teams)


async def _gives_the_same(connection: Connection, last: Publication, weekend: Weekend) -> bool:
    """Whether the results of a weekend give the scores of the last publication."""
    before, _ = await repository.results_of(connection, last.revisions, is_complete=last.complete)
    return before.outcome() == weekend.outcome() and last.complete == weekend.is_complete


def revisions_in_force(race: Race) -> Revisions:
    """The revisions of the sprint and the race that count now."""
    return {
        session.id: session.revision
        for session in race.sessions
        if session.kind in SCORING and session.revision is not None
    }


def is_complete(race: Race, revisions: Revisions) -> bool:
    """Whether no other result of the weekend will follow: the race has one, or is cancelled."""
    return race.main.id in revisions or race.main.status == "cancelled"


def _kind(last: Publication | None, revisions: Revisions) -> str:
    """A correction changes a result that was scored; another session completes the score."""
    if last is None:
        return "first"
    is_same = all(revisions.get(event) == revision for event, revision in last.covers.items())
    return "completed" if is_same else "corrected"


def _reason(last: Publication | None, race: Race, stated: Sequence[Stated]) -> str:
    """Why the results that were scored changed."""
    if last is None:
        return ""
    known = {session.kind: last.covers.get(session.id) for session in race.sessions}
    changed = [said for said in stated if known[said.session] not in (None, said.revision)]
    return "; ".join(dict.fromkeys(said.reason for said in changed if said.reason))


async def _report(connection: Connection, season: str, race: Race, made: Publication, teams: int) -> None:
    event = FantasyF1ScoresPublished(
        race_id=race.id,
        race_key=race.key,
        season_id=season,
        kind=made.kind,
        teams=teams,
        timestamp=made.published_at,
        simulated=race.simulated or None,
    )
    await append_events(connection, SCHEMA, event, time=made.published_at)
