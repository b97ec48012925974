"""Every promise of the engine, checked on every noun. Rows are made of the examples of the contract."""

from typing import Any, Final
from uuid import uuid4

import pytest
from google.protobuf.json_format import ParseDict

from altsports.contract.resources import KEPT, Noun, load_nouns
from altsports.contract.values import struct_to_json
from altsports.options.v1 import options_pb2
from service_kit.caller import Caller
from service_kit.errors import DomainError
from service_kit.rpc.answers import Responses

NOUNS: Final = [noun for noun in load_nouns().values() if noun.area == "league"]
NOBODY: Final = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.parametrize("noun", [pytest.param(noun, id=noun.plural) for noun in NOUNS])


async def refused(awaitable: Any) -> DomainError:
    with pytest.raises(DomainError) as caught:
        await awaitable
    return caught.value


async def test_a_row_is_stored_as_it_was_stated(rows: Any, noun: Noun) -> None:
    facts = await rows.facts(noun)
    made = await rows.call(noun, "Create", **facts)
    assert (made.version, made.HasField("archived_at")) == (1, False)
    wanted = ParseDict(facts, type(made)())
    for name in noun.option.output_only:
        if not made.DESCRIPTOR.fields_by_name[name].has_presence or made.HasField(name):
            setattr(wanted, name, getattr(made, name))
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
    rows: Any, of: Any, next_door: Any, noun: Noun
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


async def test_a_change_names_the_version_that_it_was_made_from(rows: Any, noun: Noun) -> None:
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


async def test_put_clears_what_it_leaves_out_and_patch_keeps_it(rows: Any, noun: Noun) -> None:
    facts = await rows.facts(noun)
    made = await rows.call(noun, "Create", **facts)
    kept = await rows.call(noun, "Update", made.id)
    assert kept == made
    required = {name: value for name, value in facts.items() if _is_required(noun, name)}
    stated = {name: value for name, value in required.items() if name not in noun.option.immutable}
    bare = await rows.call(noun, "Replace", made.id, **stated)
    others = await rows.facts(noun)
    alone = await rows.call(noun, "Create", **{name: others[name] for name in required})
    for name in noun.writable:
        if name not in required and name not in noun.option.immutable:
            assert getattr(bare, name) == getattr(alone, name), name
    for name in stated:
        error = await refused(
            rows.call(noun, "Replace", made.id, **{n: v for n, v in stated.items() if n != name})
        )
        assert [violation["loc"] for violation in error.violations] == [[name]]


def _is_required(noun: Noun, name: str) -> bool:
    return noun.fields[name].GetOptions().Extensions[options_pb2.rules].required


async def test_json_that_the_service_makes_is_that_of_the_message(clubs: Any, rows: Any, noun: Noun) -> None:
    """The gateway asks for JSON, which is made of rows without a message in between."""
    made = await rows.create(noun)
    for verb, fields in (("Get", {f"{noun.singular}_id": made.id}), ("List", {})):
        method = rows.method(noun, verb)
        request = method.request_from_json(fields)
        message = await clubs.client.call(method, request, caller=rows.caller)
        from_rows = await clubs.client.call_for_json(method, request, caller=rows.caller)
        assert from_rows == Responses(method).json(message)


async def test_a_row_in_use_cannot_be_deleted_and_can_be_archived(rows: Any, noun: Noun) -> None:
    users = [
        (other, path) for other in NOUNS for path, plural in other.references.items() if plural == noun.plural
    ]
    if not users:
        pytest.skip("no noun names rows of this one")
    for other, path in users:
        made = await rows.create(other)
        field, _, inner = path.partition(".")
        value = getattr(made, field)
        named = getattr(value[0], inner) if inner else value
        if not named:
            continue
        error = await refused(rows.call(noun, "Delete", named))
        assert (error.kind, error.reason) == ("conflict", "HAS_DEPENDENTS")
        assert sum(error.details["dependents"].values()) >= 1
        archived = await rows.call(noun, "Update", named, archived=True)
        assert archived.HasField("archived_at")
        facts = await rows.facts(other)
        facts[field] = [{**facts[field][0], inner: named}] if inner else named
        refusal = await refused(rows.call(other, "Create", **facts))
        assert refusal.reason == "UNKNOWN_REFERENCE"
        assert "archived" in refusal.violations[0]["msg"]
        assert await rows.call(other, "Get", made.id) == made
        await rows.call(other, "Delete", made.id)


