"""Runs the public conformance suites against the fixture and the product, and prints the results.

    .venv/bin/python mcp-service/tests/conformance/run.py [fixture|product]

Needs npm: the first run installs the suites and a Node.js into node_modules beside this file. Without npm, or
if its registry cannot be reached, it reports so and exits with 0, because nothing was proved or disproved.
"""

# ruff: noqa: T201 - a command-line program
import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / ".ci"))

from npm import install  # noqa: E402 - the path above makes it importable

MODULES = HERE / "node_modules"
NODE = MODULES / ".bin" / "node"
STABLE = MODULES / "@modelcontextprotocol" / "conformance" / "dist" / "index.js"
NEXT = MODULES / "conformance-next" / "dist" / "index.js"
_START_S, _SUITE_S = 60, 180
_SCENARIO = re.compile(r"^\S+ ([a-z0-9-]+): (\d+) passed, (\d+) failed$", re.MULTILINE)


@dataclass(frozen=True)
class Suite:
    """One run: arguments, the number of checks that the fixture passes, and those the product must pass."""

    name: str
    arguments: tuple[str, ...]
    fixture_checks: int
    product_scenarios: frozenset[str]


_ALWAYS = frozenset({"tools-list", "resources-list", "prompts-list", "dns-rebinding-protection"})
_HANDSHAKE = _ALWAYS | {"server-initialize", "logging-set-level", "ping", "server-sse-multiple-streams"}
SUITES = (
    Suite("0.1.16, all", (str(STABLE), "--suite", "all"), 44, _HANDSHAKE),
    Suite(
        "0.2.0-alpha.12, 2025-11-25",
        (str(NEXT), "--requirements", "2025-11-25"),
        84,
        _HANDSHAKE | {"server-session-lifecycle"},
    ),
    Suite(
        "0.2.0-alpha.12, 2026-07-28",
        (str(NEXT), "--requirements", "2026-07-28"),
        196,
        _ALWAYS
        | {
            "caching",
            "http-header-validation",
            "input-required-result-ignore-extra-params",
            "input-required-result-missing-input-response",
            "input-required-result-unsupported-methods",
            "input-required-result-validate-input",
            "sep-2164-resource-not-found",
            "server-sse-multiple-streams",
        },
    ),
)


def main(kinds: list[str]) -> int:
    reason = install(HERE)
    if reason:
        print(f"SKIPPED: {reason}")
        return 0
    passed: list[bool] = []
    for kind in kinds:
        with server(kind) as url:
            passed += [run(kind, suite, url) for suite in SUITES]
    return 0 if all(passed) else 1


def run(kind: str, suite: Suite, url: str) -> bool:
    """One suite against one server; prints one line, and the failures below it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        script, *options = suite.arguments
        output = ["-o", folder] if script == str(NEXT) else []
        command = [str(NODE), script, "server", "--url", url, *options, *output]
        done = subprocess.run(
            command, cwd=folder, timeout=_SUITE_S, capture_output=True, text=True, check=False
        )
    results = {name: (int(ok), int(bad)) for name, ok, bad in _SCENARIO.findall(done.stdout)}
    checks = sum(ok for ok, _ in results.values())
    wrong = missing_of(kind, suite, results, checks)
    seconds = time.monotonic() - started
    print(f"{'ok  ' if not wrong else 'FAIL'} {kind:8} {suite.name:28} {checks:4} checks  {seconds:5.1f} s")
    for line in wrong:
        print(f"       {line}")
    if not results:
        print(done.stdout[-2000:], done.stderr[-2000:])
    return not wrong


def missing_of(kind: str, suite: Suite, results: dict[str, tuple[int, int]], checks: int) -> list[str]:
    """The failures that the suite does not allow."""
    if kind == "fixture":
        wrong = [f"{name}: {bad} failed" for name, (_, bad) in results.items() if bad]
        if checks < suite.fixture_checks:
            wrong.append(f"{checks} checks passed, {suite.fixture_checks} must")
        return wrong
    return [
        f"{name}: {'did not run' if name not in results else f'{results[name][1]} failed'}"
        for name in sorted(suite.product_scenarios)
        if name not in results or results[name][1]
    ]


@contextlib.contextmanager
def server(kind: str) -> Generator[str]:
    """A server that ends when its standard input closes."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, str(HERE / "serve.py"), kind, str(port)]
    with tempfile.TemporaryFile() as log:
        environment = {**os.environ, "FASTMCP_LOG_LEVEL": "ERROR"}
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, cwd=HERE
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/livez", process)
            yield f"http://127.0.0.1:{port}/mcp"
        finally:
            process.communicate(timeout=_START_S)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError("the server under test did not start")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["fixture", "product"]))
