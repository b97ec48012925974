"""What a complete analysis leaves for the memory of the club."""

from collections import Counter
from datetime import datetime
from typing import Final
from uuid import uuid5

from ai_service.insights import repository as insights
from ai_service.insights.domain import Insight
from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.runs.domain import Run
from altsports.football.v1.analytics_pb2 import Ranking, RankingRow
from service_kit.db.connection import Connection

KIND: Final = "match_analysis"


async def keep_insight(connection: Connection, run: Run, now: datetime) -> None:
    """Keeps how many alerts each rule raised. A newer analysis of the match supersedes it."""
    shown = await alerts.shown(connection, run.organisation_id, run.id)
    counts = Counter(each.rule for each in shown)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    outcome = Ranking(
        kind=KIND,
        rule="The number of alerts of each rule in the analysis of a match.",
        ties="By the name of the rule.",
        unit="alerts",
        team_ids=run.team_ids,
        limit=len(ordered),
        data_version=str(run.id),
        rows=[
            RankingRow(rank=rank, subject=rule, name=rule, value=count, n=count, match_ids=[run.match_id])
            for rank, (rule, count) in enumerate(ordered, 1)
        ],
        total_rows=len(ordered),
    )
    found = ", ".join(f"{rule.replace('_', ' ')} {count}" for rule, count in ordered) or "none"
    home, away = (run.facts.get(side, {}).get("name", "") for side in ("home", "away"))
    insight = Insight(
        id=uuid5(run.id, "insight"),
        organisation_id=run.organisation_id,
        kind=KIND,
        parameters=run.match_id,
        data_version=str(run.id),
        team_ids=tuple(run.team_ids),
        summary=f"{home} against {away}: {run.segments_done} segments, alerts: {found}.",
        created_at=now,
        confirmed_at=now,
        superseded_at=None,
        outcome=outcome.SerializeToString(),
    )
    await insights.keep(connection, insight)
