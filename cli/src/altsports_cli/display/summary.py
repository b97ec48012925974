"""The summary when the mesh is up: addresses, the demo login, and example requests."""

import json
from typing import Final

from rich.console import Console

from altsports_cli.display.hints import as_typed
from altsports_cli.mesh.mesh import Mesh

TOOL_CALL: Final = {"name": "search_leagues", "arguments": {"sport": "soccer"}}


def print_summary(console: Console, mesh: Mesh, *, detached: bool, login_works: bool) -> None:
    """Prints links, the demo login if it works, and three requests to copy."""
    console.print()
    for line in summary_lines(mesh, detached=detached, login_works=login_works):
        console.print(line, markup=False, soft_wrap=True)


def summary_lines(mesh: Mesh, *, detached: bool, login_works: bool) -> list[str]:
    gateway = mesh.links["Gateway"]
    lines = ["AltSports is up.", ""]
    lines += [f"  {name:<14}{link}" for name, link in mesh.links.items()]
    lines += ["", *_login_lines(mesh, login_works=login_works), "Try:", ""]
    lines += [f"  {request}" for request in _requests(mesh, gateway, login_works=login_works)]
    stop = "altsports down" if detached else "Ctrl-C"
    hints = f"Logs: altsports logs -f    Status: altsports status    Stop: {stop}"
    return [*lines, "", as_typed(hints)]


def _login_lines(mesh: Mesh, *, login_works: bool) -> list[str]:
    if mesh.shown_admin is None:
        return []
    email, password = mesh.shown_admin
    if not login_works:
        reset = "If it is lost: altsports admin reset-password"
        return [f"  Login         {email}, with the password that was set since. {as_typed(reset)}", ""]
    return [f"  Demo login    {email}", f"  Password      {password}", ""]


def _requests(mesh: Mesh, gateway: str, *, login_works: bool) -> list[str]:
    requests = [f"curl '{gateway}/api/v1/leagues/search?query=pickelball'"]
    if mesh.shown_admin is not None and login_works:
        email, password = mesh.shown_admin
        body = json.dumps({"email": email, "password": password})
        requests.append(f"curl {gateway}/auth/login -H 'Content-Type: application/json' -d '{body}'")
    else:
        requests.append(f"curl {gateway}/health")
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": TOOL_CALL})
    kinds = "-H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream'"
    return [*requests, f"curl {mesh.links['Agents (MCP)']} {kinds} -d '{body}'"]
