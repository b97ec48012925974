"""ModelBudgetService: monthly budgets of model calls."""

# ruff: noqa: ARG002 - the contract gives the signatures

from datetime import datetime
from decimal import Decimal

from ai_service.models.budgets import operations, repository
from ai_service.models.budgets.domain import Budget, DefaultBudgets
from ai_service.models.budgets.operations import Applied
from ai_service.models.budgets.quota import TokenQuota
from altsports.ai.v1 import model_budgets_pb2 as pb
from altsports.ai.v1.model_budgets_pb2_grpc import ModelBudgetServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.limits.refusals import next_month
from service_kit.paging import decode, encode
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ModelBudgetRpc(ModelBudgetServiceServicer):
    """Handlers of the contract."""

    def __init__(
        self, database: Database, clock: Clock, *, defaults: DefaultBudgets, quota: TokenQuota
    ) -> None:
        self._database = database
        self._clock = clock
        self._defaults = defaults
        self._quota = quota

    async def GetMyModelBudget(
        self, request: pb.GetMyModelBudgetRequest, context: Context
    ) -> pb.GetMyModelBudgetResponse:
        caller, now = current_caller(), self._clock.now()
        async with self._database.read() as connection:
            budgets, spending = await operations.budgets_of_caller(connection, caller, self._defaults, now)
        limit = self._quota.plan_of(caller).monthly_ai_tokens
        standing = pb.ModelStanding(
            budgets=[_to_pb(budget, now) for budget in budgets],
            monthly_ai_tokens=limit or None,
            used_ai_tokens=spending.spent_tokens,
            reserved_ai_tokens=spending.reserved_tokens,
            remaining_ai_tokens=max(limit - spending.committed_tokens, 0) if limit else None,
            resets_at=time_to_pb(next_month(now)),
        )
        return pb.GetMyModelBudgetResponse(standing=standing)

    async def ListModelBudgets(
        self, request: pb.ListModelBudgetsRequest, context: Context
    ) -> pb.ListModelBudgetsResponse:
        scope, subject = decode(request.page_token, str, str) if request.page_token else ("", "")
        size, now = request.page_size, self._clock.now()
        async with self._database.read() as connection:
            found = await repository.list_budgets(
                connection, scope=request.scope, after=(scope, subject), limit=size + 1
            )
            total = await repository.count_budgets(connection, request.scope)
            shown = await operations.with_spending(connection, found[:size], now)
        token = encode([found[size - 1].scope, found[size - 1].subject]) if len(found) > size else ""
        return pb.ListModelBudgetsResponse(
            budgets=[_to_pb(budget, now) for budget in shown], next_page_token=token, total_size=total
        )

    async def GetModelBudget(
        self, request: pb.GetModelBudgetRequest, context: Context
    ) -> pb.GetModelBudgetResponse:
        return pb.GetModelBudgetResponse(budget=await self._get(request.scope, request.subject))

    async def SetModelBudget(
        self, request: pb.SetModelBudgetRequest, context: Context
    ) -> pb.SetModelBudgetResponse:
        account = operations.account_named(request.scope, request.subject)
        budget = Budget(
            account.scope,
            account.subject,
            Decimal(str(request.monthly_usd)),
            request.note or None,
            current_caller().user_id or None,
            self._clock.now(),
        )
        async with self._database.transaction() as connection:
            await operations.set_budget(connection, budget)
        return pb.SetModelBudgetResponse(budget=await self._get(request.scope, request.subject))

    async def DeleteModelBudget(
        self, request: pb.DeleteModelBudgetRequest, context: Context
    ) -> pb.DeleteModelBudgetResponse:
        account = operations.account_named(request.scope, request.subject)
        async with self._database.transaction() as connection:
            await operations.delete_budget(connection, account, self._clock.now())
        return pb.DeleteModelBudgetResponse(budget=await self._get(request.scope, request.subject))

    async def _get(self, scope: str, subject: str) -> pb.ModelBudget:
        account, now = operations.account_named(scope, subject), self._clock.now()
        async with self._database.read() as connection:
            return _to_pb(await operations.get_budget(connection, account, self._defaults, now), now)


def _to_pb(applied: Applied, now: datetime) -> pb.ModelBudget:
    limit, spending, stored = applied.limit, applied.spending, applied.stored
    remaining = None
    if limit is not None and spending is not None:
        remaining = max(limit - spending.committed_usd, Decimal(0))
    return pb.ModelBudget(
        scope=applied.scope,
        subject=applied.subject,
        monthly_usd=_float(limit),
        is_set=applied.is_set,
        spent_usd=_float(spending.spent_usd) if spending else None,
        reserved_usd=_float(spending.reserved_usd) if spending else None,
        remaining_usd=_float(remaining),
        resets_at=time_to_pb(next_month(now)),
        note=stored.note if stored else None,
        updated_by=stored.updated_by if stored else None,
        updated_at=time_to_pb(stored.updated_at) if stored else None,
    )


def _float(usd: Decimal | None) -> float | None:
    return None if usd is None else float(usd)
