"""Every question on a form has a reason, a use and an owner; leaving takes no more steps than joining."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.given import case
from tests.world import World

from headwater.desk import own_page
from headwater.desk import service as desk
from headwater.desk.acts import own_links
from headwater.desk.channels import sheets
from headwater.desk.models import Case, FormQuestion
from headwater.web.outside import questions

pytestmark = pytest.mark.django_db
OUTSIDE = questions.TEMPLATES / "outside"
FIELD = re.compile(r'<(input|textarea|select)\b([^>]*?)\bname="(\w+)"([^>]*)>')


def asked(template: Path) -> set[str]:
    """The fields of a template that a person fills."""
    found = FIELD.findall(re.sub(r"{%.*?%}|{{.*?}}", "", template.read_text(encoding="utf-8")))
    return {name for _, before, name, after in found if 'type="hidden"' not in before + after and name != "website"}


@pytest.mark.parametrize(
    ("form", "templates"),
    [
        ("contact", ["contact"]),
        ("link", ["own_ask"]),
        ("page", ["own", "own_data", "own_erase", "own_leave"]),
        ("outcome", ["own_outcome"]),
    ],
)
def test_every_field_of_a_form_is_a_question_with_a_reason(form: str, templates: list[str]):
    fields = set().union(*(asked(OUTSIDE / f"{name}.html") for name in templates))
    assert {name for where, name in questions.NAMES if where == form} == fields


def test_no_other_page_for_customers_asks_anything():
    known = {"contact", "own_ask", "own", "own_data", "own_erase", "own_leave", "own_outcome"}
    others = [path for path in OUTSIDE.glob("*.html") if path.stem not in known]
    assert {path.stem: asked(path) for path in others if asked(path)} == {}


def test_one_without_a_reason_is_flagged_with_its_owner(world: World, client: Client):
    client.force_login(world.paul)
    page = client.get("/privacy/questions/").text
    assert f"{len(questions.QUESTIONS)} questions are asked without" in page
    assert "Olga" in page
    sent = {"form": "contact", "name": "wanted", "reason": "To end well", "use": "The case", "owner": world.bob.pk}
    client.post("/privacy/questions/", sent)
    assert FormQuestion.objects.get().owner == world.bob
    assert f"{len(questions.QUESTIONS) - 1} questions are asked without" in client.get("/privacy/questions/").text
    assert client.post("/privacy/questions/", sent | {"name": "postcode"}).status_code == 404


def test_leaving_takes_no_more_steps_than_joining(world: World, client: Client, data: Path):
    found = questions.steps()
    assert (found.join_form, found.leave, found.leave_question, found.fair) == (4, 2, 2, True)
    client.force_login(world.paul)
    page = client.get("/privacy/").text
    assert "takes a customer 4 steps by the web form" in page
    assert "Leaving takes 2 by the link under an answer" in page
    assert "No link stands under answers now" in page
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=timezone.now(), **told)
    assert "No link stands under answers now" not in client.get("/privacy/").text


class Forms(HTMLParser):
    """Of a page's forms: where each goes, what has to be filled, and what each button says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[dict[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), [], []))
        elif tag == "button" and self.found:
            self.found[-1][2].append(given)
        elif "required" in given and self.found:
            self.found[-1][1].append(given["name"])


def forms(page: str) -> list[tuple[str, list[str], list[dict[str, str]]]]:
    read = Forms()
    read.feed(page)
    return read.found


def under(made: Case, world: World) -> str:
    """The address of the link that an answer to this case ends with."""
    sheets.confirm_sheet(channel="page", by=world.olga, now=timezone.now(), **TOLD)
    answer = desk.reply(case=made, text="Here", by=world.alice, now=timezone.now(), hold_seconds=0)
    link = own_links.under_answer(answer, now=timezone.now())
    assert link
    return f"/mine/{own_links.token_of(link)}/"


TOLD = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
MAIL, CALL = 2, 1
"""writing and sending; calling: nothing of ours is between"""


@pytest.mark.parametrize("came", ["webform", "email", "api"])
def test_whoever_came_in_writing_leaves_by_the_link_in_no_more_steps(
    world: World, client: Client, data: Path, came: str
):
    joined = MAIL
    if came == "webform":
        sheets.confirm_sheet(channel="webform", by=world.olga, now=timezone.now(), **TOLD)
        ((_, fill, _),) = forms(client.get("/contact/").text)
        joined = 1 + len(fill) + 1
        client.post("/contact/", {"words": "Where is it?", "address": "ada@example.org"})
        made = Case.objects.get()
    else:
        made = desk.open_case(
            channel=came, customer_name="Ada", address="ada@example.org", words="Where is it?", now=timezone.now(),
            team=world.counter,
        )  # fmt: skip
    address = under(made, world)
    left = [1 + len(fill) + 1 for goal, fill, _ in forms(client.get(address).text) if goal == f"{address}leave/"]
    assert left == [questions.steps().leave]
    assert left[0] <= joined
    client.post(f"{address}leave/")
    assert desk.own_story(customer=made.customer).left_at


def test_the_question_can_be_left_by_in_no_more_steps(world: World, client: Client):
    made = desk.done(case=case(world), by=None, now=timezone.now())
    link = own_links.make(
        customer=made.customer, purpose="outcome", address="ada@example.org", now=timezone.now(), language="en",
        lasts=own_links.OUTCOME, case=made,
    )  # fmt: skip
    address = f"/outcome/{own_links.token_of(link)}/"
    ((_, fill, buttons),) = forms(client.get(address).text)
    assert [b["name"] for b in buttons if "name" in b] == ["skip", "leave"]
    assert 1 + len(fill) + 1 == questions.steps().leave_question <= MAIL
    assert "You hear nothing more from us" in client.post(address, {"leave": "1", "words": ""}).text
    assert desk.own_story(customer=made.customer).left_at
    assert Case.objects.get().state == "done"


def test_whoever_called_leaves_by_saying_so(world: World, client: Client):
    made = case(world)
    client.force_login(world.alice)
    address = f"/customers/{made.customer_id}/preferences/"
    assert 'value="no_contact"' in client.get(address).text
    client.post(address, {"kind": "no_contact", "said": f"{timezone.localdate()}"})
    assert desk.own_story(customer=made.customer).left_at
    assert questions.steps().leave_phone <= CALL


def test_the_owner_decides_what_is_sent_by_itself(world: World, client: Client, data: Path):
    client.force_login(world.olga)
    page = client.get("/settings/own-page/").text
    assert "no page of their own yet" in page
    assert "No mailbox sends" in page
    client.post("/settings/own-page/", {"follow_up": "on", "follow_up_days": "5"})
    assert own_page.read() == own_page.Settings(link_in_answers=False, follow_up=True, follow_up_days=5)
    for wrong in ("", "0", "61", "x"):
        assert client.post("/settings/own-page/", {"follow_up_days": wrong}).status_code == 422
    assert own_page.read().follow_up_days == 5
