"""Accounts of model calls on a real database, with prices that are easy to add up."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from ai_service.models.budgets import repository
from ai_service.models.budgets.accounts import ChargeTokens, PostgresAccounts
from ai_service.models.budgets.domain import Account, Budget, DefaultBudgets, Spending, month_of
from ai_service.models.budgets.keeping import Leases
from ai_service.models.budgets.quota import TokenQuota
from ai_service.models.budgets.rpc import ModelBudgetRpc
from ai_service.models.calls.accounts import Attempt, Candidate, Payer, Purpose, WorstCase
from ai_service.models.drills.drills import Drills
from ai_service.models.drills.rpc import FaultDrillRpc
from ai_service.models.prices.domain import Price
from ai_service.models.prices.price_list import PriceList
from ai_service.models.providers.port import Usage
from ai_service.models.usage.rpc import ModelUsageRpc
from altsports.ai.v1.fault_drills_pb2_grpc import add_FaultDrillServiceServicer_to_server
from altsports.ai.v1.model_budgets_pb2_grpc import add_ModelBudgetServiceServicer_to_server
from altsports.ai.v1.model_usage_pb2_grpc import add_ModelUsageServiceServicer_to_server
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.limits.plans import Plan, Plans
from service_kit.testing.clones import Clone
from service_kit.testing.in_process import Serve, ServiceCalls

ANN = Caller(kind="user", user_id="ann", tier="basic", request_id="r-1", permissions=frozenset({"ai:use"}))
ONE_CENT = Price(Decimal(10_000), Decimal(10_000), "test")  # a cent for each token
PLANS = Plans(tiers=(Plan("basic", None, 0, 1000), Plan("pro", None, 0, 0)), anonymous=None, routes={})


def purpose(call_id: str, caller: Caller = ANN) -> Purpose:
    return Purpose(call_id, caller, "GetAnalysis", "business_analysis")


def worst(input_tokens: int, output_tokens: int, *providers: str) -> WorstCase:
    candidates = tuple(Candidate(name, "model") for name in providers or ("first",))
    return WorstCase(candidates, input_tokens, output_tokens)


def attempt(
    number: int,
    tokens: int,
    *,
    provider: str = "first",
    payer: Payer = "user",
    error: str = "",
    estimated: bool = False,
) -> Attempt:
    return Attempt(number, provider, "model", Usage(0, tokens, estimated), payer, 12, error)


@dataclass
class World:
    """Accounts, and a look at their counters."""

    database: Database
    clock: FixedClock
    charged: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    platform: Decimal | None = None
    basic: Decimal | None = None
    leases: Leases = field(init=False)

    def accounts(self, *, lease_s: float = 30.0, charge: ChargeTokens | None = None) -> PostgresAccounts:
        """The accounts of one process."""
        own = {f"{name}/*": ONE_CENT for name in ("first", "second", "anthropic", "openai", "google")}

        async def note(user_id: str, total: int, at: datetime) -> None:
            self.charged.append((user_id, total))

        self.leases = Leases(self.database, lease_s=lease_s)
        quota = TokenQuota(PLANS, self.clock)
        return PostgresAccounts(
            self.database,
            PriceList(own),
            self.clock,
            defaults=DefaultBudgets(self.platform, {"basic": self.basic}),
            quota=quota,
            leases=self.leases,
            charge=charge or note,
        )

    async def spending(self, scope: Any = "user", subject: str = "ann") -> Spending:
        month = month_of(self.clock.now())
        (found,) = await repository.standing(
            self.database.pipelined, [Account(scope, subject)], "basic", month
        )
        return found.spending

    async def budget(self, scope: Any, subject: str, usd: str) -> None:
        async with self.database.transaction() as connection:
            await repository.put_budget(
                connection, Budget(scope, subject, Decimal(usd), None, None, self.clock.now())
            )

    async def ledger(self) -> list[Any]:
        async with self.database.read() as connection:
            return await connection.fetch_rows(
                "SELECT call_id, attempt, payer, cost_usd, user_cost_usd FROM ai.model_usage"
                " ORDER BY call_id, fence, attempt"
            )


@pytest_asyncio.fixture
async def world(migrated: Callable[..., Awaitable[Database]], clock: FixedClock) -> World:
    return World(await migrated("ai"), clock)


@pytest_asyncio.fixture
async def cloned_world(cloned: Callable[..., Clone], clock: FixedClock) -> AsyncGenerator[tuple[World, str]]:
    """The same, with the DSN for another process."""
    dsn = cloned("ai").dsn("ai")
    async with Database(dsn, PoolSettings(min_size=1, max_size=4, timeout_s=10)) as database:
        yield World(database, clock), dsn


@pytest_asyncio.fixture
async def calls(serve: Serve, world: World) -> ServiceCalls:
    """The handlers of budgets, usage and drills."""
    drills = Drills(world.database, world.clock)
    registrations = [
        (
            add_ModelBudgetServiceServicer_to_server,
            ModelBudgetRpc(
                world.database,
                world.clock,
                defaults=DefaultBudgets(Decimal(100), {"basic": Decimal(2)}),
                quota=TokenQuota(PLANS, world.clock),
            ),
        ),
        (add_ModelUsageServiceServicer_to_server, ModelUsageRpc(world.database, world.clock)),
        (add_FaultDrillServiceServicer_to_server, FaultDrillRpc(drills, world.clock)),
    ]
    return await serve("ai", registrations)


@pytest.fixture
def made() -> SimpleNamespace:
    """The functions of this file."""
    return SimpleNamespace(ANN=ANN, purpose=purpose, worst=worst, attempt=attempt, World=World)
