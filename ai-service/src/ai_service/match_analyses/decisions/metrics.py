"""Counts decisions and their effects. No I/O."""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from ai_service.match_analyses.decisions.domain import difference
from ai_service.match_analyses.decisions.repository import Counted
from altsports.analysis.v1 import alerts_pb2 as pb


def metrics_of(counted: Sequence[Counted]) -> pb.DecisionMetrics:
    """The measures of alerts, each with one decision or none."""
    shown = [each for each in counted if not each.is_suppressed]
    decided = [each for each in shown if each.decision is not None]
    decisions = Counter(each.decision for each in decided)
    effects = Counter(each.effect or "pending" for each in decided)
    return pb.DecisionMetrics(
        alerts=len({each.alert_id for each in shown}),
        suppressed=len({each.alert_id for each in counted if each.is_suppressed}),
        undecided=len(shown) - len(decided),
        accepted=decisions["ACCEPT"],
        dismissed=decisions["DISMISS"],
        effective=effects["effective"],
        risky=effects["risky"],
        no_change=effects["no_change"],
        not_enough_data=effects["not_enough_data"],
        pending=effects["pending"],
        comparisons=[
            _compared(shown, rule, decision)
            for rule, decision in sorted({(each.rule, each.decision) for each in decided if each.decision})
        ],
    )


def _compared(shown: Sequence[Counted], rule: str, decision: str) -> pb.DecisionComparison:
    """Decisions about a rule beside its alerts without a decision."""
    ours = [each for each in shown if each.rule == rule]
    with_it = [change for each in ours if each.decision == decision and (change := each.change) is not None]
    without = [change for each in ours if each.decision is None and (change := each.change) is not None]
    found = difference(with_it, without)
    return pb.DecisionComparison(
        rule=rule,
        decision=decision,
        decided=len(with_it),
        undecided=len(without),
        decided_change=fmean(with_it) if with_it else None,
        undecided_change=fmean(without) if without else None,
        difference=None if found is None else found.value,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        differs=found is not None and found.excludes_zero,
    )
