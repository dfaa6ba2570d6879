# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Parts in every order, and what is shown and what is a file."""

from tests.signals.mail.odd.writing import coded, many, nested, odd, whole

PLAIN, HTML = "Content-Type: text/plain; charset=utf-8\n\n", "Content-Type: text/html; charset=utf-8\n\n"
PNG = "Content-Type: image/png; name=\"l.png\"\nContent-Transfer-Encoding: base64\nContent-ID: <l@q>\nContent-Disposition: inline; filename=\"l.png\"\n\niVBORw0K"
PDF = "Content-Type: application/pdf; name=\"bill.pdf\"\nContent-Disposition: attachment; filename=\"bill.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0x"
SHOWN = HTML + "<p>Hello <img src=\"cid:l@q\"></p>"
ALT = nested(PLAIN + "Hello", HTML + "<p>Hello</p>", kind="alternative", edge="alt")
RELATED = nested(SHOWN, PNG, kind="related", edge="rel")
L_PNG, BILL = ("l.png", "image/png", True), ("bill.pdf", "application/pdf", False)
SIG = "Content-Type: application/pkcs7-signature; name=\"smime.p7s\"\nContent-Disposition: attachment; filename=\"smime.p7s\"\nContent-Transfer-Encoding: base64\n\nMIIB"
ASC = "Content-Type: application/pgp-signature; name=\"OpenPGP_signature.asc\"\nContent-Disposition: attachment; filename=\"OpenPGP_signature\"\n\n-----BEGIN PGP SIGNATURE-----"
INNER = "From: Ole <ole@x.example>\nSubject: Old\nMessage-ID: <old@x.example>\nContent-Type: multipart/mixed; boundary=in\n\n--in\n\nOld words\n--in\nContent-Type: application/zip; name=old.zip\n\nPK\n--in--"
INVITE = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"

