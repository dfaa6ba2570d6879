# ruff: noqa: E501 -- a case stands on one line
"""Whether a person wrote it, and what failed to be delivered."""

import pytest
from tests.signals.mail.letters import letter, parts, plain

from headwater.signals.mail.service import parse

MACHINE = [
    "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; owner-email=a@q", "X-Auto-Response-Suppress: All", "X-Autoreply: yes",
    "X-Autorespond: away", "X-Auto-Generated: 1", "Precedence: bulk", "Precedence: auto_reply", "Precedence: junk", "Return-Path: <>",
    "X-Headwater-Loop: 1", "X-Precedence: auto_reply", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", "List-Unsubscribe: <mailto:u@q>", "X-Failed-Recipients: a@q.example",
    "Content-Type: multipart/report; report-type=disposition-notification; boundary=x",
]  # fmt: skip
PERSON = [
    "Auto-Submitted: no", "Precedence: list", "X-Auto-Response-Suppress: None", "X-Autoreply: no", "Return-Path: <nora@quist.example>",
    "Precedence: bulk\nList-Post: <mailto:l@q>", "List-Unsubscribe: <mailto:u@q>\nList-Post: <mailto:l@q>", "X-Mailer: lamp", "Precedence: first-class",
    "List-Unsubscribe: <mailto:u@q>\nIn-Reply-To: <1@q>", "Precedence: bulk\nSender: owner-lamps@q.example",
    "Precedence: bulk\nSender: lamps-bounces@q.example", "Precedence: bulk\nX-Mailing-List: lamps@q.example",
]  # fmt: skip


@pytest.mark.parametrize("head", MACHINE)
def test_a_machine_wrote_it(head):
    assert letter(head=f"{head}\n").automatic


@pytest.mark.parametrize("head", PERSON)
def test_a_person_wrote_it(head):
    assert not letter(head=f"{head}\n").automatic


def test_senders_that_take_no_answer():
    assert letter(sender="MAILER-DAEMON@q.example").automatic
    assert letter(sender="no-reply@q.example").automatic
    assert not letter(head="Reply-To: nora@quist.example\n", sender="no-reply@q.example").automatic
    assert letter(head='Reply-To: "Nora" <>\n', sender="no-reply@q.example").automatic
    assert not letter(sender="postmaster@q.example").automatic


AWAY = ["Automatic reply: Lamp", "Out of Office: Lamp", "Abwesenheitsnotiz: Lampe", "Réponse automatique : Lampe", "Respuesta automática: Lámpara",
        "Risposta automatica: x", "Automatisch antwoord: x", "Autosvar: x", "自動応答: x", "自动回复: x", "Автоматический ответ: x"]  # fmt: skip


@pytest.mark.parametrize("subject", AWAY)
def test_an_absence_needs_a_subject_and_other_evidence(subject):
    assert letter_with(subject, "In-Reply-To: <1@q>\n").automatic
    assert not letter_with(subject, "").automatic
    assert not letter_with(f"Re: {subject}", "In-Reply-To: <1@q>\n").automatic


def test_an_absence_that_a_program_names_in_its_own_way():
    away = "AUTO: Quist, Nora is out of the office (returning 5 May)"
    assert parse(f"From: nora@quist.example\nSubject: {away}\n\nI am out of the office.".encode()).automatic
    assert letter_with("Re: Lamp (Automatic Reply)", "In-Reply-To: <1@q>\n").automatic


ITSELF = ["This is an automated response, please do not answer.", "Note: This is an automatically generated message.",
          "Dies ist eine automatisch erstellte Nachricht.", "Diese E-Mail wurde automatisch generiert.", "Ceci est une réponse automatique.",
          "Este es un mensaje automático.", "Please do not reply to this e-mail."]  # fmt: skip


@pytest.mark.parametrize("line", ITSELF)
def test_a_text_that_says_so_itself(line):
    def automatic(text, subject="Lamp", head=""):
        return parse(f"From: n@q.example\nSubject: {subject}\n{head}\n{text}".encode()).automatic

    long = "The lamp is on its way. " * 40
    assert automatic(f"{line}\n\nThe lamp is on its way.")
    assert automatic(f"{long}\n\n-----\n{line}")
    assert not automatic(f"{long}\n\n-----\n{line}", subject="Fwd: Lamp")
    assert not automatic(f"{long}\n\n-----\n{line}", head="In-Reply-To: <1@q>\n")
    assert not automatic(f"You sent me this:\n\n> {line}\n> \n> Lamp", subject="Re: Lamp")
    assert not automatic(f"Why do you write: {line}")


def letter_with(subject, head):
    return parse(f"From: nora@quist.example\nSubject: {subject}\n{head}\nThe lamp is broken.".encode())


STATUS = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.q.example\n\nFinal-Recipient: rfc822; ole@q.example\nAction: {}\nStatus: {}"
RETURNED = "Content-Type: message/rfc822\n\nMessage-ID: <sent-1@shop.example>\nSubject: Lamp\n\nHello"


def report(action, status, *more):
    head = "X-Kind: report\n"
    mail = parts(
        plain("Sorry."), STATUS.format(action, status), *more, kind="report; report-type=delivery-status", head=head
    )
    return mail.automatic, mail.failed, mail.bounce_of, mail.failed_recipients


def test_a_report_of_failure_names_the_message():
    assert report("failed", "5.1.1", RETURNED) == (True, True, "sent-1@shop.example", ("ole@q.example",))
    headers = "Content-Type: text/rfc822-headers\n\nMessage-ID: <sent-2@shop.example>\nSubject: Lamp"
    assert report("failed", "5.1.1", headers)[2] == "sent-2@shop.example"
    assert report("failed", "5.1.1") == (True, True, None, ("ole@q.example",))


def test_a_delay_is_automatic_but_no_failure():
    assert report("delayed", "4.4.1", RETURNED) == (True, False, None, ())


def test_a_read_receipt_is_automatic_but_no_failure():
    receipt = "Content-Type: message/disposition-notification\n\nOriginal-Message-ID: <sent-1@shop.example>"
    mail = parts(plain("Read."), receipt, kind="report; report-type=disposition-notification")
    assert (mail.automatic, mail.failed, mail.bounce_of) == (True, False, None)


FREE = [
    ("failure notice", "Hi. This is the mail program at q.example.\n\n<ole@q.example>:\nno mailbox here by that name.\n\n"
     "--- Below this line is a copy of the message.\n\nFrom: help@shop.example\nMessage-ID: <sent-3@shop.example>\n\nHello"),
    ("Mail delivery failed: returning message to sender", "A message could not be delivered.\n\n------ This is a copy of the message ------\n\nMessage-Id: <sent-3@shop.example>\nSubject: Lamp"),
    ("Unzustellbar: Lampe", "Fehler\n\n> Message-ID: <sent-3@shop.example>"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "body"), FREE)
def test_a_failure_in_words(subject, body):
    mail = parse(f"From: Mail Delivery System <MAILER-DAEMON@q.example>\nSubject: {subject}\n\n{body}".encode())
    assert (mail.automatic, mail.failed, mail.bounce_of) == (True, True, "sent-3@shop.example")
    person = parse(f"From: nora@quist.example\nSubject: {subject}\n\n{body}".encode())
    assert (person.failed, person.bounce_of) == (False, None)
