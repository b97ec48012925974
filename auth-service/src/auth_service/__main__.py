"""`python -m auth_service` serves gRPC; `seed` creates the demo account, `rotate-keys` rotates the keys."""

import sys

from auth_service.main import rotate_keys, seed, serve
from service_kit.process import lifecycle

_COMMANDS = {"": serve, "seed": seed, "rotate-keys": rotate_keys}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"unknown command {given!r}: use seed, rotate-keys, or no command to serve gRPC")
lifecycle.run(_COMMANDS[given])
