"""`python -m auth_service` serves gRPC; with a command, it does one thing for the operator and ends."""

import sys

from auth_service import commands
from auth_service.main import serve
from service_kit.process import lifecycle

_COMMANDS = {
    "seed": commands.seed,
    "rotate-keys": commands.rotate_keys,
    "reset-password": commands.reset_password,
    "check-password": commands.check_password,
    "end-sessions": commands.end_sessions,
}

given = " ".join(sys.argv[1:])
if given and given not in _COMMANDS:
    sys.exit(f"unknown command {given!r}: use {', '.join(_COMMANDS)}, or no command to serve gRPC")
lifecycle.run(_COMMANDS.get(given, serve))
