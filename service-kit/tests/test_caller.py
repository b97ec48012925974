"""The caller is the one that the gateway signed, and nobody else can sign."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.caller import (
    ANONYMOUS,
    CLOCK_SKEW_S,
    LIFETIME_S,
    Caller,
    CallerInvalid,
    CallerSigner,
    CallerVerifier,
    service_caller,
    sign,
    verify,
)
from service_kit.errors import PermissionDenied, Unauthenticated
from service_kit.rpc.access import check_access
from service_kit.testing.callers import club_member

SECRET, NOW = b"secret", 1_800_000_000.0
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
CALLERS = st.builds(
    Caller,
    kind=st.sampled_from(["anonymous", "user", "api_key", "service"]),
    user_id=TEXT,
    username=TEXT,
    role=TEXT,
    permissions=st.frozensets(TEXT.filter(bool), max_size=4),
    tier=TEXT.filter(bool),
    organisation_id=TEXT,
    team_access=st.frozensets(TEXT.filter(bool), max_size=4),
    club_role=TEXT,
    session_id=TEXT,
    api_key_id=TEXT,
    ip=TEXT,
)


@given(CALLERS)
def test_who_was_signed_is_who_is_verified(caller):
    assert verify(sign(caller, SECRET, NOW), SECRET, NOW) == caller


@given(CALLERS, st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_byte_is_noticed(caller, position, change):
    text = sign(caller, SECRET, NOW).encode()
    index = position % len(text)
    forged = bytes([*text[:index], (text[index] + change) % 256, *text[index + 1 :]])
    with pytest.raises(CallerInvalid):
        verify(forged.decode("latin-1"), SECRET, NOW)


@given(st.text(max_size=200))
def test_garbage_is_refused_as_what_it_is(text):
    with pytest.raises(CallerInvalid):
        verify(text, SECRET, NOW)


def test_a_signature_of_another_mesh_is_worth_nothing():
    with pytest.raises(CallerInvalid):
        verify(sign(Caller(kind="service"), b"other", NOW), SECRET, NOW)


@pytest.mark.parametrize("later", [LIFETIME_S + CLOCK_SKEW_S + 1, -CLOCK_SKEW_S - 1])
def test_it_is_good_for_half_a_minute_only(later):
    text = sign(Caller(kind="user"), SECRET, NOW)
    with pytest.raises(CallerInvalid):
        verify(text, SECRET, NOW + later)


def test_a_remembered_caller_expires_too():
    verifier = CallerVerifier(SECRET)
    text = sign(Caller(kind="user"), SECRET, NOW)
    assert verifier.verify(text, NOW).kind == "user"
    with pytest.raises(CallerInvalid):
        verifier.verify(text, NOW + LIFETIME_S + CLOCK_SKEW_S + 1)


def test_the_signed_form_is_reused_for_a_second_whatever_the_request():
    signer = CallerSigner(SECRET)
    caller = Caller(kind="user", user_id="u", request_id="r1")
    first = signer.sign(caller, NOW)
    assert signer.sign(caller.for_request("r2", "t2"), NOW + 0.9) == first
    assert signer.sign(caller, NOW + 1.1) != first


def test_memory_stays_bounded_whoever_calls():
    signer = CallerSigner(SECRET)
    for number in range(5000):
        signer.sign(Caller(kind="user", user_id=str(number)), NOW)
    assert len(signer._texts) == 4096


@pytest.mark.parametrize(
    ("granted", "asked", "allowed"),
    [
        ({"leagues:read"}, "leagues:read", True),
        ({"leagues:*"}, "leagues:read", True),
        ({"*"}, "leagues:read", True),
        ({"leagues:read"}, "leagues:write", False),
        ({"league:*"}, "leagues:read", False),
        (set(), "leagues:read", False),
    ],
)
def test_permissions_cover_what_they_say(granted, asked, allowed):
    assert Caller(kind="user", permissions=frozenset(granted)).has_permission(asked) is allowed


class Policy:
    def __init__(self, access: str, role: str = "", permissions: tuple[str, ...] = ()) -> None:
        self.access, self.role, self.permissions = access, role, permissions


USER = Caller(kind="user", user_id="u", role="user")
ADMIN = Caller(kind="user", user_id="a", role="admin")
KEY = Caller(kind="api_key", api_key_id="k", permissions=frozenset({"leagues:read"}))
MESH = service_caller("gateway")


@pytest.mark.parametrize(
    ("policy", "admitted", "unknown", "denied"),
    [
        (Policy("PUBLIC"), [ANONYMOUS, USER, KEY, MESH], [], []),
        (Policy("OPTIONAL"), [ANONYMOUS, USER, KEY, MESH], [], []),
        (Policy("REQUIRED"), [USER, KEY, MESH], [ANONYMOUS], []),
        (Policy("INTERNAL"), [MESH], [ANONYMOUS], [USER, ADMIN, KEY]),
        (Policy("REQUIRED", role="admin"), [ADMIN, MESH], [ANONYMOUS], [USER, KEY]),
        (Policy("REQUIRED", permissions=("leagues:read",)), [KEY, MESH], [ANONYMOUS], [USER]),
    ],
)
def test_the_policy_admits_whom_it_names(policy, admitted, unknown, denied):
    for caller in admitted:
        check_access(policy, caller)
    for caller in unknown:
        with pytest.raises(Unauthenticated):
            check_access(policy, caller)
    for caller in denied:
        with pytest.raises(PermissionDenied):
            check_access(policy, caller)


def test_a_missing_role_or_permission_is_named():
    with pytest.raises(PermissionDenied) as caught:
        check_access(Policy("REQUIRED", role="admin"), USER)
    assert caught.value.message == "Insufficient permissions. Required role: admin"
    with pytest.raises(PermissionDenied) as caught:
        check_access(Policy("REQUIRED", permissions=("leagues:write",)), USER)
    assert caught.value.metadata == {"required_permission": "leagues:write"}


def test_only_a_role_in_a_club_grants_what_concerns_the_club():
    policy = Policy("REQUIRED", permissions=("football:write",))
    check_access(policy, club_member("coach", "o1"))
    check_access(policy, MESH)
    outside = Caller(kind="user", user_id="root", role="admin", permissions=frozenset({"*"}))
    for caller in (
        outside,
        replace(outside, organisation_id="o1", club_role="player"),
        replace(club_member("coach", "o1"), organisation_id=""),
        replace(club_member("coach", "o1"), permissions=frozenset({"football:read"})),
    ):
        with pytest.raises(PermissionDenied) as caught:
            check_access(policy, caller)
        assert caught.value.metadata == {"required_permission": "football:write"}


def test_a_method_of_clubs_needs_all_of_its_permissions_in_the_club():
    policy = Policy("REQUIRED", permissions=("football:read", "analysis:run"))
    check_access(policy, club_member("analyst", "o1"))
    check_access(policy, MESH)
    everything = frozenset({"*"})
    analyst = Caller(kind="user", user_id="ana", role="analyst", permissions=frozenset({"analysis:run"}))
    check_access(Policy("REQUIRED", permissions=("analysis:run",)), analyst)
    for plays in (club_member("player", "o1"), replace(club_member("player", "o1"), permissions=everything)):
        with pytest.raises(PermissionDenied) as caught:
            check_access(policy, plays)
        assert caught.value.metadata == {"required_permission": "analysis:run"}


def test_an_account_manager_sees_all_teams_and_others_their_own():
    assert club_member("account_manager", "o1").sees_team("t1")
    assert club_member("coach", "o1", "*").sees_team("t1")
    assert not club_member("coach", "o1", "t2").sees_team("t1")
    assert not replace(club_member("account_manager", "o1"), organisation_id="").sees_team("t1")
