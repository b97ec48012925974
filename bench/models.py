"""The model gateway beside LiteLLM's proxy, in front of the same fake provider: CPU, latency, first token.

    python -m bench.models

LiteLLM runs in an environment of its own (`.venv-litellm`), which the first run creates, because it excludes
versions that we need.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.accounting import Meter
from bench.measure import cores_of, ratio_text, spread
from bench.mesh import BenchMesh, free_port, operator_token, start_process, wait_for
from bench.quiet import add_force, require_quiet
from bench.report import machine

HERE = Path(__file__).parent
OUT = HERE / "RESULTS-models.md"
PEER = HERE.parent / ".venv-litellm"
OWN, LITELLM, DIRECT = "AltSports", "LiteLLM proxy", "fake provider, asked directly"
KEY = "sk-bench-2f9c61"
REST_S, CALM_CORES, CALM_WITHIN_S = 1.5, 0.05, 180
TEXT = """\
# The model gateway beside LiteLLM

Repeat with `python -m bench.models`. [README.md](README.md) describes how it measures.

{machine}
- Load: {load}
- LiteLLM {litellm}: its proxy with one worker, no database, callbacks off
- AltSports: gateway and ai-service. They verify the token, count limits and quotas in Redis, and reserve and
  book each call in PostgreSQL. LiteLLM does none of that here.
- The fake provider speaks OpenAI's protocol, answers at once, and streams {parts} parts

One call after the other: median of {rounds} rounds of {calls} calls and {streams} streams, with the
lowest and the highest. "Added" is the latency minus that of the fake provider.

