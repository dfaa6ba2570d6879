"""One thread for the linear algebra: matrices this small lose more to waiting threads than they gain.

Measured: on a busy machine of two cores the same answer took many times as long with the libraries' threads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the linear algebra to one thread for as long as the block runs."""
    with _libraries().limit(limits=1, user_api="blas"):
        yield


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()
