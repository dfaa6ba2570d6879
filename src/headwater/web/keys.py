"""Numbers in addresses: what is too long to be one is no address of ours."""

from headwater.shared.whole import MOST_DIGITS


class Key:
    """`<key:number>` in an address."""

    regex = rf"[0-9]{{1,{MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        """As the view gets it."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)
