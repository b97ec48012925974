"""The service of a noun: opens the transaction, calls the engine, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any

import psycopg
from google.protobuf.empty_pb2 import Empty

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.values import set_fields
from league_service.clubs.engine.access import access_of
from league_service.clubs.engine.faults import conflict_of
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.engine.lists import Listing
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.reading import get_row, list_rows, shown
from league_service.clubs.engine.references import dependents_of
from league_service.clubs.engine.writing import Change, Writer
from league_service.clubs.errors import HasDependents
from league_service.clubs.members import FindMember, check_members, names_members
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import ValidationFailed
from service_kit.rpc.incoming import Context
from service_kit.rpc.plain import plain
from service_kit.rpc.versions import expected_version

_CONTROL = ("archived", "clear")


class NounRpc:
    """Reads and changes rows of one noun."""

    def __init__(
        self,
        plan: Plan,
        plans: Mapping[str, Plan],
        database: Database,
        clock: Clock,
        find_member: FindMember,
    ) -> None:
        self.plan = plan
        self._find_member = find_member
        self._listing = Listing(plan)
        self._writer = Writer(plans)
        self._database = database
        self._clock = clock
        noun = plan.noun
        self._one = noun.singular
        self.id_field = f"{noun.singular}_id"
        self._plural = "".join(word.capitalize() for word in noun.plural.split("_"))
        self._answers = {
            verb: self.method(verb).response_class for verb in ("List", "Get", "Create", "Update", "Replace")
        }

    def method(self, verb: str) -> Method:
        """A method of the noun in the contract."""
        noun = self.plan.noun
        name = self._plural if verb == "List" else noun.descriptor.name
        return load_catalog().by_path[f"/{noun.package}.{noun.descriptor.name}Service/{verb}{name}"]

    def servicer(self) -> SimpleNamespace:
        """The handlers by the names of the contract."""
        handlers = {
            "List": self.list_rows,
            "Get": self.get,
            "Create": self.create,
            "Update": self.update,
            "Replace": self.replace,
            "Delete": self.delete,
        }
        return SimpleNamespace(**{self.method(verb).name: handler for verb, handler in handlers.items()})

    async def list_rows(self, request: Any, context: Context) -> Any:
        caller = current_caller()
        access = access_of(caller, self._clock.now())
        query = self._listing.read(request, access)
        reader = self._database.pipelined
        rows, total, token = await list_rows(reader, self._listing, access, query)
        if access.only_plays or not self.plan.is_plain:
            rows = await shown(reader, self.plan, caller, access, rows)
        values: dict[str, Any] = {self.plan.noun.plural: rows}
        return plain(self._answers["List"], **values, next_page_token=token, total_size=total)

    async def get(self, request: Any, context: Context) -> Any:
        caller = current_caller()
        access = access_of(caller, self._clock.now())
        reader = self._database.pipelined
        row = await get_row(reader, self.plan, access, getattr(request, self.id_field))
        if access.only_plays or not self.plan.is_plain:
            row = (await shown(reader, self.plan, caller, access, [row]))[0]
        return plain(self._answers["Get"], **{self._one: row})

    async def create(self, request: Any, context: Context) -> Any:
        given = set_fields(request)
        await self._check_members(given)
        with conflict_of(self.plan):
            async with self._database.transaction() as connection:
                row, warnings = await self._writer.create(self._write(connection), self.plan, given)
        return plain(self._answers["Create"], **{self._one: row}, warnings=warnings)

    async def update(self, request: Any, context: Context) -> Any:
        given = set_fields(request)
        return await self._change("Update", given, self._patched)

    async def replace(self, request: Any, context: Context) -> Any:
        given = set_fields(request)
        return await self._change("Replace", given, self._replaced)

    async def _change(self, verb: str, given: Row, change: Callable[[Row, Row], Row]) -> Any:
        asked = Change(
            given.pop(self.id_field),
            [given.pop(name) for name in ("expected_version", "version") if name in given],
            {name: given.pop(name) for name in self.plan.fixed if name in given}
            | {name: None for name in given.get("clear", ()) if name in self.plan.fixed},
            partial(change, given),
        )
        await self._check_members(given, asked.record_id)
        with conflict_of(self.plan):
            async with self._database.transaction() as connection:
                row, warnings = await self._writer.change(self._write(connection), self.plan, asked)
        return plain(self._answers[verb], **{self._one: row}, warnings=warnings)

    async def delete(self, request: Any, context: Context) -> Empty:
        record_id = getattr(request, self.id_field)
        expected = expected_version(request)
        try:
            async with self._database.transaction() as connection:
                await self._writer.delete(self._write(connection), self.plan, record_id, expected)
        except psycopg.errors.ForeignKeyViolation as error:
            access = access_of(current_caller(), self._clock.now())
            async with self._database.read() as connection:
                counts = await dependents_of(connection, self.plan, access, record_id)
            raise HasDependents(self._one, counts) from error
        return Empty()

    async def _check_members(self, given: Row, record_id: str = "") -> None:
        """Raises UnknownReference, and RecordNotFound for a row that should change."""
        if not names_members(self.plan.noun, given):
            return
        access, before = access_of(current_caller(), self._clock.now()), None
        if record_id:
            before = self.plan.row(await get_row(self._database.pipelined, self.plan, access, record_id))
        await check_members(self._find_member, self.plan.noun, access.organisation, before, given)

    def _write(self, connection: Any) -> Write:
        return Write(connection, current_caller(), self._clock.now())

    def _patched(self, given: Row, before: Row) -> Row:
        """The row with the changes of PATCH."""
        cleared = [name for name in given.get("clear", ()) if name not in self.plan.fixed]
        named = {name: value for name, value in given.items() if name not in _CONTROL}
        if both := sorted(named.keys() & set(cleared)):
            raise ValidationFailed.at(["clear"], f"{both[0]} is both stated and cleared: leave one out")
        after = before | self.plan.read(named, [*named, *cleared])
        if "archived" in given:
            archived = before["archived_at"] or self._clock.now()
            after["archived_at"] = archived if given["archived"] else None
        return after

    def _replaced(self, given: Row, before: Row) -> Row:
        """The row with the facts of PUT; immutable fields and those of the service stay."""
        values = self.plan.read(given)
        return before | {name: value for name, value in values.items() if name not in self.plan.fixed}
