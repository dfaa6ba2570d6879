# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""Charsets: unlabelled, mislabelled, cut."""

from tests.signals.mail.odd.writing import coded, many, odd

TYPE = "Content-Type: text/plain; charset="
JA = "お世話になっております。先日注文した商品がまだ届いておりません。ご確認をお願い致します。"
RU = "Здравствуйте, мой заказ так и не пришёл. Когда его доставят?"
ZH = "您好，我的订单还没有收到，请问什么时候发货？谢谢"
ZT = "您好，我的訂單還沒有收到，請問什麼時候出貨？謝謝"
KO = "안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 확인 부탁드립니다."
EL = "Καλημέρα, η παραγγελία μου δεν έχει φτάσει ακόμα."
HE = "שלום, ההזמנה שלי עדיין לא הגיעה. מתי היא תגיע?"
AR = "مرحبا، لم تصل طلبيتي بعد. متى ستصل؟"
TR = "Merhaba, siparişim hâlâ gelmedi. Ne zaman ulaşır? Teşekkürler, Gülşah Yıldız"
PL = "Dzień dobry, zamówienie wciąż nie dotarło. Kiedy mogę się go spodziewać? Pozdrawiam, Łukasz Żółkiewski"
CZ = "Dobrý den, moje objednávka ještě nepřišla. Můžete prosím zjistit příčinu? Děkuji, Jiří"
TH = "สวัสดีครับ สินค้ายังไม่ถึงเลย"
VI = "Xin chào, đơn hàng của tôi vẫn chưa đến."

