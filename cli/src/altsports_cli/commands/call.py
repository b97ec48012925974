"""`altsports call`: any RPC of the contract, over gRPC, from the command line."""

import asyncio
import json
import sys
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.lookup import find_methods
from altsports_cli.context import settings_of_running_mesh
from altsports_cli.errors import EXIT_PROBLEM, EXIT_USAGE, CliError
from service_kit.caller import ANONYMOUS, Caller, service_caller
from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient

CALLERS = {"service": service_caller("altsports-cli"), "anonymous": ANONYMOUS}


def command(
    method: Annotated[
        str, typer.Argument(help="GetLeague, LeagueService/GetLeague, or the full gRPC path.")
    ] = "",
    body: Annotated[str, typer.Argument(help="The request as JSON; - reads it from standard input.")] = "{}",
    caller: Annotated[
        str, typer.Option("--as", help="service (may call everything) or anonymous.")
    ] = "service",
    area: Annotated[
        str, typer.Option(help="The process to call, for methods that every process serves.")
    ] = "",
    timeout: Annotated[
        float | None, typer.Option(min=0.1, help="Seconds; the contract's timeout if omitted.")
    ] = None,
    list_all: Annotated[bool, typer.Option("--list", help="List the methods instead.")] = False,
) -> None:
    """Call an RPC of the running mesh over gRPC and print its answer as JSON.

    For example: altsports call SearchLeagues '{"query": "pickelball"}'. A stream prints one message per line.
    """
    if list_all or not method:
        _print_methods()
        return
    if caller not in CALLERS:
        raise CliError(f"Unknown caller {caller}.", f"Use one of: {', '.join(CALLERS)}", exit_code=EXIT_USAGE)
    found = find_method(method)
    request = read_request(found, body)
    asyncio.run(_call(found, request, CALLERS[caller], area=area or None, timeout_s=timeout))


def find_method(name: str) -> Method:
    """Returns the method with this name or path suffix. Raises CliError if none or several match."""
    methods = load_catalog().methods
    fitting = find_methods(methods, name)
    if not fitting:
        wanted = name.replace(".", "/").rpartition("/")[2].lower()
        near = [m.name for m in methods if wanted in m.name.lower()]
        hint = f"Did you mean {', '.join(near[:5])}?" if near else "See: altsports call --list"
        raise CliError(f"The contract has no method {name}.", hint, exit_code=EXIT_USAGE)
    if len(fitting) > 1:
        names = ", ".join(m.full_path for m in fitting)
        raise CliError(f"Several methods are named {name}.", f"Use one of: {names}", exit_code=EXIT_USAGE)
    return fitting[0]


def read_request(method: Method, body: str) -> Any:
    """Builds the request message from JSON. Raises CliError that names each invalid field."""
    if method.client_streaming:
        raise CliError(
            f"{method.name} takes a stream of messages, which this command cannot send.",
            "To import files, use: altsports import",
            exit_code=EXIT_USAGE,
        )
    try:
        values = json.loads(sys.stdin.read() if body == "-" else body)
        model = method.request_model.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise CliError(f"The request is invalid for {method.name}: {wrong}.", exit_code=EXIT_USAGE) from error
    except (ValueError, RecursionError) as error:
        raise CliError(f"The request is not valid JSON: {error}.", exit_code=EXIT_USAGE) from error
    return method.request_from_json(model.model_dump(exclude_unset=True))


async def _call(
    method: Method, request: Any, caller: Caller, *, area: str | None, timeout_s: float | None
) -> None:
    try:
        async with MeshClient.from_settings(settings_of_running_mesh()) as client:
            if method.server_streaming:
                async for message in client.stream(
                    method, request, caller=caller, timeout_s=timeout_s, area=area
                ):
                    print(json.dumps(method.response_to_json(message), ensure_ascii=False), flush=True)
            else:
                answer = await client.call(method, request, caller=caller, timeout_s=timeout_s, area=area)
                print(json.dumps(method.response_to_json(answer), indent=2, ensure_ascii=False))
    except DomainError as error:
        raise CliError(f"{error.reason}: {error}", exit_code=EXIT_PROBLEM) from error


def _print_methods() -> None:
    for method in load_catalog().methods:
        print(f"{method.rpc:<62} {method.summary}")
