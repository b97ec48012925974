"""`python -m auth_service` answers gRPC; `seed` makes the demo account, `rotate-keys` rotates the keys."""

import sys

from auth_service.main import rotate_keys, seed, serve
from service_kit.process import lifecycle

_COMMANDS = {"": serve, "seed": seed, "rotate-keys": rotate_keys}

given = " ".join(sys.argv[1:])
if given not in _COMMANDS:
    sys.exit(f"auth_service knows no {given!r}: use seed, rotate-keys, or nothing to serve")
lifecycle.run(_COMMANDS[given])
