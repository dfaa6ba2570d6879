"""A mail becomes a message in a case, once, whatever it is."""

import pytest
from django.db.models.signals import pre_save
from tests.desk.channels.email.letters import bounce, mail
from tests.desk.channels.email.world import NOW, make_mailbox

from headwater.desk import service as desk
from headwater.desk.channels.email import signing
from headwater.desk.channels.email.domain import Arrival, Result
from headwater.desk.channels.email.ingest import ingest, ingest_many
from headwater.desk.models import (
    Attachment,
    Case,
    DeadLetter,
    Mailbox,
    Message,
    OutboxMoment,
    RawMail,
    Related,
)
from headwater.desk.store import files
from headwater.people.models import Team


@pytest.fixture
def box(db: None) -> Mailbox:
    return make_mailbox()


def take(box, raw, **more):
    return ingest(mailbox=box.pk, raw=raw, now=NOW, **more)


def sent_by_us(case, text="It left today.", to="ada@example.org"):
    """An answer of ours that has left."""
    message = desk.reply(case=case, text=text, by=None, now=NOW, hold_seconds=0, to=[to])
    made = signing.message_id(case=case.number, message=message.pk, domain="shop.example")
    desk.mark_sent(message=message, message_id=made, now=NOW)
    return Message.objects.get(pk=message.pk)


def test_a_mail_opens_a_case_with_its_moment_and_its_bytes(box):
    raw = mail()
    outcome = take(box, raw)
    case = Case.objects.get()
    assert outcome.result is Result.OPENED
    assert (outcome.case, case.subject, case.channel) == (case.number, "Parcel", "email")
    assert case.own_words == "Where is my parcel? It never came."
    assert bytes(RawMail.objects.get(as_message__case=outcome.case).data) == raw
    assert [m.step for m in OutboxMoment.objects.all()] == ["Case opened"]


def test_the_same_mail_again_changes_nothing(box):
    first, again = take(box, mail()), take(box, mail())
    assert (again.result, again.case) == (Result.KNOWN, first.case)
    assert (Case.objects.count(), Message.objects.count(), RawMail.objects.count()) == (1, 1, 1)


def test_one_mail_in_two_mailboxes_is_one_conversation(box):
    other = make_mailbox("sales@shop.example")
    first = take(box, mail(received="by a"))
    second = take(other, mail(received="by b"))
    assert (second.result, second.case) == (Result.COPY, first.case)
    assert Message.objects.count() == 1
    assert set(RawMail.objects.values_list("mailbox", "as_message")) == {
        (box.pk, second.message),
        (other.pk, second.message),
    }


def test_another_mail_under_a_used_message_id_is_kept(box):
    take(box, mail())
    again = take(box, mail("Something else entirely."))
    assert again.result is Result.OPENED
    assert Message.objects.count() == 2


def test_an_answer_joins_by_our_signed_id_also_where_the_message_is_gone(box):
    case = Case.objects.get(number=take(box, mail()).case)
    ours = sent_by_us(case)
    made = ours.message_id
    ours.delete()
    answer = take(box, mail("Thanks!", message_id="<m2@x>", in_reply_to=f"<{made}>", sender="stranger@x.example"))
    assert (answer.result, answer.case) == (Result.JOINED, case.number)


def test_a_forged_signature_joins_nothing(box):
    case = Case.objects.get(number=take(box, mail()).case)
    made = signing.message_id(case=case.number, message=99, domain="shop.example")
    forged = made.replace("hw.", "hw.").replace(f".{made.split('.')[3].split('@')[0]}@", "." + "a" * 24 + "@")
    assert signing.case_of_message_id(made) == case.number
    assert signing.case_of_message_id(forged) is None
    found = take(box, mail("Hi", message_id="<m2@x>", in_reply_to=f"<{forged}>"))
    assert found.result is Result.OPENED


def test_an_answer_joins_by_the_reply_address_of_header_or_envelope(box):
    case = take(box, mail()).case
    address = signing.reply_address(case=case, mailbox=box.address)
    a = take(box, mail("One", message_id="<m2@x>", to=address.upper(), sender="c@x.example"))
    b = take(box, mail("Two", message_id="<m3@x>", sender="c@x.example"), recipients=[address])
    c = take(box, mail("Three", message_id="<m4@x>", sender="c@x.example", delivered_to=address))
    forged = address.replace(address.split("-")[2][:4], "aaaa")
    d = take(box, mail("Four", message_id="<m5@x>", to=forged, sender="c@x.example"))
    assert [a.case, b.case, c.case] == [case] * 3
    assert d.result is Result.OPENED


@pytest.fixture
def two_teams(db):
    """Mailboxes of two teams."""
    teams = [Team.objects.create(name=name) for name in ("Counter", "Billing")]
    return [make_mailbox(f"{t.name.lower()}@shop.example", team=t) for t in teams]