LETTERS = [
    odd("alternative in mixed with a file", *many(ALT, PDF), text="Hello", html="<p>Hello</p>", files=[BILL]),
    odd("related in alternative in mixed", *many(nested(PLAIN + "Hello", RELATED, kind="alternative", edge="alt"), PDF), text="Hello", files=[L_PNG, BILL]),
    odd("alternative in related", *many(nested(PLAIN + "Hello", SHOWN, kind="alternative", edge="alt"), PNG, kind="related"), text="Hello", files=[L_PNG]),
    odd("mixed in alternative (Apple Mail)", *many(PLAIN + "Hello", nested(HTML + "<p>Hello</p>", PDF, HTML + "<p>Bye</p>", kind="mixed", edge="in"), kind="alternative"), text="Hello", html="<p>Hello</p>\n<p>Bye</p>", files=[BILL]),
    odd("html pieces around a file (Apple Mail)", *many(HTML + "<p>Hello</p>", PDF, HTML + "<p>Bye</p>"), text="Hello\n\nBye", files=[BILL]),
    odd("a text after the files", *many(PLAIN + "Hello", PDF, PLAIN + "-- \nSent over the list"), text="Hello\n\n-- \nSent over the list", stripped_text="Hello", files=[BILL]),
    odd("alternatives in the wrong order", *many(HTML + "<p>Hello</p>", PLAIN + "Hello", kind="alternative"), text="Hello", html="<p>Hello</p>"),
    odd("alternative of one html", *many(HTML + "<p>Hello</p>", kind="alternative"), text="Hello", html="<p>Hello</p>"),
    odd("alternative with an empty html", *many(PLAIN + "Hello", HTML, kind="alternative"), text="Hello", html=None),
    odd("alternative with a pdf inside", *many(PLAIN + "Hello", PDF, kind="alternative"), text="Hello", files=[BILL]),
    odd("related with its root last", *many(PNG, SHOWN.replace("Content-Type: text/html; charset=utf-8", "Content-Type: text/html; charset=utf-8\nContent-ID: <root@q>"), kind="related", more='; start="<root@q>"'), text="Hello", files=[L_PNG]),
    odd("image that the html does not show", *many(HTML + "<p>Hello</p>", PNG.replace("inline;", "attachment;"), kind="related"), files=[("l.png", "image/png", False)]),
    odd("image sent as attachment but shown by cid", *many(SHOWN, PNG.replace("inline;", "attachment;"), kind="related"), files=[L_PNG]),
    odd("image named by content-location", *many(HTML + '<p>Hello <img src="l.png"></p>', "Content-Type: image/png\nContent-Location: l.png\n\nabc", kind="related"), text="Hello", files=[(None, "image/png", True)]),
    odd("html with an image inside its address", "Content-Type: text/html", '<p>Hello <img src="data:image/png;base64,iVBORw0K"></p>', text="Hello", files=[]),
    odd("html only, an image and nothing else", "Content-Type: text/html", '<p><img src="https://x.example/a.png" alt="Sale"></p>', html='<p><img src="https://x.example/a.png" alt="Sale"></p>', files=[]),
    odd("a picture alone", "Content-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: base64", "/9j/4AAQ", text="", html=None, files=[("photo.jpg", "image/jpeg", False)]),
    odd("a pdf alone", "Content-Type: application/pdf\nContent-Disposition: attachment; filename=scan.pdf\nContent-Transfer-Encoding: base64", "JVBERi0x", text="", files=[("scan.pdf", "application/pdf", False)], sizes=[6]),
    odd("a forward with files of its own", *many(PLAIN + "See below", "Content-Type: message/rfc822\nContent-Disposition: attachment; filename=\"Old.eml\"\n\n" + INNER), text="See below", files=[("Old.eml", "message/rfc822", False)]),
    odd("a forward with nothing above it", *many(PLAIN + "", "Content-Type: message/rfc822\n\n" + INNER), text="Old words", files=[(None, "message/rfc822", False)]),
    odd("a forward in base64", *many(PLAIN + "See below", "Content-Type: message/rfc822; name=Old.eml\nContent-Transfer-Encoding: base64\n\n" + coded(INNER, "utf-8")), text="See below", files=[("Old.eml", "message/rfc822", False)], sizes=[len(INNER)]),
    odd("the letter is a message/rfc822 itself", "Content-Type: message/rfc822", INNER, text="Old words", subject="Lamp"),
    odd("the first piece of a split message", 'Content-Type: message/partial; id="a@x"; number=1; total=2', "Subject: Whole\nContent-Type: text/plain\n\nFirst half", text="First half", subject="Lamp"),
    odd("a digest", *many("\nFrom: a@x.example\nSubject: One\n\n1", "\nFrom: b@x.example\nSubject: Two\n\n2", kind="digest"), files=[(None, "message/rfc822", False)] * 2),
    odd("appledouble", *many(PLAIN + "Hello", nested("Content-Type: application/applefile; name=bill.pdf\n\nx", PDF, kind="appledouble", edge="in")), files=[BILL]),
    odd("boundary with odd signs", *many(PLAIN + "Hello", PDF, edge="=_(a)'+,-./:=?b"), text="Hello", files=[BILL]),
    odd("boundary that begins another", *many(nested(PLAIN + "Hello", HTML + "<p>Hello</p>", kind="alternative", edge="edge2"), PDF), text="Hello", files=[BILL]),
    odd("same boundary inside and outside", *many(nested(PLAIN + "Hello, my lamp", HTML + "<p>Hello, my lamp</p>", kind="alternative", edge="edge"), PDF), text="Hello, my lamp", html="<p>Hello, my lamp</p>", files=[BILL]),
    odd("no final boundary", many(PLAIN + "Hello", PDF)[0], many(PLAIN + "Hello", PDF)[1].replace("--edge--\n", ""), text="Hello", files=[BILL]),
    odd("inner boundary never closed", *many("Content-Type: multipart/alternative; boundary=in\n\n--in\n" + PLAIN + "Hello\n--in\n" + HTML + "<p>Hello</p>", PDF), text="Hello", html="<p>Hello</p>", files=[BILL]),
    odd("boundary that is not the declared one", 'Content-Type: multipart/mixed; boundary="nope"', many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("boundary in capitals", 'Content-Type: multipart/mixed; boundary="EDGE"', many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("boundary with a space at its end", 'Content-Type: multipart/mixed; boundary="edge "', many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("preamble and epilogue", many(PLAIN + "Hello")[0], "This is a multi-part message in MIME format.\n" + many(PLAIN + "Hello")[1] + "\nepilogue", text="Hello", stripped_text="Hello"),
    odd("no MIME-Version", many(PLAIN + "Hello", PDF)[0].partition("\n")[2], many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("two Content-Type fields", 'Content-Type: multipart/mixed; boundary="edge"\nContent-Type: text/plain', many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("multipart header lost", "MIME-Version: 1.0", many(PLAIN + "Hello", PDF)[1], text="Hello", files=[BILL]),
    odd("empty multipart", many()[0], many()[1], text="", files=[]),
    odd("empty parts", *many(PLAIN + "", "Content-Type: application/pdf; name=a.pdf\n\n", PLAIN + "Hello"), text="Hello", files=[("a.pdf", "application/pdf", False)], sizes=[0]),
    odd("part without any header", *many("\nHello", PDF), text="Hello", files=[BILL]),
    odd("part without the blank line", *many("Content-Type: text/plain\nHello there, my lamp is broken", PDF), text="Hello there, my lamp is broken", files=[BILL]),
    odd("text/plain that is html", "Content-Type: text/plain", "<html><body><p>Hello</p></body></html>", text="Hello"),
    odd("text in the type of octets", *many(PLAIN + "Hello", "Content-Type: application/octet-stream; name=\"notes.txt\"\n\nabc"), files=[("notes.txt", "application/octet-stream", False)]),
    odd("a text shown inline with a name", *many(PLAIN + "Hello", "Content-Type: text/plain; name=\"log.txt\"\nContent-Disposition: inline; filename=\"log.txt\"\n\nlog"), text="Hello", files=[("log.txt", "text/plain", True)]),
    odd("a text sent as attachment", *many(PLAIN + "Hello", "Content-Type: text/plain; name=\"log.txt\"\nContent-Disposition: attachment; filename=\"log.txt\"\n\nlog"), text="Hello", files=[("log.txt", "text/plain", False)]),
    odd("an html file sent as attachment", *many(PLAIN + "Hello", "Content-Type: text/html; name=\"page.html\"\nContent-Disposition: attachment; filename=\"page.html\"\n\n<p>x"), text="Hello", html=None, files=[("page.html", "text/html", False)]),
    odd("csv and log beside the text", *many(PLAIN + "Hello", "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment; filename=a.csv\n\na,b"), text="Hello", files=[("a.csv", "text/csv", False)]),
    odd("an invitation", *many(PLAIN + "Come", HTML + "<p>Come</p>", "Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n" + INVITE, kind="alternative"), text="Come", files=[(None, "text/calendar", False)]),
    odd("an invitation and its file", *many(nested(PLAIN + "Come", "Content-Type: text/calendar; method=REQUEST; charset=utf-8\n\n" + INVITE, kind="alternative", edge="alt"), "Content-Type: application/ics; name=\"invite.ics\"\nContent-Disposition: attachment; filename=\"invite.ics\"\n\n" + INVITE), text="Come", files=[(None, "text/calendar", False), ("invite.ics", "application/ics", False)]),
    odd("only an invitation", "Content-Type: text/calendar; method=REPLY", INVITE, files=[(None, "text/calendar", False)]),
    odd("a vcard", *many(PLAIN + "Hello", "Content-Type: text/vcard; name=nora.vcf; charset=utf-8\n\nBEGIN:VCARD\nEND:VCARD"), text="Hello", files=[("nora.vcf", "text/vcard", False)]),
    odd("a vcard without a name", *many(PLAIN + "Hello", "Content-Type: text/x-vcard\n\nBEGIN:VCARD\nEND:VCARD"), text="Hello", files=[(None, "text/x-vcard", False)]),
    odd("signed with S/MIME", *many(ALT, SIG, kind="signed", more='; protocol="application/pkcs7-signature"; micalg=sha-256'), text="Hello", html="<p>Hello</p>", files=[("smime.p7s", "application/pkcs7-signature", False)]),
    odd("signed with PGP/MIME", *many(nested(PLAIN + "Hello", PDF, kind="mixed", edge="in", more="; protected-headers=v1"), ASC, kind="signed", more='; protocol="application/pgp-signature"'), text="Hello", files=[BILL, ("OpenPGP_signature", "application/pgp-signature", False)]),
    odd("encrypted with PGP/MIME", *many("Content-Type: application/pgp-encrypted\n\nVersion: 1", "Content-Type: application/octet-stream; name=\"encrypted.asc\"\nContent-Disposition: inline; filename=\"encrypted.asc\"\n\n-----BEGIN PGP MESSAGE-----\n\nhQ\n-----END PGP MESSAGE-----", kind="encrypted", more='; protocol="application/pgp-encrypted"'), html=None, text="", notes=("The message is encrypted and cannot be read here",), files=[(None, "application/pgp-encrypted", False), ("encrypted.asc", "application/octet-stream", True)]),
    odd("encrypted with S/MIME", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Disposition: attachment; filename=smime.p7m\nContent-Transfer-Encoding: base64", "MIIB", text="", notes=("The message is encrypted and cannot be read here",), files=[("smime.p7m", "application/pkcs7-mime", False)]),
    odd("signed text by PGP", "Content-Type: text/plain", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHello\n-----BEGIN PGP SIGNATURE-----\n\niQ\n=ab\n-----END PGP SIGNATURE-----\n", stripped_text="Hello"),
    odd("encrypted text by PGP", "Content-Type: text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQ\n=ab\n-----END PGP MESSAGE-----", text="-----BEGIN PGP MESSAGE-----\n\nhQ\n=ab\n-----END PGP MESSAGE-----", notes=("The message is encrypted and cannot be read here",)),
    odd("a file without type or name", *many(PLAIN + "Hello", "Content-Disposition: attachment\n\nx"), text="Hello", files=[(None, "text/plain", False)]),
    odd("disposition in capitals with a size", *many(PLAIN + "Hello", "CONTENT-TYPE: APPLICATION/PDF; NAME=A.PDF\nCONTENT-DISPOSITION: ATTACHMENT; FILENAME=A.PDF; SIZE=3\n\nabc"), files=[("A.PDF", "application/pdf", False)], sizes=[3]),
    odd("multipart/report of an unknown kind", *many(PLAIN + "Hello", "Content-Type: text/x-odd\n\nx", kind="report", more="; report-type=odd"), text="Hello", automatic=True),
    odd("multipart/parallel and made-up kinds", *many(PLAIN + "Hello", PNG, kind="parallel"), text="Hello", files=[L_PNG]),
    odd("multipart/form-data", *many('Content-Disposition: form-data; name="words"\n\nHello', kind="form-data"), text="Hello"),
    odd("enriched text", "Content-Type: text/enriched", "<bold>Hello</bold> <<there>", text="Hello <there>"),
    odd("amp beside html", *many(PLAIN + "Hello", "Content-Type: text/x-amp-html\n\n<p>amp", HTML + "<p>Hello</p>", kind="alternative"), text="Hello", html="<p>Hello</p>", files=[]),
    odd("a voice message", *many(PLAIN + "Voice", "Content-Type: audio/wav; name=voice.wav\nContent-Disposition: inline; filename=voice.wav\n\nRIFF", kind="voice-message"), text="Voice", files=[("voice.wav", "audio/wav", True)]),
    odd("a link to a file elsewhere", *many(PLAIN + "Hello", "Content-Type: message/external-body; access-type=URL; URL=\"https://x.example/a\"\n\nContent-Type: application/pdf\n\n"), text="Hello", files=[(None, "message/external-body", False)]),
    odd("text cut in two by a picture", *many(PLAIN + "Look:", PNG, PLAIN + "Nice?"), text="Look:\n\nNice?", files=[L_PNG]),
    odd("an unknown type alone", "Content-Type: x-odd/thing", "abc", files=[(None, "x-odd/thing", False)]),
    whole("nothing at all", b"", **{"from": None, "text": "", "subject": None, "date": None}),
    whole("only a body", "\nHello", text="Hello"),
    whole("only words, no header", "Hello there\nmy lamp is broken", text="Hello there\nmy lamp is broken"),
]
