"""`altsports replay`: replays a season through the mesh."""

import asyncio
from contextlib import aclosing
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from altsports.ai.v1 import experts_pb2, replays_pb2
from altsports_cli.context import make_console, settings_of_running_mesh
from altsports_cli.errors import EXIT_PROBLEM, EXIT_USAGE, CliError
from altsports_cli.replaying import Replays, replays_of
from service_kit.settings.mesh import MeshSettings

SPORTS = ("nfl", "f1")


def command(
    sport: Annotated[str, typer.Argument(help=f"One of: {', '.join(SPORTS)}.")],
    season: Annotated[int, typer.Option(help="The season by its first year, such as 2024.")] = 0,
    weeks: Annotated[str, typer.Option(help="Weeks of the NFL such as 3-7 or 5; all if omitted.")] = "",
    rounds: Annotated[str, typer.Option(help="Rounds of Formula 1 such as 1-11 or 7; all if omitted.")] = "",
    teams: Annotated[int, typer.Option(help="Made-up teams in Formula 1, at most 10000; 20 if omitted.")] = 0,
    speed: Annotated[str, typer.Option(help="Season seconds per second, or max.")] = "max",
    detach: Annotated[
        bool, typer.Option("--detach", help="Start the replay and do not wait for it.")
    ] = False,
    pause: Annotated[str, typer.Option(help="Pause the replay with this id instead.")] = "",
    resume: Annotated[str, typer.Option(help="Resume the replay with this id instead.")] = "",
    stop: Annotated[str, typer.Option(help="Stop the replay with this id instead.")] = "",
) -> None:
    """Replay a season, separate from live data.

    In the NFL, lines move, experts predict and bet, and games settle. In Formula 1, made-up managers choose
    line-ups before each lock, and results score them; a season in progress ends with its last result.

    Uses the real season if it is imported, otherwise the simulated one. Ctrl-C only stops watching; the
    replay continues. Every read of the experts, and the leaderboard of Formula 1, accept `replay=ID`.
    """
    if sport not in SPORTS:
        raise CliError(f"Cannot replay {sport}.", f"Use one of: {', '.join(SPORTS)}", exit_code=EXIT_USAGE)
    actions = {"Pause": pause, "Resume": resume, "Stop": stop}
    wanted = [(action, replay_id) for action, replay_id in actions.items() if replay_id]
    if bool(wanted) == bool(season) or len(wanted) > 1:
        missing = "State which season to replay, or which replay to pause, resume or stop."
        raise CliError(missing, "For example: altsports replay nfl --season 2024", exit_code=EXIT_USAGE)
    settings, console = settings_of_running_mesh(), make_console()
    if wanted:
        asyncio.run(_change(settings, console, *wanted[0]))
    else:
        request = _request(sport, season, weeks=weeks, rounds=rounds, teams=teams, speed=speed)
        asyncio.run(_replay(settings, console, request, detach=detach))


def _request(
    sport: str, season: int, *, weeks: str, rounds: str, teams: int, speed: str
) -> replays_pb2.CreateReplayRequest:
    """What to replay; whatever is omitted gets the service's default."""
    request = replays_pb2.CreateReplayRequest(sport=sport, season=season, speed=speed)
    if weeks:
        request.weeks = weeks
    if rounds:
        request.rounds = rounds
    if teams:
        request.teams = teams
    return request


async def _change(settings: MeshSettings, console: Console, action: str, replay_id: str) -> None:
    async with replays_of(settings) as replays:
        _say(console, await replays.change(replay_id, action))


async def _replay(
    settings: MeshSettings, console: Console, request: replays_pb2.CreateReplayRequest, *, detach: bool
) -> None:
    async with replays_of(settings) as replays:
        replay = await replays.start(request)
        console.print(f"Replay {replay.id} of {replay.competition} {replay.season}", markup=False)
        if not detach:
            replay = await _watch(replays, replay, console)
            _say(console, replay)
            await _say_end(console, replays, replay)
    if replay.status == "failed":
        raise typer.Exit(EXIT_PROBLEM)


async def _say_end(console: Console, replays: Replays, replay: replays_pb2.Replay) -> None:
    """Prints the experts, or the top of the leaderboard."""
    if replay.sport == "f1":
        for row in (await replays.board(replay)).rows:
            words = f"{row.rank:>5} {row.team:<24} {row.username:<14} {row.total:>9}"
            console.print(words, markup=False)
        return
    for expert in await replays.experts(replay):
        console.print(describe(expert), markup=False)


async def _watch(replays: Replays, replay: replays_pb2.Replay, console: Console) -> replays_pb2.Replay:
    """Shows the progress until the replay ends: a bar on a terminal, one line per week or round elsewhere."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    period, week = "Round" if replay.sport == "f1" else "Week", 0
    with bar:
        task = bar.add_task("Starting", total=replay.steps_total or None)
        async with aclosing(replays.follow(replay)) as states:
            async for replay in states:
                bar.update(
                    task,
                    completed=replay.steps_done,
                    total=replay.steps_total or None,
                    description=f"{period} {replay.week}" if replay.week else "Starting",
                )
                if replay.week != week and not console.is_terminal:
                    console.print(f"{period.lower()} {replay.week}: {replay.progress:.0%}", markup=False)
                week = replay.week
    return replay


def _say(console: Console, replay: replays_pb2.Replay) -> None:
    words = f"Replay {replay.id} is {replay.status}: {replay.steps_done} of {replay.steps_total} steps"
    words += f" in {replay.running_seconds:.1f} s"
    console.print(f"{words}: {replay.error}" if replay.error else words, markup=False)


def describe(expert: experts_pb2.Expert) -> str:
    """One line: name, bankroll and record."""
    money, record = expert.bankroll, expert.performance
    return (
        f"{expert.emoji} {expert.name:<22} {money.current:>11,.2f}  {money.status:<10}"
        f" {record.total_bets:>4} bets  {record.win_rate:.1%} won  {record.roi:+.1%} return"
    )