{figures}
"""


@dataclass
class Figures:
    """What the rounds of one side found, by kind of call."""

    cpu_ms: list[float] = field(default_factory=list)
    stores_ms: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    by_process: dict[str, list[float]] = field(default_factory=dict)


@dataclass
class Side:
    """One way to the fake provider."""

    name: str
    client: httpx.Client
    own: Mapping[str, int]
    stores: Mapping[str, int]

    def call(self, number: int) -> None:
        raise NotImplementedError

    def stream(self, number: int) -> float:
        """Returns the seconds to the first text."""
        raise NotImplementedError


class OwnSide(Side):
    def call(self, number: int) -> None:
        asked = {"prompt": f"Describe league {number}", "task": "business_analysis"}
        self.client.post("/api/v1/ai/texts", json=asked).raise_for_status()

    def stream(self, number: int) -> float:
        query = {"prompt": f"Describe league {number}", "task": "business_analysis"}
        return _read(
            self.client, "GET", "/api/v1/ai/texts/stream", "event: delta", "event: done", params=query
        )


class OpenAISide(Side):
    def _asked(self, number: int) -> dict[str, object]:
        turn = {"role": "user", "content": f"Describe league {number}"}
        return {"model": "gpt-4", "messages": [turn], "max_tokens": 1000, "temperature": 0.7}

    def call(self, number: int) -> None:
        self.client.post("/v1/chat/completions", json=self._asked(number)).raise_for_status()

    def stream(self, number: int) -> float:
        asked = self._asked(number) | {"stream": True}
        return _read(self.client, "POST", "/v1/chat/completions", '"content":', "[DONE]", json=asked)


def _read(client: httpx.Client, verb: str, path: str, first: str, last: str, **request: object) -> float:
    """Reads a stream to its end, and returns the seconds to the first text."""
    started, found, tail = time.perf_counter(), 0.0, ""
    with client.stream(verb, path, **request) as response:
        response.raise_for_status()
        for part in response.iter_text():
            tail = (tail + part)[-4000:]
            if not found and first in tail:
                found = time.perf_counter() - started
    if last not in tail:
        raise RuntimeError(f"{path} did not end: {tail[-500:]}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--calls", type=int, default=150)
    parser.add_argument("--streams", type=int, default=30)
    parser.add_argument("--parts", type=int, default=200)
    parser.add_argument("--out", type=Path, default=OUT)
    add_force(parser)
    given = parser.parse_args()
    quiet = require_quiet(force=given.force)
    folder = Path(tempfile.mkdtemp(prefix="models-"))
    try:
        with ExitStack() as stack:
            figures = measure(start(folder, stack, given.parts), given)
        given.out.write_text(report(figures, given, quiet))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(given.out.read_text())


def start(folder: Path, stack: ExitStack, parts: int) -> list[Side]:
    """Starts the fake provider, LiteLLM and the mesh."""
    fake_port, litellm_port = free_port(), free_port()
    fake = f"http://127.0.0.1:{fake_port}/openai/v1"
    module = [sys.executable, "-m", "service_kit.testing.fake_models", "--port", str(fake_port)]
    fake_process = start_process(stack, module, {})
    wait_for(f"http://127.0.0.1:{fake_port}/asked")
    text = " ".join(f"word{number}" for number in range(parts))
    plan = {"vendor": "openai", "always": {"text": text, "usage": [12, 400]}}
    httpx.post(f"http://127.0.0.1:{fake_port}/plan", json=plan).raise_for_status()
    config = folder / "litellm.yaml"
    config.write_text(LITELLM_CONFIG.format(fake=fake, key=KEY))
    command = [str(_litellm()), "--config", str(config), "--port", str(litellm_port), "--host", "127.0.0.1"]
    litellm = start_process(stack, command, {"LITELLM_LOG": "ERROR", "LITELLM_LOCAL_MODEL_COST_MAP": "True"})
    wait_for(f"http://127.0.0.1:{litellm_port}/health/liveliness", seconds=300)
    settings = {
        "OPENAI_API_KEY": "bench",
        "OPENAI_BASE_URL": fake,
        "AI_DEMO_REPLAY_SPEED": "0",
        "AI_LIVE_SEASONS": "1",
    }
    mesh = BenchMesh(folder / "mesh", ALTSPORTS_LOG_LEVEL="INFO", **settings)
    mesh.up()
    stack.callback(mesh.down)
    processes = mesh.processes()
    own = {name: pid for name, pid in processes.items() if name in ("gateway", "ai")}
    stores = {name: pid for name, pid in processes.items() if name in ("postgres", "redis")}
    bearer = _key(operator_token(mesh))
    deadline = time.monotonic() + CALM_WITHIN_S
    while sum(cores_of(own).values()) > CALM_CORES and time.monotonic() < deadline:
        pass  # the experts catch up with the calendar
    return [
        OwnSide(OWN, _client(stack, mesh.url, bearer), own, stores),
        OpenAISide(
            LITELLM, _client(stack, f"http://127.0.0.1:{litellm_port}", _key(KEY)), {"litellm": litellm}, {}
        ),
        OpenAISide(
            DIRECT, _client(stack, fake.removesuffix("/v1"), _key("bench")), {"fake": fake_process}, {}
        ),
    ]


LITELLM_CONFIG = """\
model_list:
  - model_name: gpt-4
    litellm_params:
      model: openai/gpt-4
      api_base: {fake}
      api_key: bench
litellm_settings:
  num_retries: 0
  request_timeout: 60
general_settings:
  master_key: {key}
"""


def _client(stack: ExitStack, url: str, headers: Mapping[str, str]) -> httpx.Client:
    return stack.enter_context(httpx.Client(base_url=url, headers=headers, timeout=60))


def _key(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def _litellm() -> Path:
    """LiteLLM's command, in an environment that is created if it is missing."""
    command = PEER / "bin" / "litellm"
    if not command.exists():
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "venv", "--python", "3.11", str(PEER)], check=True)
        wanted = HERE / "peers" / "litellm-requirements.txt"
        install = [uv, "pip", "install", "--python", str(PEER / "bin" / "python"), "-r", str(wanted)]
        subprocess.run(install, check=True)
    return command


