"""What follows from results of Formula 1 in the transaction that records them: events, notices, rescoring."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from altsports.fantasy.v1.events_models import (
    FantasyF1ResultCorrected,
    FantasyF1ResultPublished,
    FantasyF1SessionChanged,
)
from altsports.fantasy.v1.notices_models import FantasyF1ResultQuarantined
from league_service.competition.ledger.domain import NewResult
from league_service.competition.ledger.schedule import OFF, Change
from league_service.competition.rules.book import Publication
from league_service.core.ids import round_id
from league_service.core.schema import SCHEMA
from league_service.f1.checks.operations import plan_next
from league_service.f1.domain import SCORING, STAGE, grand_prix_of, round_key, session_of
from league_service.f1.names import grand_prix_name
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events
from service_kit.notices.posting import post_notice
from service_kit.runs.requests import RunRequest, enqueue_run

RESCORE: Final = "rescore_f1_race"
"""The kind of the runs that score a race again; each is asked for once per race and revisions."""


async def publish(connection: Connection, publication: Publication) -> None:
    """Reports what counts and what moved, asks for scores, notifies administrators of what is doubtful."""
    counting = [result for result in publication.results if result.status != "quarantined"]
    by_race: dict[str, list[NewResult]] = defaultdict(list)
    for result in counting:
        by_race[grand_prix_of(result.game_id)[1]].append(result)
    for grand_prix, results in by_race.items():
        race_id = round_id(publication.competition, publication.season, grand_prix, STAGE)
        await _report(connection, publication, race_id, results)
        await _rescore(connection, race_id, results)
    await append_events(
        connection,
        SCHEMA,
        *(_changed(publication, *each) for each in publication.changes),
        time=publication.at,
    )
    for key, change in publication.changes:
        if session_of(key) == "race" and "cancelled" in (change.status, change.previous_status):
            await _complete(connection, publication, key)
    if publication.changes and not publication.simulated:
        await plan_next(connection, publication.at)
    if not publication.simulated:
        await _warn(connection, (found for found in publication.results if found.status == "quarantined"))


def session_name(key: str) -> str:
    """The name of a session for people, by its id in the competition: "Monaco Grand Prix (race)"."""
    return f"{grand_prix_name(grand_prix_of(key)[1])} ({session_of(key).replace('_', ' ')})"


async def _report(
    connection: Connection, publication: Publication, race_id: str, results: Iterable[NewResult]
) -> None:
    events = [_event(publication, race_id, result) for result in results]
    await append_events(connection, SCHEMA, *events, time=publication.at)


def _event(
    publication: Publication, race_id: str, result: NewResult
) -> FantasyF1ResultPublished | FantasyF1ResultCorrected:
    race_key, session = round_key(*grand_prix_of(result.game_id)), session_of(result.game_id)
    if result.status == "corrected":
        return FantasyF1ResultCorrected(
            race_id=race_id,
            race_key=race_key,
            session=session,
            revision=result.revision,
            timestamp=publication.at,
            competition=publication.competition,
            simulated=publication.simulated or None,
        )
    return FantasyF1ResultPublished(
        race_id=race_id,
        race_key=race_key,
        session=session,
        revision=result.revision,
        timestamp=publication.at,
        competition=publication.competition,
        simulated=publication.simulated or None,
    )


def _changed(publication: Publication, key: str, change: Change) -> FantasyF1SessionChanged:
    season, grand_prix = grand_prix_of(key)
    return FantasyF1SessionChanged(
        race_id=round_id(publication.competition, season, grand_prix, STAGE),
        race_key=round_key(season, grand_prix),
        session=session_of(key),
        previous_state=_state(change.previous_status, change.previous_at, publication.at),
        state=_state(change.status, change.scheduled_at, publication.at),
        checks_done=0,
        timestamp=publication.at,
        competition=publication.competition,
        simulated=publication.simulated or None,
    )


def _state(status: str, starts_at: datetime, at: datetime) -> str:
    """The state of a session without a result."""
    if status in OFF:
        return status
    return "scheduled" if at < starts_at else "awaiting"


async def _rescore(connection: Connection, race_id: str, results: Iterable[NewResult]) -> None:
    scoring = {session_of(result.game_id): result.revision for result in results}
    revisions = [f"{session}:{scoring[session]}" for session in SCORING if session in scoring]
    if revisions:
        key = " ".join([race_id, *revisions])
        await enqueue_run(
            connection, SCHEMA, RunRequest(RESCORE, params={"race_id": race_id}, unique_key=key)
        )


async def _complete(connection: Connection, publication: Publication, key: str) -> None:
    """Asks for the scores of a weekend whose race was cancelled, or takes place after all."""
    season, grand_prix = grand_prix_of(key)
    race_id = round_id(publication.competition, season, grand_prix, STAGE)
    unique_key = f"{race_id} race {publication.at.isoformat()}"
    request = RunRequest(RESCORE, params={"race_id": race_id}, unique_key=unique_key)
    await enqueue_run(connection, SCHEMA, request)


async def _warn(connection: Connection, doubtful: Iterable[NewResult]) -> None:
    for result in doubtful:
        notice = FantasyF1ResultQuarantined(
            session_id=result.event_id,
            revision=result.revision,
            race_key=round_key(*grand_prix_of(result.game_id)),
            session=session_name(result.game_id),
            reason=result.reason or "It contradicts what is known",
        )
        await post_notice(connection, SCHEMA, notice, to="administrators")