async def test_a_reference_to_an_unknown_or_foreign_row_names_its_field(
    rows: Any, of: Any, next_door: Any, noun: Noun
) -> None:
    if not noun.references:
        pytest.skip("its rows name no other rows")
    stranger = of(next_door.manager)
    for path, plural in noun.references.items():
        field, _, inner = path.partition(".")
        foreign = (await stranger.create(load_nouns()[plural])).id
        facts = await rows.facts(noun)
        for named in (foreign, NOBODY):
            facts[field] = [{**facts[field][0], inner: named}] if inner else named
            error = await refused(rows.call(noun, "Create", **facts))
            assert (error.kind, error.reason) == ("validation_failed", "UNKNOWN_REFERENCE")
            assert error.violations[0]["loc"] == ([field, 0, inner] if inner else [field])
            assert named in error.violations[0]["msg"]


async def test_no_two_rows_have_the_same_key(rows: Any, members: Any, noun: Noun) -> None:
    members.everywhere.add(NOBODY)
    for key in noun.option.unique:
        facts = await rows.facts(noun)
        values = {
            name: facts[name] if name in noun.references else noun.example(name) or NOBODY
            for name in key.fields
        }
        first = await rows.call(noun, "Create", **{**facts, **values})
        loud = {name: value.upper() if name in noun.varied else value for name, value in values.items()}
        error = await refused(rows.call(noun, "Create", **{**facts, **loud}))
        assert (error.kind, error.reason) == ("already_exists", "RECORD_EXISTS")
        assert error.metadata["field"] == ",".join(key.fields)
        if not set(key.fields) & set(noun.option.immutable):
            other = await rows.create(noun)
            assert (await refused(rows.call(noun, "Update", other.id, **values))).reason == "RECORD_EXISTS"
        await rows.call(noun, "Update", first.id, archived=True)
        await rows.call(noun, "Create", **{**facts, **values})
        assert (await refused(rows.call(noun, "Update", first.id, archived=False))).reason == "RECORD_EXISTS"


async def test_a_repeated_request_makes_one_row(rows: Any, noun: Noun) -> None:
    facts = await rows.facts(noun)
    first = await rows.call(noun, "Create", **facts, request_id="once")
    assert await rows.call(noun, "Create", **facts, request_id="once") == first
    assert (await rows.call(noun, "List")).total_size == 1


async def test_pages_in_every_order_show_each_row_once(rows: Any, noun: Noun) -> None:
    made = {(await rows.create(noun)).id for _ in range(3)}
    required = {name: value for name, value in (await rows.facts(noun)).items() if _is_required(noun, name)}
    made.add((await rows.call(noun, "Create", **required)).id)
    hidden = await rows.create(noun)
    await rows.call(noun, "Update", hidden.id, archived=True)
    pages: dict[str, list[str]] = {}
    for order in noun.orders:
        found: list[str] = []
        token = ""
        while token or not found:
            page = await rows.call(noun, "List", order=order, page_size=3, page_token=token)
            assert page.total_size == 4
            found += [row.id for row in getattr(page, noun.plural)]
            token = page.next_page_token
        assert sorted(found) == sorted(made), order
        pages[order] = found
    for order, found in pages.items():
        if order.startswith("-"):
            assert found == pages[order[1:]][::-1]
    assert (await rows.call(noun, "List", include_archived=True)).total_size == 5
    first = await rows.call(noun, "List", order=noun.orders[0], page_size=1)
    token = first.next_page_token
    for fields in ({"order": noun.orders[1]}, {"include_archived": True}):
        error = await refused(rows.call(noun, "List", page_token=token, **fields))
        assert error.reason == "INVALID_PAGE_TOKEN"


async def test_every_filter_finds_what_it_states_and_nothing_else(rows: Any, noun: Noun) -> None:
    made = await rows.create(noun)
    for name, field in rows.method(noun, "List").request_class.DESCRIPTOR.fields_by_name.items():
        if name in {"order", "include_archived", "page_size", "page_token"}:
            continue
        for value, count in _tries(noun, made, name):
            found = await rows.call(noun, "List", **{name: value})
            assert found.total_size == count, (name, value, field.name)


