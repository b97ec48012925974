"""A process that is killed between reserving and settling keeps nothing reserved."""

import asyncio
import signal
import sys
from decimal import Decimal

import pytest

from ai_service.models.budgets.errors import BudgetExhausted
from service_kit.testing.waiting import eventually

PROGRAM = """
import asyncio, sys
from decimal import Decimal
from ai_service.models.budgets.accounts import PostgresAccounts
from ai_service.models.budgets.domain import DefaultBudgets
from ai_service.models.budgets.keeping import Leases
from ai_service.models.budgets.quota import TokenQuota
from ai_service.models.calls.accounts import Candidate, Purpose, WorstCase
from ai_service.models.prices.domain import Price
from ai_service.models.prices.price_list import PriceList
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.limits.plans import Plan, Plans
from datetime import datetime

async def main():
    async with Database(sys.argv[1]) as database:
        clock = FixedClock(datetime.fromisoformat(sys.argv[2]))
        plans = Plans(tiers=(Plan("basic", None, 0, 0),), anonymous=None, routes={})
        leases = Leases(database, lease_s=1)
        accounts = PostgresAccounts(
            database,
            PriceList({"first/*": Price(Decimal(10_000), Decimal(10_000), "test")}),
            clock,
            defaults=DefaultBudgets(None, {}),
            quota=TokenQuota(plans, clock),
            leases=leases,
            charge=None,
        )
        purpose = Purpose("killed", Caller(kind="user", user_id="ann"), "Test", "chat")
        held = await accounts.reserve(purpose, WorstCase((Candidate("first", "m"),), 0, 100))
        print("reserved", flush=True)
        while True:
            await leases.renew()
            await asyncio.sleep(0.2)

asyncio.run(main())
"""


async def test_a_killed_process_holds_its_reservation_while_it_lives_and_not_longer(cloned_world, made):
    world, dsn = cloned_world
    await world.budget("user", "ann", "1")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, dsn, world.clock.now().isoformat()), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"reserved\n"
    accounts = world.accounts()
    with pytest.raises(BudgetExhausted):
        await accounts.reserve(made.purpose("next"), made.worst(0, 100))
    process.send_signal(signal.SIGKILL)
    await process.wait()

    async def reserved() -> bool:
        try:
            held = await accounts.reserve(made.purpose("next"), made.worst(0, 100))
        except BudgetExhausted:
            return False
        await held.settle([made.attempt(1, 100)])
        return True

    await eventually(reserved, within_s=20)
    spending = await world.spending()
    assert (spending.spent_usd, spending.reserved_usd) == (Decimal(1), 0)
    async with world.database.read() as connection:
        states = await connection.fetch_rows("SELECT call_id, state FROM ai.model_reservations ORDER BY 1")
    assert states == [("killed", "expired"), ("next", "settled")]
