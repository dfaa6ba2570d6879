"""What every page carries, and that hostile mail runs nothing."""

import re

import pytest
from django.test import Client
from tests.web.given import case
from tests.web.places import ROWS
from tests.world import World

from headwater.desk.models import Attachment, Message

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)


def client_of(world: World, who: str = "olga") -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


PAGES = ["/", "/inbox/", "/cases/new/", "/people/", "/channels/", "/me/", "/audit/", "/import/", "/causes/", "/search/"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_anything_inline(world: World, address: str):
    page = client_of(world).get(address)
    assert page.status_code == 200
    assert INLINE.findall(page.text) == []
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_html_of_a_mail_runs_and_loads_nothing(world: World):
    message = Message.objects.get(case=case(world))
    message.html_safe = '<script>alert(1)</script><img src="https://spy.example/x.gif" onerror="x()"><p>Hi</p>'
    message.save()
    page = client_of(world, "alice").get(f"/cases/{message.case_id}/messages/{message.pk}/html/")
    assert "<script" not in page.text
    assert "onerror" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "img-src data:" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_a_file_from_a_customer_is_saved_not_opened(world: World):
    number = ROWS["attachment"].of(world)["file"]
    file = Attachment.objects.get(pk=number)
    file.name, file.type = 'x".html', "text/html"
    file.save()
    answer = client_of(world, "alice").get(f"/attachments/{number}/")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''x%22.html")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_words_of_a_customer_are_text(world: World):
    made = case(world)
    Message.objects.filter(case=made).update(text="<b>x</b><script>1</script>", stripped="<b>x</b><script>1</script>")
    page = client_of(world, "alice").get(f"/cases/{made.number}/")
    assert "&lt;b&gt;x&lt;/b&gt;" in page.text
    assert "<b>x</b>" not in page.text


def test_the_form_for_customers_forgets_machines_and_has_a_limit(world: World):
    from tests.world import NOW

    from headwater.desk.channels import sheets
    from headwater.desk.models import Case

    client = Client()
    assert client.get("/contact/").status_code == 404
    sheets.confirm_sheet(
        channel="webform", operated_by="We do", data_leaving="none", told_customer="Kept here", by=world.olga, now=NOW
    )
    assert "Kept here" in client.get("/contact/").text
    said = {"words": "It broke", "address": "ada@example.org"}
    assert client.post("/contact/", {**said, "website": "http://spam"}).status_code == 302
    assert Case.objects.count() == 0
    assert client.post("/contact/", said).status_code == 302
    assert client.post("/contact/", said).status_code == 302
    assert Case.objects.count() == 1
    assert client.post("/contact/", {**said, "address": "nowhere"}).status_code == 422
    answers = [client.post("/contact/", {**said, "words": f"It broke {i}"}).status_code for i in range(12)]
    assert answers[-1] == 429
