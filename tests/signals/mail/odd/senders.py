# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Addresses, and the ids of messages."""

from typing import Any

from tests.signals.mail.odd.writing import Odd, odd


def sent(name: str, field: str, *people: str, **said: Any) -> Odd:
    """A letter from these people."""
    return odd(name, f"From: {field}", **{"from": list(people), **said})


def to(name: str, field: str, *people: str) -> Odd:
    return odd(name, f"To: {field}", to=list(people))


NORA = "Nora Quist <nora@q.example>"
LETTERS = [
    sent("quoted name with a comma", '"Quist, Nora" <nora@q.example>', "Quist, Nora <nora@q.example>"),
    sent("name with a comma, not quoted", "Quist, Nora <nora@q.example>", "Quist, Nora <nora@q.example>"),
    sent("encoded comma", "=?utf-8?Q?Quist=2C_Nora?= <nora@q.example>", "Quist, Nora <nora@q.example>"),
    sent("encoded word inside quotes", '"=?utf-8?Q?J=C3=B6rg?=" <j@q.example>', "Jörg <j@q.example>"),
    sent("encoded quotes", "=?utf-8?B?Ik5vcmEgUXVpc3Qi?= <nora@q.example>", NORA),
    sent("encoded address inside the name", "=?utf-8?Q?Nora_Quist_=3Cevil=40x=2Eexample=3E?= <nora@q.example>", "Nora Quist <evil@x.example> <nora@q.example>"),
    sent("whole field encoded", "=?utf-8?Q?Nora_Quist_=3Cnora=40q=2Eexample=3E?=", NORA),
    sent("another's address as name", '"boss@shop.example" <nora@q.example>', "boss@shop.example <nora@q.example>"),
    sent("address twice", "nora@q.example <nora@q.example>", "nora@q.example <nora@q.example>"),
    sent("bare address", "nora@q.example", "<nora@q.example>"),
    sent("comment after the address", "nora@q.example (Nora Quist)", NORA),
    sent("comment inside a comment", "nora@q.example (Nora (the lamp) Quist)", "Nora (the lamp) Quist <nora@q.example>"),
    sent("comment before the address", "(hello) Nora Quist <nora@q.example>", "(hello) Nora Quist <nora@q.example>"),
    sent("no angle closed", "Nora Quist <nora@q.example", NORA),
    sent("double angles", "Nora Quist <<nora@q.example>>", NORA),
    sent("mailto in angles", "Nora Quist <mailto:nora@q.example>", NORA),
    sent("mailto link in brackets", "Nora Quist [mailto:nora@q.example]", NORA),
    sent("spaces in the angles", "Nora Quist < nora@q.example >", NORA),
    sent("single quotes", "'Nora Quist' <nora@q.example>", NORA),
    sent("quotes inside quotes", '"Nora \\"Lamp\\" Quist" <nora@q.example>', 'Nora "Lamp" Quist <nora@q.example>'),
    sent("quote never closed", '"Nora Quist <nora@q.example>', NORA),
    sent("only a name", "Nora Quist", "Nora Quist"),
    sent("name with a dot", "Dr. N. Quist <nora@q.example>", "Dr. N. Quist <nora@q.example>"),
    sent("name with an at", "nora @ lamps <nora@q.example>", "nora @ lamps <nora@q.example>"),
    sent("name with brackets", "Nora [Lamps] Quist <nora@q.example>", "Nora [Lamps] Quist <nora@q.example>"),
    sent("name with a colon", '"Lamps: Nora" <nora@q.example>', "Lamps: Nora <nora@q.example>"),
    sent("quoted local part", '"nora quist"@q.example', '<"nora quist"@q.example>'),
    sent("domain in capitals", "Nora Quist <Nora@Q.EXAMPLE>", "Nora Quist <Nora@Q.EXAMPLE>"),
    sent("letters beyond ascii in the address", "用户 <用户@例え.example>", "用户 <用户@例え.example>"),
    sent("punycode", "Nora Quist <nora@xn--bcher-kva.example>", "Nora Quist <nora@xn--bcher-kva.example>"),
    sent("address by number", "Nora Quist <nora@[192.0.2.1]>", "Nora Quist <nora@[192.0.2.1]>"),
    sent("a route", "Nora Quist <@a.example,@b.example:nora@q.example>", NORA),
    sent("exchange address", '"Nora Quist" </O=LAMPS/OU=X/CN=RECIPIENTS/CN=NORA>', "Nora Quist </O=LAMPS/OU=X/CN=RECIPIENTS/CN=NORA>"),
    sent("two authors", "Nora Quist <nora@q.example>, Ole <ole@q.example>", NORA, "Ole <ole@q.example>", ),
    sent("empty angles", "Nora Quist <>", "Nora Quist"),
    odd("empty From", "From: ", **{"from": None}),
    odd("no From at all, a Sender", "From: \nSender: Ole <ole@q.example>", **{"from": None}),
    odd("two From fields", "From: Nora Quist <nora@q.example>\nFrom: Ole <ole@q.example>", **{"from": [NORA, "Ole <ole@q.example>"]}),
    odd("From folded at its name", "From: =?utf-8?Q?Nora?=\n =?utf-8?Q?_Quist?=\n\t<nora@q.example>", **{"from": [NORA]}),
    odd("reply-to named", "From: no-reply@shop.example\nReply-To: Nora Quist <nora@q.example>", reply_to=[NORA], automatic=False),
    to("undisclosed", "undisclosed-recipients:;"),
    to("undisclosed with a space", "Undisclosed recipients: ;"),
    to("undisclosed in angles", "<Undisclosed-Recipient:;>"),
    to("a group", "Team: Ole <ole@q.example>, nora@q.example;", "Ole <ole@q.example>", "<nora@q.example>"),
    to("a group and more", "Team: ole@q.example;, nora@q.example", "<ole@q.example>", "<nora@q.example>"),
    to("semicolons", "ole@q.example; nora@q.example", "<ole@q.example>", "<nora@q.example>"),
    to("outlook's last, first with semicolons", '"Quist, Nora" <nora@q.example>; "Berg, Ole" <ole@q.example>', "Quist, Nora <nora@q.example>", "Berg, Ole <ole@q.example>"),
    to("empty entries", ", ole@q.example,, nora@q.example,", "<ole@q.example>", "<nora@q.example>"),
    to("folded in the middle", "Ole <ole@q.example>,\n\tnora@q.example,\n Ida <ida@q.example>", "Ole <ole@q.example>", "<nora@q.example>", "Ida <ida@q.example>"),
    to("spaces for commas", "ole@q.example nora@q.example", "<ole@q.example>", "<nora@q.example>"),
    to("encoded names in a list", "=?utf-8?Q?J=C3=B6rg?= <j@q.example>, =?utf-8?Q?L=C3=A9a?= <l@q.example>", "Jörg <j@q.example>", "Léa <l@q.example>"),
    odd("two To fields", "To: ole@q.example\nTo: nora@q.example", to=["<ole@q.example>", "<nora@q.example>"]),
    odd("cc only", "Cc: Ole <ole@q.example>", to=[], cc=["Ole <ole@q.example>"]),
    odd("plus and signs in an address", "To: a+b=c!#$%&'*/?^_`{|}~@q.example", to=["<a+b=c!#$%&'*/?^_`{|}~@q.example>"]),
    odd("the id is missing", "X: y", message_id=None),
    odd("the id has spaces", "Message-ID: < a b@q.example >", message_id="ab@q.example"),
    odd("the id has no brackets", "Message-ID: a@q.example", message_id="a@q.example"),
    odd("the id has no at", "Message-ID: <12345>", message_id="12345"),
    odd("the id is folded", "Message-ID:\n <a@q.example>", message_id="a@q.example"),
    odd("the id has a comment", "Message-ID: <a@q.example> (added by mail.x.example)", message_id="a@q.example"),
    odd("the id is encoded", "Message-ID: =?utf-8?Q?=3Ca=40q=2Eexample=3E?=", message_id="a@q.example"),
    odd("the id has brackets inside", "Message-ID: <[a]@[192.0.2.1]>", message_id="[a]@[192.0.2.1]"),
    odd("the id is quoted", 'Message-ID: <"a b"@q.example>', message_id='"a b"@q.example'),
    odd("the id is empty", "Message-ID: <>", message_id=None),
    odd("the id of Lotus", "Message-ID: <OF1A2B3C4D.1234ABCD-ON85257@LocalDomain>", message_id="OF1A2B3C4D.1234ABCD-ON85257@LocalDomain"),
    odd("answers several", "In-Reply-To: <a@q.example> <b@q.example>", in_reply_to="a@q.example"),
    odd("answers with words", 'In-Reply-To: Your message of "Mon, 3 Mar 2025 12:00:00 +0100." <a@q.example>', in_reply_to="a@q.example"),
    odd("answers with words and an address", "In-Reply-To: Message from Ole <ole@q.example> of \"Mon, 03 Mar 2025\" <a.1@mail.q.example>", in_reply_to="a.1@mail.q.example"),
    odd("answers only with words", "In-Reply-To: your mail of Monday", in_reply_to=None),
    odd("answers a word", "In-Reply-To: <none>", in_reply_to="none"),
    odd("references folded", "References: <a@q.example>\n\t<b@q.example>\n  <c@q.example>", references=("a@q.example", "b@q.example", "c@q.example")),
    odd("references folded inside an id", "References: <a@q.example> <b-long\n @q.example>", references=("a@q.example", "b-long@q.example")),
    odd("references without spaces", "References: <a@q.example><b@q.example>", references=("a@q.example", "b@q.example")),
    odd("references with commas", "References: <a@q.example>, <b@q.example>", references=("a@q.example", "b@q.example")),
    odd("references without brackets", "References: a@q.example b@q.example", references=("a@q.example", "b@q.example")),
    odd("references twice in one", "References: <a@q.example> <b@q.example> <a@q.example>", references=("a@q.example", "b@q.example")),
    odd("references cut at the end", "References: <a@q.example> <b@q.exam", references=("a@q.example", "b@q.exam")),
]
