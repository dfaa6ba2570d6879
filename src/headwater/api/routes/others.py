"""Who I am, the teams, moments from outside."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, Key, now, who
from headwater.api.sending import take
from headwater.api.shapes.others import MeOut, MomentIn, MomentsIn, MomentsOut, TeamOut, Teams
from headwater.people import service as people

router = Router(tags=["others"])


@router.get("/me", auth=Key(), response={200: MeOut} | PROBLEMS, operation_id="me")
def me(request: HttpRequest) -> MeOut:
    """Who the key acts as, its uses, and the role in each team by the team's id."""
    caller = who(request)
    return MeOut(
        id=caller.user.pk,
        name=caller.user.name,
        key=caller.name,
        team=caller.team,
        scopes=sorted(caller.scopes),
        teams={str(team): role.value for team, role in caller.user.roles.items()},
    )


@router.get("/teams", auth=Key(), response={200: Teams} | PROBLEMS, operation_id="teams")
def teams(request: HttpRequest) -> Teams:  # noqa: ARG001 -- django-ninja calls it so
    """Every team: a case can be handed over to each."""
    return Teams(teams=[TeamOut.model_validate(team) for team in people.teams()])


@router.post(
    "/moments", auth=Key(Scope.WRITE_MOMENTS), response={202: MomentsOut} | PROBLEMS, operation_id="send_moments"
)
def send_moments(request: HttpRequest, given: MomentsIn) -> Status[MomentsOut]:
    """What happened elsewhere (orders, deliveries, refunds): in the record within a minute, each key once."""
    taken, known = take(moments=[(m.key, _row(m)) for m in given.moments], by=who(request).user, now=now())
    return Status(202, MomentsOut(taken=taken, known=known))


def _row(moment: MomentIn) -> dict[str, Any]:
    row = moment.model_dump(mode="json", exclude={"key", "attributes"}, exclude_none=True)
    return row | {"attributes": {name: _text(value) for name, value in moment.attributes.items()}}


def _text(value: str | float | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
