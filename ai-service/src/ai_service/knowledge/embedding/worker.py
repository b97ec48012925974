"""The process that holds the model of wordllama: frames of texts on standard input, vectors on output.

A frame is a length of four bytes and JSON, an answer is a length and 32-bit floats. The model and its
libraries take 110 MB, which the service does not need while nobody embeds anything.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

CONFIG: Final = "l2_supercat"
DIMENSION: Final = 256


def load() -> Any:
    """The model from the wheel; nothing is downloaded."""
    import wordllama  # noqa: PLC0415 - it configures the root logger

    logging.disable(logging.INFO)
    # It looks for its files below the cache folder, as the wheel lays them out.
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(CONFIG, cache_dir=folder, dim=DIMENSION, disable_download=True)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the input ends."""
    model = load()
    while head := requests.read(4):
        texts = json.loads(requests.read(int.from_bytes(head)))
        # A text without a known word has no direction; it gets a vector of zeros.
        vectors = model.embed(texts, norm=False)
        content: bytes = vectors.astype("<f4").tobytes()
        answers.write(len(content).to_bytes(4) + content)
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
