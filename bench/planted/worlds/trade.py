"""What a trade's exports look like: the words from which a world is dealt."""

from dataclasses import dataclass

Group = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Trade:
    """Steps in order with the team (by position in `teams`) that does them; levels of mix go from easy to hard."""

    name: str
    case: tuple[str, ...]
    steps: tuple[tuple[str, int], ...]
    teams: tuple[str, ...]
    flags: tuple[str, ...]
    groups: tuple[Group, ...]
    mixes: tuple[Group, ...]
    numbers: tuple[str, ...]


STEP = ("activity", "step", "status", "event", "task", "action", "Activity")
AT = ("timestamp", "at", "completed_at", "event_time", "finished_at", "changed_at", "Complete Timestamp")
START = ("started_at", "start_time", "begin", "work_start")
WHO = ("agent", "resource", "employee", "handled_by", "user", "Resource")
TEAM = ("team", "department", "group", "assignment_group", "org_unit")
CUSTOMER = ("customer", "customer_id", "client_no", "account", "caller_id")
CHANNEL = ("channel", "contact_type", "source")
CHANNELS = ("phone", "mail", "web", "chat", "counter")

SIGN_STEPS = ("Complaint received", "Apology sent", "Refund issued", "Escalated to manager", "Goodwill credit given")
SIGN_COLUMNS = ("complaint", "apology_sent", "refund_given", "escalated", "compensation_paid", "claim_raised")
CHASE_STEPS = ("Customer called again", "Reminder from customer", "Status asked")

OUTCOMES = ("rating", "csat", "reopened", "sla", "outcome", "abandoned", "nps", "spoiled")

FIRST_NAMES = (
    "Ada", "Ben", "Chiara", "Dara", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kim", "Lena", "Marek",
    "Nadia", "Omar", "Petra", "Quinn", "Rosa", "Sven", "Tara", "Uma", "Viktor", "Wanda", "Yusuf", "Zoe",
)  # fmt: skip
