"""Peer: bare FastAPI endpoints that return the same models as the experts' endpoints, from memory.

BENCH_ANSWERS holds what the gateway answered: a JSON object from path with query to body.
"""

import json
import os
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from pydantic import BaseModel

from bench.season import ENDPOINTS

app = FastAPI()
_answers = json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text())


def _add(path: str, model: type[BaseModel]) -> None:
    answer = model.model_validate(_answers[path])

    @app.get(urlsplit(path).path, response_model=model)
    async def read() -> BaseModel:
        return answer


for _endpoint in ENDPOINTS:
    _add(_endpoint.path, getattr(import_module(f"altsports.ai.v1.{_endpoint.noun}_models"), _endpoint.model))
