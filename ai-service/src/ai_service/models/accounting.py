"""Assembles the accounts of model calls, and what reports and administers them."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ai_service.models.budgets import repository
from ai_service.models.budgets.accounts import PostgresAccounts
from ai_service.models.budgets.configuration import default_budgets
from ai_service.models.budgets.domain import DefaultBudgets, month_of
from ai_service.models.budgets.keeping import Leases
from ai_service.models.budgets.quota import TokenQuota
from ai_service.models.budgets.rpc import ModelBudgetRpc
from ai_service.models.drills.drills import Drills
from ai_service.models.drills.rpc import FaultDrillRpc
from ai_service.models.prices.configuration import own_prices
from ai_service.models.prices.price_list import PriceList
from ai_service.models.usage.forgetting import LedgerForgetter
from ai_service.models.usage.rpc import ModelUsageRpc
from ai_service.settings import AiSettings
from altsports.ai.v1.fault_drills_pb2_grpc import add_FaultDrillServiceServicer_to_server
from altsports.ai.v1.model_budgets_pb2_grpc import add_ModelBudgetServiceServicer_to_server
from altsports.ai.v1.model_usage_pb2_grpc import add_ModelUsageServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.departures import Departures
from service_kit.edge.mesh import mesh_quotas
from service_kit.limits.quotas import UsageLedger
from service_kit.logging import logs
from service_kit.process.loops import Loop, once
from service_kit.redis.errors import RedisUnavailable
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration

log = logs.get_logger(__name__)

_RESTATED_S = 60.0


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """The counts of AI tokens that the edges read, copied from the database."""

    database: Database
    ledger: UsageLedger
    clock: Clock

    async def charge(self, user_id: str, total: int, at: datetime) -> None:
        """Raises a count. If Redis is down, the next restatement does."""
        try:
            await self.ledger.charge_tokens(user_id, total, at=at)
        except RedisUnavailable as error:
            log.info("The count of AI tokens is stated later", reason=error.reason)

    async def restate(self) -> None:
        """States all counts of the month again, in case Redis lost or missed some."""
        now = self.clock.now()
        async with self.database.read() as connection:
            totals = await repository.token_totals(connection, month_of(now))
        for user_id, total in totals:
            await self.ledger.charge_tokens(user_id, total, at=now)


@dataclass(frozen=True, slots=True)
class Accounting:
    """The accounts, what they count with, and the loops that keep them."""

    accounts: PostgresAccounts
    defaults: DefaultBudgets
    quota: TokenQuota
    prices: PriceList
    loops: tuple[Loop, ...]

    def registrations(self, database: Database, clock: Clock, drills: Drills | None) -> list[Registration]:
        """The handlers of budgets, usage and drills."""
        budgets = ModelBudgetRpc(database, clock, defaults=self.defaults, quota=self.quota)
        return [
            (add_ModelBudgetServiceServicer_to_server, budgets),
            (add_ModelUsageServiceServicer_to_server, ModelUsageRpc(database, clock)),
            (add_FaultDrillServiceServicer_to_server, FaultDrillRpc(drills, clock)),
        ]

    @classmethod
    def of(
        cls,
        settings: AiSettings,
        database: Database,
        clock: Clock,
        *,
        client: MeshClient,
        ledger: UsageLedger,
    ) -> "Accounting":
        prices, defaults = PriceList(own_prices(settings.ai_prices)), default_budgets(settings)
        arranged = mesh_quotas(client, name="ai-service")
        quota = TokenQuota(settings.plans(), clock, arranged)
        leases, counts = Leases(database), TokenCounts(database, ledger, clock)
        accounts = PostgresAccounts(
            database,
            prices,
            clock,
            defaults=defaults,
            quota=quota,
            leases=leases,
            charge=counts.charge,
        )
        loops = [
            *_departures(settings, database, client).loops(),
            leases.loop(),
            Loop("token counts", counts.restate, every_s=_RESTATED_S),
            arranged.loop(),
        ]
        if settings.env != "production":
            loops.append(once("example budget", partial(_restore_example, database, clock)))
        return cls(accounts, defaults, quota, prices, tuple(loops))


def _departures(settings: AiSettings, database: Database, client: MeshClient) -> Departures:
    forgetter = LedgerForgetter(database)
    return Departures(
        client,
        service="ai-service",
        what="model usage",
        owners=forgetter.owners,
        forget=forgetter.forget,
        redis_url=settings.redis_dsn(),
        prefix=settings.redis_prefix,
    )


async def _restore_example(database: Database, clock: Clock) -> None:
    async with database.transaction() as connection:
        await repository.restore_example(connection, clock.now())
