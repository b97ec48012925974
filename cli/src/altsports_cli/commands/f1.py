"""`altsports f1`: the states of Formula 1 sessions, checks of their results, and results in quarantine."""

import asyncio
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from altsports.contract.catalog import load_catalog
from altsports.fantasy.v1 import races_pb2 as pb
from altsports_cli.context import make_console, settings_of_running_mesh
from altsports_cli.errors import EXIT_PROBLEM, EXIT_USAGE, CliError
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient

group = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)
_SERVICE: Final = "/altsports.fantasy.v1.RaceService/"
_SHOWN: Final = 10
_MOST_SHOWN: Final = 100
_WIDTH: Final = 120


@group.callback()
def about() -> None:
    """Look after the results of Formula 1 in the running mesh."""


@group.command("status")
def status(
    season: Annotated[int, typer.Option(help="The season; the current one if omitted.")] = 0,
    all_sessions: Annotated[
        bool, typer.Option("--all", help="Also sessions that are scheduled or official.")
    ] = False,
) -> None:
    """Show the states of sessions: how many of the three checks took place, and when the next one is due."""
    request = pb.ListRacesRequest(season=season or None)
    races = _call("ListRaces", request)
    table = Table("Race", "Session", "Start (UTC)", "State", "Checks", "Next check (UTC)", box=None)
    shown = 0
    for race in races.races:
        for session in race.sessions:
            if all_sessions or session.state not in ("scheduled", "official"):
                shown += 1
                table.add_row(
                    race.key,
                    session.kind,
                    _time(session, "starts_at"),
                    session.state,
                    f"{session.checks_done} of 3" if session.kind in ("sprint", "race") else "",
                    _time(session, "next_check_at"),
                )
    console = _console()
    simulated = " (simulated)" if races.simulated else ""
    console.print(f"Season {races.season}{simulated}, {len(races.races)} races", markup=False)
    if shown:
        console.print(table)
    elif races.races:
        console.print("All sessions are scheduled or official; --all shows them.", markup=False)


@group.command("verify")
def verify(
    race: Annotated[str, typer.Argument(help="The key or the id of the race, such as 2026_monaco.")],
) -> None:
    """Compare the results of a race with the upstream now."""
    console = _console()
    for session in _call("VerifyRace", pb.VerifyRaceRequest(race_id=race)).sessions:
        revision = f", revision {session.revision}" if session.HasField("revision") else ""
        reason = f": {session.reason}" if session.reason else ""
        words = session.outcome.replace("_", " ")
        console.print(f"{session.session}: {words}{revision}{reason} (now {session.state})", markup=False)


@group.command("quarantine")
def quarantine(
    race: Annotated[str, typer.Argument(help="The race to decide about; lists all results if omitted.")] = "",
    revision: Annotated[int, typer.Argument(help="The revision to decide about.")] = 0,
    accept: Annotated[bool, typer.Option("--accept", help="The revision counts from now on.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The revision never counts.")] = False,
    reason: Annotated[str, typer.Option(help="Why; players see it.")] = "",
    session: Annotated[str, typer.Option(help="The session of the revision.")] = "race",
    season: Annotated[int, typer.Option(help="Lists the results of one season.")] = 0,
) -> None:
    """List the results in quarantine beside those in force, or accept or reject one with a reason."""
    console = _console()
    if not (race or accept or reject):
        found = _call(
            "ListQuarantine", pb.ListQuarantineRequest(season=season or None, page_size=_MOST_SHOWN)
        )
        for result in found.results:
            _print_quarantined(console, result)
        if found.next_page_token:
            more = found.total_size - len(found.results)
            console.print(f"... and {more} older ones, shown when these are decided", markup=False)
        if not found.results:
            console.print("No result is in quarantine.", markup=False)
        return
    if not race or not revision or accept == reject or not reason:
        raise CliError(
            "A decision needs the race, the revision, --accept or --reject, and a reason.",
            'For example: altsports f1 quarantine 2026_monaco 2 --reject --reason "Wrong points"',
            exit_code=EXIT_USAGE,
        )
    request = pb.DecideResultRequest(
        race_id=race,
        revision=revision,
        decision="accept" if accept else "reject",
        reason=reason,
        session=session,
    )
    decided = _call("DecideResult", request).decision
    new = f"; revision {decided.new_revision} counts now" if decided.HasField("new_revision") else ""
    words = {"accept": "accepted", "reject": "rejected"}[decided.decision]
    console.print(f"Revision {decided.revision} is {words}{new}.", markup=False)


def _console() -> Console:
    """A console that is wide enough for the tables where nobody sees its width."""
    console = make_console()
    if not console.is_terminal:
        console.width = _WIDTH
    return console


def _print_quarantined(console: Console, result: pb.QuarantinedResult) -> None:
    held = f"In force: {result.revision_in_force or 'none'}"
    console.print(
        f"{result.race_key} {result.session}, revision {result.revision} of {result.source}: {result.reason}",
        markup=False,
    )
    table = Table("Place", f"Revision {result.revision}", "Stated", "By the rules", held, "Points", box=None)
    pairs = list(zip(result.lines, [*result.lines_in_force, *[None] * len(result.lines)], strict=False))
    for line, other in pairs[:_SHOWN]:
        table.add_row(
            str(line.rank) if line.HasField("rank") else line.status,
            line.name,
            line.stated_points,
            line.points,
            other.name if other is not None else "",
            other.points if other is not None else "",
        )
    console.print(table)


def _time(session: pb.RaceSession, name: str) -> str:
    if not session.HasField(name):  # type: ignore[arg-type]
        return ""
    return getattr(session, name).ToDatetime().isoformat(sep=" ", timespec="minutes")


def _call(name: str, request: Any) -> Any:
    """The answer of a method. Raises CliError with what to do next."""
    settings = settings_of_running_mesh()

    async def call() -> Any:
        async with MeshClient.from_settings(settings) as client:
            method = load_catalog().by_path[f"{_SERVICE}{name}"]
            return await client.call(method, request, caller=service_caller("altsports-cli"))

    try:
        return asyncio.run(call())
    except DomainError as error:
        wrong = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.violations]
        raise CliError(
            f"{error.reason}: {error}", "\n  ".join([*wrong, *error.recovery]), exit_code=EXIT_PROBLEM
        ) from error