def _tries(noun: Noun, made: Any, name: str) -> list[tuple[Any, int]]:
    """Values of a filter, and how often the only row has them."""
    if name == "query":
        text = getattr(made, noun.option.search[0])
        return [
            (text.upper(), 1),
            (text[:3], 1),
            (f"{text[0]}\u0301{text[1:]}", 1),
            ("no such words", 0),
            ("%", 0),
        ]
    for word, more in (("since_", (1, 0)), ("until_", (0, 1))):
        if name.startswith(word):
            stated = getattr(made, name.removeprefix(word))
            if not isinstance(stated, str):
                return [(stated.ToDatetime(), more[0])]
            return [(stated, more[0]), ("2999-01-01", more[1])]
    for path in noun.option.filters:
        field, _, inner = path.partition(".")
        if inner and inner == name:
            return [(getattr(getattr(made, field)[0], inner), 1), (NOBODY, 0)]
    value = getattr(made, name)
    allowed = list(noun.fields[name].GetOptions().Extensions[options_pb2.rules].values)
    if isinstance(value, bool):
        return [(value, 1), (not value, 0)]
    if isinstance(value, str):
        other = NOBODY if _format(noun, name) == "uuid" else "0"
        return [(value, 1), (next((each for each in allowed if each != value), other), 0)]
    return [(value, 1), (value + 1, 0)]


def _format(noun: Noun, name: str) -> str:
    return noun.fields[name].GetOptions().Extensions[options_pb2.rules].format


async def test_no_id_or_day_that_is_none_reaches_the_database(rows: Any, noun: Noun) -> None:
    """In rows, in their lists, and in filters: the answer names the field."""
    facts = await rows.facts(noun)
    for name, value in facts.items():
        for nonsense, loc in _nonsense(noun, name, value):
            error = await refused(rows.call(noun, "Create", **{**facts, name: nonsense}))
            assert [violation["loc"] for violation in error.violations] == [loc]
    wanted = rows.method(noun, "List").request_class.DESCRIPTOR.fields
    for name in (f.name for f in wanted if _rules(f).format in _NONSENSE):
        for nonsense in ("nonsense", "2026-02-30", NOBODY[:-1], NOBODY.replace("-", "")):
            error = await refused(rows.call(noun, "List", **{name: nonsense}))
            assert [violation["loc"] for violation in error.violations] == [[name]]


async def test_far_times_are_refused_in_rows_and_harmless_in_filters(rows: Any, noun: Noun) -> None:
    made = await rows.create(noun)
    for name in noun.writable:
        far = _FAR.get(_kind(noun.fields[name]), ())
        for value in () if name in noun.option.immutable else far:
            error = await refused(rows.call(noun, "Update", made.id, **{name: value}))
            assert ([each["loc"] for each in error.violations], "1900" in str(error.violations)) == (
                [[name]],
                True,
            )
    for field in rows.method(noun, "List").request_class.DESCRIPTOR.fields:
        for value in _FAR.get(_kind(field), ()):
            assert (await rows.call(noun, "List", **{field.name: value})).total_size in (0, 1)


