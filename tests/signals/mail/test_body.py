# ruff: noqa: E501 -- a case stands on one line
"""The text that is shown, the HTML, and what is attached."""

import base64

import pytest
from tests.signals.mail.letters import letter, page, parts, plain

from headwater.signals.mail.service import parse


def files(mail):
    return [(a.name, a.type, a.size, a.inline) for a in mail.attachments]


CHARSETS = [
    ("utf8", "Grüße ☃"), ("iso-8859-1", "Grüße"), ("windows-1252", "“Grüße”"), ("koi8-r", "Привет"), ("gb2312", "退款"),
    ("gbk", "退款問題"), ("big5", "訂單"), ("shift_jis", "注文①"), ("euc-kr", "환불"), ("iso-2022-jp", "注文"), ("iso-8859-15", "5 €"),
    ("windows-1250", "Zażółć"), ("windows-1255", "שלום"), ("utf-7", "Grüße"), ("utf-16", "Grüße"), ("euc-jp", "注文"), ("tis-620", "สวัสดี"),
]  # fmt: skip
PYTHON = {"gb2312": "gb18030", "shift_jis": "cp932"}


@pytest.mark.parametrize(("label", "text"), CHARSETS)
def test_charset(label, text):
    body = base64.encodebytes(text.encode(PYTHON.get(label, label)))
    mail = letter(body, f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: base64\n")
    assert mail.text == text


@pytest.mark.parametrize(
    ("label", "raw", "text"),
    [
        ("iso-8859-1", "Grüße".encode(), "Grüße"),
        ("gb2312", "代开发票，请联系".encode(), "代开发票，请联系"),
        ("gb2312", "谢谢".encode("gb2312"), "谢谢"),
        ("koi8-r", "Спасибо".encode(), "Спасибо"),
        ("iso-8859-1", b"\x93quoted\x94", "“quoted”"),
        ("us-ascii", "Grüße".encode("latin-1"), "Grüße"),
        ("x-unknown", "Где мой заказ?".encode("cp1251"), "Где мой заказ?"),
        ("utf-8", "Grüße aus Köln".encode("latin-1"), "Grüße aus Köln"),
        ("iso-2022-jp", b"\x1b$B-!-j\x1b(B ok", "①㈱ ok"),
        ("ks_c_5601-1987", "환불".encode("cp949"), "환불"),
        ("unicode-1-1-utf-7", b"Gr+APwA3w-e", "Grüße"),
        ("utf-7", b"+AD4 1 +- 2 + 3 c++", "> 1 + 2 + 3 c++"),
        (
            "utf-7",
            b"s98N3lh5llXg+enbj1RqLFkUGZYv+WZ3x/1oD3OwHLt17BGvNBSHhxKayaUq9mwu",
            "s98N3lh5llXg+enbj1RqLFkUGZYv+WZ3x/1oD3OwHLt17BGvNBSHhxKayaUq9mwu",
        ),
        ("utf-7", b"+AD0APQA9AD0APQA9AD0APQA9AD0APQA9AD0APQA9AD0APQA9AD0APQA9", "=" * 21),
        ("utf-7", "注文した商品がまだ届きません。".encode("utf-7"), "注文した商品がまだ届きません。"),
        ("utf-7", b"lone +2AA- half", "lone +2AA- half"),
        ("utf-7", "Größe".encode(), "Größe"),
        ("unicode_escape", b"a\\n", "a\\n"),
        ("nonsense", b"a\0b", "ab"),
    ],
)
def test_wrong_and_strange_charsets(label, raw, text):
    assert letter(raw, f"Content-Type: text/plain; charset={label}\n").text == text


@pytest.mark.parametrize(
    ("encoding", "raw", "text"),
    [
        ("base64", b"SGVs\nbG8", "Hello"),
        ("base64", b"SGVs!bG8=", "Hello"),
        ("base64", b"SGVsbG8=\n-- \nSent over a list", "Hello"),
        ("base64", b"Plain words, not encoded at all.", "Plain words, not encoded at all."),
        ("BASE64 ", b"SGVsbG8=", "Hello"),
        ("quoted-printable", b"Stra=C3=9Fe=\n n=XY", "Straße n=XY"),
        ("quoted-printable", b"one= \n two", "one two"),
        ("7-bit", b"Hello", "Hello"),
    ],
)
def test_transfer_encoding(encoding, raw, text):
    head = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n"
    assert letter(raw, head).text == text


def test_flowed_text_is_joined():
    head = "Content-Type: text/plain; format=flowed; delsp={}\n"
    body = "The lamp that I \nordered.\n> Which one \n> is it?\n-- \nNora"
    assert letter(body, head.format("no")).text == "The lamp that I ordered.\n> Which one is it?\n-- \nNora"
    assert letter("注文 \nの件", head.format("yes")).text == "注文の件"


def test_plain_is_preferred_and_html_is_kept():
    mail = parts(plain("Hello"), page("<p>Hello <b>there</b></p>"), kind="alternative")
    assert (mail.text, mail.html, files(mail)) == ("Hello", "<p>Hello <b>there</b></p>", [])


@pytest.mark.parametrize("stub", ["", " \n", "Your mail program does not support HTML.", "Bitte im Browser ansehen"])
def test_html_speaks_where_the_plain_part_is_a_stub(stub):
    mail = parts(
        plain(stub), page("<p>My lamp is broken</p><p>and nobody has answered me since Monday.</p>"), kind="alternative"
    )
    assert mail.text == "My lamp is broken\n\nand nobody has answered me since Monday."


HTML = [
    ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
    ("<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"),
    ("<ul><li>a<li>b</ul>", "- a\n- b"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<style>p{}</style><script>x()</script><p style='display:none'>no</p>yes", "yes"),
    ("a &lt;b&gt; &amp; &euro;&nbsp;5", "a <b> & € 5"),
    ("1 < 2 <!-- no --> ok", "1 < 2 ok"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    ("<html><head><title>no</title></head><body>yes</body></html>", "yes"),
    ("<blockquote type=cite>old</blockquote>new", "> old\n\nnew"),
    ("<b>bo</b>ld <a href='https://x.example'>link</a>", "bold link"),
    ("<div><div>deep</div></div>", "deep"),
]


@pytest.mark.parametrize(("html", "text"), HTML)
def test_html_to_text(html, text):
    assert letter(html, "Content-Type: text/html; charset=utf-8\n").text == text


def test_the_charset_that_html_names_itself():
    assert letter(b"<meta charset=windows-1251><p>" + "Да".encode("cp1251"), "Content-Type: text/html\n").text == "Да"


def test_an_unlabelled_text_is_in_the_charset_that_the_header_names():
    raw = b"Subject: =?koi8-r?B?" + base64.b64encode("Лампа".encode("koi8-r")) + b"?=\n\n" + "ДА".encode("koi8-r")
    assert parse(raw).text == "ДА"


def test_texts_in_a_row_are_one_body():
    mail = parts(plain("one"), page("<p>two</p>"), plain("three"))
    assert (mail.text, mail.html, files(mail)) == ("one\n\ntwo\n\nthree", "<p>two</p>", [])


def test_the_same_text_twice_is_shown_once():
    assert parts(plain("The same lamp"), page("<p>The same lamp</p>")).text == "The same lamp"


NAMES = [
    ('attachment; filename="bill.pdf"', "bill.pdf"),
    ("attachment; filename*=UTF-8''Stra%C3%9Fe.pdf", "Straße.pdf"),
    ("attachment; filename*0*=utf-8''Stra%C3; filename*1*=%9Fe; filename*2=\".pdf\"", "Straße.pdf"),
    ('attachment; filename="=?utf-8?q?Stra=C3=9Fe.pdf?="', "Straße.pdf"),
    ('attachment; filename="C:\\Users\\nora\\bill.pdf"', "bill.pdf"),
    ('attachment; filename="../../etc/passwd"', "passwd"),
    ("attachment; filename=my bill.pdf", "my bill.pdf"),
    ('attachment; filename="unclosed.pdf', "unclosed.pdf"),
    ('attachment; filename="Straße.pdf"', "Straße.pdf"),
    ("attachment; filename=utf-8''my%20bill.pdf", "my bill.pdf"),
    ('attachment; filename="bill\u202efdp.exe"', "billfdp.exe"),
    ("attachment", None),
    ('attachment; filename=""', None),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_file_name(disposition, name):
    mail = parts(plain("x"), f"Content-Type: application/pdf\nContent-Disposition: {disposition}\n\nabc")
    assert files(mail) == [(name, "application/pdf", 3, False)]


def test_a_name_only_in_the_content_type():
    mail = parts(plain("x"), 'Content-Type: image/png; name="a.png"\nContent-Transfer-Encoding: base64\n\nAAAA')
    assert files(mail) == [("a.png", "image/png", 3, False)]


def test_an_image_that_the_html_shows_is_inline():
    shown = 'Content-Type: image/png; name="a.png"\nContent-ID: <a@q>\n\nabc'
    other = 'Content-Type: image/png; name="b.png"\nContent-ID: <b@q>\n\nabcd'
    mail = parts(page('<p>Look <img src="cid:a@q"></p>'), shown, other, kind="related")
    assert files(mail) == [("a.png", "image/png", 3, True), ("b.png", "image/png", 4, False)]


def test_a_text_with_a_name_is_a_file_but_alone_it_is_shown():
    named = plain("log", 'Content-Disposition: inline; filename="log.txt"\n')
    assert files(parts(plain("x"), named)) == [("log.txt", "text/plain", 3, True)]
    assert (parts(named).text, files(parts(named))) == ("log", [])


def test_an_attached_message_is_a_file_and_speaks_only_where_nothing_else_does():
    inner = "Content-Type: message/rfc822\n\nSubject: Old\n\nThe old text"
    mail = parts(plain("See below"), inner)
    assert (mail.text, [a.type for a in mail.attachments]) == ("See below", ["message/rfc822"])
    assert parts(inner).text == "The old text"
    twice = (
        "Content-Type: message/rfc822\n\nSubject: Newer\nContent-Type: message/rfc822\n\nSubject: Old\n\nThe old text"
    )
    assert parts(twice).text == "The old text"


def test_signed_messages_calendar_entries_and_tnef_are_files():
    signed = parts(plain("Hello"), "Content-Type: application/pgp-signature; name=signature.asc\n\nx", kind="signed")
    assert (signed.text, files(signed)) == ("Hello", [("signature.asc", "application/pgp-signature", 1, False)])
    asked = parts(plain("Come"), "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR", kind="alternative")
    assert (asked.text, files(asked)) == ("Come", [(None, "text/calendar", 15, False)])
    tnef = parts(plain("Hello"), "Content-Type: application/ms-tnef; name=winmail.dat\n\nabc")
    assert files(tnef) == [("winmail.dat", "application/ms-tnef", 3, False)]


def test_one_file_of_a_macintosh():
    double = "Content-Type: multipart/appledouble; boundary=in\n\n--in\nContent-Type: application/applefile\n\nx\n--in\nContent-Type: image/png; name=a.png\n\nabc\n--in--"
    mail = parts(plain("x"), double)
    assert files(mail) == [("a.png", "image/png", 3, False)]
    assert mail.notes == ("The resource fork of a Macintosh file was left out",)


def test_a_digest_holds_messages():
    mail = parts("\nSubject: One\n\n1", "\nSubject: Two\n\n2", kind="digest")
    assert [a.type for a in mail.attachments] == ["message/rfc822", "message/rfc822"]


def test_a_file_that_names_no_type_is_one_of_octets():
    mail = parts(plain("x"), 'Content-Type: ; name="lamp.zip"\n\nabc')
    assert files(mail) == [("lamp.zip", "application/octet-stream", 3, False)]


def test_a_uuencoded_file_without_a_name():
    assert files(letter("See:\nbegin 644\n%2&5L;&\\\n`\nend\n")) == [(None, "application/octet-stream", 5, False)]


def test_a_uuencoded_file_leaves_the_text():
    mail = letter("See:\nbegin 644 lamp.txt\n%2&5L;&\\\n`\nend\nBye\n")
    assert (mail.text, files(mail)) == ("See:\nBye", [("lamp.txt", "application/octet-stream", 5, False)])


FRAMES = [
    ("multipart/mixed; boundary=edge", "--edge\n\nHello\n--edge--"),
    ("multipart/mixed; boundary=edge", "--edge\n\nHello\n"),
    ("multipart/mixed; boundary='edge'", "--'edge'\n\nHello\n"),
    ("multipart/mixed", "--edge\nContent-Type: text/plain\n\nHello\n--edge--"),
    ("multipart/mixed; boundary=other", "--edge\nContent-Type: text/plain\n\nHello\n--edge--"),
    ("multipart/mixed; boundary=none", "Hello"),
    ('multipart/mixed; boundary="edge', "--edge  \n\nHello\n--edge--  \n"),
    ("multipart/mixed; boundary*0=ed; boundary*1=ge", "--edge\n\nHello\n--edge--"),
    ("text", "Hello"),
    ("", "Hello"),
]


@pytest.mark.parametrize(("kind", "body"), FRAMES)
def test_a_broken_multipart_still_shows_its_text(kind, body):
    assert letter(body, f"Content-Type: {kind}\n").text == "Hello"
