"""`python -m ai_service` answers gRPC."""

from ai_service.main import serve
from service_kit.process import lifecycle

lifecycle.run(serve)
