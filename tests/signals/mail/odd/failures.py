# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Notices of mail servers: failed, late, delivered, read, complained of."""

from tests.signals.mail.odd.writing import many, odd

DAEMON = "From: Mail Delivery System <MAILER-DAEMON@mx.example>\n"
OURS = "From: help@shop.example\nTo: ida@gone.example\nSubject: Your lamp\nMessage-ID: <ours.1@shop.example>"
SENT = f"Content-Type: message/rfc822\n\n{OURS}\n\nWe shipped it."
HEADS = f"Content-Type: text/rfc822-headers\n\n{OURS}"
FAILED = {"automatic": True, "failed": True, "bounce_of": "ours.1@shop.example", "failed_recipients": ("ida@gone.example",)}
LATE = {"automatic": True, "failed": False, "bounce_of": None}


def status(action: str = "failed", code: str = "5.1.1", more: str = "") -> str:
    return f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ida@gone.example\nAction: {action}\nStatus: {code}\n{more}"


def report(text: str, *parts: str) -> tuple[str, str]:
    return many(f"Content-Type: text/plain\n\n{text}", *parts, kind="report", more="; report-type=delivery-status")


def noted(name: str, top: str, framed: tuple[str, str], **said: object) -> object:
    return odd(name, top + framed[0], framed[1], **said)


POSTFIX = "This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<ida@gone.example>: host mx.gone.example[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)"
EXIM = f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ida@gone.example\n    host mx.gone.example [192.0.2.1]\n    550 No such user\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <help@shop.example>\n{OURS}\n\nWe shipped it.\n"
QMAIL = f"Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ida@gone.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 no such user\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <help@shop.example>\nReceived: (qmail 1 invoked); 3 Mar 2025\n{OURS}\n\nWe shipped it.\n"
GMAIL = "\n** Address not found **\n\nYour message wasn't delivered to ida@gone.example because the address couldn't be found, or is unable to receive mail.\n\nThe response from the remote server was:\n550 5.1.1 The email account that you tried to reach does not exist."
EXCHANGE = "Delivery has failed to these recipients or groups:\n\nida@gone.example\nThe email address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server: x.example\nida@gone.example\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'\n\nOriginal message headers:\n\n" + OURS
GERMAN = "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nida@gone.example\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden."
DELAYED = "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\nNo action is required on your part. Delivery attempts will continue for some time."