LETTERS = [
    odd("iso-2022-jp body and subject", "Subject: =?ISO-2022-JP?B?" + coded("注文の件", "iso-2022-jp") + "?=\n" + TYPE + "ISO-2022-JP", JA.encode("iso-2022-jp"), text=JA, subject="注文の件"),
    odd("iso-2022-jp raw in the subject", b"Subject: " + "注文の件".encode("iso-2022-jp") + b"\n" + TYPE.encode() + b"iso-2022-jp", JA.encode("iso-2022-jp"), subject="注文の件", text=JA),
    odd("iso-2022-jp without a label", "X-Mailer: x", JA.encode("iso-2022-jp"), text=JA),
    odd("half-width kana in iso-2022-jp", TYPE + "iso-2022-jp", b"\x1b(I3EMHC\x1b(B", text="ｳﾅﾍﾈﾃ"),
    odd("characters of JIS X 0212 in iso-2022-jp", TYPE + "iso-2022-jp-1", b"\x1b$(D0!0\"\x1b(B.", text="丂丄."),
    odd("half a character in iso-2022-jp", TYPE + "iso-2022-jp", b"\x1b$BCm\x30\xe5J8\x1b(B.", text="注0\ufffd文."),
    odd("raw signs between characters of iso-2022-jp", TYPE + "iso-2022-jp", b"\x1b$BCm\xc4\xe9J8\x1b(B.", text="注ﾄ\ufffd文."),
    odd("gb18030 four bytes", TYPE + "gb18030", "𠮷野家 €".encode("gb18030"), text="𠮷野家 €"),
    odd("gb2312 label, gbk letters", TYPE + "gb2312", "陈镕先生，您好".encode("gbk"), text="陈镕先生，您好"),
    odd("gb2312 unlabelled", "X-Mailer: Foxmail", ZH.encode("gbk"), text=ZH),
    odd("big5 unlabelled", "X-Mailer: x", ZT.encode("big5"), text=ZT),
    odd("euc-kr unlabelled", "X-Mailer: x", KO.encode("cp949"), text=KO),
    odd("shift_jis unlabelled", "X-Mailer: x", JA.encode("cp932"), text=JA),
    odd("euc-jp unlabelled", "X-Mailer: x", JA.encode("euc_jp"), text=JA),
    odd("big5 labelled gb2312", TYPE + "gb2312", ZT.encode("big5"), text=ZT),
    odd("koi8-r unlabelled", "X-Mailer: The Bat!", RU.encode("koi8-r"), text=RU),
    odd("cp1251 unlabelled", "X-Mailer: The Bat!", RU.encode("cp1251"), text=RU),
    odd("cp866 unlabelled", "X-Mailer: The Bat!", RU.encode("cp866"), text=RU),
    odd("cp1251 labelled iso-8859-1", TYPE + "iso-8859-1", RU.encode("cp1251"), text=RU),
    odd("koi8-r labelled windows-1251", TYPE + "windows-1251", RU.encode("koi8-r"), text=RU),
    odd("cp1251 labelled koi8-r", TYPE + "koi8-r", RU.encode("cp1251"), text=RU),
    odd("utf-8 labelled koi8-r", TYPE + "koi8-r", RU.encode(), text=RU),
    odd("koi8-r labelled us-ascii", TYPE + "us-ascii", RU.encode("koi8-r"), text=RU),
    odd("greek unlabelled", "X-Mailer: x", EL.encode("cp1253"), text=EL),
    odd("greek labelled iso-8859-7", TYPE + "iso-8859-7", EL.encode("iso8859-7"), text=EL),
    odd("hebrew unlabelled", "X-Mailer: x", HE.encode("cp1255"), text=HE),
    odd("hebrew iso-8859-8-i", TYPE + "iso-8859-8-i", HE.encode("iso8859-8"), text=HE),
    odd("arabic unlabelled", "X-Mailer: x", AR.encode("cp1256"), text=AR),
    odd("turkish labelled iso-8859-9", TYPE + "iso-8859-9", TR.encode("cp1254"), text=TR),
    odd("polish unlabelled cp1250", "X-Mailer: x", PL.encode("cp1250"), text=PL),
    odd("polish unlabelled iso-8859-2", "X-Mailer: x", PL.encode("iso8859-2"), text=PL),
    odd("czech labelled utf-8 but cp1250", TYPE + "utf-8", CZ.encode("cp1250"), text=CZ),
    odd("thai tis-620", TYPE + "TIS-620", TH.encode("cp874"), text=TH),
    odd("vietnamese windows-1258 label, utf-8 bytes", TYPE + "windows-1258", VI.encode(), text=VI),
    odd("windows-1252 called latin-1", TYPE + "ISO-8859-1", "“It’s broken” – 5 €…".encode("cp1252"), text="“It’s broken” – 5 €…"),
    odd("windows-1252 called utf-8", TYPE + "utf-8", "It’s the café’s lamp – 5 €".encode("cp1252"), text="It’s the café’s lamp – 5 €"),
    odd("utf-8 called us-ascii", TYPE + "us-ascii", "Größe 5 €".encode(), text="Größe 5 €"),
    odd("utf-8 called windows-1252", TYPE + "windows-1252", "Größe 5 €".encode(), text="Größe 5 €"),
    odd("utf-8 with one bad byte", TYPE + "utf-8", "Größe ".encode() + b"\xff" + " für Köln".encode(), text="Größe \ufffd für Köln"),
    odd("unknown-8bit", TYPE + "unknown-8bit", "Grüße aus Köln".encode("latin-1"), text="Grüße aus Köln"),
    odd("charset of nonsense", TYPE + "x-my-own", "Grüße".encode(), text="Grüße"),
    odd("charset in quotes with spaces", 'Content-Type: text/plain; charset=" utf-8 "', "Grüße".encode(), text="Grüße"),
    odd("two charsets named", 'Content-Type: text/plain; charset=utf-8; charset=iso-8859-1', "Grüße".encode(), text="Grüße"),
    odd("charset= with nothing", "Content-Type: text/plain; charset=", "Grüße".encode("latin-1"), text="Grüße"),
    odd("charset in a comment", "Content-Type: text/plain; charset=iso-8859-15 (latin)", b"5 \xa4", text="5 €"),
    odd("utf-16 with mark", TYPE + "utf-16\nContent-Transfer-Encoding: base64", coded("Grüße 注文", "utf-16"), text="Grüße 注文"),
    odd("utf-16le without mark", TYPE + "utf-16le\nContent-Transfer-Encoding: base64", coded("Grüße", "utf-16-le"), text="Grüße"),
    odd("utf-16 without mark", TYPE + "utf-16\nContent-Transfer-Encoding: base64", coded("Hello there", "utf-16-be"), text="Hello there"),
    odd("utf-7", TYPE + "utf-7", b"Hi Mom -+Jjo--!", text="Hi Mom -☺-!"),
    odd("utf-32", TYPE + "utf-32\nContent-Transfer-Encoding: base64", coded("Grüße", "utf-32"), text="Grüße"),
    odd("mac roman", TYPE + "macintosh", "Straße".encode("mac-roman"), text="Straße"),
    odd("cp437", TYPE + "cp437", "Grüße".encode("cp437"), text="Grüße"),
    odd("hz", TYPE + "hz-gb-2312", ZH.encode("hz"), text=ZH),
    odd("iso-2022-kr", TYPE + "iso-2022-kr", "환불".encode("iso2022_kr"), text="환불"),
    odd("html names its charset against the header", "Content-Type: text/html; charset=us-ascii", b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body>' + RU.encode("cp1251") + b"</body></html>", text=RU),
    odd("raw latin-1 in the head", "From: Jörg Müller <joerg@x.example>\nSubject: Rückgabe".encode("latin-1"), **{"from": ["Jörg Müller <joerg@x.example>"], "subject": "Rückgabe"}),
    odd("raw cp1251 in the head", "From: Иван Петров <ivan@x.example>\nSubject: Возврат товара".encode("cp1251"), **{"from": ["Иван Петров <ivan@x.example>"], "subject": "Возврат товара"}),
    odd("raw gbk in the head", "From: 王小明 <wang@x.example>\nSubject: 我的订单没有收到".encode("gbk") + b"\nContent-Type: text/plain; charset=gb2312", ZH.encode("gbk"), **{"from": ["王小明 <wang@x.example>"], "subject": "我的订单没有收到"}),
    odd("encoded words cut inside a letter", "Subject: =?utf-8?B?R3LDvMM=?=\n =?utf-8?B?n2U=?=", subject="Grüße"),
    odd("iso-2022-jp words each with its escapes", "Subject: =?iso-2022-jp?B?" + coded("注文", "iso-2022-jp") + "?=\n =?iso-2022-jp?B?" + coded("の件", "iso-2022-jp") + "?=", subject="注文の件"),
    odd("encoded word without padding", "Subject: =?utf-8?B?R3LDvMOfZQ?=", subject="Grüße"),
    odd("encoded words stuck to words", "Subject: Re:=?utf-8?Q?Gr=C3=BC=C3=9Fe?=aus=?utf-8?Q?_K=C3=B6ln?=", subject="Re:Grüßeaus Köln"),
    odd("encoded word with spaces inside", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe aus K=C3=B6ln?=", subject="Grüße aus Köln"),
    odd("encoded word never closed", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe", subject="Grüße"),
    odd("encoded word of an unknown charset", "Subject: =?x-unknown?Q?Gr=FC=DFe?=", subject="Grüße"),
    odd("encoded word with a language", "Subject: =?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", subject="Grüße"),
    odd("encoded word that is encoded twice", "Subject: =?utf-8?Q?=3D=3Futf-8=3FQ=3FGr=3DC3=3DBC=3DC3=3D9Fe=3F=3D?=", subject="Grüße"),
    odd("latin-1 label on utf-8 bytes in a word", "Subject: =?iso-8859-1?Q?Gr=C3=BC=C3=9Fe?=", subject="Grüße"),
    odd("two charsets side by side", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?Q?_K=F6ln?=", subject="Grüße Köln"),
    odd("no space where a word is plain", "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= now =?utf-8?Q?K=C3=B6ln?=", subject="Grüße now Köln"),
    odd("lower-case b and emoji", "Subject: =?UTF-8?b?8J+YgCBvcmRlcg==?=", subject="😀 order"),
    odd("q word with a tab and a line", "Subject: =?utf-8?Q?a=0Ab=09c?=", subject="a b c"),
    odd("text that only looks like a word", "Subject: a =?b?= c =?d", subject="a =?b?= c =?d"),
    odd("subject of bidi signs", "Subject: =?utf-8?B?" + coded("\u202eevil\u202c", "utf-8") + "?=", subject="evil"),
    odd("empty subject", "Subject: ", subject=""),
    odd("encoded file name in pieces", *many("Content-Type: text/plain\n\nx", "Content-Type: application/pdf;\n name=\"=?utf-8?B?R3LDvMM=?=\n =?utf-8?B?n2UucGRm?=\"\nContent-Disposition: attachment\n\nx"), files=[("Grüße.pdf", "application/pdf", False)]),
    odd("rfc 2231 in koi8-r", *many("Content-Type: text/plain\n\nx", "Content-Type: application/pdf\nContent-Disposition: attachment;\n filename*0*=koi8-r''%F3%DE;\n filename*1*=%C5%D4.pdf\n\nx"), files=[("Счет.pdf", "application/pdf", False)]),
    odd("rfc 2231 out of order", *many("Content-Type: text/plain\n\nx", "Content-Type: application/pdf\nContent-Disposition: attachment; filename*1=\"ll.pdf\"; filename*0=\"bi\"\n\nx"), files=[("bill.pdf", "application/pdf", False)]),
    odd("name and filename differ", *many("Content-Type: text/plain\n\nx", "Content-Type: application/pdf; name=\"a.pdf\"\nContent-Disposition: attachment; filename=\"b.pdf\"\n\nx"), files=[("b.pdf", "application/pdf", False)]),
    odd("filename and filename*", *many("Content-Type: text/plain\n\nx", "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"Gr__e.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf\n\nx"), files=[("Grüße.pdf", "application/pdf", False)]),
    odd("raw 8-bit file name", b"Content-Type: multipart/mixed; boundary=edge", b"--edge\n\nx\n--edge\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"" + "Grüße aus Köln.pdf".encode("latin-1") + b"\"\n\nx\n--edge--", files=[("Grüße aus Köln.pdf", "application/pdf", False)]),
    odd("unquoted encoded file name", *many("\nx", "Content-Type: application/pdf\nContent-Disposition: attachment; filename==?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?=\n\nx"), files=[("Grüße.pdf", "application/pdf", False)]),
    odd("iso-2022-jp file name raw", b"Content-Type: multipart/mixed; boundary=edge", b"--edge\n\nx\n--edge\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"" + "請求書.pdf".encode("iso-2022-jp") + b"\"\n\nx\n--edge--", files=[("請求書.pdf", "application/pdf", False)]),
]
