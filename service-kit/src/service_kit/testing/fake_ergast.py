"""A fake of an API in the Ergast format on a loopback port: races and results in pages, and its moods.

    async with FakeErgast() as fake:
        fake.add_race(2026, 6, "Monaco Grand Prix", "2026-06-07", "13:00:00Z")
        fake.rows["results"][2026, 6] = [result_row("gasly", "GAS", 1, "25"), ...]
        fake.moods = [Mood(429, retry_after="120"), Mood(cut=True)]

`moods` are how it answers the next requests; afterwards it answers as it should. `asked` lists the requests.
"""

import asyncio
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlsplit

_KINDS: Final = {"results": "Results", "sprint": "SprintResults", "qualifying": "QualifyingResults"}
_PATH: Final = re.compile(
    r"/f1/(?P<season>\d{4})(?:/(?P<round>\d+))?(?:/(?P<kind>results|sprint|qualifying|races))?\.json"
)
Object = dict[str, Any]


@dataclass(frozen=True)
class Mood:
    """How a request is answered.

    `hangs` never answers, `cut` breaks off in the middle of the JSON text, `half` states more rows than there
    are, and `grows` states one row more than the page before.
    """

    status: int = 200
    retry_after: str = ""
    hangs: bool = False
    cut: bool = False
    half: bool = False
    grows: bool = False


class FakeErgast:
    """`rows` holds the results by kind, and by season and round."""

    def __init__(self, *, most_rows: int = 100) -> None:
        self.most_rows = most_rows
        self.races: dict[tuple[int, int], Object] = {}
        self.rows: dict[str, dict[tuple[int, int], list[Object]]] = defaultdict(dict)
        self.moods: list[Mood] = []
        self.asked: list[str] = []
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/f1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def add_race(self, season: int, number: int, name: str, day: str, time: str, **more: Any) -> None:
        """Adds a race weekend; `more` are sessions, such as `Sprint={"date": ..., "time": ...}`."""
        self.races[season, number] = {
            "season": str(season),
            "round": str(number),
            "raceName": name,
            "Circuit": {"circuitId": "monaco", "circuitName": "Circuit de Monaco"},
            "date": day,
            "time": time,
            **more,
        }

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await self._answer(writer, head.split(" ")[1])
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client has left, or the test is over
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, target: str) -> None:
        self.asked.append(target)
        mood = self.moods.pop(0) if self.moods else Mood()
        if mood.hangs:
            await asyncio.Event().wait()
        url = urlsplit(target)
        query = {name: int(values[0]) for name, values in parse_qs(url.query).items()}
        body = json.dumps(self._page(url.path, query.get("limit", 30), query.get("offset", 0), mood)).encode()
        if mood.status != 200:
            body = b"<html>something else</html>"
        if mood.cut:
            body = body[: len(body) // 2]
        retry = f"Retry-After: {mood.retry_after}\r\n" if mood.retry_after else ""
        head = f"HTTP/1.1 {mood.status} -\r\nContent-Length: {len(body)}\r\n{retry}Connection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    def _page(self, path: str, limit: int, offset: int, mood: Mood) -> Object:
        limit = min(limit, self.most_rows)
        found = self._rows(path)
        total = len(found) + (3 if mood.half else 0) + mood.grows
        data: Object = {"url": f"http://127.0.0.1{path}", "limit": str(limit), "offset": str(offset)}
        data["total"] = str(total)
        if path == "/f1/seasons.json":
            seasons = sorted({season for season, _ in self.races})
            data |= {
                "total": str(len(seasons)),
                "SeasonTable": {"Seasons": [{"season": str(s)} for s in seasons]},
            }
            return {"MRData": data}
        races: dict[str, Object] = {}
        for number, name, row in found[offset : offset + limit]:
            race = races.setdefault(number["round"], dict(number))
            if row is not None:
                race.setdefault(name, []).append(row)
        return {"MRData": data | {"RaceTable": {"Races": list(races.values())}}}

    def _rows(self, path: str) -> list[tuple[Object, str, Object | None]]:
        """All rows of a path: the race, the name of the list, and the row; no row for a list of races."""
        match = _PATH.fullmatch(path)
        if match is None:
            return []
        season, number, kind = int(match["season"]), match["round"], match["kind"] or "races"
        keys = [
            key for key in sorted(self.races) if key[0] == season and (not number or key[1] == int(number))
        ]
        if kind == "races":
            return [(self.races[key], "", None) for key in keys]
        return [(self.races[key], _KINDS[kind], row) for key in keys for row in self.rows[kind].get(key, ())]


def result_row(
    driver: str, code: str, position: int, points: str, *, text: str = "", born: str = ""
) -> Object:
    """A row of a result; `text` is the positionText of a driver who was not classified."""
    return {
        "number": "7",
        "position": str(position),
        "positionText": text or str(position),
        "points": points,
        "laps": "78",
        "status": "Finished" if not text else "Retired",
        "Driver": {
            "driverId": driver,
            "code": code,
            "givenName": "A",
            "familyName": driver.title(),
            "dateOfBirth": born or f"1990-01-{1 + sum(map(ord, driver)) % 28:02}",
        },
        "Constructor": {"constructorId": "anvil", "name": "Anvil"},
    }
