"""`python -m ai_service` serves gRPC; `seed` stores the documents of the demo."""

import sys

from ai_service.main import seed, serve
from service_kit.process import lifecycle

_COMMANDS = {"": serve, "seed": seed}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"unknown command {given!r}: use seed, or no command to serve gRPC")
lifecycle.run(_COMMANDS[given])
