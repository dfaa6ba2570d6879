"""How the parts of the kernel are compiled: into the loop that calls them, without a way in from Python."""

from typing import Any

from numba import njit

_WITHIN: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
part = njit(nogil=True, error_model="numpy", **_WITHIN)
