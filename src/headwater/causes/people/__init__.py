"""Person or system: how much of the difference in outcomes goes with the conditions, how much with who served."""

from headwater.causes.people.domain import Contrast, Evidence, Guard, PersonOrSystem, PersonStatement
from headwater.causes.people.profile import Share
from headwater.causes.people.service import decompose

__all__ = ["Contrast", "Evidence", "Guard", "PersonOrSystem", "PersonStatement", "Share", "decompose"]
