"""`python -m mcp_service` serves HTTP; with `--stdio` it serves the client that started it."""

import argparse

from mcp_service.main import serve_http, serve_stdio
from service_kit.process.lifecycle import run

parser = argparse.ArgumentParser(prog="python -m mcp_service", description=__doc__)
parser.add_argument("--stdio", action="store_true", help="serve one client over standard input and output")

if __name__ == "__main__":
    run(serve_stdio if parser.parse_args().stdio else serve_http)