def test_a_mail_to_two_teams_is_one_case_and_the_other_team_has_a_copy_aside(two_teams):
    counter, billing = two_teams
    first, second = take(counter, mail(received="by a")), take(billing, mail(received="by b"))
    assert (first.result, second.result) == (Result.OPENED, Result.COPY)
    copy = Case.objects.get(number=second.case)
    assert (copy.state, copy.team, copy.own_words) == ("aside", billing.team, "Where is my parcel? It never came.")
    told = OutboxMoment.objects.get(case_number=copy.number)
    assert (told.step, told.quiet, told.attributes["copy_of"]) == ("Copy received", True, first.case)
    assert RawMail.objects.count() == 2
    assert take(billing, mail(received="by b")).result is Result.KNOWN
    again = take(billing, mail(received="by c"))
    assert (again.result, again.case, Case.objects.count()) == (Result.COPY, copy.number, 2)
    follow = take(billing, mail("And?", message_id="<2@x>", in_reply_to="<m1@example.org>"))
    assert (follow.result, follow.case) == (Result.JOINED, first.case)


def test_no_copy_for_a_team_that_sees_the_case_or_had_it(two_teams, box):
    counter, billing = two_teams
    common = take(box, mail(received="by a"))
    assert take(billing, mail(received="by b")).case == common.case
    own = take(counter, mail("Hm", message_id="<2@x>", received="by a"))
    desk.hand_over(case=own.case, team=billing.team, by=None, now=NOW)
    assert take(billing, mail("Hm", message_id="<2@x>", received="by b")).case == own.case
    assert Case.objects.count() == 2


def test_references_count_newest_first(box):
    one = take(box, mail("One", message_id="<1@x>", subject="One")).case
    two = take(box, mail("Two", message_id="<2@x>", subject="Two")).case
    old = take(box, mail("More", message_id="<3@x>", references="<2@x> <1@x> <unknown@x>"))
    assert old.case == one
    nearest = take(box, mail("More still", message_id="<4@x>", references="<1@x>", in_reply_to="<2@x>"))
    assert nearest.case == two


def test_a_quoted_number_lets_in_only_who_takes_part(box):
    case = take(box, mail()).case
    own = take(box, mail("It is me", message_id="<2@x>", subject=f"Re: Parcel [#{case}]"))
    stranger = take(box, mail("Me too", message_id="<3@x>", subject=f"[#{case}]", sender="eve@evil.example"))
    assert (own.result, own.case) == (Result.JOINED, case)
    assert stranger.result is Result.OPENED
    related = Related.objects.get()
    assert (related.case_id, related.other_id) == (stranger.case, case)
    assert "takes no part" in related.why


def test_another_reply_to_does_not_make_a_stranger_a_participant(box):
    case = take(box, mail()).case
    forged = mail("x", message_id="<2@x>", subject=f"[#{case}]", sender="eve@evil.example", reply_to="ada@example.org")
    assert take(box, forged).result is Result.OPENED


def test_a_form_that_writes_for_customers_keeps_them_apart(box):
    for n, who in enumerate(("ada@example.org", "bob@example.org")):
        take(box, mail(message_id=f"<{n}@f>", sender="forms@forms.example", reply_to=who))
    assert Case.objects.values("customer").distinct().count() == 2


def test_automatic_mail_is_recorded_and_moves_nothing(box):
    case = Case.objects.get(number=take(box, mail()).case)
    ours = sent_by_us(case)
    away = mail("I am away.", message_id="<2@x>", in_reply_to=f"<{ours.message_id}>", auto_submitted="auto-replied")
    outcome = take(box, away)
    case.refresh_from_db()
    message = Message.objects.get(pk=outcome.message)
    assert (outcome.case, message.automatic, case.state) == (case.number, True, "waiting")
    alone = take(box, mail("News!", message_id="<3@x>", auto_submitted="auto-generated"))
    assert alone.result is Result.OPENED
    assert Message.objects.get(case=alone.case).automatic
    assert Case.objects.get(number=alone.case).state == "aside"


def test_a_person_who_answers_automatic_mail_makes_it_a_case(box):
    news = take(box, mail("Your order 7 left.", message_id="<3@x>", auto_submitted="auto-generated"))
    answer = take(box, mail("It never came!", message_id="<4@x>", in_reply_to="<3@x>"))
    assert answer.case == news.case
    assert Case.objects.get(number=news.case).state == "new"
    assert [m.step for m in OutboxMoment.objects.order_by("id")] == [
        "Automatic message received", "Case opened", "Message received",
    ]  # fmt: skip


