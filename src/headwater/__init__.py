"""Headwater follows what spoils a customer's experience upstream, to the link of the service chain where it starts.

import headwater as hw
m = hw.read("incidents.parquet")
c = hw.chain(m)
f = hw.causes(m, spoiled="rating <= 2 or reopened")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headwater.causes.service import causes, person_or_system
    from headwater.chain.service import chain
    from headwater.moments.service import read

__version__ = "0.1.0"
__all__ = ["causes", "chain", "person_or_system", "read"]

_HOMES = {
    "read": "headwater.moments.service",
    "chain": "headwater.chain.service",
    "causes": "headwater.causes.service",
    "person_or_system": "headwater.causes.service",
}


def __getattr__(name: str) -> Any:
    """Load a part when it is first asked for, so that `import headwater` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"headwater has no part named {name!r}")
    return getattr(import_module(_HOMES[name]), name)
