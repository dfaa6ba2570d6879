"""Customers: found, exported, forgotten; and the search over cases."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from headwater.api.background import forget_files
from headwater.api.domain import Scope
from headwater.api.door import PROBLEMS, Key, now, who
from headwater.api.shapes.base import NO_NUL, REACHED, Id
from headwater.api.shapes.cases import CaseList, CaseRow
from headwater.api.shapes.others import CustomerOut, ErasedOut
from headwater.desk import service as desk
from headwater.jobs.service import later
from headwater.people.service import record

router = Router(tags=["customers"])
FOUND = {200: CustomerOut} | PROBLEMS
ZIP: dict[str, Any] = {
    "responses": {
        200: {
            "description": "A zip",
            "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get("/customers", auth=Key(Scope.READ_CUSTOMERS), response=FOUND, operation_id="find_customer")
def find_customer(request: HttpRequest, address: Annotated[str, Query(max_length=320, pattern=REACHED)]) -> CustomerOut:
    """The customer who has this e-mail address or telephone number."""
    return _told(request, desk.customer_with(user=who(request).user, address=address))


@router.get("/customers/{customer}", auth=Key(Scope.READ_CUSTOMERS), response=FOUND, operation_id="get_customer")
def get_customer(request: HttpRequest, customer: Id) -> CustomerOut:
    """A customer with their addresses and the cases that the key's owner may see."""
    return _told(request, desk.customer_page(user=who(request).user, customer=customer))


def _told(request: HttpRequest, page: desk.CustomerPage) -> CustomerOut:
    record(act="customer read by API", now=now(), by=who(request).user, customer_id=page.id)
    addresses = [{"kind": kind, "value": value} for kind, value in page.addresses]
    return CustomerOut.model_validate(
        {
            "id": page.id,
            "name": page.name,
            "language": page.language,
            "created_at": page.created_at,
            "addresses": addresses,
            "cases": page.cases,
        }
    )


@router.get(
    "/customers/{customer}/export",
    auth=Key(Scope.PRIVACY),
    response={200: str} | PROBLEMS,
    operation_id="export_customer",
    openapi_extra=ZIP,
)
def export_customer(request: HttpRequest, customer: Id) -> HttpResponse:
    """Everything that is kept about one customer, as a zip: data.json, attachments/, raw/."""
    made = desk.export_person(customer=customer, by=who(request).user, now=now()).zip()
    name = f'attachment; filename="customer-{customer}.zip"'
    return HttpResponse(made, content_type="application/zip", headers={"Content-Disposition": name})


@router.delete(
    "/customers/{customer}",
    auth=Key(Scope.PRIVACY),
    response={202: ErasedOut} | PROBLEMS,
    operation_id="erase_customer",
)
def erase_customer(request: HttpRequest, customer: Id) -> Status[ErasedOut]:
    """Forget one customer with all their cases; it cannot be undone. Files and the record follow within a minute."""
    made = desk.erase_customer(customer=customer, by=who(request).user, now=now())
    later(forget_files)
    return Status(202, ErasedOut(customer=made.customer, cases=made.cases))


@router.get("/search", auth=Key(Scope.READ_CASES), response={200: CaseList} | PROBLEMS, operation_id="search")
def search(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=300, pattern=NO_NUL, description="All of these words; `refu*` is a beginning")],
    after: Annotated[str, Query(pattern=r"^([0-9]{1,18}~[0-9]{1,6}(~1)?)?$")] = "",
) -> CaseList:
    """Cases that hold all these words, the best of the newest first; where few do, those with parts of words too."""
    user = who(request).user
    page = desk.search(user=user, words=q, now=now(), page=after)
    if page.rows:
        named = " ".join(str(row.number) for row in page.rows)
        record(act="search read by API", what=f"cases {named}", now=now(), by=user)
    return CaseList(cases=[CaseRow.model_validate(row) for row in page.rows], after=page.older)
