"""What an import changes is not told from a cache: not as a list, not as one league, on no gateway."""

import httpx

HEADER = "league,sport,region,level,founded,teams,website,alternative_names\n"
ROW = "Cached Quidditch League,quidditch,Norway,professional,1999,8,{website},\n"


def imported(mesh, folder, website: str) -> None:
    file = folder / "leagues.csv"
    file.write_text(HEADER + ROW.format(website=website))
    mesh.altsports("import", "leagues", str(file))


def is_hit(url: str, **params: str) -> bool:
    return "hit" in httpx.get(url, params=params, timeout=20).headers["cache-status"]


def test_an_import_makes_cached_lists_and_leagues_old_on_every_gateway(mesh, tmp_path):
    imported(mesh, tmp_path, "https://old.example")
    sport, league = {"sport": "quidditch"}, {}
    for url in mesh.gateways:
        mesh.wait_until(lambda url=url: len(httpx.get(f"{url}/leagues", params=sport).json()["data"]) == 1)
        (league,) = httpx.get(f"{url}/leagues", params=sport).json()["data"]
        mesh.wait_until(lambda url=url: is_hit(f"{url}/leagues", **sport))
        mesh.wait_until(lambda url=url, id=league["id"]: is_hit(f"{url}/leagues/{id}"))

    imported(mesh, tmp_path, "https://new.example")
    for url in mesh.gateways:
        mesh.wait_until(
            lambda url=url: _websites(f"{url}/leagues?sport=quidditch") == ["https://new.example"], 10
        )
        mesh.wait_until(
            lambda url=url: _websites(f"{url}/leagues/{league['id']}") == ["https://new.example"], 10
        )


def _websites(url: str) -> list[str]:
    found = httpx.get(url, timeout=20).json()["data"]
    return [league["website"] for league in (found if isinstance(found, list) else [found])]
