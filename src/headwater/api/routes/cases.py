"""Cases: lists, one case, a new one."""

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router, Status

from headwater.api.channel import hear, open_by_api
from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, IdempotencyKey, Key, now, who
from headwater.api.shapes.base import NO_NUL, PLACE, Id, cursor, place
from headwater.api.shapes.cases import CaseIn, CaseList, CaseNow, CaseOut, CaseRow, MessageNow, SaidIn
from headwater.desk import service as desk
from headwater.desk.service import Incoming
from headwater.people.service import record

router = Router(tags=["cases"])
STATE = Literal["new", "open", "waiting", "snoozed", "done", "ended", "merged", "aside", "answered"]


@router.get("/cases", auth=Key(Scope.READ_CASES), response={200: CaseList} | PROBLEMS, operation_id="list_cases")
def list_cases(
    request: HttpRequest,
    state: Annotated[list[STATE] | None, Query(description="“answered”: snoozed, and the customer wrote since")] = None,
    holder: Annotated[str, Query(pattern=r"^(me|nobody|[0-9]{1,18})?$")] = "",
    team: Annotated[Id | None, Query()] = None,
    tag: Annotated[str, Query(max_length=300, pattern=NO_NUL)] = "",
    channel: Annotated[str, Query(max_length=300, pattern=NO_NUL)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    after: Annotated[str, Query(pattern=PLACE, description="as the page before gave it")] = "",
) -> CaseList:
    """Cases that the key's owner sees, the newest change first; all but merged ones unless states are named."""
    asked = desk.Query(
        states=tuple(dict.fromkeys(state or ("new", "open", "waiting", "snoozed", "done", "ended"))),
        holder=int(holder) if holder.isdigit() else holder or None,
        team=team,
        tag=tag,
        channel=channel,
    )
    rows, last = desk.listing(user=who(request).user, asked=asked, after=place(after), rows=limit, now=now())
    return CaseList(cases=[CaseRow.model_validate(row) for row in rows], after=cursor(last))


@router.get("/cases/{number}", auth=Key(Scope.READ_CASES), response={200: CaseOut} | PROBLEMS, operation_id="get_case")
def get_case(request: HttpRequest, number: Id, before: Annotated[Id | None, Query()] = None) -> CaseOut:
    """A case with its newest messages; `before` a message's id gives older ones."""
    user, at = who(request).user, now()
    page = desk.case_page(user=user, number=number, now=at, before=before)
    record(act="case read by API", now=at, by=user, case_id=number, customer_id=page.row.customer.id)
    return CaseOut.model_validate(page)


@router.post("/cases", auth=Key(Scope.WRITE_CASES), response={201: CaseNow} | PROBLEMS, operation_id="create_case")
def create_case(request: HttpRequest, given: CaseIn, key: IdempotencyKey = "") -> Status[CaseNow]:
    """Open a case in the customer's own words (the channel HTTP API, live only with its exposure sheet)."""
    said = Incoming(
        text=given.words,
        subject=given.subject,
        sender_name=given.name,
        sender_address=given.address,
        channel="api",
        language=given.language,
    )
    made = open_by_api(caller=who(request), said=said, key=key, team=given.team, kind_asked=given.kind_asked, now=now())
    return Status(201, CaseNow.model_validate(made))


@router.post(
    "/cases/{number}/messages",
    auth=Key(Scope.WRITE_CASES),
    response={201: MessageNow} | PROBLEMS,
    operation_id="add_message",
)
def add_message(request: HttpRequest, number: Id, given: SaidIn, key: IdempotencyKey = "") -> Status[MessageNow]:
    """The customer wrote again; a case that was done or ended opens again."""
    said = Incoming(text=given.words, sender_name=given.name, sender_address=given.address, channel="api")
    message = hear(caller=who(request), case=number, said=said, key=key, now=now())
    return Status(201, MessageNow.model_validate(message))
