"""Errors cross processes unchanged: the client catches the error that the service raised."""

from datetime import UTC, datetime
from typing import Any

import grpc
import pytest
from google.rpc import code_pb2
from hypothesis import given
from hypothesis import strategies as st

from service_kit.errors import (
    AlreadyExists,
    DomainError,
    Internal,
    NotFound,
    ResourceExhausted,
    Unavailable,
    ValidationFailed,
)
from service_kit.limits.plans import Plan
from service_kit.limits.refusals import QuotaExceeded
from service_kit.rpc import wire_errors
from service_kit.rpc.wire_errors import (
    TABLE,
    abort_arguments,
    from_rpc_error,
    from_status,
    http_status,
    to_status,
)

TEXT = st.text(st.characters(codec="utf-8"), max_size=200)
LOC = st.lists(st.one_of(TEXT.filter(lambda t: len(t) < 20), st.integers(0, 10_000)), max_size=4)
VIOLATION = st.fixed_dictionaries({"loc": LOC, "msg": TEXT, "type": TEXT})
DETAIL = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
CLASSES = st.sampled_from([row.error for row in TABLE.values()])


class SquadNotFound(NotFound):
    reason = "SQUAD_NOT_FOUND"

    def __init__(self, squad_id: str) -> None:
        super().__init__(f"no squad {squad_id}", squad_id=squad_id)


def facts(error: DomainError) -> tuple[object, ...]:
    return (
        error.kind,
        error.reason,
        error.message,
        error.metadata,
        error.violations,
        error.retry_after_s,
        error.recovery,
        error.details,
    )


@given(
    cls=CLASSES,
    message=TEXT,
    reason=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", min_size=1, max_size=40),
    metadata=st.dictionaries(st.text("abcdefghij_", min_size=1), TEXT, max_size=4),
    violations=st.lists(VIOLATION, max_size=5),
    delay=st.none() | st.integers(0, 100_000).map(lambda ms: ms / 1000),
    recovery=st.lists(TEXT, max_size=3),
    details=st.dictionaries(TEXT, DETAIL, max_size=3),
)
def test_every_error_comes_back_as_it_was_raised(
    cls, message, reason, metadata, violations, delay, recovery, details
):
    error = cls.rebuild(
        message,
        reason=reason,
        metadata=metadata,
        violations=violations if cls is ValidationFailed else [],
        retry_after_s=delay,
        recovery=recovery,
        details=details,
    )

    returned = from_status(to_status(error))

    assert returned is not None
    assert facts(returned) == facts(error)
    assert http_status(returned) == http_status(error)


def test_a_reason_that_this_process_declared_comes_back_as_its_class():
    returned = from_status(to_status(SquadNotFound("s1")))
    assert type(returned) is SquadNotFound
    assert returned.metadata == {"squad_id": "s1"}


def test_a_reason_of_another_service_comes_back_as_the_kind_carrying_it():
    returned = from_status(to_status(NotFound("no ledger", reason="LEDGER_NOT_FOUND")))
    assert type(returned) is NotFound
    assert returned.reason == "LEDGER_NOT_FOUND"


def test_the_table_has_the_http_statuses_of_googles_code_proto():
    documented = {
        code_pb2.INVALID_ARGUMENT: {400, 413, 415, 422},
        code_pb2.DEADLINE_EXCEEDED: {504},
        code_pb2.NOT_FOUND: {404, 410},
        code_pb2.ALREADY_EXISTS: {409},
        code_pb2.PERMISSION_DENIED: {403},
        code_pb2.UNAUTHENTICATED: {401},
        code_pb2.RESOURCE_EXHAUSTED: {429, 402},
        code_pb2.FAILED_PRECONDITION: {400, 412},
        code_pb2.ABORTED: {409},
        code_pb2.UNIMPLEMENTED: {501},
        code_pb2.INTERNAL: {500},
        code_pb2.UNAVAILABLE: {503},
    }
    stated: dict[int, set[int]] = {}
    for row in TABLE.values():
        stated.setdefault(row.code.value[0], set()).add(row.http)
    assert stated == documented


