"""Lints the OpenAPI document, and generates and compiles clients from it.

    .venv/bin/python gateway/tests/clients/run.py [--again]

Needs npm: the first run installs pinned tools and a Node.js into node_modules beside this file. Without npm,
or if its registry cannot be reached, it reports so and exits with 0. openapi-generator also needs Java, and
is skipped without it. Nothing runs again while the document and the files of this folder stay the same.
"""

# ruff: noqa: T201 - a command-line program
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / ".ci"))

from npm import install  # noqa: E402 - the path above makes it importable

DOCUMENT = ROOT / "gateway" / "src" / "gateway_service" / "openapi" / "openapi.json"
GENERATED = HERE / "generated"
PASSED = GENERATED / "passed"
TOOLS = HERE / "node_modules" / ".bin"
GENERATOR = "openapi-generator-cli==7.19.0"  # the package on PyPI contains the program, which is Java
_LONGEST_S = 300


class Failed(Exception):
    """A tool found something; the message is what it printed."""


def main(arguments: list[str]) -> int:
    reason = install(HERE)
    if reason:
        print(f"SKIPPED: {reason}")
        return 0
    state = _state()
    if "--again" not in arguments and PASSED.exists() and PASSED.read_text() == state:
        print("The document and its clients did not change since they last passed.")
        return 0
    shutil.rmtree(GENERATED, ignore_errors=True)
    GENERATED.mkdir()
    with ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(_report, (page, openapi_generator, lint)))
    if all(passed):
        PASSED.write_text(state)
    return 0 if all(passed) else 1


def lint() -> str:
    """Redocly and Spectral find nothing, not even a warning."""
    report = json.loads(_run("redocly", "lint", str(DOCUMENT), "--config=redocly.yaml", "--format=json"))
    if any(report["totals"][kind] for kind in ("errors", "warnings")):
        raise Failed(json.dumps(report["problems"], indent=1)[:4000])
    _run("spectral", "lint", str(DOCUMENT), "--ruleset=spectral.yaml", "--fail-severity=hint")
    return "redocly and spectral find nothing"


def page() -> str:
    """A page over the types of openapi-typescript compiles strictly, and so does the client of orval."""
    _run("openapi-typescript", str(DOCUMENT), "--output=generated/openapi.d.ts")
    _run("orval", "--config=orval.config.mjs")
    _run("tsc", "--project", "tsconfig.json")
    return "a page over openapi-typescript and the client of orval compile"


def openapi_generator() -> str:
    """The client of openapi-generator compiles."""
    uvx = Path(sys.executable).with_name("uvx")
    if shutil.which("java") is None:
        return "SKIPPED: openapi-generator needs Java"
    if _exit_code(uvx, "--from", GENERATOR, "openapi-generator-cli", "version") != 0:
        return f"SKIPPED: {GENERATOR} cannot be installed"
    output = ("-g", "typescript-fetch", "-i", str(DOCUMENT), "-o", "generated/fetch")
    _run(uvx, "--from", GENERATOR, "openapi-generator-cli", "generate", *output)
    _run("tsc", "--project", "tsconfig.fetch.json")
    return "the client of openapi-generator compiles"


def _report(check: Callable[[], str]) -> bool:
    started = time.monotonic()
    try:
        words, passed = check(), True
    except Failed as error:
        words, passed = str(error), False
    print(f"{'ok  ' if passed else 'FAIL'} {time.monotonic() - started:5.1f} s  {words}")
    return passed


def _run(tool: str | Path, *arguments: str) -> str:
    done = _done(tool, *arguments)
    if done.returncode != 0:
        raise Failed(f"{Path(tool).name}:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


def _exit_code(tool: str | Path, *arguments: str) -> int:
    return _done(tool, *arguments).returncode


def _done(tool: str | Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
        "REDOCLY_TELEMETRY": "off",
        "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    }
    command = [str(tool) if isinstance(tool, Path) else str(TOOLS / tool), *arguments]
    return subprocess.run(
        command, cwd=HERE, env=environment, timeout=_LONGEST_S, capture_output=True, text=True, check=False
    )


def _state() -> str:
    digest = sha256(DOCUMENT.read_bytes())
    for path in sorted(path for path in HERE.iterdir() if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
