"""`python -m ai_service` serves gRPC; `seed` stores the demo's documents; `engine` serves match analysis."""

import sys

from ai_service.main import seed, serve
from ai_service.match_engine.serving import serve_engine
from service_kit.process import lifecycle

_COMMANDS = {"": serve, "seed": seed, "engine": serve_engine}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"unknown command {given!r}: use seed or engine, or no command to serve gRPC")
lifecycle.run(_COMMANDS[given])
