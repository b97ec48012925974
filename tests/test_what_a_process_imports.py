"""Imports are most of the start of a process: each library that is left out here costs 10 to 100 ms."""

import json
import subprocess
import sys
from pathlib import Path
from sysconfig import get_path
from typing import Any

import pytest

_SHOW = """
import importlib, json, os, sys

class Watch:
    forks = None
    def find_spec(self, name, path=None, target=None):
        if name == "grpc":
            Watch.forks = os.environ.get("GRPC_ENABLE_FORK_SUPPORT")

sys.meta_path.insert(0, Watch())
importlib.import_module(sys.argv[1])
from altsports.contract.catalog import load_catalog
known = set(sys.modules)
load_catalog()
specs = [module.__spec__ for module in sys.modules.values() if getattr(module, "__spec__", None)]
print(json.dumps({
    "modules": sorted(sys.modules),
    "forks": Watch.forks,
    "of_catalog": sorted(set(sys.modules) - known),
    "cached": {spec.origin: spec.cached for spec in specs if spec.has_location and spec.cached},
}))
"""
GRPC_SERVICES = ("auth_service.main", "league_service.main", "ai_service.main", "task_service.worker")
_STARTS_OTHERS = {"ai_service.main", "gateway_service.main"}
"""A fork inside them must not wait for gRPC: see service_kit/__init__.py."""
_FOR_NOBODY = {"opentelemetry.sdk", "opentelemetry.exporter", "sqlalchemy", "alembic"}
_FOR_NO_SERVICE = {"rich", "pygments", "email_validator", "fastapi", "uvicorn"}


def _imported(program: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, "-c", _SHOW, program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("program", [*GRPC_SERVICES, "gateway_service.main", "mcp_service.main"])
def test_a_process_imports_no_library_that_it_does_not_need_to_start(program: str) -> None:
    found = _imported(program)
    if program in _STARTS_OTHERS:
        assert found["forks"] == "0", "gRPC reads the variable when it is imported"
    unneeded = _FOR_NOBODY | (_FOR_NO_SERVICE if program in GRPC_SERVICES else set())
    assert unneeded & set(found["modules"]) == set()
    # The models and encoders of a method are imported when it is first called.
    assert [name for name in found["of_catalog"] if name.endswith(("_models", "_codec"))] == []
    # `.ci/prepare` compiles all libraries.
    libraries = get_path("purelib")
    compiled = [Path(cached) for source, cached in found["cached"].items() if source.startswith(libraries)]
    assert compiled
    assert [file for file in compiled if not file.exists()] == []
