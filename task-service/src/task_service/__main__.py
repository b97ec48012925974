"""`python -m task_service` serves gRPC; `worker` carries out runs, `seed` stores the demo run."""

import sys

from service_kit.process import lifecycle
from task_service.main import seed, serve
from task_service.worker import work

_COMMANDS = {"": serve, "worker": work, "seed": seed}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"unknown command {given!r}: use worker, seed, or no command to serve gRPC")
lifecycle.run(_COMMANDS[given])
