"""`python -m task_service` answers gRPC; `python -m task_service worker` carries out runs."""

import sys

from service_kit import process
from task_service.main import serve
from task_service.worker import work

process.run(work if sys.argv[1:] == ["worker"] else serve)
