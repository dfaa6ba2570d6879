"""The chain: which steps feed which, how long each waits, where cases loop, and how all that is counted."""

from headwater.chain.result import Chain
from headwater.chain.service import chain

__all__ = ["Chain", "chain"]
