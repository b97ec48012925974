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

SPORTS = ("nfl",)


def command(
    sport: Annotated[str, typer.Argument(help=f"One of: {', '.join(SPORTS)}.")],
    season: Annotated[int, typer.Option(help="The season by its first year, such as 2024.")] = 0,
    weeks: Annotated[str, typer.Option(help="Weeks such as 3-7 or 5; all if omitted.")] = "",
    speed: Annotated[str, typer.Option(help="Season seconds per second, or max.")] = "max",
    detach: Annotated[
        bool, typer.Option("--detach", help="Start the replay and do not wait for it.")
    ] = False,
    pause: Annotated[str, typer.Option(help="Pause the replay with this id instead.")] = "",
    resume: Annotated[str, typer.Option(help="Resume the replay with this id instead.")] = "",
    stop: Annotated[str, typer.Option(help="Stop the replay with this id instead.")] = "",
) -> None:
    """Replay a season: lines move, experts predict and bet, games settle, all separate from live data.

    Uses the real season if it is imported, otherwise the simulated one. Ctrl-C only stops watching; the
    replay continues. Every read accepts `replay=ID`, and the feed labels its messages with it.
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
        asyncio.run(_replay(settings, console, season=season, weeks=weeks, speed=speed, detach=detach))


async def _change(settings: MeshSettings, console: Console, action: str, replay_id: str) -> None:
    async with replays_of(settings) as replays:
        _say(console, await replays.change(replay_id, action))


async def _replay(
    settings: MeshSettings, console: Console, *, season: int, weeks: str, speed: str, detach: bool
) -> None:
    async with replays_of(settings) as replays:
        replay = await replays.start(season=season, weeks=weeks, speed=speed)
        console.print(f"Replay {replay.id} of {replay.competition} {replay.season}", markup=False)
        if not detach:
            replay = await _watch(replays, replay, console)
            _say(console, replay)
            for expert in await replays.experts(replay):
                console.print(describe(expert), markup=False)
    if replay.status == "failed":
        raise typer.Exit(EXIT_PROBLEM)


async def _watch(replays: Replays, replay: replays_pb2.Replay, console: Console) -> replays_pb2.Replay:
    """Shows the progress until the replay ends: a bar on a terminal, one line per week elsewhere."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    week = 0
    with bar:
        task = bar.add_task("Starting", total=replay.steps_total or None)
        async with aclosing(replays.follow(replay)) as states:
            async for replay in states:
                bar.update(
                    task,
                    completed=replay.steps_done,
                    total=replay.steps_total or None,
                    description=f"Week {replay.week}" if replay.week else "Starting",
                )
                if replay.week != week and not console.is_terminal:
                    console.print(f"week {replay.week}: {replay.progress:.0%}", markup=False)
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
