# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Line ends, damage in transit, old encodings."""

import binascii

from tests.signals.mail.odd.writing import many, odd, whole

BASE = "From: Nora Quist <nora@quist.example>\nSubject: Lamp\nContent-Type: text/plain; charset=utf-8\n\nOne\nTwo\n"
QP = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
B64 = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64"
SAME = {"text": "One\nTwo", "subject": "Lamp", "from": ["Nora Quist <nora@quist.example>"]}
UU = "begin 644 lamp.txt\n" + binascii.b2a_uu(b"hello lamp").decode() + "`\nend\n"
YENC = b"=ybegin line=128 size=5 name=lamp.bin\n" + bytes((b + 42) % 256 for b in b"hello") + b"\n=yend size=5\n"

LETTERS = [
    whole("crlf", BASE.replace("\n", "\r\n"), **SAME),
    whole("cr only", BASE.replace("\n", "\r"), **SAME),
    whole("crcrlf", BASE.replace("\n", "\r\r\n"), **SAME),
    whole("head crlf, body lf", BASE.partition("\n\n")[0].replace("\n", "\r\n") + "\r\n\r\nOne\nTwo\n", **SAME),
    whole("head lf, body cr", BASE.partition("\n\n")[0] + "\n\nOne\rTwo\r", **SAME),
    whole("lfcr", BASE.replace("\n", "\n\r"), **SAME),
    whole("bom first", "\ufeff" + BASE, **SAME),
    whole("utf-16 file", BASE.encode("utf-16"), **SAME),
    whole("utf-16 file without a mark", BASE.encode("utf-16-le"), **SAME),
    whole("mbox line", "From nora@quist.example Mon Mar  3 12:00:00 2025\n" + BASE, **SAME),
    whole("mbox line, quoted", ">From nora@quist.example Mon Mar  3 12:00:00 2025\n" + BASE, **SAME),
    whole("blank lines first", "\n\r\n\n" + BASE, **SAME),
    whole("nul bytes", BASE.replace("One", "O\0ne"), **SAME),
    whole("nul bytes in the head", BASE.replace("Lamp", "La\0mp"), text="One\nTwo"),
    whole("dot-stuffed end", BASE + ".\n", text="One\nTwo\n."),
    whole("spaces before the colon", BASE.replace("Subject:", "Subject :"), **SAME),
    whole("no space after the colon", BASE.replace("Subject: ", "Subject:"), **SAME),
    whole("fields in capitals", BASE.replace("Subject", "SUBJECT").replace("From", "FROM"), **SAME),
    whole("folded subject", BASE.replace("Subject: Lamp", "Subject: My\n\t Lamp\n is\r\n late"), subject="My Lamp is late"),
    whole("folded with a line of blanks", BASE.replace("Subject: Lamp", "Subject: My\n \n Lamp"), subject="My Lamp", text="One\nTwo"),
    whole("subject folded at once", BASE.replace("Subject: Lamp", "Subject:\n Lamp"), **SAME),
    whole("two subjects", BASE.replace("Subject: Lamp", "Subject: Lamp\nSubject: Bulb"), **SAME),
    whole("field without a colon", BASE.replace("Subject: Lamp", "Nonsense line here\nSubject: Lamp"), **SAME),
    whole("no blank line", BASE.replace("\n\nOne", "\nOne"), text="One\nTwo"),
    whole("very long line", BASE + "x" * 300_000, subject="Lamp", text="One\nTwo\n" + "x" * 300_000),
    whole("head cut off", "From: Nora Quist <nora@quist.example>\nSubj", **{"from": ["Nora Quist <nora@quist.example>"]}),
    odd("qp soft breaks", QP, "Gr=C3=BC=C3=\n=9Fe und =\nmehr", text="Grüße und mehr"),
    odd("qp small letters", QP, "Gr=c3=bc=c3=9fe", text="Grüße"),
    odd("qp soft break before crlf", QP.replace("\n", "\r\n"), "eins=\r\nzwei", text="einszwei"),
    odd("qp blanks after the break", QP, "eins=  \nzwei", text="einszwei"),
    odd("qp damaged", QP, "50=% off =ZZ a=b", text="50=% off =ZZ a=b"),
    odd("qp equals at the end", QP, "Hello=", text="Hello"),
    odd("qp link not encoded", QP, "https://x.example/?id=1&a=3Db", text="https://x.example/?id=1&a=b"),
    odd("qp blanks at the end of a line", QP, "eins\nzwei=20\ndrei", text="eins\nzwei \ndrei"),
    odd("qp label on 8-bit text", QP, "Grüße", text="Grüße"),
    odd("base64 in one line", B64, "R3LDvMOfZSBhdXMgS8O2bG4=", text="Grüße aus Köln"),
    odd("base64 without padding", B64, "R3LDvMOfZSBhdXMgS8O2bG4", text="Grüße aus Köln"),
    odd("base64 with spaces", B64, "R3LD vMOf\n\nZSBh dXMg\nS8O2bG4=", text="Grüße aus Köln"),
    odd("base64 with bad signs", B64, "R3LD*vMOfZSBh-dXMgS8O2bG4=", text="Grüße aus Köln"),
    odd("base64 with a footer", B64, "R3LDvMOfZSBhdXMgS8O2bG4=\n\n_______________________________________________\nLamps mailing list", text="Grüße aus Köln"),
    odd("base64 of two pieces", B64, "R3LDvMOfZQ==\nIGF1cyBLw7Zsbg==", text="Grüße aus Köln"),
    odd("base64 label on plain text", B64, "Where is my lamp? I wait since Monday.", text="Where is my lamp? I wait since Monday."),
    odd("base64 of crlf text", B64, "T25lDQpUd28NCg==", text="One\nTwo"),
    odd("base64 with a mark inside", B64, "77u/R3LDvMOfZQ==", text="Grüße"),
    odd("unknown encoding", B64.replace("base64", "x-odd"), "Hello", text="Hello"),
    odd("encoding with a comment", B64.replace("base64", "base64 (odd)"), "SGVsbG8=", text="Hello"),
    odd("encoding in quotes", B64.replace("base64", '"base64"'), "SGVsbG8=", text="Hello"),
    odd("two encodings named", B64.replace("base64", "base64\nContent-Transfer-Encoding: 8bit"), "SGVsbG8=", text="Hello"),
    odd("a multipart called base64", many("\nHello")[0] + "\nContent-Transfer-Encoding: base64", many("\nHello")[1], text="Hello"),
    odd("uuencode inside", "X: y", "See:\n\n" + UU + "\nBye", text="See:\n\n\nBye", files=[("lamp.txt", "application/octet-stream", False)], sizes=[10]),
    odd("uuencode with blanks cut", "X: y", "begin 644 a.bin\n" + binascii.b2a_uu(b"\0\0\0\0\0\0").decode().rstrip().replace("`", " ").rstrip() + "\n\nend\nBye", text="Bye", files=[("a.bin", "application/octet-stream", False)]),
    odd("uuencode never ended", "X: y", "See\nbegin 644 lamp.txt\n" + binascii.b2a_uu(b"h" * 45).decode() * 2 + binascii.b2a_uu(b"x" * 20).decode()[:20], text="See", files=[("lamp.txt", "application/octet-stream", False)]),
    odd("begin that is no file", "X: y", "begin 644 reasons why\nI am angry\nend\n", text="begin 644 reasons why\nI am angry\nend"),
    odd("yenc inside", b"Content-Type: text/plain", b"See:\n" + YENC + b"Bye\n", text="See:\nBye", files=[("lamp.bin", "application/octet-stream", False)], sizes=[5]),
    odd("a part in uuencode", *many("\nHello", "Content-Type: text/x-log; name=lamp.txt\nContent-Disposition: attachment; filename=lamp.txt\nContent-Transfer-Encoding: x-uuencode\n\n" + UU), text="Hello", files=[("lamp.txt", "text/x-log", False)], sizes=[10]),
    odd("flowed", "Content-Type: text/plain; format=flowed", "The lamp that I \nordered is \nlate.\n\n Indented\n", text="The lamp that I ordered is late.\n\nIndented"),
    odd("flowed with delsp", "Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8", "注文した \n商品\n", text="注文した商品"),
    odd("flowed quotes", "Content-Type: text/plain; format=flowed\nIn-Reply-To: <1@s.example>", "> We shipped \n> it.\nWhere?\n", text="> We shipped it.\nWhere?", stripped_text="Where?"),
    odd("flowed from line", "Content-Type: text/plain; format=flowed", " From here \nto there\n", text="From here to there"),
    odd("flowed in a quoted-printable body", "Content-Type: text/plain; format=flowed\nContent-Transfer-Encoding: quoted-printable", "The lamp=20\nis late.", text="The lamp is late."),
    odd("from line escaped by mbox", "X: y", "Hello\n>From Monday on I wait.\n", text="Hello\n>From Monday on I wait.", stripped_text="Hello\n>From Monday on I wait."),
    odd("form feeds and bells", "X: y", "One\x0cTwo\x07\x1b[31m", text="OneTwo[31m"),
    odd("line separators", "Content-Type: text/plain; charset=utf-8", "One\u2028Two\x85Three", subject="Lamp"),
    odd("content-length lies", "Content-Length: 2", "Hello", text="Hello"),
    odd("html cut in the middle of a tag", "Content-Type: text/html", "<p>Hello</p><a href=\"https://x.exam", text="Hello"),
    odd("html with conditional comments", "Content-Type: text/html", "<!--[if mso]><p>Outlook</p><![endif]--><![if !mso]><p>Hello</p><![endif]>", text="Hello"),
    odd("html preheader hidden", "Content-Type: text/html", '<div style="display:none;max-height:0">Peek</div><p>Hello</p>', text="Hello"),
    odd("html entities of windows", "Content-Type: text/html", "<p>It&#146;s &amp;amp; &hellip; &nbsp;x</p>", text="It’s &amp; …  x"),
    odd("html in capitals unclosed", "Content-Type: TEXT/HTML", "<HTML><BODY>Hello<BR>there", text="Hello\nthere"),
    odd("html links keep their words", "Content-Type: text/html", '<p>See <a href="https://x.example/1">my order</a></p>', text="See my order"),
]