LETTERS = [
    noted("postfix", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report(POSTFIX, status(), SENT), **FAILED),
    noted("postfix, heads only", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report(POSTFIX, status(), HEADS), **FAILED),
    noted("sendmail", "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>\nSubject: Returned mail: see transcript for details\n", report("   ----- The following addresses had permanent fatal errors -----\n<ida@gone.example>\n    (reason: 550 5.1.1 User unknown)", status(), SENT), **FAILED),
    odd("exim of old", DAEMON + "Subject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: ida@gone.example\nAuto-Submitted: auto-replied", EXIM, **FAILED),
    noted("exim of today", DAEMON + "Subject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: ida@gone.example\nAuto-Submitted: auto-replied\n", report(EXIM.partition("------")[0], status(), SENT), **FAILED),
    odd("qmail", "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nReturn-Path: <>", QMAIL, **FAILED),
    noted("gmail", "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\nX-Failed-Recipients: ida@gone.example\nIn-Reply-To: <ours.1@shop.example>\nReferences: <ours.1@shop.example>\n", report(GMAIL, status(), SENT), **FAILED),
    noted("exchange", "From: postmaster@x.example\nSubject: Undeliverable: Your lamp\n", report(EXCHANGE, status(), SENT), **FAILED),
    odd("exchange without a report", "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x.example>\nSubject: Undeliverable: Your lamp\nReturn-Path: <>", EXCHANGE, **FAILED),
    noted("exchange in German", "From: postmaster@x.example\nSubject: Unzustellbar: Your lamp\nContent-Language: de-DE\n", report(GERMAN, status(), SENT), **FAILED),
    odd("gmx", 'From: "GMX Mailer Daemon" <mailer-daemon@gmx.example>\nSubject: Mail delivery failed: returning message to sender', "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error.\n\nThe following address failed:\n\nida@gone.example:\nReason: mailbox unavailable\n\n--- The header of the original message is following. ---\n\n" + OURS, **FAILED),
    odd("lotus notes", "From: Postmaster@x.example\nSubject: DELIVERY FAILURE: User ida (ida@gone.example) not listed in Domino Directory\nAuto-Submitted: auto-generated", "Your message\n\n  Subject: Your lamp\n\nwas not delivered to:\n\n  ida@gone.example\n\nbecause:\n\n  User ida (ida@gone.example) not listed in Domino Directory\n", automatic=True, failed=True, bounce_of=None, failed_recipients=("ida@gone.example",)),
    odd("mailbox full", "From: MAILER-DAEMON@x.example\nSubject: Returned mail", "The user's mailbox is over quota: ida@gone.example\n\nMessage-ID: <ours.1@shop.example>\n", **FAILED),
    noted("spam refused", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report("<ida@gone.example>: host said: 554 5.7.1 Message rejected as spam", status(code="5.7.1"), HEADS), **FAILED),
    noted("the status without a body of the message", DAEMON + "Subject: Delivery Status Notification (Failure)\nReferences: <ours.1@shop.example>\n", report("It failed.", status()), **FAILED),
    noted("the id in the status", DAEMON + "Subject: Delivery Status Notification (Failure)\n", report("It failed.", status().replace("Reporting-MTA", "X-Original-Message-ID: <ours.1@shop.example>\nReporting-MTA")), **FAILED),
    noted("two failed of three", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report("Failed", status(more="\nFinal-Recipient: rfc822;ole@gone.example\nAction: delivered\nStatus: 2.0.0\n\nFinal-Recipient: rfc822;eva@gone.example\nAction: failed\nStatus: 5.1.1\n"), SENT), automatic=True, failed=True, bounce_of="ours.1@shop.example", failed_recipients=("ida@gone.example", "eva@gone.example")),
    noted("the original recipient is named", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report("Failed", status().replace("Final-Recipient: rfc822; ida@gone.example", "Original-Recipient: rfc822;ida@gone.example\nFinal-Recipient: rfc822;box7@inner.example"), SENT), **FAILED),
    noted("actions in capitals with a comment", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report("Failed", status("FAILED (no such user)"), SENT), **FAILED),
    noted("a report within mixed by a list", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", many(many("Content-Type: text/plain\n\nFailed", status(), SENT, kind="report", edge="in")[0].partition("\n")[2] + "\n\n" + many("Content-Type: text/plain\n\nFailed", status(), SENT, kind="report", edge="in")[1], "Content-Type: text/plain\n\nFooter"), **FAILED),
    noted("internationalised report", DAEMON + "Subject: Undelivered Mail Returned to Sender\n", report("Failed", status().replace("message/delivery-status", "message/global-delivery-status").replace("rfc822;", "utf-8;"), SENT.replace("message/rfc822", "message/global")), **FAILED),
    noted("postfix is late", DAEMON + "Subject: Delayed Mail (still being retried)\n", report("Your message could not be delivered for 4 hours. It will be retried until it is 5 days old.", status("delayed", "4.4.1"), HEADS), **LATE),
    odd("exim is late", DAEMON + "Subject: Warning: message 1tp-0001 delayed 24 hours\nAuto-Submitted: auto-replied", DELAYED, **LATE),
    noted("gmail is late", "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Delay)\n", report("There was a temporary problem delivering your message to ida@gone.example. Gmail will retry for 47 more hours.", status("delayed", "4.4.1"), SENT), **LATE),
    odd("sendmail is late", "From: MAILER-DAEMON@mx.example\nSubject: Warning: could not send message for past 4 hours", "**********************************************\n**      THIS IS A WARNING MESSAGE ONLY      **\n**  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n**********************************************", **LATE),
    noted("delivered", DAEMON + "Subject: Successful Mail Delivery Report\n", report("Your message was successfully delivered.", status("delivered", "2.0.0"), SENT), **LATE),
    noted("relayed", "From: postmaster@x.example\nSubject: Relayed: Your lamp\n", report("Delivery to these recipients is complete, but no notification was sent by the destination server.", status("relayed", "2.0.0"), HEADS), **LATE),
    odd("read", *many("Content-Type: text/plain\n\nYour message was read on Monday.", "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;ida@gone.example\nOriginal-Message-ID: <ours.1@shop.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n", kind="report", more="; report-type=disposition-notification"), **LATE),
    odd("deleted unread", *many("Content-Type: text/plain\n\nYour message was deleted without being read on Monday.", "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;ida@gone.example\nOriginal-Message-ID: <ours.1@shop.example>\nDisposition: manual-action/MDN-sent-automatically; deleted\n", kind="report", more="; report-type=disposition-notification"), **LATE),
    odd("a complaint (ARF)", *many("Content-Type: text/plain\n\nThis is an email abuse report for an email message received from IP 192.0.2.1.", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: X/1\nVersion: 1\n", SENT, kind="report", more="; report-type=feedback-report"), **LATE),
    odd("a DMARC report", "From: noreply-dmarc-support@google.example\nSubject: Report domain: shop.example Submitter: google.example Report-ID: 1\nContent-Type: application/zip; name=\"google.example!shop.example!1!2.zip\"\nContent-Disposition: attachment; filename=\"google.example!shop.example!1!2.zip\"\nContent-Transfer-Encoding: base64", "UEsDBA==", automatic=True, failed=False, text=""),
    odd("a person forwards a bounce", "From: Nora Quist <nora@quist.example>\nSubject: Fwd: Undelivered Mail Returned to Sender", "Why does this come back?\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nSubject: Undelivered Mail Returned to Sender\n\n" + POSTFIX, automatic=False, failed=False, bounce_of=None),
    odd("a person speaks of failure", "From: Nora Quist <nora@quist.example>\nSubject: Delivery failed again", "Hello,\nthe delivery failed again, nobody rang. Please call me.\nNora", automatic=False, failed=False, bounce_of=None),
    odd("a person calls the parcel undeliverable", "From: Nora Quist <nora@quist.example>\nSubject: Unzustellbar: Paket 12345", "Guten Tag,\nmein Paket wurde als unzustellbar zurückgeschickt. Bitte senden Sie es neu.\nNora", automatic=False, failed=False, bounce_of=None),
    odd("mail to the postmaster", "From: Nora Quist <nora@quist.example>\nTo: postmaster@shop.example\nSubject: I was blocked", "Hello, your server says 550 5.7.1 to me. Why?", automatic=False, failed=False),
    odd("challenge and response", "From: ida@gone.example\nSubject: Please confirm your message\nAuto-Submitted: auto-replied\nIn-Reply-To: <ours.1@shop.example>", "Click to confirm that you are human.", automatic=True, failed=False, bounce_of=None),
    odd("bounce to a forwarded id", "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nIn-Reply-To: <ours.1@shop.example>\nReturn-Path: <>", "Sorry, no mailbox here by that name. (#5.1.1)\n<ida@gone.example>", **FAILED),
    odd("yahoo", "From: MAILER-DAEMON@yahoo.example\nSubject: Failure Notice", f"Sorry, we were unable to deliver your message to the following address.\n\n<ida@gone.example>:\n554: delivery error: dd This user doesn't have a yahoo.example account\n\n--- Below this line is a copy of the message.\n\n{OURS}\n\nWe shipped it.", **FAILED),
    odd("french", "From: MAILER-DAEMON@x.example\nSubject: Échec de la remise", f"Votre message n'a pas pu être remis à :\n<ida@gone.example>\n\n{OURS}\n", **FAILED),
    odd("spanish exchange", "From: postmaster@x.example\nSubject: No se puede entregar: Your lamp", f"No se pudo entregar a estos destinatarios o grupos:\n\nida@gone.example\n\n{OURS}\n", **FAILED),
]
