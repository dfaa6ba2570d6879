# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Who wrote: a machine or a person."""

from tests.signals.mail.odd.writing import Odd, odd


def machine(name: str, head: str, body: str = "I am back on Monday.") -> Odd:
    return odd(f"machine: {name}", head, body, automatic=True, failed=False, bounce_of=None)


def person(name: str, head: str, body: str = "Where is my lamp?") -> Odd:
    return odd(f"person: {name}", head, body, automatic=False, failed=False, bounce_of=None)


LETTERS = [
    machine("auto-replied", "Auto-Submitted: auto-replied"),
    machine("auto-generated in capitals", "AUTO-SUBMITTED: AUTO-GENERATED"),
    machine("auto-notified with parameters", 'Auto-Submitted: auto-notified; owner-email="x@y.example"'),
    machine("auto-replied with a comment", "Auto-Submitted: (vacation) auto-replied"),
    person("auto-submitted no", "Auto-Submitted: no"),
    person("auto-submitted No with a comment", "Auto-Submitted: No (a person)"),
    person("auto-submitted empty", "Auto-Submitted: "),
    machine("precedence auto_reply", "Precedence: auto_reply"),
    machine("precedence bulk", "Precedence: bulk"),
    machine("precedence junk", "Precedence: junk"),
    person("precedence list by a list", "Precedence: list\nList-Id: <lamps.x.example>\nList-Post: <mailto:lamps@x.example>"),
    person("precedence first-class", "Precedence: first-class"),
    person("bulk of a mailing list", "Precedence: bulk\nList-Post: <mailto:lamps@x.example>\nList-Id: <lamps.x.example>"),
    machine("x-autoreply yes", "X-Autoreply: yes"),
    person("x-autoreply no", "X-Autoreply: no"),
    machine("x-autorespond", "X-Autorespond: Out of office"),
    machine("suppress all", "X-Auto-Response-Suppress: All"),
    machine("suppress some", "X-Auto-Response-Suppress: DR, OOF, AutoReply"),
    person("suppress none", "X-Auto-Response-Suppress: None"),
    machine("out of office in English", "Subject: Out of Office: Lamp\nIn-Reply-To: <1@shop.example>", "I am on leave."),
    machine("automatic reply of Exchange", "Subject: Automatic reply: Lamp", "I am currently out of the office with limited access to email."),
    machine("auto: of Lotus", "Subject: AUTO: Nora Quist is out of the office (returning 10.03.2025)", "I am out of the office until 10.03.2025.\n\nNote: This is an automated response to your message \"Lamp\"."),
    machine("absence in German, a notice", "Subject: Abwesenheitsnotiz: Lampe", "Ich bin bis 10. März nicht im Büro."),
    machine("automatic answer in German", "Subject: Automatische Antwort: Lampe", "Vielen Dank für Ihre Nachricht. Ich bin im Urlaub."),
    machine("absence in German without a colon", "Subject: Abwesenheit\nIn-Reply-To: <1@shop.example>", "Ich bin vom 3. bis 10. März im Urlaub und nicht erreichbar."),
    machine("absence in German at the end", "Subject: Re: Lampe - Abwesenheitsnotiz\nIn-Reply-To: <1@shop.example>", "Ich bin derzeit nicht im Büro."),
    machine("out of the office after Re", "Subject: Re: Lamp [Out of Office]\nIn-Reply-To: <1@shop.example>", "I am out of the office."),
    machine("absence in French", "Subject: Réponse automatique : Lampe", "Je suis absent du bureau jusqu'au 10 mars."),
    machine("absence in Spanish", "Subject: Respuesta automática: Lámpara", "Estoy fuera de la oficina."),
    machine("absence in Italian", "Subject: Risposta automatica: Lampada", "Sono in ferie."),
    machine("absence in Dutch", "Subject: Automatisch antwoord: Lamp", "Ik ben afwezig."),
    machine("absence in Polish", "Subject: Automatyczna odpowiedź: Lampa", "Jestem na urlopie."),
    machine("absence in Portuguese", "Subject: Resposta automática: Lâmpada", "Estou de férias."),
    machine("re and out of office", "Subject: Re: Out of office: Lamp\nAuto-Submitted: auto-replied"),
    person("speaks of an automatic reply", "Subject: Your automatic reply says nothing", "I got your automatic reply. Where is my lamp?"),
    person("answers an out of office", "Subject: Re: Automatic reply: Lamp\nIn-Reply-To: <1@shop.example>", "Welcome back! Where is my lamp?"),
    person("sells out of office furniture", "Subject: Out of office supplies", "We have run out of office supplies; please send paper."),
    person("writes from holiday", "Subject: Lamp", "I am on holiday until Monday, so please deliver after that."),
    person("asks about abwesenheit", "Subject: Abwesenheit am Montag", "Guten Tag, am Montag bin ich nicht zu Hause. Bitte liefern Sie am Dienstag."),
    machine("no-reply", "From: no-reply@shop.example"),
    machine("noreply with a tag", "From: Shop <noreply+123@shop.example>"),
    machine("do-not-reply", "From: DoNotReply@shop.example"),
    machine("notifications by no-reply in the middle", "From: Shop <orders-noreply@shop.example>"),
    person("reply man", "From: Norbert Reply <n.reply@x.example>"),
    machine("newsletter", "List-Unsubscribe: <mailto:u@x.example>\nFrom: news@x.example", "Sale!"),
    machine("newsletter with one click", "List-Unsubscribe: <https://x.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nList-Id: <news.x.example>\nFrom: Lamps <news@x.example>", "Sale!"),
    machine("newsletter with a feedback id", "Feedback-ID: 1:2:3:shop\nList-Unsubscribe: <https://x.example/u>", "Sale!"),
    person("post to a group", "List-Unsubscribe: <mailto:u@x.example>\nList-Id: <lamps.x.example>\nList-Post: <mailto:lamps@x.example>\nPrecedence: list"),
    person("answer in a group of Google", "List-Unsubscribe: <mailto:u@x.example>\nList-ID: <lamps.x.example>\nMailing-list: list lamps@x.example; contact lamps+owners@x.example\nPrecedence: list\nIn-Reply-To: <1@x.example>"),
    machine("empty return path", "Return-Path: <>"),
    machine("cron", "X-Cron-Env: <SHELL=/bin/sh>\nSubject: Cron <root@x> backup"),
    machine("our own loop mark", "X-Headwater-Loop: 1"),
    machine("another desk's loop mark", "X-Loop: shop@x.example\nPrecedence: auto_reply"),
    machine("another desk answers", "X-Zammad-Autoreply: yes\nAuto-Submitted: auto-replied"),
    machine("a calendar's answer", "Subject: Accepted: Lamp\nAuto-Submitted: auto-generated"),
    machine("Microsoft's own", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"),
    machine("inbox rule reply", "X-MS-Exchange-Inbox-Rules-Loop: help@shop.example\nX-Auto-Response-Suppress: All"),
    machine("vacation's mailer", "X-Mailer: vacation 1.2"),
    machine("says so itself", "Subject: Ticket 12", "This is an automated message, please do not reply.\n\nTicket 12 was opened."),
    machine("says so itself in German", "Subject: Ticket 12", "Dies ist eine automatisch generierte E-Mail. Bitte antworten Sie nicht auf diese E-Mail.\n\nIhr Ticket 12"),
    machine("says so at its end in German", "Subject: Ihre Anfrage 12", "Guten Tag,\n\nwir haben Ihre Anfrage erhalten.\n\nDiese E-Mail wurde automatisch erstellt."),
    machine("says so itself in French", "Subject: Ticket 12", "Ceci est un message automatique, merci de ne pas y répondre.\n\nTicket 12"),
    person("quotes what says so itself", "Subject: Re: Ticket 12\nIn-Reply-To: <1@shop.example>", "It is not solved!\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n> This is an automated message, please do not reply."),
    person("List-Help alone", "List-Help: <mailto:x@x.example>"),
    person("a form of ours", "From: wordpress@shop.example\nReply-To: nora@quist.example\nX-Mailer: PHPMailer 6"),
    person("marked as bulk by a filter", "X-Spam-Flag: YES\nX-Precedence: \nX-Bulk-Score: 2"),
    person("asks for a receipt", "Disposition-Notification-To: nora@quist.example\nReturn-Receipt-To: nora@quist.example"),
    person("return path of its own", "Return-Path: <nora@quist.example>"),
]
