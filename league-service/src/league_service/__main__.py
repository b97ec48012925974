"""`python -m league_service` serves gRPC; `python -m league_service seed` loads the demo data."""

import sys

from league_service.main import seed, serve
from service_kit.process import lifecycle

lifecycle.run(seed if sys.argv[1:] == ["seed"] else serve)
