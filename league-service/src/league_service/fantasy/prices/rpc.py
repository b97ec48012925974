"""PriceService: administrators set prices before they are published."""

# ruff: noqa: ARG002 - the contract defines the signatures

from decimal import Decimal

from altsports.fantasy.v1 import prices_pb2 as pb
from altsports.fantasy.v1 import prices_pb2_grpc
from league_service.f1.worlds import year_of
from league_service.fantasy.prices import operations
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class PriceRpc(prices_pb2_grpc.PriceServiceServicer):
    """Sets prices."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def SetPrice(self, request: pb.SetPriceRequest, context: Context) -> pb.SetPriceResponse:
        price = Decimal(request.price).quantize(Decimal("0.1"))
        async with self._database.transaction() as connection:
            driver, race = await operations.set_price(
                connection,
                year_of(request),
                request.driver_id,
                race=request.race,
                price=price,
                now=self._clock.now(),
            )
        return pb.SetPriceResponse(price=pb.DriverPrice(driver_id=driver, race_id=race.id, price=str(price)))
