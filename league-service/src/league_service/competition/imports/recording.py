"""Plans revisions of results and quotes. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from league_service.competition.imports.deciding import (
    Decision,
    HeldBack,
    Standpoint,
    decide_quote,
    decide_result,
)
from league_service.competition.imports.domain import SourceQuote, SourceResult
from league_service.competition.imports.known import KnownResult, KnownSeason
from league_service.competition.imports.plan import Note, Plan
from league_service.competition.imports.subject import Subject
from league_service.competition.ledger.domain import FINAL, NewResult, ResultLine, line_row
from league_service.competition.ledger.schedule import OFF
from league_service.competition.rules.book import SportRules

_MAY_BEGIN_LATER: Final = timedelta(hours=12)
"""How wrong a stated start may be. A result of an event that begins later than that is refused."""


class Recorder:
    """Plans the results and quotes of one season of one source."""

    def __init__(self, known: KnownSeason, plan: Plan, rules: SportRules, *, foresees: bool) -> None:
        self._known, self._plan, self._rules, self._foresees = known, plan, rules, foresees

    def record_result(self, subject: Subject, stated: SourceResult, scheduled_at: datetime) -> None:
        """Plans a revision, unless the result is known or cannot be true yet."""
        now, line = subject.standpoint.now, subject.event.line
        if not self._foresees and scheduled_at > now + _MAY_BEGIN_LATER:
            begins = scheduled_at.isoformat(sep=" ", timespec="minutes")
            message = f"a result of an event that begins only at {begins}; it was not stored"
            self._plan.notes.append(Note(line, "result", message, "correct the day, or remove the score"))
            return
        lines = [replace(each, position=subject.positions[each.position - 1]) for each in stated.lines]
        result = replace(stated, lines=tuple(sorted(lines, key=lambda each: each.position)))
        revisions = self._known.results.get(subject.id, [])
        result = _doubt_if_shorter(result, revisions)
        try:
            decided = decide_result(
                revisions,
                result,
                ends_at=scheduled_at + self._rules.length,
                standpoint=subject.standpoint,
                material=self._rules.material,
            )
        except HeldBack:
            held = [found for found in revisions if found.is_final][-1]
            self._plan.held_back.add(subject.id)
            self._plan.hold_back(line, "result", _scores(result.lines), _scores(held.lines))
            return
        if decided is not None:
            if decided.status == "corrected" and not decided.is_detail:
                self._doubt(subject, result, revisions)
            elif decided.status in FINAL:
                self._note_played(subject)
            self._add_revision(subject, result, revisions, decided)

    def _note_played(self, subject: Subject) -> None:
        """Reports the result of an event that somebody else called off."""
        known, changes = subject.known, self._known.changes.get(subject.id, ())
        if known is None or known.status not in OFF:
            return
        if not changes or changes[-1].source != subject.standpoint.source:
            message = f"{known.key} is {known.status}, but was played: its result counts"
            hint = "returned stakes stay returned; if the result is wrong, correct the file"
            self._plan.notes.append(Note(subject.event.line, "result", message, hint))

    def _doubt(self, subject: Subject, result: SourceResult, revisions: Sequence[KnownResult]) -> None:
        """Reports a correction that may come from an older file, as if it repeats a corrected result."""
        own = [found for found in revisions if found.source == subject.standpoint.source]
        is_repeated = any(found.lines == result.lines for found in own)
        if subject.standpoint.is_doubtful or is_repeated:
            last = [found for found in revisions if found.is_final][-1]
            self._plan.doubt(subject.event.line, "result", _scores(result.lines), _scores(last.lines))

    def _add_revision(
        self,
        subject: Subject,
        result: SourceResult,
        revisions: Sequence[KnownResult],
        decided: Decision,
    ) -> None:
        status, effective_at = decided.status, decided.effective_at
        revision = revisions[-1].revision + 1 if revisions else 1
        self._plan.rows["result_revisions"].append(
            {
                "event_id": subject.id,
                "revision": revision,
                "status": status,
                "source": subject.standpoint.source,
                "reason": result.doubt,
                "request_id": None,
                "observed_at": subject.standpoint.now,
                "effective_at": effective_at,
            }
        )
        self._plan.rows["result_scores"] += [line_row(subject.id, revision, line) for line in result.lines]
        if decided.is_detail:
            self._plan.counts.results_detailed += 1
            return
        if status == "corrected":
            self._plan.counts.results_corrected += 1
        else:
            self._plan.counts.results_recorded += 1
        if not self._known.events or effective_at > subject.standpoint.now:
            return
        is_first = status in FINAL and not any(found.is_final for found in revisions)
        news = _news(subject, result, (revision, status), is_first=is_first)
        self._plan.recorded.append(news)
        if subject.known is not None:
            self._plan.new_results.append(news)

    def record_quote(
        self,
        event: str,
        quote: SourceQuote,
        scheduled_at: datetime,
        standpoint: Standpoint,
        *,
        line: int = 0,
        name: str = "",
    ) -> None:
        """Plans a quote, unless it is known. `name` is what a report calls it, instead of its market."""
        known, name = self._known.quotes.get((event, quote.market), []), name or quote.market
        try:
            decided = decide_quote(known, quote, scheduled_at, standpoint)
        except HeldBack:
            self._plan.hold_back(line, name, _words(quote.values), _words(known[-1].values))
            return
        if decided is None:
            return
        taken_at, revision = decided
        if quote.taken_at is not None and revision > 1 and not self._foresees:
            self._plan.doubt(line, name, _words(quote.values), _words(known[-1].values))
        self._plan.counts.quotes_recorded += 1
        point, home_price, away_price = quote.values
        self._plan.rows["line_quotes"].append(
            {
                "event_id": event,
                "market": quote.market,
                "source": standpoint.source,
                "book": "",
                "taken_at": taken_at,
                "revision": revision,
                "point": point,
                "home_price": home_price,
                "away_price": away_price,
                "recorded_at": standpoint.now,
            }
        )


def _doubt_if_shorter(result: SourceResult, revisions: Sequence[KnownResult]) -> SourceResult:
    """A result that lacks lines of the one in force is incomplete, not a correction."""
    final = [found for found in revisions if found.is_final]
    missing = len(final[-1].lines) - len(result.lines) if final else 0
    if missing <= 0 or result.doubt:
        return result
    return replace(result, doubt=f"the result lacks {missing} lines of the one in force")


def _news(subject: Subject, result: SourceResult, revision: tuple[int, str], *, is_first: bool) -> NewResult:
    pairs = zip(subject.positions, subject.event.competitors, strict=True)
    codes = {place: found.shown.code for place, found in pairs}
    return NewResult(
        subject.id,
        subject.key,
        *revision,
        lines=result.lines,
        codes=[codes[line.position] for line in result.lines],
        is_first_final=is_first,
        reason=result.doubt,
    )


def _scores(lines: Sequence[ResultLine]) -> str:
    """A result in a few characters: its scores, otherwise its ranks."""
    shown = [line.rank if line.score is None else line.score for line in lines]
    return ":".join("-" if value is None else str(value) for value in shown)


def _words(values: Sequence[float | None]) -> str:
    return " ".join(f"{value:g}" for value in values if value is not None)
