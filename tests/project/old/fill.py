"""Fills an empty data folder by the acts of the code that PYTHONPATH names: the old commit of make.py, not today's."""

from datetime import UTC, datetime, timedelta

import django

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEAD = b"From: ada@example.org\r\nTo: help@example.com\r\nMessage-ID: <%d@example.org>\r\n"
MAIL = HEAD + b"\r\nGr\xfc\xdfe, the jar broke.\r\n"


def at(minutes: float) -> datetime:
    return T0 + timedelta(minutes=minutes)


def main() -> None:
    """Every kind of row that the first schema knew, in every state a case can have."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    people = company()
    cases = open_cases(*people)
    by_mail(*people)
    joined(cases, people[2])
    around(cases, *people)
    from headwater.desk.acts.exporting import export_moments

    export_moments(now=at(5000))
    serve(99, *people)  # its moments wait in the outbox when the folder is left


def company():
    from headwater.people.models import Audit, Membership, Team, User

    support, billing = Team.objects.create(name="Support"), Team.objects.create(name="Billing")
    alice = User.objects.create_user("alice@example.com", name="Alice", is_owner=True)
    carl = User.objects.create_user("carl@example.com", name="Carl", language="de")
    for user, team in ((alice, support), (carl, billing)):
        Membership.objects.create(user=user, team=team, role="lead")
    Audit.objects.create(at=T0, who=alice, act="role given", what="carl")
    return support, billing, alice, carl


def serve(n, support, billing, alice, carl):
    """A case with its whole story, up to the hand-over."""
    from headwater.desk import service as desk

    case = desk.open_case(
        channel="phone",
        customer_name=f"Customer {n % 7}",
        address=f"customer{n % 7}@example.org",
        words=f"Where is parcel number{n}? Straße closed.",
        subject=f"Parcel {n}",
        team=support,
        now=at(n * 10),
    )
    desk.confirm(case=case, concern="late", wanted="a parcel", predicted="today", by=alice, now=at(n * 10 + 1))
    desk.assign(case=case, holder=alice, by=alice, now=at(n * 10 + 2))
    desk.hand_over(case=case, team=billing, holder=carl, story="They wait.", by=alice, now=at(n * 10 + 4))
    desk.reply(case=case, text="It comes today.", by=carl, now=at(n * 10 + 5), hold_seconds=0)
    desk.note(case=case, text="Alice, look", mentions=[alice], by=carl, now=at(n * 10 + 5.5))
    desk.tag(case=case, name="parcel", by=carl, now=at(n * 10 + 6))
    return case


def open_cases(*people):
    from headwater.desk import service as desk

    cases = [serve(n, *people) for n in range(12)]
    carl = people[3]
    desk.end(case=cases[0], reached=True, by_their_word=True, by=carl, now=at(300))
    desk.end(case=cases[1], reached=False, by_their_word=False, by=carl, now=at(301))
    desk.done(case=cases[2], by=carl, now=at(302))
    desk.done(case=cases[3], by=carl, now=at(303))
    desk.reopen(case=cases[3], by=carl, now=at(304))
    desk.snooze(case=cases[4], until=at(9000), by=carl, now=at(305))
    desk.receive(case=cases[5], words="Still nothing!", now=at(306))
    return cases


def by_mail(support, _billing, alice, _carl):
    from headwater.desk import service as desk
    from headwater.desk.incoming import Incoming, Upload
    from headwater.desk.models import ChannelSheet, DeadLetter, Mailbox

    mailbox = Mailbox.objects.create(name="Help", address="help@example.com", team=support, last_uid=5)
    ChannelSheet.objects.create(
        channel="email", operated_by="us", data_leaving="all", told_customer="it", confirmed_at=T0, by=alice
    )
    for n in range(3):
        said = Incoming(
            text="Grüße, the jar broke.",
            sender_name="Ada",
            sender_address="ada@example.org",
            channel="email",
            message_id=f"{n}@example.org",
            raw=MAIL % n,
            mailbox=mailbox.pk,
            uploads=(Upload(name="jar.txt", type="text/plain", data=b"a jar %d" % n),),
        )
        desk.open_case(
            channel="email",
            customer_name="Ada",
            address="ada@example.org",
            words="",
            team=support,
            incoming=said,
            now=at(400 + n),
        )
    DeadLetter.objects.create(mailbox=mailbox, reason="no sender", raw=b"odd", sha256="0" * 64, at=at(410))


def joined(cases, alice):
    from headwater.desk import service as desk
    from headwater.desk.models import Message

    desk.merge(into=cases[6], case=cases[7], by=alice, now=at(500))
    last = Message.objects.filter(case=cases[8], kind="in").latest("id")
    desk.receive(case=cases[8], words="Another thing", now=at(501))
    desk.split(case=cases[8], messages=[last.pk], by=alice, now=at(502))
    desk.relate(case=cases[9], other=cases[10], why="same parcel")


def around(cases, support, _billing, alice, carl):
    from headwater.desk import service as desk
    from headwater.desk.models import Standard

    desk.save_view(name="Mine", query=desk.Query(), by=carl)
    desk.present(case=cases[11], user=alice, doing="reading", now=at(600))
    Standard.objects.create(team=support, first_answer_s=3600)


main()
