"""Values as JSON knows them."""

import json
import math
import re
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
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def json_text(value: Any, indent: int) -> str:
    """JSON in UTF-8 without NaN; control characters, which JSON allows above 0x7f, are escaped: the value is the
    same, and a terminal obeys none."""
    text = json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False)
    return re.sub(r"[\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", text)
