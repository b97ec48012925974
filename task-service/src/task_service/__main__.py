"""`python -m task_service` answers gRPC; `worker` carries out runs, `seed` stores the run of the demo."""

import sys

from service_kit.process import lifecycle
from task_service.main import seed, serve
from task_service.worker import work

_COMMANDS = {"": serve, "worker": work, "seed": seed}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"task_service knows no {given!r}: use worker, seed, or nothing to serve")
lifecycle.run(_COMMANDS[given])
