"""Who may do what with a case; the predicates are those of people."""

from headwater.desk.errors import NotAllowedError, NotFoundError
from headwater.people.models import User
from headwater.people.rules import may_see_case, may_serve_case

__all__ = ["may_see_case", "may_serve_case", "must_see", "must_serve"]


def must_see(user: User | None, team: int | None, number: int) -> None:
    """Raises NotFoundError: who may not see a case is not told that it exists. None is the server itself."""
    if user is not None and not may_see_case(user, team):
        raise NotFoundError(f"There is no case {number} that you may see; ask the team that has it.")


def must_serve(user: User | None, team: int | None, number: int) -> None:
    """Raises NotAllowedError where somebody may look and write notes but not serve the customer."""
    must_see(user, team, number)
    if user is not None and not may_serve_case(user, team):
        raise NotAllowedError(f"Only people who serve case {number}'s customers may do this; write a note instead.")