def test_a_bounce_marks_the_message_and_alerts(box):
    case = Case.objects.get(number=take(box, mail()).case)
    ours = sent_by_us(case)
    outcome = take(box, bounce(ours.message_id))
    ours.refresh_from_db()
    case.refresh_from_db()
    assert outcome.case == case.number
    assert (ours.state, case.unreachable, case.state) == ("failed", True, "open")
    assert "ada@example.org" in ours.failed_reason
    assert "Message bounced" in OutboxMoment.objects.values_list("step", flat=True)


def test_a_delay_is_recorded_and_no_failure(box):
    case = Case.objects.get(number=take(box, mail()).case)
    ours = sent_by_us(case)
    assert take(box, bounce(ours.message_id, action="delayed")).case == case.number
    ours.refresh_from_db()
    assert ours.state == "sent"


def test_a_bounce_of_what_the_customer_wrote_fails_nothing(box):
    first = take(box, mail())
    take(box, bounce("m1@example.org"))
    assert Message.objects.filter(case=first.case).first().state == "received"


def test_our_own_mail_coming_back_is_no_message(box):
    case = Case.objects.get(number=take(box, mail()).case)
    ours = sent_by_us(case)
    back = mail("It left today.", sender="help@shop.example", message_id=f"<{ours.message_id}>")
    assert take(box, back).result is Result.COPY
    forged = mail("Pay here instead.", sender="eve@evil.example", message_id=f"<{ours.message_id}>")
    assert take(box, forged).result is not Result.COPY


@pytest.mark.parametrize(
    "raw",
    [
        mail(message_id=None),
        mail(message_id=None, date=None),
        mail(sender=None),
        mail(date="the day after the fair"),
        b"",
        b"\x00\x00\xff\xfe",
        b"no header at all",
    ],
)
def test_what_lacks_something_is_kept_once(box, raw):
    first, again = take(box, raw), take(box, raw)
    assert first.result is Result.OPENED
    assert again.result is Result.KNOWN
    assert bytes(RawMail.objects.get().data) == raw


def test_two_mails_without_id_and_date_are_two_unless_byte_for_byte_one(box):
    take(box, mail(message_id=None, date=None, received="at nine"))
    take(box, mail(message_id=None, date=None, received="at ten"))
    assert Message.objects.count() == 2


def test_files_lie_under_their_hash_and_inline_images_keep_their_name(box):
    raw = mail(files=(("a.pdf", b"%PDF-1"), ("b.pdf", b"%PDF-1")))
    outcome = take(box, raw)
    rows = list(Attachment.objects.filter(message__case=outcome.case))
    assert [r.name for r in rows] == ["a.pdf", "b.pdf"]
    assert {files.read(r.sha256) for r in rows} == {b"%PDF-1"}


@pytest.fixture
def evil():
    """Something that fails when a case with the subject Evil is written."""

    def fail(instance, **_):
        if instance.subject == "Evil":
            raise ValueError("it broke")

    pre_save.connect(fail, sender=Case)
    yield
    pre_save.disconnect(fail, sender=Case)


def test_a_mail_that_breaks_us_is_a_dead_letter_and_its_neighbours_are_not(box, evil):
    batch = [Arrival(box.pk, mail(message_id=f"<{s}@x>", subject=s)) for s in ("Good", "Evil", "Fine")]
    outcomes = ingest_many(arrivals=batch, now=NOW)
    assert [o.result for o in outcomes] == [Result.OPENED, Result.DEAD, Result.OPENED]
    letter = DeadLetter.objects.get()
    assert (bytes(letter.raw), "it broke" in letter.reason) == (batch[1].raw, True)
    assert Case.objects.count() == 2
    ingest_many(arrivals=batch, now=NOW)
    assert DeadLetter.objects.count() == 1


def test_copies_within_one_batch_are_one_message(box):
    other = make_mailbox("sales@shop.example")
    batch = [Arrival(box.pk, mail()), Arrival(box.pk, mail()), Arrival(other.pk, mail(received="by b"))]
    batch.append(Arrival(box.pk, mail("More", message_id="<2@x>", in_reply_to="<m1@example.org>")))
    outcomes = ingest_many(arrivals=batch, now=NOW)
    assert [o.result for o in outcomes] == [Result.OPENED, Result.KNOWN, Result.COPY, Result.JOINED]
    assert {o.case for o in outcomes} == {outcomes[0].case}


@pytest.mark.parametrize(
    ("believed", "said"), [({"mx.shop.example"}, True), ({"mx.other.example"}, False), (set(), False)]
)
def test_a_sender_that_our_server_doubts_is_marked_and_taken_in_all_the_same(box, settings, believed, said):
    settings.MAIL_AUTHSERV = frozenset(believed)
    outcome = take(box, mail(authentication_results="mx.shop.example; spf=fail; dmarc=fail header.from=example.org"))
    assert outcome.result is Result.OPENED
    assert Message.objects.get().forged is said
