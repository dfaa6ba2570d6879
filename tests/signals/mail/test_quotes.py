# ruff: noqa: E501 -- a case stands on one line
"""What the sender newly wrote: nothing of others, and nothing of the sender's lost."""

import pytest
from tests.signals.mail.letters import letter, reply

NEW = "Where is my lamp?"

ATTRIBUTIONS = """
On Mon, Mar 3, 2025 at 12:00 PM Shop <help@shop.example> wrote:
On 3 Mar 2025, at 12:00, Shop <help@shop.example> wrote:
On Monday, March 3, 2025 12:00 PM, Shop <help@shop.example> wrote:
Am Mo., 3. März 2025 um 12:00 Uhr schrieb Shop <help@shop.example>:
Am 03.03.25 um 12:00 schrieb Shop:
Shop <help@shop.example> schrieb am Mo., 3. März 2025, 12:00:
Am Montag, 3. März 2025 um 12:00:00 MEZ hat Shop <help@shop.example> Folgendes geschrieben:
Shop <help@shop.example> hat am 03.03.2025 12:00 CET geschrieben:
3. März 2025, 12:00 von help@shop.example:
Понедельник, 3 марта 2025, 12:00 +03:00 от Shop <help@shop.example>:
Le lun. 3 mars 2025 à 12:00, Shop <help@shop.example> a écrit :
El lun, 3 mar 2025 a las 12:00, Shop (<help@shop.example>) escribió:
Il giorno lun 3 mar 2025 alle ore 12:00 Shop <help@shop.example> ha scritto:
Op ma 3 mrt 2025 om 12:00 schreef Shop <help@shop.example>:
Em seg., 3 de mar. de 2025 às 12:00, Shop <help@shop.example> escreveu:
Den mån 3 mars 2025 kl 12:00 skrev Shop <help@shop.example>:
Den 03-03-2025 kl. 12:00 skrev Shop:
ma 3. maalisk. 2025 klo 12.00 Shop (help@shop.example) kirjoitti:
W dniu 3.03.2025 o 12:00, Shop pisze:
po 3. 3. 2025 v 12:00 odesílatel Shop <help@shop.example> napsal:
Shop <help@shop.example> ezt írta (időpont: 2025. márc. 3., H, 12:00):
пн, 3 мар. 2025 г. в 12:00, Shop <help@shop.example>:
03.03.2025 12:00, Shop пишет:
03.03.2025 12:00, Shop пише:
Στις 3/3/25 12:00 μ.μ., ο Shop έγραψε:
3.03.2025 12:00 tarihinde Shop yazdı:
În lun., 3 mar. 2025 la 12:00, Shop <help@shop.example> a scris:
На 3.3.2025 г. 12:00, Shop написа:
在 2025年3月3日 下午12:00，Shop <help@shop.example> 写道：
Shop <help@shop.example> 於 2025年3月3日 週一 下午12:00寫道：
2025年3月3日(月) 12:00 Shop <help@shop.example>:
2025년 3월 3일 (월) 오후 12:00, Shop <help@shop.example>님이 작성:
Vào Th 2, 3 thg 3, 2025 vào lúc 12:00 Shop <help@shop.example> đã viết:
Pada Sen, 3 Mar 2025 pukul 12.00 Shop <help@shop.example> menulis:
בתאריך יום ב׳, 3 במרץ 2025 ב-12:00 מאת Shop <help@shop.example>:
في الاثنين، 3 مارس 2025 في 12:00 ص كتب Shop <help@shop.example>:
""".strip().splitlines()


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_an_answer_above_or_below_a_quote(line):
    quote = "> We shipped it.\n>\n> Your shop\n"
    assert reply(f"{NEW}\n\n{line}\n{quote}") == NEW
    assert reply(f"{line}\n{quote}\n{NEW}") == NEW
    assert reply(f"{NEW}\n\n{line}\n\nWe shipped it.\nYour shop") == NEW


def test_an_attribution_over_three_lines():
    assert (
        reply(f"{NEW}\n\nOn Mon, Mar 3, 2025 at 12:00 PM The Shop of Lamps <\nhelp@shop.example>\nwrote:\n> x") == NEW
    )


