"""Alerts of an engine that is told what to find: suppressed, decided on, measured."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.domain import alert_id, suppressed_by
from ai_service.match_engine.port import Input
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.caller import Caller
from service_kit.errors import Conflict, NotFound, PermissionDenied, ValidationFailed
from service_kit.testing.callers import club_member

from .conftest import CLUB, COACH, HOME, MATCH, OTHER_TEAM, STRANGER, Product

MANAGER = club_member("account_manager", CLUB)


class Scripted:
    """An engine that finds these severities of one rule, and raises alerts in some segments."""

    def __init__(self, severities: Sequence[float], alerts: dict[int, str]) -> None:
        self._severities = severities
        self._alerts = alerts
        self.dies_behind = -1

    async def analyse(
        self, start: pb.RunStart, inputs: Sequence[Input]
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        last = start.resume_after_segment if start.HasField("resume_after_segment") else -1
        for index, severity in enumerate(self._severities):
            if index > last:
                yield pb.AnalyzeResponse(segment_done=self._segment(index, severity))
                if index == self.dies_behind:
                    raise ConnectionError("the process was killed")
            if index >= last and index in self._alerts:
                yield pb.AnalyzeResponse(alert=self._alert(index, self._alerts[index]))
        done = pb.PacketDone(engine="scripted 1", segments=len(self._severities), alerts=len(self._alerts))
        yield pb.AnalyzeResponse(done=done)

    async def describe(self) -> pb.GetEngineResponse:
        return pb.GetEngineResponse(name="scripted")

    def _segment(self, index: int, severity: float) -> pb.Segment:
        found = pb.RuleSeverity(rule="pressing_fades", side="home", severity=severity)
        teams = [
            pb.TeamFigures(side="home", team_id=HOME, pressures=2, formation=pb.TeamFormation(shape="4-4-2")),
            pb.TeamFigures(side="away", distance_m=100),
        ]
        return pb.Segment(
            index=index,
            period=1,
            start_s=60 * index,
            end_s=60 * index + 60,
            severities=[found],
            severity=severity,
            teams=teams,
        )

    def _alert(self, index: int, level: str) -> pb.SegmentAlert:
        return pb.SegmentAlert(
            segment_index=index,
            rule="pressing_fades",
            side="home",
            team_id=HOME,
            severity=75,
            level=level,
            message="Rovers press less: 2 pressures a segment, 9 before",
            evidence=[pb.AlertEvidence(figure="pressures", value=2, baseline=9, segments=[index])],
            period=1,
            match_s=60 * index,
        )


async def analysed(product: Product, engine: Scripted) -> str:
    object.__setattr__(product.analyses, "engine", engine)
    run_id = await product.start()
    await product.attempt(run_id)
    return run_id


async def alerts_of(product: Product, caller: Caller = COACH, **fields: Any) -> list[dict[str, Any]]:
    return (await product.call("ListMatchAlerts", caller=caller, match_id=MATCH, **fields))["alerts"]


async def decide(product: Product, alert: str, decision: str, caller: Caller = COACH, **fields: Any) -> Any:
    answer = await product.call("RecordDecision", caller=caller, alert_id=alert, decision=decision, **fields)
    return answer["decision"]


async def test_an_alert_that_repeats_is_stored_and_not_shown_unless_its_level_rises(product: Product) -> None:
    levels = {2: "medium", 4: "medium", 6: "high", 12: "low"}
    run_id = await analysed(product, Scripted([70] * 14, levels))
    shown = await alerts_of(product)
    assert [each["match_s"] for each in shown] == [120, 360, 720]
    assert shown[0]["segment_id"] == (await product.segments(run_id))[2]["segment_id"]
    assert (shown[0]["decision"], shown[0]["player_id"], shown[0]["advisory"]) == (None, None, None)
    (hidden,) = [each for each in await alerts_of(product, include_suppressed=True) if each["suppressed_by"]]
    assert (hidden["match_s"], hidden["suppressed_by"]) == (240, "repeated")
    status = await product.status(run_id)
    assert status["alerts"] == 4
    (insight,) = await insights_of(product)
    assert insight == "Rovers against Visitors: 14 segments, alerts: pressing fades 3."


async def insights_of(product: Product) -> list[str]:
    async with product.database.read() as connection:
        rows = await connection.fetch_rows("SELECT summary FROM ai.tactical_insights")
    return [row[0] for row in rows]


async def test_a_dismissed_alert_stays_away_for_a_quarter_of_an_hour_of_the_match(product: Product) -> None:
    first = await analysed(product, Scripted([70] * 30, {2: "medium"}))
    (alert,) = await alerts_of(product)
    await decide(product, alert["alert_id"], "DISMISS")
    engine = Scripted([70] * 30, {10: "medium", 20: "medium"})
    object.__setattr__(product.analyses, "engine", engine)
    job = (await product.call("StartMatchAnalysis", match_id=MATCH))["job"]
    assert await alerts_of(product) == []  # they left the list
    assert len(await alerts_of(product, analysis_id=first)) == 1
    await product.attempt(job["job_id"])
    found = await alerts_of(product, include_suppressed=True)
    assert [each["suppressed_by"] for each in found] == ["dismissed", None]


async def test_at_most_six_alerts_are_shown_in_a_quarter_of_an_hour(product: Product) -> None:
    await analysed(product, Scripted([70] * 8, {2: "low"}))
    async with product.database.read() as connection:
        (alert,) = await alerts.of_match(connection, CLUB, MATCH, None)
    shown = [replace(alert, player=str(number)) for number in range(6)]
    at_once = replace(alert, match_s=alert.match_s + 899)
    assert suppressed_by(at_once, shown[:5], ()) is None
    assert suppressed_by(at_once, shown, ()) == "rate"
    assert suppressed_by(replace(alert, match_s=alert.match_s + 900), shown, ()) is None


async def test_a_crash_between_a_segment_and_its_alert_loses_and_doubles_nothing(product: Product) -> None:
    engine = Scripted([70] * 8, {3: "medium"})
    object.__setattr__(product.analyses, "engine", engine)
    run_id = await product.start()
    engine.dies_behind = 3
    with pytest.raises(ConnectionError):
        await product.attempt(run_id, 1)
    assert await alerts_of(product) == []
    engine.dies_behind = 5
    with pytest.raises(ConnectionError):
        await product.attempt(run_id, 2)
    engine.dies_behind = -1
    await product.attempt(run_id, 3)
    (alert,) = await alerts_of(product)
    run = (await product.status(run_id))["analysis_id"]
    assert alert["alert_id"] == str(alert_id_of(run, 3))
    assert (await product.status(run_id))["alerts"] == 1


def alert_id_of(run_id: str, index: int) -> Any:
    return alert_id(UUID(run_id), index, "pressing_fades", "home", "")


async def test_the_last_decision_counts_for_its_author_and_history_is_kept(product: Product) -> None:
    await analysed(product, Scripted([70] * 8, {3: "medium"}))
    (alert,) = await alerts_of(product)
    await decide(product, alert["alert_id"], "DISMISS", note="Half-time talk")
    accepted = await decide(product, alert["alert_id"], "ACCEPT")
    assert (await decide(product, alert["alert_id"], "ACCEPT"))["decision_id"] == accepted["decision_id"]
    (mine,) = await alerts_of(product)
    assert (mine["decision"]["decision"], mine["decision"]["note"]) == ("ACCEPT", None)
    (theirs,) = await alerts_of(product, MANAGER)
    assert theirs["decision"] is None
    await decide(product, alert["alert_id"], "DISMISS", MANAGER)
    metrics = (await product.call("GetDecisionMetrics"))["metrics"]
    assert (metrics["alerts"], metrics["accepted"], metrics["dismissed"]) == (1, 1, 1)
    async with product.database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM ai.decision_feedback") == 3
    for nobody in (STRANGER, OTHER_TEAM):
        with pytest.raises(NotFound):
            await decide(product, alert["alert_id"], "ACCEPT", nobody)
        with pytest.raises(NotFound):
            await alerts_of(product, nobody)
    with pytest.raises(PermissionDenied):
        await decide(product, alert["alert_id"], "ACCEPT", club_member("player", CLUB, HOME))
    with pytest.raises(ValidationFailed):
        await decide(product, alert["alert_id"], "MAYBE")


async def test_effects_are_measured_from_the_segments_around_a_decision(product: Product) -> None:
    falling = [80] * 8 + [30] * 10
    await analysed(product, Scripted(falling, {6: "high", 16: "high"}))
    early, late = await alerts_of(product)
    await decide(product, early["alert_id"], "ACCEPT")
    await decide(product, late["alert_id"], "ACCEPT")
    await product.carry_out("match_alert_effects")
    measured = [each["decision"] for each in await alerts_of(product)]
    assert [each["effect"] for each in measured] == ["effective", "not_enough_data"]
    assert (measured[0]["severity_before"], measured[0]["severity_after"]) == (80, 30)
    metrics = (await product.call("GetDecisionMetrics"))["metrics"]
    assert (metrics["effective"], metrics["not_enough_data"], metrics["pending"]) == (1, 1, 0)
    (comparison,) = metrics["comparisons"]
    assert (comparison["decided"], comparison["decided_change"], comparison["difference"]) == (1, -50, None)


async def test_a_rule_advises_where_no_model_does(product: Product) -> None:
    await analysed(product, Scripted([70] * 8, {3: "medium"}))
    await product.carry_out("match_alert_advisory")
    (alert,) = await alerts_of(product)
    assert alert["advisory"]["source"] == "rule"
    assert "press" in alert["advisory"]["text"]


async def test_the_other_door_shows_the_same_analysis_with_its_own_body(product: Product) -> None:
    with pytest.raises(Conflict) as nothing:
        await product.call("StartMatchAnalysis", match_id=MATCH)
    assert (nothing.value.reason, nothing.value.retry) == ("NOTHING_TO_ANALYSE", "never")
    with pytest.raises(NotFound):
        await product.call("GetMatchAnalysis", match_id=MATCH)
    run_id = await analysed(product, Scripted([70] * 8, {3: "medium"}))
    job = (await product.call("GetAnalysisJob", caller=COACH, job_id=run_id))["job"]
    assert (job["status"], job["progress"]["percent"], job["progress"]["segments_done"]) == (
        "completed",
        100,
        8,
    )
    report = (await product.call("GetMatchAnalysis", caller=COACH, match_id=MATCH))["report"]
    assert report["job"] == job
    home, away = report["teams"]
    assert (home["pressures"], home["shape"], home["distance_m"]) == (16, "4-4-2", None)
    assert (away["distance_m"], away["pressures"]) == (800, None)
