"""Every question on a form has a reason, a use and an owner; leaving takes no more steps than joining."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from tests.world import World

from headwater.desk import own_page
from headwater.desk.channels import sheets
from headwater.desk.models import FormQuestion
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
    assert (found.join, found.leave) == (4, 2)
    client.force_login(world.paul)
    page = client.get("/privacy/").text
    assert "takes a customer 4 steps" in page
    assert "Leaving takes 2" in page
    assert "No link stands under answers now" in page
    told = {"operated_by": "We", "data_leaving": "none", "told_customer": "Kept here"}
    sheets.confirm_sheet(channel="page", by=world.olga, now=timezone.now(), **told)
    assert "No link stands under answers now" not in client.get("/privacy/").text


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
