"""All nouns of clubs, ready to be served."""

import importlib
from collections.abc import Mapping
from typing import Any

from altsports.contract.resources import Noun, load_nouns
from altsports.football.v1.records_pb2_grpc import add_RecordServiceServicer_to_server
from league_service.clubs.engine.hooks import Hooks
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.records_rpc import RecordRpc
from league_service.clubs.engine.rpc import NounRpc
from league_service.clubs.members import FindMember
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Registration

AREA = "league"


def plans_of(hooks: Mapping[str, Hooks]) -> dict[str, Plan]:
    """The nouns that this service keeps, by plural. Raises LookupError for hooks of an unknown noun."""
    nouns = {plural: noun for plural, noun in load_nouns().items() if noun.area == AREA}
    if unknown := sorted(hooks.keys() - nouns.keys()):
        raise LookupError(f"there are hooks for {unknown[0]}, which no message of the contract states")
    return {plural: Plan(noun, hooks.get(plural, Hooks())) for plural, noun in nouns.items()}


def registrations_of_nouns(
    plans: Mapping[str, Plan], database: Database, clock: Clock, find_member: FindMember
) -> list[Registration]:
    """The handlers of every noun, and those that take the noun as an argument."""
    nouns = {plural: NounRpc(plan, plans, database, clock, find_member) for plural, plan in plans.items()}
    return [
        *((_adder(noun.plan.noun), noun.servicer()) for noun in nouns.values()),
        (add_RecordServiceServicer_to_server, RecordRpc(nouns)),
    ]


def _adder(noun: Noun) -> Any:
    """The generated function that adds the service of a noun to a server."""
    module = importlib.import_module(f"{noun.package}.{noun.file}_pb2_grpc")
    return getattr(module, f"add_{noun.descriptor.name}ServiceServicer_to_server")
