"""The memory of ai-service with every provider configured: at rest, after each was asked, with documents.

Run it with `python -m bench.providers`. The providers are a fake on loopback that speaks their protocols.
"""

import argparse
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil

from bench.mesh import BenchMesh, free_port, memory_mib, operator_token, start_process, wait_for

PROVIDERS = ("anthropic", "openai", "google", "remote")
DOCUMENTS, SEARCHES, CALLS = 10, 20, 200
REST_S = 10.0


def settings_of(fake: str) -> dict[str, str]:
    """Every provider, at the fake."""
    return {
        "ANTHROPIC_API_KEY": "bench",
        "ANTHROPIC_BASE_URL": f"{fake}/anthropic",
        "OPENAI_API_KEY": "bench",
        "OPENAI_BASE_URL": f"{fake}/openai/v1",
        "GOOGLE_API_KEY": "bench",
        "GOOGLE_BASE_URL": f"{fake}/google",
        "REMOTE_LLM_URL": f"{fake}/openai/v1",
        "AI_DEMO_REPLAY_SPEED": "0",
        "AI_LIVE_SEASONS": "1",
    }


def measure(http: httpx.Client, pid: int) -> dict[str, tuple[float, float]]:
    """MiB, proportional and resident, after each step."""
    found: dict[str, tuple[float, float]] = {}

    def note(step: str) -> None:
        resident = psutil.Process(pid).memory_info().rss / 2**20
        found[step] = memory_mib({"ai": pid})["ai"], resident

    time.sleep(REST_S)
    note("at rest, every provider configured")
    for provider in PROVIDERS:
        _ask(http, "hello", provider=provider)
        note(f"after the first answer of {provider}")
    league = http.get("/api/v1/leagues/search").raise_for_status().json()["data"][0]["id"]
    documents = f"/api/v1/leagues/{league}/documents"
    for number in range(DOCUMENTS):
        added = {"name": f"{number}.txt", "text": f"Clubs may spend {number} million. " * 2000}
        http.post(f"{documents}/text", json=added).raise_for_status()
    for number in range(SEARCHES):
        http.get(f"{documents}/search", params={"query": f"salary cap {number}"}).raise_for_status()
    note(f"after {DOCUMENTS} documents and {SEARCHES} searches")
    for number in range(CALLS):
        _ask(http, f"league {number}")
    note(f"after {CALLS} more answers")
    return found


def _ask(http: httpx.Client, prompt: str, **more: str) -> None:
    asked = {"prompt": prompt, "task": "business_analysis", **more}
    http.post("/api/v1/ai/texts", json=asked).raise_for_status()


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    folder, port = Path(tempfile.mkdtemp(prefix="providers-")), free_port()
    fake = f"http://127.0.0.1:{port}"
    try:
        with ExitStack() as stack:
            module = [sys.executable, "-m", "service_kit.testing.fake_models", "--port", str(port)]
            start_process(stack, module, {})
            wait_for(f"{fake}/asked")
            mesh = BenchMesh(folder / "mesh", ALTSPORTS_LOG_LEVEL="INFO", **settings_of(fake))
            mesh.up()
            stack.callback(mesh.down)
            bearer = {"Authorization": f"Bearer {operator_token(mesh)}"}
            http = stack.enter_context(httpx.Client(base_url=mesh.url, headers=bearer, timeout=60))
            found = measure(http, mesh.processes()["ai"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("| ai-service | MiB, proportional | MiB, resident |\n|---|---|---|")
    for step, (proportional, resident) in found.items():
        print(f"| {step} | {proportional:.0f} | {resident:.0f} |")


if __name__ == "__main__":
    main()
