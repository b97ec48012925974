"""Runs the fake vendors as a process: `python -m service_kit.testing.fake_models --port 9900`."""

import argparse
import asyncio

from service_kit.testing.fake_models.server import FakeModels


async def _serve(port: int) -> None:
    async with FakeModels(port):
        await asyncio.Event().wait()


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--port", type=int, required=True)
asyncio.run(_serve(parser.parse_args().port))
