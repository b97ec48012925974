"""The monthly quota of AI tokens: the same plans and individual quotas as at the edges."""

from dataclasses import dataclass

from ai_service.models.budgets.domain import Spending
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.limits.arranged import ArrangedQuotas
from service_kit.limits.plans import Plan, Plans
from service_kit.limits.refusals import QuotaExceeded


@dataclass(frozen=True, slots=True)
class TokenQuota:
    """Checks the tokens of a user against the plan."""

    plans: Plans
    clock: Clock
    arranged: ArrangedQuotas | None = None

    def plan_of(self, caller: Caller) -> Plan:
        """The plan of the caller, with individual quotas."""
        plan = self.plans.of(caller.tier)
        return self.arranged.applied(plan, caller.principal) if self.arranged else plan

    def check(self, caller: Caller, spending: Spending, needed: int) -> None:
        """`spending` includes the tokens that are needed. Raises QuotaExceeded."""
        plan = self.plan_of(caller)
        if not needed or not plan.monthly_ai_tokens or spending.committed_tokens <= plan.monthly_ai_tokens:
            return
        raise QuotaExceeded(
            plan,
            metric="ai_tokens",
            used=spending.committed_tokens - needed,
            needed=needed,
            now=self.clock.now(),
            upgrade_options=self.plans.upgrades(plan.tier),
        )