BLOCKS = [
    "-----Original Message-----\nFrom: Shop\nSent: Monday, 3 March 2025 12:00\nTo: Nora\nSubject: Lamp",
    "________________________________\nFrom: Shop <help@shop.example>\nSent: Monday\nTo: Nora <n@q.example>\nSubject: Lamp",
    "*From:* Shop\n*Sent:* Monday\n*To:* Nora\n*Subject:* Lamp",
    "Von: Shop\nGesendet: Montag, 3. März 2025 12:00\nAn: Nora\nBetreff: Lampe",
    "De : Shop\nEnvoyé : lundi\nÀ : Nora\nObjet : Lampe",
    "De: Shop\nEnviado el: lunes\nPara: Nora\nAsunto: x",
    "Da: Shop\nInviato: lunedì\nA: Nora\nOggetto: x",
    "Van: Shop\nVerzonden: maandag\nAan: Nora\nOnderwerp: x",
    "Från: Shop\nSkickat: måndag\nTill: Nora\nÄmne: x",
    "Od: Shop\nWysłano: poniedziałek\nDo: Nora\nTemat: x",
    "От: Shop\nОтправлено: понедельник\nКому: Nora\nТема: x",
    "Kimden: Shop\nGönderildi: Pazartesi\nKime: Nora\nKonu: x",
    "发件人: Shop\n发送时间: 2025年3月3日\n收件人: Nora\n主题: x",
    "差出人: Shop\n送信日時: 2025年3月3日\n宛先: Nora\n件名: x",
    "보낸 사람: Shop\n보낸 날짜: 2025\n받는 사람: Nora\n제목: x",
    "-------- Ursprüngliche Nachricht --------",
    "-----Ursprüngliche Mitteilung-----\nVon: Shop <help@shop.example>\nAn: n <n@q.example>\nVerschickt: Mo, 3 Mrz 2025\nBetreff: Lampe",
    "-----Message d'origine-----",
    "##- Please type your reply above this line -##",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_an_answer_above_a_header_block(block):
    assert reply(f"{NEW}\n\n{block}\n\nWe shipped it.\nYour shop") == NEW


@pytest.mark.parametrize("block", BLOCKS[:-1])
def test_a_forwarded_message_stays(block):
    text = f"What is this?\n\n{block}\n\nWe shipped it."
    assert reply(text, subject="Fwd: Lamp") == text


@pytest.mark.parametrize("line", ["---------- Forwarded message ---------", "Begin forwarded message:", "-------- Weitergeleitete Nachricht --------",
                                  "---------- Mensaje reenviado ----------", "-------- Message transféré --------"])  # fmt: skip
def test_a_forward_says_so_itself(line):
    text = f"{line}\nFrom: Shop <help@shop.example>\nSubject: Lamp\n\nOn Mon, 3 Mar 2025 12:00, Ole wrote:\n> hm"
    assert reply(text, subject="Lamp") == text


@pytest.mark.parametrize(
    "quoted",
    [
        "> Begin forwarded message:\n>\n> From: Shop <help@shop.example>\n> Date: 3 March 2025\n> Subject: Lamp\n>\n> We shipped it.",
        "> From: Shop <help@shop.example>\n> Date: 3 March 2025\n> Subject: Lamp\n>\n> We shipped it.",
    ],
)
def test_a_forward_that_is_marked_like_a_quote_stays(quoted):
    assert reply(f"See below\n\n{quoted}", subject="Fwd: Lamp") == f"See below\n\n{quoted}"
    assert reply(f"See below\n\n{quoted}") == "See below"


@pytest.mark.parametrize("rule", ["", "---", " --- "])
def test_an_answer_on_the_line_of_the_attribution_is_not_lost(rule):
    assert reply(f"Blue{rule} On Wed, Mar 5, 2025 at 3:59 PM, help@shop.example wrote:\n> Which?") == "Blue"


@pytest.mark.parametrize(
    "line",
    [
        "---- On Mon, 03 Mar 2025 12:00:00 +0100 Shop <help@shop.example> wrote ----",
        "---- Shop wrote ----",
        "-----Antwort Nachricht-----",
        "2025/3/3 Shop <help@shop.example>",
    ],
)
def test_other_lines_above_a_quote(line):
    assert reply(f"{NEW}\n\n{line}\n\n> We shipped it.") == NEW


def test_a_link_that_was_wrapped_inside_a_quote_goes():
    assert reply(f"{NEW}\n\n> Look (https://shop.example/lamp\n?colour=blue)\n>\n> Bye") == NEW
    assert reply("> Look (here)\nhttps://shop.example/mine\n> Bye") == "https://shop.example/mine"


def test_the_armour_of_a_signed_text_goes():
    inner = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{NEW}\n- - one\n-----BEGIN PGP SIGNATURE-----\nComment: x\n\niF0E\n=ab\n-----END PGP SIGNATURE-----"
    assert reply(inner) == f"{NEW}\n- one"
    assert reply(f"{inner}\nPS: blue") == f"{NEW}\n- one\nPS: blue"


def test_answers_between_the_quotes_stay():
    text = "Hello\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n> Which colour?\nBlue.\n> How many?\n\nTwo, please.\n\n-- \nNora"
    assert reply(text) == "Hello\n\nBlue.\n\nTwo, please."


def test_the_unmarked_rest_of_a_wrapped_quote_goes():
    long = "> We have shipped the lamp that you ordered with us on the third of March by"
    assert reply(f"{long}\nthe morning van\n> Bye\n{NEW}") == NEW


MOBILE = """
Sent from my iPhone
Von meinem iPhone gesendet
Envoyé de mon iPhone
Enviado desde mi iPhone
Inviato da iPhone
Verstuurd vanaf mijn iPhone
Отправлено с iPhone
发自我的iPhone
iPhoneから送信
Get Outlook for Android
Verzonden vanuit Mail voor Windows
Sent with Roundcube Webmail
Von meinem Handy gesendet
Sent from my mobile phone
Sent from Mail for Windows
Sent from Yahoo Mail on Android
Diese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail gesendet.
""".strip().splitlines()


@pytest.mark.parametrize("line", MOBILE)
def test_a_phone_signs_for_itself(line):
    assert reply(f"{NEW}\n\n{line}") == NEW


@pytest.mark.parametrize("sign", ["-- \nNora Quist\nLamps Ltd", "--\nNora Quist"])
def test_signatures_go(sign):
    assert reply(f"{NEW}\n\n{sign}") == NEW


def test_a_disclaimer_at_the_end_goes():
    law = "This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you are not the intended recipient, delete it."
    assert reply(f"{NEW}\n\n{law}") == NEW


OWN = [
    "On Monday I wrote:\nmy order is late. Please help.",
    "On 3 March 2025 at 12:00 I wrote:\nmy order is late. Please help.",
    "Ich habe Ihnen am 3. März 2025 um 12:00 geschrieben:\nKeine Antwort bisher!",
    "Am Montag schrieb ich Ihnen:\nKeine Antwort bisher!",
    "From: Berlin\nTo: Munich\nDate: 3 May 2025\nThe train never came.",
    "My order 12345:\nnot delivered",
    "I want this:\n- a lamp\n- a bulb",
    "Your app sent me two mails on my iPhone",
    "This message is about a refund and it is not confidential.",
    "Get the new phone to me by Friday.",
    "Sent by mail on Monday, no answer since.",
    "Enviado por mail ayer, sin respuesta.",
    "My colleague wrote on 3 March: please wait.\nWe waited.",
]


@pytest.mark.parametrize("text", OWN)
def test_a_senders_own_words_stay(text):
    assert reply(text) == text


def test_one_marked_line_of_a_first_message_stays():
    assert letter("> is my favourite sign\nHello").stripped_text == "> is my favourite sign\nHello"


def test_an_empty_answer_says_nothing_but_an_unmarked_one_may():
    assert reply("On Mon, 3 Mar 2025 12:00, Shop wrote:\n> We shipped it.") == ""
    block = f"{BLOCKS[0]}\n\nWe shipped it.\n\nNo, it has not come!"
    assert reply(block) == block


HTML = [
    '<div dir="ltr">{}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">El lunes, la tienda:<br></div><blockquote class="gmail_quote">old</blockquote></div>',
    '<div>{}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Shop<br></div><div>old</div>',
    '<p>{}</p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Lähde:</b> Shop</p></div><p>old</p>',
    '<div>{}</div><div style="border-top-color: rgb(229, 229, 229); border-top-width: 1px;"><b>От:</b> Shop</div><div>old</div>',
    '{}<br><blockquote type="cite">On Mar 3, 2025, at 12:00, Shop wrote:<br>old</blockquote>',
    '<p>{}</p><div class="moz-cite-prefix">La 3-an de marto Shop diris:<br></div><blockquote type="cite" cite="mid:1">old</blockquote>',
    '<div>{}</div><div class="yahoo_quoted" id="yahoo_quoted_1">old</div>',
    '<div>{}</div><div class="protonmail_quote">-------- x --------<br>old</div>',
    '<div>{}</div><div class="gmail_signature">Nora<br>Lamps Ltd</div>',
]  # fmt: skip


@pytest.mark.parametrize("html", HTML)
def test_the_quotes_of_mail_programs(html):
    assert reply("", html=html.format(NEW)) == NEW


def test_html_tells_where_the_plain_text_does_not():
    html = '<div>New</div><div class="moz-cite-prefix">Shop diris:</div><blockquote type="cite">old</blockquote>'
    head = "In-Reply-To: <1@q>\nContent-Type: multipart/alternative; boundary=edge\n"
    body = f"--edge\n\nNew\n\nShop diris\n\nold\n--edge\nContent-Type: text/html\n\n{html}\n--edge--"
    assert letter(body, head).stripped_text == "New"


def test_html_that_says_something_else_takes_nothing_from_the_plain_text():
    head = "In-Reply-To: <1@q>\nContent-Type: multipart/alternative; boundary=edge\n"
    body = '--edge\n\nNew\n--edge\nContent-Type: text/html\n\n<div>Other</div><blockquote type="cite">old</blockquote>\n--edge--'
    assert letter(body, head).stripped_text == "New"
