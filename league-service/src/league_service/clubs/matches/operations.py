"""What a write of a match checks and records beside its row: sides in use, and revisions of results."""

from collections.abc import Iterable, Sequence

from league_service.clubs.engine.hooks import Problem, Row, Write
from league_service.clubs.match_reporting import report_figures, report_result
from league_service.clubs.matches import repository
from league_service.clubs.matches.domain import check_begun, day_of
from league_service.clubs.planning import report_change
from service_kit.errors import ValidationFailed


async def before_match(write: Write, before: Row | None, after: Row) -> Sequence[str]:
    """Raises ValidationFailed for a side that cannot change, and for a result without its reason."""
    if before is not None:
        await _check_sides(write, before, after)
        if after["kick_off_at"] != before["kick_off_at"]:
            after["kick_off_unknown"] = False
    _settle_score(before, after)
    if before is None or any(before[name] != after[name] for name in ("kick_off_at", "status", "score")):
        _refuse_first(check_begun(after, write.now))
    return await _doubts_of_competition(write, after)


def _refuse_first(problems: Iterable[Problem]) -> None:
    for field, message in problems:
        raise ValidationFailed.at(field, message)


async def _doubts_of_competition(write: Write, match: Row) -> list[str]:
    """A match that lies outside its competition."""
    if match["event_id"] is None or match["kick_off_unknown"]:
        return []
    found = await repository.competition_days(
        write.connection, write.caller.organisation_id, match["event_id"]
    )
    day = day_of(match["kick_off_at"], match["time_zone"])
    first, last = found
    if (first is None or first <= day) and (last is None or day <= last):
        return []
    return [f"The competition takes place from {first or '?'} to {last or '?'}, the match on {day}."]


async def _check_sides(write: Write, before: Row, after: Row) -> None:
    gone = {before["home_team_id"], before["away_team_id"]} - {after["home_team_id"], after["away_team_id"]}
    if not gone:
        return
    organisation = write.caller.organisation_id
    lines, events = await repository.rows_of_teams(write.connection, organisation, before["id"], sorted(gone))
    if lines or events:
        field = "home_team_id" if before["home_team_id"] in gone else "away_team_id"
        message = (
            f"The match has {lines} lines of line-ups and {events} events of this team: delete them first"
        )
        raise ValidationFailed.at([field], message)


def _settle_score(before: Row | None, after: Row) -> None:
    """Completes a new result. One that changes says why, and none is taken back."""
    score, earlier = after["score"], before["score"] if before is not None else None
    if score is None:
        if earlier is not None:
            message = "A result is corrected, never removed: state the score as it is, or record another one"
            raise ValidationFailed.at(["score"], message)
        return
    score = {name: value for name, value in score.items() if value is not None and value != ""}
    after["score"] = score = {**score, "source": score.get("source") or "staff"}
    if earlier is None or score == earlier:
        return
    if not score.get("reason") or (goals_of(score) != goals_of(earlier) and _same_reason(score, earlier)):
        message = "There is a result already: state why it changes, for example that the referee corrected it"
        raise ValidationFailed.at(["score", "reason"], message)


def goals_of(score: Row) -> tuple[object, ...]:
    """The goals of a result, with those of the shoot-out."""
    return tuple(score.get(name) for name in ("home", "away", "home_penalties", "away_penalties"))


def _same_reason(score: Row, earlier: Row) -> bool:
    return score.get("reason") == earlier.get("reason")


async def after_match(write: Write, before: Row | None, after: Row | None) -> None:
    """Records the revision of a result that changed, and reports what happened to the match."""
    await report_change(write, "matches", before, after)
    await report_figures(write, before, after)
    if after is None or after["score"] is None or (before is not None and before["score"] == after["score"]):
        return
    await repository.add_result(
        write.connection,
        write.caller.organisation_id,
        after["id"],
        after["score"],
        by=write.caller.user_id,
        now=write.now,
    )
    await report_result(write, before, after)
