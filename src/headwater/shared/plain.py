"""Values as JSON knows them."""

import math
from typing import Any


def clean(value: Any) -> Any:
    """Plain JSON values: tuples become lists, NaN and infinities become None, numbers of numpy become Python's."""
    if isinstance(value, dict):
        return {str(key): clean(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(part) for part in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
