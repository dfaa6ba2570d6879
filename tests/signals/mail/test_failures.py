# ruff: noqa: E501 -- a case stands on one line
"""Notices that a message failed, in the words and forms of many servers, and what only looks like one."""

import pytest
from tests.signals.mail.letters import parts, plain

from headwater.signals.mail.service import parse

SERVER = "Mail Delivery System <MAILER-DAEMON@mx.example>"
GATE = "gate@mx.example"
RETURNED = "Content-Type: message/rfc822\n\nMessage-ID: <sent-7@shop.example>\n\nHello"


def notice(subject, text, sender=GATE, head=""):
    return parse(f"From: {sender}\nTo: help@shop.example\nSubject: {subject}\n{head}\n{text}\n".encode())


STRANGERS = [
    ("Mail could not be delivered", "Unable to deliver message to <ole@q.example>"),
    ("Returned Mail - Error During Delivery", "------ Failed Recipients ------\n\n<ole@q.example>: mailbox unavailable. [SMTP Error Code 550]"),
    ("Delivery Failure", "Could not deliver message to the following recipient(s):\n\nFailed Recipient: ole@q.example"),
    ("Unzustellbar: Lampe", "Die Nachricht konnte nicht zugestellt werden:\n\n  ole@q.example"),
    ("Non-Delivery: Lamp", "The email below could not be delivered to the following user:\n\n\"ole@q.example\" <ole@q.example>"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), STRANGERS)
def test_a_notice_from_an_address_that_nobody_knows(subject, text):
    mail = notice(subject, f"{text}\n\nReceived: from shop\nMessage-ID: <sent-7@shop.example>\nTo: nora@shop.example")
    assert (mail.automatic, mail.failed, mail.bounce_of) == (True, True, "sent-7@shop.example")
    assert mail.failed_recipients == ("ole@q.example",)


PEOPLE = [
    ("Delivery failed", "Hello, my parcel could not be delivered. Please send it to\n\nNora Quist\nnora@quist.example"),
    ("Mail could not be delivered", "I wrote to ole@q.example and it came back."),
    ("Fwd: Undelivered Mail", "This could not be delivered to\n\nole@q.example"),
    ("Lamp", "The lamp could not be delivered to\n\nole@q.example"),
    ("Zustellung fehlgeschlagen", "Sehr geehrte Damen und Herren, die Lampe konnte nicht zugestellt werden.\n\nole@q.example"),
    ("Delivery failed", "Could not be delivered to\n\nole@q.example\n\nDelivery attempts will continue to be made."),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_what_only_looks_like_a_notice(subject, text):
    assert not notice(subject, text, sender="nora@quist.example").failed


WORDS = [
    ("failure delivery", "Unable to deliver message to <ole@q.example>."),
    ("Warning: ole@q.example - User unknown!", "ole@q.example - no such user here."),
    ("Nicht zustellbar: Lampe", "Ihre Nachricht hat einige oder alle Empfaenger nicht erreicht."),
    ("mail failed, returning to sender", "no valid recipients were found"),
    ("Delivery status notification", "Delivery to the following recipients was aborted after 5.0 hour(s):\n\n  * ole@q.example"),
    ("Mail Error", "Your mail cannot be delivered to the following address(es):\n\n ole@q.example"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text"), WORDS)
def test_a_servers_words(subject, text):
    assert notice(subject, text, sender=SERVER).failed


def test_the_recipient_in_words_is_not_the_one_that_the_lost_message_names():
    text = "Your message\n\n      To:      lamps@lists.example\n      Subject: Lamp\n\ndid not reach the following recipient(s):\n\nole@q.example on Mon, 3 Mar 2025\n    The recipient name is not recognized"
    mail = notice("Undeliverable: Lamp", text, sender="System Administrator <postmaster@q.example>")
    assert (mail.failed, mail.failed_recipients) == (True, ("ole@q.example",))


def test_a_servers_notice_of_delay():
    assert not notice("Mail Delivery Warning", "Delivery has been postponed.", sender=SERVER).failed
    late = notice("Zustellung verzögert: Lampe", "Die Zustellung wurde verzögert.", sender="postmaster@q.example")
    assert (late.failed, late.automatic) == (False, True)
    assert not notice("Your mail", "We will continue to try to deliver it.", sender=SERVER).failed


def status(*groups, kind="report; report-type=delivery-status", sender_head=""):
    body = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n" + "\n\n".join(groups)
    return parts(plain("Sorry."), body, RETURNED, kind=kind, head=sender_head)


@pytest.mark.parametrize("word", ["failed", "failure", "error", "failed (no mailbox)"])
def test_any_action_that_is_no_success_is_a_failure(word):
    assert status(f"Final-Recipient: rfc822; ole@q.example\nAction: {word}").failed


@pytest.mark.parametrize("word", ["delayed", "delivered", "relayed", "expanded"])
def test_success_and_delay_are_none(word):
    assert not status(f"Final-Recipient: rfc822; ole@q.example\nAction: {word}").failed


def test_recipients_as_we_wrote_them_and_only_those_that_failed():
    mail = status(
        "Original-Recipient: rfc822; ole@q.example\nFinal-Recipient: rfc822; box17@q.example\nAction: failed",
        "Final-Recipient: rfc822; ada@q.example\nAction: delivered",
    )
    assert mail.failed_recipients == ("ole@q.example",)


def test_a_mailbox_that_turns_a_message_away_is_no_person_who_deletes_it():
    def receipt(action, text):
        body = f"Content-Type: message/disposition-notification\n\nOriginal-Message-ID: <sent-7@shop.example>\nDisposition: {action}; deleted"
        mail = parts(plain(text), body, kind="report; report-type=disposition-notification")
        return mail.failed, mail.bounce_of

    refused = "Your message to <ole@q.example> was automatically rejected:\nQuota exceeded"
    assert receipt("automatic-action/MDN-sent-automatically", refused) == (True, "sent-7@shop.example")
    assert receipt("manual-action/MDN-sent-manually", "It was deleted without being read.") == (False, None)