def measure(sides: list[Side], given: argparse.Namespace) -> dict[tuple[str, str], Figures]:
    """All sides in alternating order, after a warm-up."""
    found = {(side.name, kind): Figures() for side in sides for kind in ("call", "stream")}
    number = 0
    for side in sides:
        for _ in range(5):
            number += 1
            side.call(number)
            side.stream(number)
    for turn in range(given.rounds):
        for side in sides if turn % 2 == 0 else reversed(sides):
            for kind, count in (("call", given.calls), ("stream", given.streams)):
                _round(side, kind, range(number + 1, number + 1 + count), found[side.name, kind])
                number += count
    return found


def _round(side: Side, kind: str, numbers: range, figures: Figures) -> None:
    resting = Meter({**side.own, **side.stores})
    time.sleep(REST_S)
    idle = {name: used / resting.elapsed() for name, used in resting.used().items()}
    meter, times, first = Meter({**side.own, **side.stores}), [], []
    for number in numbers:
        started = time.perf_counter()
        if kind == "call":
            side.call(number)
        else:
            first.append(side.stream(number) * 1000)
        times.append((time.perf_counter() - started) * 1000)
    seconds, used = meter.elapsed(), meter.used()
    busy = {name: max(0.0, used[name] - idle[name] * seconds) / len(numbers) * 1000 for name in used}
    for name, milliseconds in busy.items():
        figures.by_process.setdefault(name, []).append(milliseconds)
    figures.cpu_ms.append(sum(busy[name] for name in side.own))
    figures.stores_ms.append(sum(busy[name] for name in side.stores))
    times.sort()
    figures.p50_ms.append(statistics.median(times))
    figures.p99_ms.append(times[int(len(times) * 0.99)])
    if first:
        figures.first_ms.append(statistics.median(first))


def report(found: Mapping[tuple[str, str], Figures], given: argparse.Namespace, quiet: str) -> str:
    return TEXT.format(
        machine="\n".join(f"- {line}" if not line.startswith("-") else line for line in machine()),
        load=quiet,
        litellm=(HERE / "peers" / "litellm-requirements.txt").read_text().partition("==")[2].strip(),
        parts=given.parts,
        rounds=given.rounds,
        calls=given.calls,
        streams=given.streams,
        figures="\n\n".join(_table(found, kind) for kind in ("call", "stream")),
    )


def _table(found: Mapping[tuple[str, str], Figures], kind: str) -> str:
    own, other, bare = (found[name, kind] for name in (OWN, LITELLM, DIRECT))
    rows = [
        ("CPU, ms", own.cpu_ms, other.cpu_ms),
        ("CPU with PostgreSQL and Redis, ms", _sums(own.cpu_ms, own.stores_ms), other.cpu_ms),
        ("added p50, ms", _less(own.p50_ms, bare.p50_ms), _less(other.p50_ms, bare.p50_ms)),
        ("p99, ms", own.p99_ms, other.p99_ms),
    ]
    if kind == "stream":
        rows.append(
            ("added first text, ms", _less(own.first_ms, bare.first_ms), _less(other.first_ms, bare.first_ms))
        )
    head = f"| per {kind} | {OWN} | {LITELLM} | ratio |\n|---|---|---|---|"
    lines = [f"| {name} | {spread(a, 2)} | {spread(b, 2)} | {ratio_text(a, b)} |" for name, a, b in rows]
    parts = ", ".join(f"{name} {statistics.median(each):.2f}" for name, each in own.by_process.items())
    return "\n".join([head, *lines, "", f"CPU of {OWN} by process, ms: {parts}"])


def _less(times: list[float], bare: list[float]) -> list[float]:
    return [time - other for time, other in zip(times, bare, strict=True)]


def _sums(one: list[float], two: list[float]) -> list[float]:
    return [a + b for a, b in zip(one, two, strict=True)]


if __name__ == "__main__":
    main()
