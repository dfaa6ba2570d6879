"""A name or a subject with controls of direction turns nothing around it, in no plain text of a page either."""

import html
import json
import re

import pytest
from django.test import Client
from tests.world import NOW, World

from headwater.desk import service as desk
from headwater.desk.channels.email.composing import subject
from headwater.shared.turning import TURNS, unturned

RLO, PDI = "\u202e", "\u2069"
PLAIN = re.compile(r"<title>(.*?)</title>|<option[^>]*>(.*?)</option>|(?:title|aria-label|placeholder)=\"(.*?)\"", re.S)


def plain_texts(page: str) -> str:
    return html.unescape(" ".join("".join(found) for found in PLAIN.findall(page)))


@pytest.mark.parametrize("control", [chr(code) for code in TURNS])
def test_a_control_is_taken_out_and_letters_stay(control: str):
    assert unturned(f"{control}שלום{control} abc") == "שלום abc"


@pytest.mark.django_db
def test_no_plain_text_of_a_page_is_turned(world: World):
    world.bob.name = f"Bob{RLO}gpj"
    world.bob.save()
    world.warehouse.name = f"{PDI}{RLO}Lager"
    world.warehouse.save()
    case = desk.open_case(
        channel="email", customer_name=f"Ada{RLO}", address="ada@example.org", words="Hi", team=world.counter,
        subject=f"{RLO}fdp.exe " + "long " * 40, now=NOW,
    )  # fmt: skip
    client = Client()
    client.force_login(world.olga)
    here = f"/cases/{case.number}/"
    for address in (here, f"{here}assign/", f"{here}hand-over/", "/cases/new/", "/inbox/lists/new/", "/people/",
                    f"/teams/{world.warehouse.pk}/", "/search/?q=%E2%80%AEabc"):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 200, address
        assert not set(plain_texts(page.text)) & set(map(chr, TURNS)), address
    assert "<title>fdp.exe" in client.get(here).text


@pytest.mark.django_db
def test_neither_is_a_refusal_a_notice_or_the_subject_of_a_mail(world: World):
    world.charlie.name = f"Charlie{RLO}"
    world.charlie.save()
    case = desk.open_case(
        channel="email", customer_name="Ada", address="ada@example.org", words="Hi", team=world.counter,
        subject=f"{RLO}fdp.exe", now=NOW,
    )  # fmt: skip
    client = Client()
    client.force_login(world.olga)
    given = {"holder": str(world.charlie.pk)}
    page = client.post(f"/cases/{case.number}/assign/", given)
    beside = client.post(f"/cases/{case.number}/assign/", given, headers={"HX-Request": "true"})
    assert (page.status_code, beside.status_code) == (422, 422)
    assert "Charlie" in page.text
    assert RLO not in page.text + beside.text + json.loads(beside.headers["HX-Trigger"])["refused"]["said"]
    message = desk.reply(case=case, text="Yes", by=world.olga, now=NOW)
    assert subject(message) == f"Re: fdp.exe [#{case.number}]".removeprefix("" if message.in_reply_to else "Re: ")