def test_a_kind_says_whether_the_same_request_can_succeed_later():
    stated: dict[str, set[str]] = {}
    for kind, row in TABLE.items():
        stated.setdefault(row.error.retry, set()).add(kind)
    assert stated == {
        "later": {"conflict", "resource_exhausted", "unavailable", "deadline_exceeded"},
        "maybe": {"internal"},
        "never": {
            *("invalid_argument", "validation_failed", "unauthenticated", "permission_denied", "not_found"),
            *("gone", "payment_required", "precondition_failed"),
            *("already_exists", "too_large", "unsupported_media", "failed_precondition", "unimplemented"),
        },
    }


def test_every_grpc_code_means_some_kind():
    for code in grpc.StatusCode:
        if code is not grpc.StatusCode.OK:
            assert isinstance(wire_errors.without_details(code, "league"), DomainError)


def rpc_error(code: grpc.StatusCode, details: str, trailing=()) -> grpc.aio.AioRpcError:
    return grpc.aio.AioRpcError(code, grpc.aio.Metadata(), grpc.aio.Metadata(*trailing), details)


@pytest.mark.parametrize(
    ("code", "cls", "reason"),
    [
        (grpc.StatusCode.UNAVAILABLE, Unavailable, "SERVICE_UNAVAILABLE"),
        (grpc.StatusCode.CANCELLED, Unavailable, "CALL_INTERRUPTED"),
        (grpc.StatusCode.UNKNOWN, Internal, "INTERNAL"),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, Internal, "MESSAGE_TOO_LARGE"),
    ],
)
def test_the_words_of_the_transport_never_reach_people(code, cls, reason):
    error = from_rpc_error(
        rpc_error(code, "failed to connect to unix:/secret/run/league.sock"), area="league"
    )
    assert (type(error), error.reason) == (cls, reason)
    assert "sock" not in error.message


def test_a_retry_delay_and_details_are_read_from_the_trailers():
    raised = ResourceExhausted("slow down", retry_after_s=2.5, recovery=["wait"])
    error = from_rpc_error(
        rpc_error(grpc.StatusCode.RESOURCE_EXHAUSTED, "slow down", abort_arguments(raised)[2])
    )
    assert facts(error) == facts(raised)


def test_garbage_in_the_details_is_treated_as_a_stranger():
    error = from_rpc_error(
        rpc_error(grpc.StatusCode.ALREADY_EXISTS, "x", [(wire_errors.DETAILS_KEY, b"\xff\xfe\x00")])
    )
    assert type(error) is AlreadyExists


def test_a_request_with_a_thousand_mistakes_stays_a_small_trailer():
    violation: Any = {"loc": ["body", "x" * 10_000], "msg": "m" * 10_000, "type": "extra_forbidden"}
    ((_, packed),) = abort_arguments(ValidationFailed(violations=[violation] * 1000))[2]
    assert len(packed) < 40_000


def test_half_a_surrogate_pair_does_not_break_the_error_itself():
    returned = from_status(to_status(NotFound("no \ud800", name="\udfff")))
    assert returned is not None
    assert returned.metadata == {"name": "?"}


def test_an_error_can_name_one_field_at_fault():
    error = ValidationFailed.at("website", "must be a public address")
    assert error.violations == [
        {"loc": ["website"], "msg": "must be a public address", "type": "value_error"}
    ]


def test_a_quota_of_another_service_keeps_its_numbers():
    basic = Plan("basic", None, 0, 1000)
    raised = QuotaExceeded(
        basic,
        metric="ai_tokens",
        used=990,
        needed=50,
        now=datetime(2026, 3, 1, tzinfo=UTC),
        upgrade_options=[Plan("pro", None, 0, 5000).as_option()],
    )
    returned = from_status(to_status(raised))
    assert isinstance(returned, QuotaExceeded)
    assert (returned.quota, returned.upgrade_options) == (raised.quota, raised.upgrade_options)
    assert returned.quota["used"] == 990
    assert "this call may need 50" in returned.message
