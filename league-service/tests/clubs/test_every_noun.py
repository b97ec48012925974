"""Every promise of the engine, checked on every noun. Rows are made of the examples of the contract."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import pytest
from google.protobuf.json_format import ParseDict

from altsports.contract.resources import Noun, load_nouns
from service_kit.caller import Caller
from service_kit.errors import DomainError

NOUNS: Final = [noun for noun in load_nouns().values() if noun.area == "league"]
NOBODY: Final = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.parametrize("noun", [pytest.param(noun, id=noun.plural) for noun in NOUNS])


class Rows:
    """Calls the methods of all nouns for one caller, and makes the rows that a row names."""

    def __init__(self, service: Any, caller: Caller) -> None:
        self._service = service
        self.caller = caller

    async def call(self, noun: Noun, verb: str, record_id: str = "", **fields: Any) -> Any:
        name = noun.descriptor.name
        plural = "".join(word.capitalize() for word in noun.plural.split("_"))
        own = {f"{noun.singular}_id": record_id} if record_id else {}
        method = f"{noun.package}.{name}Service/{verb}{plural if verb == 'List' else name}"
        answer = await self._service.call(method, self.caller, **own, **fields)
        return getattr(answer, noun.singular) if verb in {"Get", "Create", "Update", "Replace"} else answer

    async def facts(self, noun: Noun) -> dict[str, Any]:
        """Facts for a new row: the examples, with rows of this club in place of those they name."""
        facts = {name: noun.example(name) for name in noun.writable if noun.example(name) is not None}
        for text in {key.fields[0] for key in noun.option.unique} & facts.keys():
            facts[text] = f"{facts[text]} {uuid4()}"[:60]
        for path, plural in noun.references.items():
            field, _, inner = path.partition(".")
            if field in facts:
                named = (await self.create(load_nouns()[plural])).id
                facts[field] = [{**item, inner: named} for item in facts[field]] if inner else named
        return facts

    async def create(self, noun: Noun, **fields: Any) -> Any:
        return await self.call(noun, "Create", **{**await self.facts(noun), **fields})


@pytest.fixture
def rows(clubs: Any, club: Any) -> Rows:
    """The rows of a club, for its manager."""
    return Rows(clubs, club.manager)


@pytest.fixture
def of(clubs: Any) -> Callable[[Caller], Rows]:
    """The rows as another caller reaches them."""
    return lambda caller: Rows(clubs, caller)


async def refused(awaitable: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        await awaitable
    return caught.value


async def test_a_row_is_stored_as_it_was_stated(rows: Rows, noun: Noun) -> None:
    facts = await rows.facts(noun)
    made = await rows.call(noun, "Create", **facts)
    assert (made.version, made.HasField("archived_at")) == (1, False)
    wanted = ParseDict(facts, type(made)())
    wanted.MergeFrom(
        type(made)(id=made.id, version=1, created_at=made.created_at, updated_at=made.updated_at)
    )
    assert made == wanted
    assert await rows.call(noun, "Get", made.id) == made


async def test_a_caller_without_a_club_is_refused(of: Any, noun: Noun) -> None:
    administrator = of(Caller(kind="user", user_id="a", role="admin", permissions=frozenset({"*"})))
    for verb, record in (("List", ""), ("Get", NOBODY), ("Delete", NOBODY)):
        error = await refused(administrator.call(noun, verb, record))
        assert (error.kind, error.reason) == ("permission_denied", "insufficient_permissions")


async def test_the_rows_of_another_club_are_like_ids_that_never_were(
    rows: Rows, of: Any, next_door: Any, noun: Noun
) -> None:
    made = await rows.create(noun)
    stranger = of(next_door.manager)
    for verb in ("Get", "Update", "Delete"):
        errors = [
            await refused(stranger.call(noun, verb, record)) for record in (made.id, NOBODY, "nonsense")
        ]
        assert {error.reason for error in errors} == {"RECORD_NOT_FOUND"}
        assert {error.message.replace(made.id, NOBODY).replace("nonsense", NOBODY) for error in errors} == {
            errors[1].message
        }
    assert (await stranger.call(noun, "List")).total_size == 0
    assert await rows.call(noun, "Get", made.id) == made


async def test_a_change_names_the_version_that_it_was_made_from(rows: Rows, noun: Noun) -> None:
    made = await rows.create(noun)
    changed = await rows.call(noun, "Update", made.id, archived=True, expected_version=1)
    assert (changed.version, changed.HasField("archived_at")) == (2, True)
    for verb, fields in (
        ("Update", {"archived": False}),
        ("Replace", await rows.facts(noun)),
        ("Delete", {}),
    ):
        error = await refused(rows.call(noun, verb, made.id, **fields, expected_version=1))
        assert (error.kind, error.reason, error.metadata["version"]) == (
            "precondition_failed",
            "VERSION_MISMATCH",
            "2",
        )
    again = await rows.call(noun, "Update", made.id, archived=True)
    assert again == changed
    await rows.call(noun, "Delete", made.id, expected_version=2)
    assert (await refused(rows.call(noun, "Get", made.id))).reason == "RECORD_NOT_FOUND"


async def test_put_clears_what_it_leaves_out_and_patch_keeps_it(rows: Rows, noun: Noun) -> None:
    facts = await rows.facts(noun)
    made = await rows.call(noun, "Create", **facts)
    kept = await rows.call(noun, "Update", made.id)
    assert kept == made
    required = {name: value for name, value in facts.items() if _is_required(noun, name)}
    stated = {name: value for name, value in required.items() if name not in noun.option.immutable}
    bare = await rows.call(noun, "Replace", made.id, **stated)
    alone = await rows.call(noun, "Create", **{**required, **_renamed(noun, required)})
    for name in noun.writable:
        if name not in required and name not in noun.option.immutable:
            assert getattr(bare, name) == getattr(alone, name), name
    for name in stated:
        error = await refused(
            rows.call(noun, "Replace", made.id, **{n: v for n, v in stated.items() if n != name})
        )
        assert [violation["loc"] for violation in error.violations] == [[name]]


def _renamed(noun: Noun, facts: dict[str, Any]) -> dict[str, Any]:
    return {key.fields[0]: f"N {uuid4()}" for key in noun.option.unique if key.fields[0] in facts}


def _is_required(noun: Noun, name: str) -> bool:
    from altsports.options.v1 import options_pb2

    return noun.fields[name].GetOptions().Extensions[options_pb2.rules].required
