"""A player uses everything of a club, is erased, and is then looked for in every table, key and file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg import sql
from redis import Redis

FIRST, LAST, NICK = "Wilhelmina", "Überzwerg", "Quastenflosser"
BORN: Final = "1971-11-23"
PASSWORD: Final = "a long walk to the rink"
READERS: Final[dict[str, Callable[[Redis, bytes], Any]]] = {
    "string": lambda redis, key: redis.get(key),
    "hash": lambda redis, key: redis.hgetall(key),
    "list": lambda redis, key: redis.lrange(key, 0, -1),
    "set": lambda redis, key: redis.smembers(key),
    "zset": lambda redis, key: redis.zrange(key, 0, -1),
    "stream": lambda redis, key: redis.xrange(key),
}


def _rows(mesh: Any, spelt: list[str]) -> Iterator[tuple[str, str]]:
    """The rows of all tables in which one of the words is; bytes are written in hex there."""
    patterns = [f"%{word}%" for word in spelt]
    with psycopg.connect(mesh.told("DATABASE_URL")) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for schema, table in tables:
            query = sql.SQL("SELECT t::text FROM {} AS t WHERE t::text ILIKE ANY(%s)").format(
                sql.Identifier(schema, table)
            )
            found = connection.execute(query, [patterns])
            yield from ((f"{schema}.{table}", row[0]) for row in found)


def _text(name: bytes | str) -> str:
    return name if isinstance(name, str) else name.decode()


def _keys(mesh: Any) -> Iterator[tuple[str, str]]:
    """Every key of Redis with its content."""
    with Redis.from_url(mesh.told("REDIS_URL")) as redis:
        for key in redis.scan_iter():
            content = READERS[_text(redis.type(key))](redis, key)
            yield key.decode(), f"{key!r} {content!r}"


def _files(mesh: Any) -> Iterator[tuple[str, str]]:
    """Every file that the mesh stores for people."""
    folder: Path = mesh.home / "files"
    for path in folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes().decode("latin-1")


def _traces(mesh: Any, *words: str) -> set[tuple[str, str]]:
    """Where one of the words is, as text, as escapes, or in hex."""
    spelt = {
        form.lower(): word
        for word in words
        for form in (word, repr(word.encode())[2:-1], word.encode().hex())
    }
    return {
        (place, word)
        for places in (_rows(mesh, list(spelt)), _keys(mesh), _files(mesh))
        for place, content in places
        for form, word in spelt.items()
        if form in content.lower()
    }


class Club:
    """A club over HTTP, with a player who has an account."""

    def __init__(self, client: httpx.Client, owner: dict[str, str]) -> None:
        self.client = client
        self.owner = owner
        self.own = {"Authorization": ""}
        self.email = f"w{uuid4().hex}@altsports.example"
        self.team = self.match = self.player = ""
        self.facts: dict[str, Any] = {}

    def ask(self, verb: str, path: str, body: Any = None, /, *, by: Any = None, **more: Any) -> Any:
        headers = (by or self.owner) | more.pop("headers", {})
        answer = self.client.request(verb, path, json=body, headers=headers, **more)
        assert answer.is_success, (verb, path, answer.text)
        return answer.json() if answer.content and "json" in answer.headers["content-type"] else answer

    def join(self, admin: dict[str, str]) -> str:
        """Makes the player a member, and logs in; returns the account."""
        self.team = self.ask("POST", "/api/teams", {"name": "Harbour", "format": 5})["id"]
        person = {"email": self.email, "role": "player", "full_name": f"{FIRST} {LAST}", "team_id": self.team}
        self.ask("POST", "/api/staff", person)
        mails = self.ask("GET", "/api/v1/dev/inbox", params={"to": self.email}, by=admin)["mails"]
        body = {"token": mails[0]["link_token"], "password": PASSWORD}
        joined = self.ask("POST", "/auth/register/invited", body)
        login = self.ask("POST", "/auth/login", {"username": self.email, "password": PASSWORD})
        self.own = {"Authorization": f"Bearer {login['access_token']}"}
        return joined["user"]["id"]

    def register(self, user_id: str, key: dict[str, str]) -> None:
        """Makes a player of the member, with a consent."""
        facts = {"first_name": FIRST, "last_name": LAST, "known_as": NICK, "jersey_number": 17}
        facts |= {"birth_date": BORN, "user_id": user_id, "position": "goalkeeper", "weight_kg": 61}
        facts |= {"registrations": [{"team_id": self.team, "from": "2020-07-01"}]}
        self.facts = facts
        self.player = self.ask("POST", "/api/players", facts, headers=key)["id"]
        consent = {"given_by": f"{FIRST} {LAST}", "relation": "self"}
        self.ask("PUT", f"/api/players/{self.player}/consents/physical", consent)

    def play(self) -> None:
        """A match with a line-up, an event, figures and notes."""
        away = self.ask("POST", "/api/teams", {"name": "Quay", "kind": "opponent"})["id"]
        facts = {"home_team_id": self.team, "away_team_id": away, "kick_off_at": "2025-03-02T15:00:00Z"}
        self.match = self.ask("POST", "/api/matches", facts | {"venue": f"{LAST} Park"})["id"]
        self.ask("PUT", f"/api/matches/{self.match}/lineup", {"lineup": [{"player_id": self.player}]})
        event = {"match_id": self.match, "team_id": self.team, "type": "goal", "period": 1, "minute": 3}
        self.ask("POST", "/api/match_events", event | {"player_id": self.player, "detail": f"by {NICK}"})
        figures = {"match_id": self.match, "player_id": self.player, "rating": 8.5, "sprint_m": 300}
        self.ask("POST", "/api/player_match_statistics", figures)
        score = {"home": 1, "away": 0, "reason": f"{LAST} scored"}
        self.ask("PATCH", f"/api/matches/{self.match}", {"score": score, "status": "finished"})
        for visibility in ("private", "staff", "team"):
            note = {"body": f"Uberzwerg, {FIRST.upper()}", "visibility": visibility, "tags": [NICK.lower()]}
            self.ask("POST", f"/api/matches/{self.match}/notes", note)
            self.ask("POST", f"/api/matches/{self.match}/notes", note | {"player_id": self.player})

    def plan(self) -> None:
        """A training and a meeting with answers, and a calendar that is read."""
        times = {"starts_at": "2035-03-02T15:00:00Z", "ends_at": "2035-03-02T16:00:00Z"}
        training = {"title": f"With {NICK}", "team_id": self.team, "focus": f"{FIRST} {LAST} leads", **times}
        came = [{"player_id": self.player, "status": "present", "perceived_load": 7}]
        session = self.ask("POST", "/api/training_sessions", training | {"attendance": came})["id"]
        people = [{"player_id": self.player}, {"name": f"Mother of {NICK}"}]
        meeting = {"title": f"Contract of {LAST}", "agenda": f"{NICK} stays", "participants": people, **times}
        reunion = self.ask("POST", "/api/reunions", meeting)["id"]
        answer = {"answer": "declined", "reason": f"{LAST} is away"}
        for occasion, id in (("training_sessions", session), ("reunions", reunion)):
            path = f"/api/v1/football/{occasion}/{id}/responses"
            self.ask("PUT", path, answer, by=self.own, headers={"Idempotency-Key": occasion})
        url = self.ask("POST", "/api/v1/football/calendar", {}, by=self.own)["data"]["url"]
        assert NICK in self.ask("GET", url[url.index("/calendar/") :]).text
        self.ask("DELETE", f"/api/reunions/{reunion}")

    def use(self) -> None:
        """A squad with the name, an export, searches, rankings, and tools."""
        squad = f"first_name,last_name,birth_date\n{FIRST},{LAST},{BORN}\n".encode()
        path = f"/api/v1/imports/squad?team_id={self.team}"
        uploaded = self.client.post(path, files={"files": ("squad.csv", squad)}, headers=self.owner)
        assert uploaded.is_success, uploaded.text
        for by in (self.owner, self.own):
            assert LAST in str(self.ask("GET", f"/api/players/{self.player}/export", by=by))
            self.ask("GET", "/api/players", params={"query": LAST}, by=by)
        for kind in ("improving_players", "player_ratings"):
            assert self.player in str(self.ask("GET", f"/api/v1/football/analytics/{kind}"))
        for change in ({"known_as": NICK, "height_cm": 171}, {"status": "injured"}):
            key = {"Idempotency-Key": uuid4().hex}
            self.ask("PATCH", f"/api/players/{self.player}", change, headers=key)


@pytest.fixture
def club(mesh: Any, new_user: Callable[..., dict[str, Any]]) -> Iterator[Club]:
    with httpx.Client(base_url=mesh.gateways[0], timeout=30) as client:
        yield Club(client, new_user("enterprise")["headers"])


def test_an_erased_player_is_in_no_table_no_key_and_no_file(
    mesh: Any, club: Club, admin: dict[str, str]
) -> None:
    key = {"Idempotency-Key": "first"}
    user_id = club.join(admin)
    club.register(user_id, key)
    club.play()
    club.plan()
    club.use()
    words = (FIRST, LAST, NICK, "uberzwerg", BORN, club.email)
    before = {place for place, _ in _traces(mesh, *words)}
    assert {"clubs.players", "clubs.match_notes", "auth.users", "auth.mails", "clubs.responses"} <= before
    assert ("ai.tactical_insights", club.player) in _traces(mesh, club.player)
    erased = club.ask("POST", f"/api/players/{club.player}/erasure", {}, headers={"Idempotency-Key": "last"})
    assert erased["name"] == "Player 17"
    mesh.wait_until(lambda: "auth.mails" not in {place for place, _ in _traces(mesh, club.email)})
    assert _traces(mesh, *words) == set()
    left = {place for place, _ in _traces(mesh, user_id)}
    assert not {place for place in left if place.split(".")[0] in ("clubs", "ai", "task")}, left
    mesh.wait_until(lambda: ("ai.tactical_insights", club.player) not in _traces(mesh, club.player))
    lines = club.ask("GET", f"/api/matches/{club.match}/lineup")["lineup"]
    assert [line["player_name"] for line in lines] == ["Player 17"]
    again = club.client.post("/api/players", json=club.facts, headers=club.owner | key)
    assert (again.status_code, again.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