_FAR: Final = {
    "time": ("0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
    "date": ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"),
}


def _kind(field: Any) -> str:
    return "time" if field.message_type and field.message_type.name == "Timestamp" else _rules(field).format


_NONSENSE: Final = {"uuid": ("nonsense", NOBODY[:-1]), "date": ("nonsense", "2026-02-30", "20260701")}


def _rules(field: Any) -> Any:
    return field.GetOptions().Extensions[options_pb2.rules]


def _nonsense(noun: Noun, name: str, value: Any) -> list[tuple[Any, list[str | int]]]:
    """Values that a field of a row cannot have, and what the refusal names."""
    field = noun.fields[name]
    if field.message_type is None or not isinstance(value, list):
        each = _NONSENSE.get(_rules(field).format, ())
        return [([wrong], [name, 0]) if isinstance(value, list) else (wrong, [name]) for wrong in each]
    return [
        ([{**value[0], inner.name: wrong}], [name, 0, inner.name])
        for inner in field.message_type.fields
        for wrong in _NONSENSE.get(_rules(inner).format, ())
    ]


async def test_an_account_that_a_row_names_is_one_of_the_club(
    rows: Any, club: Any, next_door: Any, members: Any, noun: Noun
) -> None:
    if not noun.option.members:
        pytest.skip("its rows name no accounts")
    foreign, own = str(uuid4()), str(uuid4())
    members.known[foreign, next_door.id] = members.known[own, club.id] = ("player", [])
    for path in noun.option.members:
        field, _, inner = path.partition(".")
        facts = await rows.facts(noun)

        def naming(
            account: str, field: str = field, inner: str = inner, facts: dict[str, Any] = facts
        ) -> dict[str, Any]:
            return facts | {field: [{inner: own}, {inner: account}] if inner else account}

        made = await rows.call(noun, "Create", **(facts | {field: [{inner: own}] if inner else own}))
        loc = [field, 1, inner] if inner else [field]
        for stranger in (foreign, NOBODY):
            for verb, record_id in (("Create", ""), ("Update", made.id), ("Replace", made.id)):
                error = await refused(rows.call(noun, verb, record_id, **naming(stranger)))
                assert (error.reason, error.violations[0]["loc"]) == ("UNKNOWN_REFERENCE", loc), verb
        members.known.clear()
        await rows.call(noun, "Update", made.id, **{field: [{inner: own}] if inner else own})


async def test_players_see_personal_facts_only_of_themselves(
    rows: Any, of: Any, club: Any, members: Any, noun: Noun
) -> None:
    if not noun.option.personal:
        pytest.skip("its rows have nothing personal")
    me = str(uuid4())
    members.everywhere.add(me)
    mine, others = await rows.create(noun, **{noun.option.person: me}), await rows.create(noun)
    player, coach = of(club.player("*", user_id=me)), of(club.coach("*"))
    for name in noun.option.personal:
        shown = [(await player.call(noun, "Get", row.id)).HasField(name) for row in (mine, others)]
        assert shown == [mine.HasField(name), False], name
        listed = {row.id: row.HasField(name) for row in getattr(await player.call(noun, "List"), noun.plural)}
        assert listed == {mine.id: mine.HasField(name), others.id: False}
        assert (await coach.call(noun, "Get", others.id)).HasField(name) == others.HasField(name)
    for order in noun.orders:
        if order.removeprefix("-") in noun.option.personal:
            error = await refused(player.call(noun, "List", order=order))
            assert (error.kind, error.metadata["field"]) == ("permission_denied", order.removeprefix("-"))


async def test_rows_of_teams_are_seen_by_members_with_access(
    rows: Any, of: Any, club: Any, noun: Noun
) -> None:
    if not noun.option.team_fields:
        pytest.skip("its rows belong to the club")
    made = await rows.create(noun)
    teams = await rows.call(load_nouns()["teams"], "List", page_size=100)
    own = [team.id for team in teams.teams if team.kind == "own"]
    within, outside = of(club.coach(*own)), of(club.coach(str(uuid4())))
    assert await within.call(noun, "Get", made.id) == made
    errors = [await refused(outside.call(noun, "Get", record)) for record in (made.id, NOBODY)]
    assert {error.reason for error in errors} == {"RECORD_NOT_FOUND"}
    counts = [(await caller.call(noun, "List")).total_size for caller in (rows, within, outside)]
    assert counts == [counts[0], counts[0], 0]


async def test_agents_reach_the_same_rows_by_the_name_of_the_noun(clubs: Any, rows: Any, noun: Noun) -> None:
    facts = await rows.facts(noun)
    own = {"noun": noun.plural}
    made = (await clubs.call("CreateRecord", rows.caller, **own, fields=facts)).record
    method = rows.method(noun, "Get")
    stored = method.response_to_json(
        await clubs.client.call(
            method, method.request_from_json({f"{noun.singular}_id": made["id"]}), caller=rows.caller
        )
    )
    own["record_id"] = made["id"]
    got = (await clubs.call("GetRecord", rows.caller, **own)).record
    assert struct_to_json(made) == struct_to_json(got) == stored[noun.singular]
    cleared = next(
        (n for n in noun.writable if not _is_required(noun, n) and n not in noun.option.immutable), None
    )
    fields = {"archived": True} | ({cleared: None} if cleared else {})
    changed = (await clubs.call("UpdateRecord", rows.caller, **own, fields=fields)).record
    assert (changed["version"], bool(changed["archived_at"])) == (2, True)
    error = await refused(clubs.call("UpdateRecord", rows.caller, **own, fields={"nonsense": 1}))
    assert [violation["loc"] for violation in error.violations] == [["fields", "nonsense"]]
    page = await clubs.call("FindRecords", rows.caller, noun=noun.plural, filters={"include_archived": True})
    assert (page.total_size, page.records[0]["id"]) == (1, made["id"])
    await clubs.call("DeleteRecord", rows.caller, **own, expected_version=2)
    assert (await refused(clubs.call("GetRecord", rows.caller, **own))).reason == "RECORD_NOT_FOUND"


async def test_the_tools_need_the_permissions_of_the_noun(
    clubs: Any, rows: Any, club: Any, noun: Noun
) -> None:
    made = await rows.create(noun)
    asked: dict[str, dict[str, Any]] = {
        "CreateRecord": {"fields": {}},
        "UpdateRecord": {"fields": {}, "record_id": made.id},
        "DeleteRecord": {"record_id": made.id},
    }
    option = noun.option
    for (verb, fields), needed in zip(
        asked.items(), (option.create, option.update, option.delete), strict=True
    ):
        error = await refused(clubs.call(verb, club.player("*"), noun=noun.plural, **fields))
        assert (error.kind, error.metadata["required_permission"]) == ("permission_denied", needed)


def test_a_new_row_cannot_state_what_the_service_writes(rows: Any, noun: Noun) -> None:
    """Unknown fields of a body are refused with 422, and these fields are not in the requests."""
    written = {*KEPT, *noun.option.output_only, "organisation_id"}
    assert not written & set(rows.method(noun, "Create").request_model.model_fields)
    for verb in ("Update", "Replace"):
        assert "organisation_id" not in rows.method(noun, verb).request_model.model_fields


async def answered(clubs: Any, rows: Any, noun: Noun, record_id: str) -> dict[str, Any]:
    """A row as the gateway answers with it."""
    method = rows.method(noun, "Get")
    request = method.request_from_json({f"{noun.singular}_id": record_id})
    return method.response_to_json(await clubs.client.call(method, request, caller=rows.caller))[
        noun.singular
    ]


async def test_a_row_can_be_sent_back_as_it_was_read(clubs: Any, rows: Any, noun: Noun) -> None:
    made = await rows.create(noun)
    for archived in (False, True):
        row = await rows.call(noun, "Update", made.id, archived=archived)
        answer = await answered(clubs, rows, noun, made.id)
        facts = {name: value for name, value in answer.items() if value is not None}
        for verb in ("Replace", "Update"):
            assert await rows.call(noun, verb, made.id, **facts) == row
    absent = [name for name in _clearable(rows, noun) if answer[name] in (None, [])]
    assert await rows.call(noun, "Update", made.id, clear=absent) == row


async def test_a_change_that_states_what_it_cannot_write_is_refused_by_name(
    clubs: Any, rows: Any, noun: Noun
) -> None:
    made = await rows.create(noun)
    required = {name: value for name, value in (await rows.facts(noun)).items() if _is_required(noun, name)}
    stated = {name: value for name, value in required.items() if name not in noun.option.immutable}
    answer = await answered(clubs, rows, noun, made.id)
    fixed = [*KEPT, *noun.option.output_only, *noun.option.immutable]
    for name in fixed:
        wrong = _another(noun, name, answer[name])
        for verb, facts in (("Update", {}), ("Replace", stated)):
            error = await refused(rows.call(noun, verb, made.id, **{**facts, name: wrong}))
            if name == "version":
                assert error.reason == "VERSION_MISMATCH"
            else:
                assert [(each["loc"], each["type"]) for each in error.violations] == [([name], "fixed_field")]
    for name in {*fixed} & set(_clearable(rows, noun)):
        if answer[name] is not None:
            error = await refused(rows.call(noun, "Update", made.id, clear=[name]))
            assert [each["loc"] for each in error.violations] == [[name]]
    assert await rows.call(noun, "Get", made.id) == made


def _clearable(rows: Any, noun: Noun) -> list[str]:
    return list(_rules(rows.method(noun, "Update").request_class.DESCRIPTOR.fields_by_name["clear"]).values)


def _another(noun: Noun, name: str, value: Any) -> Any:
    """A value of a field that is not the stored one."""
    field = noun.fields[name]
    if field.message_type is not None:
        return "2001-02-03T04:05:06Z"
    if field.type == field.TYPE_STRING:
        allowed = _rules(field).values
        return next((each for each in allowed if each != value), NOBODY)
    return not value if isinstance(value, bool) else (value or 0) + 1
