"""Names for the types of arrays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Booleans = NDArray[np.bool_]
Bytes = NDArray[np.int8]
Indices = NDArray[np.int64]
