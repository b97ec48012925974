"""PlanService: the limits of tiers, and individual quotas."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime
from uuid import UUID

from altsports.auth.v1 import plans_pb2 as pb
from altsports.auth.v1.events_models import AccountQuotaUpdated
from altsports.auth.v1.plans_pb2_grpc import PlanServiceServicer
from altsports.contract.plans import TIERS
from auth_service.audit.domain import NewEntry
from auth_service.core.callers import caller_id
from auth_service.core.ids import id_of
from auth_service.errors import AccountGone, UserNotFound
from auth_service.plans import repository as quotas
from auth_service.plans.domain import WORDS, AccountQuota, effective
from auth_service.units import Unit, Units
from service_kit.db.reader import Reader
from service_kit.limits.plans import Plan, Plans
from service_kit.limits.refusals import next_month
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class PlanRpc(PlanServiceServicer):
    """Handlers of the contract. The edge enforces the limits."""

    def __init__(self, units: Units, plans: Plans) -> None:
        self._units = units
        self._plans = plans

    async def ListPlans(self, request: pb.ListPlansRequest, context: Context) -> pb.ListPlansResponse:
        return pb.ListPlansResponse(plans=[_plan_to_pb(self._plans.of(tier)) for tier in TIERS])

    async def GetMyPlan(self, request: pb.GetMyPlanRequest, context: Context) -> pb.GetMyPlanResponse:
        reader = self._units.database.pipelined
        plan = await self._plan_of(reader, caller_id())
        if plan is None:
            raise AccountGone
        return pb.GetMyPlanResponse(plan=plan)

    async def SetAccountQuota(
        self, request: pb.SetAccountQuotaRequest, context: Context
    ) -> pb.SetAccountQuotaResponse:
        user_id = id_of(request.user_id, UserNotFound)
        async with self._units.transaction() as unit:
            await _arrange(unit, _quota(request, user_id, unit.now))
            plan = await self._plan_of(unit.connection, user_id)
        if plan is None:
            raise UserNotFound(request.user_id)
        return pb.SetAccountQuotaResponse(plan=plan)

    async def GetPlanOf(self, request: pb.GetPlanOfRequest, context: Context) -> pb.GetPlanOfResponse:
        reader = self._units.database.pipelined
        plan = await self._plan_of(reader, id_of(request.user_id, UserNotFound))
        if plan is None:
            raise UserNotFound(request.user_id)
        return pb.GetPlanOfResponse(plan=plan)

    async def ListAccountQuotas(
        self, request: pb.ListAccountQuotasRequest, context: Context
    ) -> pb.ListAccountQuotasResponse:
        async with self._units.database.read() as connection:
            arranged = await quotas.load_all(connection)
        return pb.ListAccountQuotasResponse(quotas=[_quota_to_pb(quota) for quota in arranged])

    async def _plan_of(self, reader: Reader, user_id: UUID) -> pb.AccountPlan | None:
        found = await quotas.of_user(reader, user_id)
        if found is None:
            return None
        tier, arranged = found
        counts = effective(self._plans.of(tier), arranged)
        return pb.AccountPlan(
            user_id=str(user_id),
            tier=tier,
            rate_limit=counts.rate_limit,
            monthly_api_calls=counts.monthly_api_calls,
            monthly_ai_tokens=counts.monthly_ai_tokens,
            arranged=_quota_to_pb(arranged) if arranged else None,
            resets_at=time_to_pb(next_month(self._units.clock.now())),
            upgrade_options=[_plan_to_pb(self._plans.of(name)) for name in TIERS[TIERS.index(tier) + 1 :]],
        )


async def _arrange(unit: Unit, quota: AccountQuota) -> None:
    if not await quotas.arrange(unit.connection, quota):
        raise UserNotFound(quota.user_id)
    if quota.monthly_api_calls is None and quota.monthly_ai_tokens is None:
        await quotas.forget(unit.connection, quota.user_id)
    facts = {"monthly_api_calls": quota.monthly_api_calls, "monthly_ai_tokens": quota.monthly_ai_tokens}
    await unit.audit(NewEntry("user.set_quota", user_id=quota.user_id, details=facts))
    await unit.report(AccountQuotaUpdated(user_id=str(quota.user_id), **facts))


def _quota(request: pb.SetAccountQuotaRequest, user_id: UUID, now: datetime) -> AccountQuota:
    return AccountQuota(
        user_id=user_id,
        monthly_api_calls=request.monthly_api_calls if request.HasField("monthly_api_calls") else None,
        monthly_ai_tokens=request.monthly_ai_tokens if request.HasField("monthly_ai_tokens") else None,
        note=request.note or None,
        updated_at=now,
    )


def _plan_to_pb(plan: Plan) -> pb.Plan:
    name, description = WORDS[plan.tier]
    return pb.Plan(
        tier=plan.tier,
        name=name,
        description=description,
        rate_limit=str(plan.rate) if plan.rate else None,
        monthly_api_calls=plan.monthly_api_calls or None,
        monthly_ai_tokens=plan.monthly_ai_tokens or None,
    )


def _quota_to_pb(quota: AccountQuota) -> pb.AccountQuota:
    return pb.AccountQuota(
        user_id=str(quota.user_id),
        monthly_api_calls=quota.monthly_api_calls,
        monthly_ai_tokens=quota.monthly_ai_tokens,
        note=quota.note,
        updated_at=time_to_pb(quota.updated_at),
    )
