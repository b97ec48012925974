"""What a change may state only as it is stored, so that a row can be sent back as it was read."""

from typing import Any

from google.protobuf.message_factory import GetMessageClass

from altsports.contract.values import fill
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.engine.plan import Plan
from service_kit.errors import ValidationFailed, Violation

_NEVER_CHANGES = "The field never changes: leave it out, or state it as it is stored"
_WRITTEN_BY_US = "Only the service writes the field: leave it out, or state it as it is stored"
_ARCHIVED = "Only the service writes the time: to archive the row or bring it back, PATCH `archived`"


async def check_fixed(write: Write, plan: Plan, before: Row, stated: Row) -> None:
    """Raises ValidationFailed for each field that a change states differently from the stored row."""
    if plan.hooks.derive is not None and stated.keys() & set(plan.noun.option.derived):
        before = dict(before)
        await plan.hooks.derive(write.connection, write.caller, [before])
    message = GetMessageClass(plan.noun.descriptor)
    found: list[Violation] = [
        {"loc": [name], "msg": _words(plan, name), "type": "fixed_field"}
        for name, value in stated.items()
        if _made(message, name, value) != _made(message, name, before[name])
    ]
    if found:
        raise ValidationFailed(violations=found)


def _made(message: Any, name: str, value: Any) -> Any:
    """A message with the value alone, so that values of every kind compare as the contract compares them."""
    return fill(message(), {name: value})


def _words(plan: Plan, name: str) -> str:
    if name in plan.noun.option.immutable:
        return _NEVER_CHANGES
    return _ARCHIVED if name == "archived_at" else _WRITTEN_BY_US
