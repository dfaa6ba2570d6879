"""Links and the question of the customer's own page by a real Exim, and what comes of them."""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.desk.channels.email.letters import mail
from tests.desk.channels.email.test_real_servers import arrived, box, clock
from tests.desk.channels.email.world import NOW

from headwater.desk import own_page
from headwater.desk import service as desk
from headwater.desk.channels.email import own_page as letters
from headwater.desk.channels.email import service as channel
from headwater.desk.models import Case, ChannelSheet, CustomerLink

__all__ = ["box"]


@pytest.fixture
def live(tmp_path, monkeypatch: pytest.MonkeyPatch, box):
    monkeypatch.setattr(settings, "DATA", tmp_path)
    said = {"operated_by": "We", "data_leaving": "none", "told_customer": "all"}
    ChannelSheet.objects.create(channel="page", confirmed_at=NOW, **said)
    return box


def test_a_link_that_was_asked_for_arrives_and_opens_the_page(servers, live):
    servers.put(live.address, mail(sender="Ada <own1@example.org>"))
    channel.fetch(mailbox=live.pk, clock=clock)
    for address in ("own1@example.org", "nobody-own@example.org"):
        desk.ask_for_link(address=address, language="de", now=NOW)
    assert letters.send_links(now=NOW) == 1
    (got,) = arrived(servers, "own1@example.org")
    assert got["Subject"] == "Ihre Seite bei uns"
    assert got["Auto-Submitted"] == "auto-generated"
    (token,) = own_page.tokens_in(got.get_body().get_content())
    assert desk.open_link(token=token, purpose="page", now=NOW).customer == Case.objects.get().customer
    assert servers.stored("nobody-own@example.org") == []
    assert letters.send_links(now=NOW) == 0


def test_the_question_leaves_in_the_thread_and_the_answer_ends_the_case(servers, live):
    servers.put(live.address, mail(sender="Ada <own2@example.org>"))
    channel.fetch(mailbox=live.pk, clock=clock)
    case = desk.done(case=Case.objects.get(), by=None, now=NOW)
    own_page.write(own_page.Settings(follow_up=True))
    later = NOW + timedelta(days=4)
    assert letters.follow_up(now=later) == 1
    assert channel.send_all(clock=lambda: later) == 1
    (got,) = arrived(servers, "own2@example.org")
    assert (got["In-Reply-To"], got["Auto-Submitted"], got["Cc"]) == ("<m1@example.org>", "auto-replied", None)
    (token,) = own_page.tokens_in(got.get_body().get_content())
    case.refresh_from_db()
    assert (case.state, CustomerLink.objects.get().used_at) == ("done", None)
    link = desk.open_link(token=token, purpose="outcome", now=later)
    desk.own_answer(link=link, reached=True, words="", now=later)
    case.refresh_from_db()
    assert (case.state, case.ending) == ("ended", "outcome_reached")
