"""Explains scores: the lines that sum to them, and what changed since an earlier publication."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from league_service.core.errors import InvalidMoment
from league_service.core.moments import read_moment
from league_service.f1.races.domain import Race, named_race
from league_service.f1.races.repository import races_of
from league_service.fantasy.errors import RevisionNotScored, ScoreNotFound
from league_service.fantasy.scoring import repository
from league_service.fantasy.scoring.domain import (
    Changed,
    Score,
    changes_between,
    score_of,
    score_without_lineup,
)
from league_service.fantasy.scoring.repository import Publication, Stated, TeamScore
from league_service.fantasy.teams.operations import Shown, show
from league_service.fantasy.teams.repository import TeamRow, saved_lineup
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Computed:
    """A score as it was published, with the results from which it follows. `shown` is the line-up.

    `states` are those of the sessions at the time of the request, or of the comparison.
    """

    publication: Publication
    score: Score
    shown: Shown | None
    states: Mapping[str, str]
    stated: Sequence[Stated]
    rank: int | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A score with its reasons; `before` is the one that it is compared to."""

    team: TeamRow
    race: Race
    now: Computed
    is_compared: bool
    before: Computed | None

    @property
    def changes(self) -> list[Changed]:
        """The lines that differ from the score before."""
        before = () if self.before is None else self.before.score.lines
        reasons = {said.session: said.reason for said in self.now.stated}
        return changes_between(before, self.now.score.lines, reasons)

    @property
    def difference(self) -> Decimal:
        return self.now.score.total - (Decimal(0) if self.before is None else self.before.score.total)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a team, with the races of its season in order."""

    team: TeamRow
    races: Sequence[Race]
    scores: Mapping[str, TeamScore]


async def scores_of(connection: Connection, team: TeamRow, at: datetime) -> Scores:
    """The scores of a team as published at a time."""
    races = sorted(await races_of(connection, team.season, at), key=lambda race: race.locks_at)
    return Scores(team, races, await repository.scores_of_team(connection, team.id, team.world, at))


async def explain(
    connection: Connection, team: TeamRow, race: str, *, as_of: datetime, compare_to: str
) -> Explained:
    """Explains the score of a team in a race.

    Raises RaceNotFound, ScoreNotFound, RevisionNotScored, InvalidMoment.
    """
    found = named_race(await races_of(connection, team.season, as_of), race)
    published = await repository.publications_of(connection, team.world, found.id, as_of)
    if not published:
        raise ScoreNotFound(team.id, found.key)
    now = await _computed(connection, team, found, published[-1], as_of)
    earlier = _compared(found, published, compare_to, as_of)
    before = None
    if earlier is not None:
        publication, at = earlier
        then = named_race(await races_of(connection, team.season, at), found.id)
        before = await _computed(connection, team, then, publication, at)
    return Explained(team, found, now, is_compared=bool(compare_to), before=before)


def _compared(
    race: Race, published: Sequence[Publication], compare_to: str, now: datetime
) -> tuple[Publication, datetime] | None:
    """The publication of a revision of the race's result with its time, or the one that held at a time."""
    if not compare_to:
        return None
    if not compare_to.isdecimal():
        try:
            at = read_moment(compare_to, now, "compare_to")
        except InvalidMoment as error:
            reason = "is not a revision, a day or a time"
            raise InvalidMoment(compare_to, reason, field="compare_to") from error
        return next(((each, at) for each in reversed(published) if each.published_at <= at), None)
    wanted = int(compare_to)
    for publication in reversed(published):
        if wanted in (publication.revisions.get(race.main.id), publication.covers.get(race.main.id)):
            return publication, publication.published_at
    raise RevisionNotScored(race.key, compare_to)


async def _computed(
    connection: Connection, team: TeamRow, race: Race, publication: Publication, at: datetime
) -> Computed:
    """The score of a publication; the race and the states of its sessions are those of a time."""
    row = await repository.score_row(connection, publication.id, team.id)
    saved = None if row is None else saved_lineup(*row[1:])
    weekend, stated = await repository.results_of(
        connection, publication.revisions, is_complete=publication.complete
    )
    return Computed(
        publication,
        score_without_lineup(team.created_at < race.locks_at)
        if saved is None
        else score_of(saved.lineup, weekend),
        None if saved is None else await show(connection, race, saved),
        {
            said.session: session.state_with(said.status, at)[0]
            for said in stated
            for session in race.sessions
            if session.kind == said.session
        },
        stated,
        await repository.rank_in(connection, publication.id, team.id),
    )
