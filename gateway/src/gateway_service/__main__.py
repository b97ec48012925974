"""`python -m gateway_service`, with --reload to restart when the code changes."""

import sys

import uvicorn

from gateway_service.main import serve
from gateway_service.settings import GatewaySettings
from service_kit.process import lifecycle

if __name__ == "__main__":
    if "--reload" in sys.argv[1:]:
        settings = GatewaySettings.read()
        uvicorn.run(
            "gateway_service.main:create_app",
            factory=True,
            ws="service_kit.edge.protocols.websocket:PushSocket",
            timeout_graceful_shutdown=int(settings.grace_s),
            reload=True,
            host=settings.host,
            port=settings.listen_port,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
        )
    else:
        lifecycle.run(serve)
