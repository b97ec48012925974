"""Every documented error of every method is provoked over HTTP: it has the documented status and code.

An error that only needs a wrong value is in `wrong_values.toml`, the others are functions in `WAYS`.
`errors_not_provoked.toml` says why an error is not provoked, and which test covers it.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep, time_ns
from typing import Any

import httpx
import pytest

import ai_service
import auth_service
import league_service
import service_kit
import task_service
from altsports.contract.catalog import Method, load_catalog
from altsports.contract.comments import MethodError
from gateway_service.openapi.methods import status_of
from service_kit.rpc.wire_errors import TABLE
from service_kit.testing import records
from service_kit.testing.errors import all_errors
from service_kit.testing.examples import example_request

PACKAGES = (ai_service, auth_service, league_service, service_kit, task_service)
ROOT = Path(__file__).parents[1]
NOBODY = "00000000-0000-4000-8000-000000000000"
LEAGUE = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
WEAK = "password1234"
ROUTED = [method for method in load_catalog().methods if method.http]
METHODS = {name: method for method in ROUTED for name in (method.name, method.operation_id)}
DOCUMENTED = [(method, error) for method in ROUTED for error in method.errors]

WRONG: dict[str, dict[str, Any]] = {
    **tomllib.loads(Path(__file__).with_name("wrong_values.toml").read_text()),
    "PROMPT_TOO_LONG": {"question": "?" * 4001},
    "UNKNOWN_USER": {"email": None, "user_id": NOBODY},
    "PlaceBet.BETTING_CLOSED": {"replay": None},
    "RecordResult.INVALID_RESULT": {
        "home_score": None,
        "away_score": None,
        "lines": [{"code": "NOBODY", "rank": 1}],
    },
}
"""The values of a request that make an error, by `Method.REASON` or by REASON."""

CANNOT: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).with_name("errors_not_provoked.toml")).read_text()
)
"""Why an error is not provoked here, and the test that covers it, if there is one."""


@dataclass
class World:
    """The mesh, and the requests that recipes send to it."""

    url: str
    admin: dict[str, str]
    new_user: Callable[..., dict[str, Any]]
    made: dict[str, Any]
    method: Method

    def send(
        self, call: str = "", /, *, headers: dict[str, str] | None = None, **fields: Any
    ) -> httpx.Response:
        """Sends the example of a method with some other values; None leaves a field out."""
        request = example_request(METHODS[call] if call else self.method, **fields)
        request["url"] = self.url + request["url"]
        return httpx.request(**request, headers=self.admin if headers is None else headers, timeout=30)

    def of(self, user: dict[str, Any], call: str = "", /, **fields: Any) -> httpx.Response:
        """Sends a request as a user."""
        return self.send(call, headers=user["headers"], **fields)

    def set(self, user: dict[str, Any], **facts: Any) -> None:
        """Changes an account as the administrator."""
        self.send("UpdateUser", tier=None, user_id=user["user"]["id"], **facts).raise_for_status()

    def token_of(self, to: str, kind: str) -> str:
        """The token of the newest mail to an address; mails are written after the request."""
        ends = monotonic() + 20
        while monotonic() < ends:
            mails = self.send("ListMail", to=to, kind=kind).json()["mails"]
            if mails:
                return mails[0]["link_token"]
            sleep(0.1)
        raise AssertionError(f"no mail of kind {kind}")

    def repeated(self, most: int, send: Callable[[], httpx.Response]) -> httpx.Response:
        """Sends until a request is refused."""
        for _ in range(most):
            if (answer := send()).is_error:
                return answer
        raise AssertionError(f"{most} requests were accepted")

    def until(self, code: str, most: int, send: Callable[[], httpx.Response]) -> httpx.Response:
        """Sends until the answer has this code."""
        for _ in range(most):
            if (answer := send()).is_error and answer.json()["code"] == code:
                return answer
        raise AssertionError(f"{most} requests were not answered with {code}")

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self.made:
            self.made[name] = make()
        return self.made[name]

    @property
    def user(self) -> dict[str, Any]:
        """An account of the module that recipes leave as it is."""
        return self._once("user", self.new_user)

    @property
    def other(self) -> dict[str, Any]:
        """Another account, with the login name "taken"."""

        def make() -> dict[str, Any]:
            user = self.new_user()
            self.of(user, "UpdateMe", username="taken-name").raise_for_status()
            return user

        return self._once("other", make)

    @property
    def club(self) -> dict[str, Any]:
        """An organisation with a manager and a plain member."""

        def make() -> dict[str, Any]:
            manager, member = self.new_user(), self.new_user()
            organisation = _data(self.of(manager, "GetMe"))["organisation"]
            own = {"organisation_id": organisation["organisation_id"]}
            self.of(manager, "AddMember", email=member["email"], **own).raise_for_status()
            self.of(member, "AcceptInvitation", **own).raise_for_status()
            return {"manager": manager, "member": member, "own": own, "manager_id": organisation["staff_id"]}

        return self._once("club", make)

    @property
    def key(self) -> dict[str, str]:
        """The headers of a program with a key of `user`."""

        def make() -> dict[str, str]:
            scopes = ["profile:write", "sessions:write"]
            return {"X-API-Key": _data(self.of(self.user, "CreateApiKey", scopes=scopes))["key"]}

        return self._once("key", make)

    def replay(self, **fields: Any) -> str:
        """The id of a new replay, which hardly moves unless it says otherwise."""
        values: dict[str, Any] = {"weeks": "1", "speed": "1", **fields}
        return _data(self.send("CreateReplay", **values))["id"]

    @property
    def stopped(self) -> str:
        """The id of a replay that was stopped."""

        def make() -> str:
            replay = self.replay()
            self.send("StopReplay", replay_id=replay).raise_for_status()
            return replay

        return self._once("stopped", make)


def _data(answer: httpx.Response) -> Any:
    content = answer.raise_for_status().json()
    return content.get("data", content)


Way = Callable[[World], httpx.Response]


def _in_the_club(name: str, role: str, **fields: Any) -> Way:
    return lambda world: world.of(
        world.club[role], name, **{**world.club["own"], "member_id": world.club["manager_id"], **fields}
    )


def _the_last_manager(field: str, **fields: Any) -> Way:
    return lambda world: world.of(world.club["manager"], **{field: world.club["manager_id"], **fields})


def _session_needed(world: World) -> httpx.Response:
    return world.send(headers=world.key)


def _throttled(field: str) -> Way:
    def way(world: World) -> httpx.Response:
        user = world.new_user()
        return world.until("LOGIN_THROTTLED", 30, lambda: world.of(user, **{field: "not the password"}))

    return way


def _login_throttled(world: World) -> httpx.Response:
    name = world.new_user()["email"]
    return world.until(
        "LOGIN_THROTTLED", 30, lambda: world.send(headers={}, username=name, password="not the password")
    )


def _ended(world: World) -> str:
    """The refresh token of a session that was ended."""
    user = world.new_user()
    world.of(user, "Logout", refresh_token=user["refresh_token"]).raise_for_status()
    return user["refresh_token"]


def _reused(world: World) -> httpx.Response:
    first = world.new_user()["refresh_token"]
    second = world.send("RefreshSession", headers={}, refresh_token=first).json()["refresh_token"]
    world.send("RefreshSession", headers={}, refresh_token=second).raise_for_status()
    return world.send(headers={}, refresh_token=first)


def _reset_with_a_weak_password(world: World) -> httpx.Response:
    email = world.new_user()["email"]
    world.send("RequestPasswordReset", headers={}, email=email).raise_for_status()
    return world.send(headers={}, token=world.token_of(email, "reset_password"), new_password=WEAK)


def _taken_in_the_meantime(world: World) -> httpx.Response:
    user, email = world.new_user(), f"new{time_ns()}@altsports.example"
    world.of(user, "ChangeEmail", email=email, password=user["password"]).raise_for_status()
    taker = world.send("Register", headers={}, email=email).raise_for_status().json()
    world.set(taker, email_verified=True)
    token = world.token_of(email, "change_email")
    return world.send(headers={}, token=token, password=user["password"])


def _confirmed(world: World, **fields: Any) -> httpx.Response:
    """What a link answers that is used with these fields."""
    email = world.new_user()["email"]
    return world.send(headers={}, token=world.token_of(email, "verify_email"), **{"password": None} | fields)


def _confirmed_too_often(world: World) -> httpx.Response:
    token = world.token_of(world.new_user()["email"], "verify_email")
    return world.until(
        "LOGIN_THROTTLED", 30, lambda: world.send(headers={}, token=token, password="not the password")
    )


def _invited(world: World) -> tuple[str, str]:
    """An address that somebody invited, and the token of the mail."""
    email = f"guest{time_ns()}@altsports.example"
    world.of(world.club["manager"], "AddMember", email=email, **world.club["own"]).raise_for_status()
    return email, world.token_of(email, "invitation")


def _invited_with_an_account(world: World) -> httpx.Response:
    email, token = _invited(world)
    world.set(world.send("Register", headers={}, email=email).json(), email_verified=True)
    return world.send(headers={}, token=token)


def _disabled(world: World) -> httpx.Response:
    user = world.new_user()
    world.set(user, is_active=False)
    return world.send(headers={}, username=user["email"], password=user["password"])


def _too_many_keys(world: World) -> httpx.Response:
    user = world.new_user(tier="enterprise")
    return world.repeated(110, lambda: world.of(user))


def _key_of(world: World, user: dict[str, Any], scope: str = "leagues:read") -> str:
    made = _data(world.of(user, "CreateApiKey", scopes=[scope]))
    return made.get("api_key", made)["id"]


def _rotate_a_revoked_key(world: World) -> httpx.Response:
    key = _key_of(world, world.user)
    world.of(world.user, "RevokeApiKey", api_key_id=key).raise_for_status()
    return world.of(world.user, api_key_id=key)


def _rotate_without_a_verified_address(world: World) -> httpx.Response:
    user = world.new_user()
    key = _key_of(world, user)
    world.set(user, email_verified=False)
    return world.of(user, api_key_id=key)


def _rotate_a_scope_that_was_lost(world: World) -> httpx.Response:
    user = world.new_user(role="admin")
    key = _key_of(world, user, "users:write")
    world.set(user, role="user")
    login = {"username": user["email"], "password": user["password"]}
    again = world.send("Login", headers={}, **login).raise_for_status().json()
    return world.send(headers={"Authorization": f"Bearer {again['access_token']}"}, api_key_id=key)


def _unverified(world: World) -> httpx.Response:
    made = world.send("Register", headers={}, email=f"raw{time_ns()}@altsports.example").json()
    return world.send(headers={"Authorization": f"Bearer {made['access_token']}"})


def _too_many_organisations(world: World) -> httpx.Response:
    user = world.new_user(tier="enterprise")
    return world.repeated(60, lambda: world.of(user))


def _closed_battle(world: World) -> httpx.Response:
    ends = monotonic() + 120  # the experts catch up with the season after the start
    while (found := world.send("ListActiveBattles", week=1, status="closed", limit=1)).status_code == 503:
        assert monotonic() < ends, found.text
        sleep(0.5)
    return world.send(battle_id=_data(found)["battles"][0]["battle_id"])


def _week_that_has_not_opened(world: World) -> httpx.Response:
    games = _data(world.send("ListWeekGames", week_number=18, replay="example"))["games"]
    return world.send(game_id=games[0]["game_id"], replay="example")


def _another_bet(world: World) -> httpx.Response:
    world.send(request_id="documented", bet_amount=20).raise_for_status()
    return world.send(request_id="documented", bet_amount=30)


def _another_result(world: World) -> httpx.Response:
    world.send(request_id="documented").raise_for_status()
    return world.send(request_id="documented", home_score=31)


def _second_race(world: World) -> httpx.Response:
    world.send(grand_prix="monza")
    return world.send(grand_prix="monza")


def _race_in_a_distant_year(world: World) -> httpx.Response:
    world.send("CreateRace", grand_prix="zandvoort")
    sessions = [{"kind": "race", "starts_at": "2032-12-25T13:00:00Z"}]
    return world.send(race_id="2031_zandvoort", sessions=sessions)


def _name_of_another_league(world: World) -> httpx.Response:
    made = [
        world.send("CreateLeague", name=f"League of {number} documented errors", sport="korfball").json()
        for number in (1, 2)
    ]
    first, second = (each.get("data", each) for each in made)
    answer = world.send(league_id=first["id"], website=None, name=second["name"])
    for league in (first, second):
        world.send("DeleteLeague", league_id=league["id"])
    return answer


def _too_many_replays(world: World) -> httpx.Response:
    made: list[str] = []
    if world.method.name == "ResumeReplay":
        made.append(world.replay())
        world.send("PauseReplay", replay_id=made[0]).raise_for_status()

    def start() -> httpx.Response:
        answer = world.send("CreateReplay", weeks="1", speed="1")
        if not answer.is_error:
            made.append(_data(answer)["id"])
        return answer

    try:
        full = world.repeated(12, start)
        return world.send(replay_id=made[0]) if world.method.name == "ResumeReplay" else full
    finally:
        for replay in made:
            world.send("DeleteReplay", replay_id=replay)


def _stop_a_finished_replay(world: World) -> httpx.Response:
    replay, ends = world.replay(speed="max"), monotonic() + 90
    while world.send("GetReplay", replay_id=replay).json()["status"] != "finished" and monotonic() < ends:
        sleep(0.2)
    return world.send(replay_id=replay)


def _delete_a_file_of_a_league(world: World) -> httpx.Response:
    owner = {"owner_kind": "league", "owner_id": LEAGUE}
    url = f"{world.url}/api/v1/files"
    made = httpx.post(url, params=owner, files={"file": ("a.txt", b"a")}, headers=world.admin, timeout=30)
    return world.of(world.user, file_id=_data(made)["id"])


def _document_of_a_league(world: World) -> dict[str, Any]:
    return _data(world.send("AddTextDocument", name=f"{time_ns()}.txt", owner_kind="league"))


def _delete_a_document_of_a_league(world: World) -> httpx.Response:
    return world.of(world.user, document_id=_document_of_a_league(world)["id"])


def _delete_the_file_of_a_document(world: World) -> httpx.Response:
    return world.send(file_id=_document_of_a_league(world)["file_id"])


def _accept_without_a_verified_address(world: World) -> httpx.Response:
    email = f"raw{time_ns()}@altsports.example"
    made = world.send("Register", headers={}, email=email).raise_for_status().json()
    world.of(world.club["manager"], "AddMember", email=email, **world.club["own"]).raise_for_status()
    return world.send(headers={"Authorization": f"Bearer {made['access_token']}"}, **world.club["own"])


def _record_that_exists(world: World) -> httpx.Response:
    """Creates a row, sends its key again, and leaves the key free for the example of Create."""
    create, key = records.new_key(world.method, lambda: world.send("ListClubUsers").json()["data"])
    made = world.send(create.operation_id, **key)  # or it was created for another method
    answer = world.send(**key)
    if made.is_success and create.http:
        delete = METHODS[create.operation_id.replace("Create", "Delete")]
        world.send(delete.operation_id, **{delete.http.path_fields[0]: made.json()["data"]["id"]})
    return answer


def _without_a_calendar(world: World) -> httpx.Response:
    world.send("DeleteCalendar").raise_for_status()
    return world.send()


WAYS: dict[str, Way] = {
    "GetCalendar.CALENDAR_NOT_FOUND": _without_a_calendar,
    "IMPOSSIBLE_LINEUP": lambda world: world.send(lineup=[{"player_id": NOBODY}]),
    "HAS_DEPENDENTS": lambda world: world.send(**records.in_use(world.method)),
    "RECORD_EXISTS": _record_that_exists,
    "RECORD_NOT_FOUND": lambda world: world.send(**records.missing(world.method)),
    "UNKNOWN_REFERENCE": lambda world: world.send(**records.naming_nobody(world.method)),
    "VERSION_MISMATCH": lambda world: world.send(**records.stale(world.method)),
    "AcceptInvitation.EMAIL_NOT_VERIFIED": _accept_without_a_verified_address,
    "StopReplay.REPLAY_ENDED": _stop_a_finished_replay,
    "ACCOUNT_DISABLED": _disabled,
    "API_KEY_LIMIT_REACHED": _too_many_keys,
    "API_KEY_NOT_ACTIVE": _rotate_a_revoked_key,
    "AddMember.MEMBER_EXISTS": lambda world: world.of(
        world.club["manager"], email=world.club["member"]["email"], **world.club["own"]
    ),
    "ChangeEmail.LOGIN_THROTTLED": _throttled("password"),
    "ChangePassword.LOGIN_THROTTLED": _throttled("current_password"),
    "ChangePassword.PASSWORD_REFUSED": lambda world: world.of(world.user, new_password=WEAK),
    "CloseAccount.LAST_MANAGER": lambda world: world.of(world.club["manager"]),
    "CloseAccount.LOGIN_THROTTLED": _throttled("password"),
    "CreateApiKey.EMAIL_NOT_VERIFIED": _unverified,
    "CreateApiKey.SCOPE_NOT_HELD": lambda world: world.of(world.user, scopes=["users:write"]),
    "DeleteUser.LAST_MANAGER": lambda world: world.send(user_id=world.club["manager"]["user"]["id"]),
    "AddTextDocument.DOCUMENT_EXISTS": lambda world: world.repeated(
        2, lambda: world.send(name="same.txt", text=f"Another text: {time_ns()}")
    ),
    "AddTextDocument.FILE_OWNER_FORBIDDEN": lambda world: world.of(world.user, owner_kind="league"),
    "DOCUMENT_NOT_YOURS": _delete_a_document_of_a_league,
    "FILE_IN_USE": _delete_the_file_of_a_document,
    "FILE_NOT_YOURS": _delete_a_file_of_a_league,
    "FILE_OWNER_FORBIDDEN": lambda world: world.of(world.user, owner_kind="organisation", owner_id=NOBODY),
    "GetConsensus.COUNCIL_NOT_FOUND": _week_that_has_not_opened,
    "INVALID_CREDENTIALS": lambda world: world.send(headers={}, username="nobody", password="wrong one"),
    "Login.LOGIN_THROTTLED": _login_throttled,
    "NOT_YOUR_AUDIT_LOG": lambda world: world.of(world.user, user_id=NOBODY),
    "NOT_YOUR_USAGE": lambda world: world.of(world.user, user_id=NOBODY),
    "NO_SESSION": lambda world: world.send(headers={}),
    "ORGANISATION_LIMIT_REACHED": _too_many_organisations,
    "PlaceBet.REQUEST_ID_REUSED": _another_bet,
    "REFRESH_TOKEN_REUSED": _reused,
    "REPLAY_ENDED": lambda world: world.send(replay_id=world.stopped),
    "ROTATION_PENDING": lambda world: world.repeated(3, world.send),
    "RecordResult.REQUEST_ID_REUSED": _another_result,
    "RefreshSession.SESSION_ENDED": lambda world: world.send(headers={}, refresh_token=_ended(world)),
    "Register.EMAIL_TAKEN": lambda world: world.send(headers={}, email=world.other["email"]),
    "Register.PASSWORD_REFUSED": lambda world: world.send(headers={}, password=WEAK),
    "Register.USERNAME_TAKEN": lambda world: world.send(
        headers={}, email=f"x{time_ns()}@altsports.example", username=world.other and "taken-name"
    ),
    "RegisterInvited.EMAIL_TAKEN": _invited_with_an_account,
    "RegisterInvited.PASSWORD_REFUSED": lambda world: world.send(
        headers={}, token=_invited(world)[1], password=WEAK
    ),
    "LAST_MANAGER": _in_the_club("", "manager"),
    "MEMBER_NOT_FOUND": _in_the_club("", "manager", member_id=NOBODY),
    "ResetPassword.PASSWORD_REFUSED": _reset_with_a_weak_password,
    "RotateApiKey.EMAIL_NOT_VERIFIED": _rotate_without_a_verified_address,
    "RotateApiKey.SCOPE_NOT_HELD": _rotate_a_scope_that_was_lost,
    "SESSION_NEEDED": _session_needed,
    "SIGN_IN_NEEDED": lambda world: world.send(
        headers={}, **{f"{'league' if 'League' in world.method.name else 'team'}_id": NOBODY}
    ),
    "ListF1Leagues.SIGN_IN_NEEDED": lambda world: world.send(headers={}, scope="own"),
    "TOO_MANY_REPLAYS": _too_many_replays,
    "UpdateLeague.LEAGUE_EXISTS": _name_of_another_league,
    "CreateRace.RACE_EXISTS": _second_race,
    "UpdateRace.INVALID_SCHEDULE": _race_in_a_distant_year,
    "UpdateMe.USERNAME_TAKEN": lambda world: world.of(world.user, username=world.other and "taken-name"),
    "DeleteClubUser.LAST_MANAGER": _the_last_manager("user_id"),
    "ReplaceClubUser.LAST_MANAGER": lambda world: _the_last_manager(
        "user_id", email=world.club["manager"]["email"]
    )(world),
    "UpdateClubUser.LAST_MANAGER": _the_last_manager("user_id", user_type="staff"),
    "DeleteStaffMember.LAST_MANAGER": _the_last_manager("staff_id"),
    "ReplaceStaffMember.LAST_MANAGER": _the_last_manager("staff_id"),
    "UpdateStaffMember.LAST_MANAGER": _the_last_manager("staff_id"),
    "UpdateUser.USERNAME_TAKEN": lambda world: world.send(
        user_id=world.user["user"]["id"], tier=None, username=world.other and "taken-name"
    ),
    "VOTING_CLOSED": _closed_battle,
    "VerifyEmail.ACCOUNT_NOT_PROVEN": _confirmed,
    "VerifyEmail.EMAIL_TAKEN": _taken_in_the_meantime,
    "VerifyEmail.LOGIN_THROTTLED": _confirmed_too_often,
    "VerifyEmail.WRONG_PASSWORD": lambda world: _confirmed(world, password="not the password"),
    "WRONG_PASSWORD": lambda world: world.of(
        world.new_user(),
        **{
            name: "not the password"
            for name in ("password", "current_password")
            if name in world.method.request_model.model_fields
        },
    ),
    "AddMember.NOT_A_MANAGER": lambda world: world.of(world.club["member"], **world.club["own"]),
    "UpdateOrganisation.NOT_A_MANAGER": lambda world: world.of(world.club["member"], **world.club["own"]),
    "NOT_A_MANAGER": _in_the_club("", "member"),
}
"""How to make an error that needs more than a wrong value, by `Method.REASON` or by REASON."""


def _keys(method: Method, error: MethodError) -> tuple[str, str]:
    return f"{method.name}.{error.reason}", error.reason


def _way(method: Method, error: MethodError) -> Way | None:
    for key in _keys(method, error):
        if key in WAYS:
            return WAYS[key]
        if key in WRONG:
            values = WRONG[key]
            return lambda world: world.send(**values)
    return None


def _is_provoked(method: Method, error: MethodError) -> bool:
    return not CANNOT.keys() & set(_keys(method, error))


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """What recipes share."""
    return {}


@pytest.mark.parametrize(
    ("method", "error"),
    [
        pytest.param(method, error, id=f"{method.operation_id}-{error.reason}")
        for method, error in DOCUMENTED
        if _is_provoked(method, error)
    ],
)
def test_a_documented_error_has_its_status_and_code(mesh, admin, new_user, made, method, error):
    way = _way(method, error)
    assert way is not None, (
        "add a recipe to WRONG or WAYS, or the reason why there is none to errors_not_provoked.toml"
    )
    answer = way(World(mesh.gateways[0], admin, new_user, made, method))
    assert (answer.status_code, answer.json().get("code")) == (status_of(error), error.reason), answer.text


def test_the_gateway_refuses_ended_credentials_before_a_service_sees_them(mesh, admin, new_user, made):
    world = World(mesh.gateways[0], admin, new_user, made, METHODS["SwitchOrganisation"])
    user, gone = new_user(), new_user()
    world.of(user, "Logout", refresh_token=user["refresh_token"]).raise_for_status()
    world.send("DeleteUser", user_id=gone["user"]["id"]).raise_for_status()
    answers = [world.of(user), world.of(gone, "GetMe")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert {answer.json()["code"] for answer in answers}.isdisjoint({"ACCOUNT_GONE", "SESSION_ENDED"})


def test_the_tables_name_nothing_that_is_not_documented():
    keys = {key for method, error in DOCUMENTED for key in _keys(method, error)}
    assert (WRONG.keys() | WAYS.keys() | CANNOT.keys()) - keys == set()
    assert CANNOT.keys() & (WRONG.keys() | WAYS.keys()) == set()
    assert all(entry["why"] for entry in CANNOT.values())


@pytest.mark.parametrize("key", [key for key, entry in CANNOT.items() if "test" in entry])
def test_an_error_that_is_not_provoked_here_is_covered_by_the_test_that_is_named(key):
    path, _, name = CANNOT[key]["test"].partition("::")
    assert re.search(rf"def {name}\b", (ROOT / path).read_text())


def test_the_status_of_every_documented_error_is_that_of_its_class():
    classes: dict[str, set[int]] = {}
    for error in all_errors(*PACKAGES):
        row = TABLE[error.kind]
        classes.setdefault(error.reason, set()).add(row.http)
    wrong = {
        f"{method.name}.{error.reason}": (status_of(error), classes.get(error.reason))
        for method, error in DOCUMENTED
        if status_of(error) not in classes.get(error.reason, set())
    }
    assert wrong == {}
