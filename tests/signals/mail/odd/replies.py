# ruff: noqa: E501 -- a letter stands on one line
# fmt: off
"""What the sender newly wrote."""

from tests.signals.mail.odd.writing import Odd, many, odd

NEW = "Where is my lamp?"


def answer(name: str, body: str, new: str = NEW, subject: str = "Re: Lamp", kind: str = "plain", more: str = "") -> Odd:
    head = f"Subject: {subject}\nIn-Reply-To: <1@shop.example>\nContent-Type: text/{kind}; charset=utf-8{more}"
    return odd(f"answer: {name}", head, body, stripped_text=new)


def first(name: str, body: str, new: str = NEW, subject: str = "Lamp", kind: str = "plain") -> Odd:
    return odd(f"first: {name}", f"Subject: {subject}\nContent-Type: text/{kind}; charset=utf-8", body, stripped_text=new)


OLD = "> We shipped it.\n> Your shop"
LAW = "This e-mail and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed."
GMAIL = '<div dir="ltr">{}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, 3 Mar 2025 at 12:00, Shop &lt;<a href="mailto:h@s.example">h@s.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>We shipped it.</div></blockquote></div>'

TWO = many(f"Content-Type: text/plain; charset=utf-8\n\n{NEW}\n\nVon: Shop\nGesendet: Montag\nAn: Nora\nBetreff: Lampe\n\nGeliefert.", f"Content-Type: text/html; charset=utf-8\n\n<p>{NEW}</p>", kind="alternative")

LETTERS = [
    answer("gmail over two lines", f"{NEW}\n\nOn Mon, Mar 3, 2025 at 12:00 PM The Shop of Lamps and Bulbs <help@shop.example>\nwrote:\n\n{OLD}"),
    answer("gmail wrapped inside the address", f"{NEW}\n\nOn Mon, Mar 3, 2025 at 12:00 PM The Shop of Lamps and Bulbs and More <\nhelp@shop.example> wrote:\n\n{OLD}"),
    answer("gmail in German", f"{NEW}\n\nAm Mo., 3. März 2025 um 12:00 Uhr schrieb Der Laden für Lampen <\nhelp@shop.example>:\n\n{OLD}"),
    answer("gmail in French", f"{NEW}\n\nLe lun. 3 mars 2025 à 12:00, La Boutique <help@shop.example> a\nécrit :\n\n{OLD}"),
    answer("gmail in Spanish", f"{NEW}\n\nEl lun, 3 mar 2025 a las 12:00, La Tienda (<help@shop.example>)\nescribió:\n\n{OLD}"),
    answer("gmail in Italian", f"{NEW}\n\nIl giorno lun 3 mar 2025 alle ore 12:00 Il Negozio <help@shop.example>\nha scritto:\n\n{OLD}"),
    answer("gmail in Dutch", f"{NEW}\n\nOp ma 3 mrt 2025 om 12:00 schreef De Winkel <help@shop.example>:\n\n{OLD}"),
    answer("gmail in Polish", f"{NEW}\n\npon., 3 mar 2025 o 12:00 Sklep <help@shop.example> napisał(a):\n\n{OLD}"),
    answer("gmail in Portuguese", f"{NEW}\n\nEm seg., 3 de mar. de 2025 às 12:00, A Loja <help@shop.example>\nescreveu:\n\n{OLD}"),
    answer("apple in English", f"{NEW}\n\n> On 3. Mar 2025, at 12:00, Shop <help@shop.example> wrote:\n> \n{OLD}"),
    answer("apple in German", f"{NEW}\n\n> Am 03.03.2025 um 12:00 schrieb Shop <help@shop.example>:\n> \n> \ufeffWir haben geliefert."),
    answer("iphone with its signature between", f"{NEW}\n\nSent from my iPhone\n\n> On Mar 3, 2025, at 12:00 PM, Shop <help@shop.example> wrote:\n> \n> \ufeffWe shipped it."),
    answer("iphone in German with its signature between", f"{NEW}\n\nVon meinem iPhone gesendet\n\n> Am 03.03.2025 um 12:00 schrieb Shop <help@shop.example>:\n> \n{OLD}"),
    answer("thunderbird in German", f"{NEW}\n\nAm 03.03.25 um 12:00 schrieb Shop:\n{OLD}"),
    answer("thunderbird in French", f"{NEW}\n\nLe 03/03/2025 à 12:00, Shop a écrit :\n{OLD}"),
    answer("yahoo", f"{NEW}\n\n    On Monday, March 3, 2025 at 12:00:00 PM GMT+1, Shop <help@shop.example> wrote:  \n \n We shipped it.\n  "),
    answer("yahoo in German", f"{NEW}\n\n    Am Montag, 3. März 2025 um 12:00:00 MEZ hat Shop <help@shop.example> Folgendes geschrieben:  \n \n Wir haben geliefert."),
    answer("outlook underscores", f"{NEW}\n\n________________________________\nFrom: Shop <help@shop.example>\nSent: Monday, March 3, 2025 12:00 PM\nTo: Nora <nora@quist.example>\nSubject: Lamp\n\nWe shipped it."),
    answer("outlook on a phone", f"{NEW}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Shop <help@shop.example>\nSent: Monday, March 3, 2025 12:00:00 PM\nTo: Nora <nora@quist.example>\nSubject: Lamp\n\nWe shipped it."),
    answer("outlook in German with a bold head", f"{NEW}\n\n*Von:* Shop <help@shop.example> \n*Gesendet:* Montag, 3. März 2025 12:00\n*An:* Nora <nora@quist.example>\n*Cc:* Ole\n*Betreff:* Lampe\n\nWir haben geliefert."),
    answer("outlook in French", f"{NEW}\n\n________________________________\nDe : Shop <help@shop.example>\nEnvoyé : lundi 3 mars 2025 12:00\nÀ : Nora <nora@quist.example>\nObjet : Lampe\n\nParti."),
    answer("outlook in French, Date and Cc", f"{NEW}\n\nDe : Shop <help@shop.example>\nDate : lundi 3 mars 2025 à 12:00\nÀ : Nora <nora@quist.example>\nCc : Ole <ole@q.example>\nObjet : Lampe\n\nParti."),
    answer("outlook in Italian", f"{NEW}\n\nDa: Shop <help@shop.example>\nInviato: lunedì 3 marzo 2025 12:00\nA: Nora\nOggetto: Lampada\n\nPartita."),
    answer("outlook in Dutch", f"{NEW}\n\nVan: Shop <help@shop.example>\nVerzonden: maandag 3 maart 2025 12:00\nAan: Nora\nOnderwerp: Lamp\n\nVerzonden."),
    answer("outlook in Polish", f"{NEW}\n\nOd: Shop <help@shop.example>\nWysłane: poniedziałek, 3 marca 2025 12:00\nDo: Nora\nTemat: Lampa\n\nWysłano."),
    answer("outlook in Portuguese", f"{NEW}\n\nDe: Shop <help@shop.example>\nEnviado: segunda-feira, 3 de março de 2025 12:00\nPara: Nora\nAssunto: Lâmpada\n\nEnviada."),
    answer("outlook's original message", f"{NEW}\n\n-----Original Message-----\nFrom: Shop [mailto:help@shop.example] \nSent: Monday, March 3, 2025 12:00 PM\nTo: Nora\nSubject: Lamp\n\nWe shipped it."),
    answer("outlook's original message in German", f"{NEW}\n\n-----Ursprüngliche Nachricht-----\nVon: Shop [mailto:help@shop.example]\nGesendet: Montag, 3. März 2025 12:00\nAn: Nora\nBetreff: Lampe\n\nGeliefert."),
    answer("outlook quotes with marks", f"{NEW}\n\n> -----Original Message-----\n> From: Shop\n> Sent: Monday\n> We shipped it."),
    answer("a long recipient list in the head", f"{NEW}\n\nFrom: Shop <help@shop.example>\nSent: Monday, March 3, 2025 12:00 PM\nTo: Nora <nora@quist.example>; Ole <ole@q.example>;\nIda <ida@q.example>; Eva <eva@q.example>\nSubject: RE: Lamp\n\nWe shipped it."),
    answer("importance and attachments in the head", f"{NEW}\n\nFrom: Shop <help@shop.example>\nSent: Monday, March 3, 2025 12:00 PM\nTo: Nora\nSubject: Lamp\nAttachments: bill.pdf\nImportance: High\n\nWe shipped it."),
    answer("gmx", f"{NEW}\n \n\nGesendet: Montag, 03. März 2025 um 12:00 Uhr\nVon: \"Shop\" <help@shop.example>\nAn: \"Nora\" <nora@quist.example>\nBetreff: Lampe\n\nGeliefert."),
    answer("web.de with a signature of its own", f"{NEW}\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.\nAm 03.03.25, 12:00 schrieb Shop <help@shop.example>:\n{OLD}"),
    answer("t-online", f"{NEW}\n\n-----Original-Nachricht-----\nBetreff: Lampe\nDatum: 2025-03-03T12:00:00+0100\nVon: \"Shop\" <help@shop.example>\nAn: \"nora@quist.example\" <nora@quist.example>\n\nGeliefert."),
    answer("outlook on the web's dashes", f"{NEW}\n\n--------------------\nFrom: Shop <help@shop.example>\nDate: Monday, 3 March 2025 at 12:00\nTo: Nora <nora@quist.example>\nSubject: Lamp\nWe shipped it."),
    answer("samsung", f"{NEW}\n\nVon meinem/meiner Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Shop <help@shop.example>\nDatum: 03.03.25 12:00 (GMT+01:00)\nAn: Nora <nora@quist.example>\nBetreff: Lampe\n\nGeliefert."),
    answer("proton", f"{NEW}\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, March 3rd, 2025 at 12:00, Shop <help@shop.example> wrote:\n\n{OLD}"),
    answer("zendesk", f"{NEW}\n\n##- Please type your reply above this line -##\n\nYour request (12) has been updated."),
    answer("desk's line in German", f"{NEW}\n\n## Bitte antworten Sie oberhalb dieser Zeile ##\n\nIhre Anfrage"),
    answer("mutt", f"On Mon, Mar 03, 2025 at 12:00:00PM +0100, Shop wrote:\n{OLD}\n\n{NEW}\n\n-- \nNora"),
    answer("kmail", f"Am Montag, 3. März 2025, 12:00:00 CET schrieb Shop:\n{OLD}\n\n{NEW}"),
    answer("gnus", f">>>>> \"Shop\" == Shop <help@shop.example> writes:\n\n{OLD}\n\n{NEW}"),
    answer("initials before the mark", f"Shop wrote:\nSH> We shipped it.\nSH> Your shop\n\n{NEW}"),
    answer("marks of bars", f"{NEW}\n\nOn Mon, 3 Mar 2025 12:00, Shop <h@s.example> wrote:\n| We shipped it.\n| Your shop"),
    answer("quote without attribution", f"{NEW}\n\n{OLD}"),
    answer("nested quotes", f"{NEW}\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n> >> We shipped it.\n> > Did you?\n> Yes.\n>"),
    answer("answers inline", "Hi,\n\nOn Mon, 3 Mar 2025 at 12:00, Shop <h@s.example> wrote:\n> Which colour?\n\nBlue.\n\n> How many?\n\nTwo.\n\nNora", "Hi,\n\nBlue.\n\nTwo.\n\nNora"),
    answer("answers inline below an Outlook head", "see below\n\nFrom: Shop <h@s.example>\nSent: Monday\nTo: Nora\nSubject: Lamp\n\n> Which colour?\nBlue.\n> How many?\nTwo.", "see below\n\nBlue.\n\nTwo."),
    answer("answer at the bottom and signature", f"On Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}\n\n{NEW}\n\n-- \nNora Quist\nTel. 123"),
    answer("signature above the quote", f"{NEW}\n\n-- \nNora Quist\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}"),
    answer("law above the quote", f"{NEW}\n\n{LAW}\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}"),
    answer("law below the quote", f"{NEW}\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}\n\n{LAW}"),
    answer("greeting and name stay", f"Hello,\n\n{NEW}\n\nKind regards\nNora\n\nOn Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}", f"Hello,\n\n{NEW}\n\nKind regards\nNora"),
    answer("only a quote", f"On Mon, 3 Mar 2025 12:00, Shop wrote:\n{OLD}", ""),
    answer("thanks and a phone", "Thanks!\n\nSent from my iPhone", "Thanks!"),
    answer("thanks and a Spanish phone", "Gracias\n\nEnviado desde mi iPhone", "Gracias"),
    answer("a phone's line in Polish", f"{NEW}\n\nWysłane z iPhone'a"),
    answer("a phone's line in French", f"{NEW}\n\nEnvoyé de mon iPhone"),
    answer("a phone's line with a link", f"{NEW}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>"),
    answer("yahoo's line with a link", f"{NEW}\n\nSent from Yahoo Mail on Android<https://more.att.com/currently/imap>"),
    answer("sent from Outlook with a link", f"{NEW}\n\nSent from Outlook<http://aka.ms/weboutlook>"),
    answer("the windows mail line", f"{NEW}\n\nGesendet von Mail<https://go.microsoft.com/fwlink/?LinkId=550986> für Windows 10"),
    answer("flowed quote", f"{NEW}\n\nOn 3/3/25 12:00, Shop wrote:\n> We shipped it by \n> van.\n", more="; format=flowed"),
    answer("virus scanner's line", f"{NEW}\n\n-- \nDiese E-Mail wurde von Avast-Antivirussoftware auf Viren geprüft.\nwww.avast.com"),
    answer("list footer", f"{NEW}\n\n_______________________________________________\nLamps mailing list\nLamps@x.example\nhttps://x.example/mailman/listinfo/lamps"),
    answer("own sentence that ends with a colon", "On Monday you wrote:\nnothing at all. Why?", "On Monday you wrote:\nnothing at all. Why?"),
    answer("copied text in a first person", "As I wrote on 3 March 2025:\nthe lamp is broken.", "As I wrote on 3 March 2025:\nthe lamp is broken."),
    answer("a table of own lines", "From: Berlin\nTo: Hamburg\nDate: 3 March", "From: Berlin\nTo: Hamburg\nDate: 3 March"),
    answer("a dashed list", "- lamp\n- bulb\n-- \n", "- lamp\n- bulb"),
    first("forward of Gmail", "Please look.\n\n---------- Forwarded message ---------\nFrom: Shop <help@shop.example>\nDate: Mon, 3 Mar 2025\nSubject: Lamp\nTo: Nora\n\nWe shipped it.\n", "Please look.\n\n---------- Forwarded message ---------\nFrom: Shop <help@shop.example>\nDate: Mon, 3 Mar 2025\nSubject: Lamp\nTo: Nora\n\nWe shipped it.", "Fwd: Lamp"),
    first("forward of Outlook in German", "Zur Info\n\nVon: Shop <h@s.example>\nGesendet: Montag\nAn: Nora\nBetreff: Lampe\n\nGeliefert.", "Zur Info\n\nVon: Shop <h@s.example>\nGesendet: Montag\nAn: Nora\nBetreff: Lampe\n\nGeliefert.", "WG: Lampe"),
    first("forward in French", "Pour info\n\nDe : Shop <h@s.example>\nEnvoyé : lundi\nÀ : Nora\nObjet : Lampe\n\nParti.", "Pour info\n\nDe : Shop <h@s.example>\nEnvoyé : lundi\nÀ : Nora\nObjet : Lampe\n\nParti.", "TR: Lampe"),
    first("forward of Apple with quotes", "FYI\n\nBegin forwarded message:\n\n> From: Shop <h@s.example>\n> Subject: Lamp\n> Date: 3 March 2025\n> To: Nora\n> \n> We shipped it.", "FYI\n\nBegin forwarded message:\n\n> From: Shop <h@s.example>\n> Subject: Lamp\n> Date: 3 March 2025\n> To: Nora\n>\n> We shipped it.", "Fwd: Lamp"),
    first("re of a forward", "Re this:\n\n---------- Forwarded message ---------\nFrom: Shop\nSubject: Lamp\n\nWe shipped it.", "Re this:\n\n---------- Forwarded message ---------\nFrom: Shop\nSubject: Lamp\n\nWe shipped it.", "Re: Fwd: Lamp"),
    first("new with a signature", f"{NEW}\n\nNora\n\n-- \nNora Quist\nLamps Ltd", f"{NEW}\n\nNora"),
    first("a signature of rules", f"{NEW}\n\n--\nNora Quist\nLamps Ltd"),
    first("copies an answer without Re", f"{NEW}\n\nOn Mon, 3 Mar 2025 at 12:00, Shop <help@shop.example> wrote:\n{OLD}"),
    answer("html of gmail", GMAIL.format(NEW), kind="html"),
    answer("html of outlook", f'<html><body><div class="WordSection1"><p class="MsoNormal">{NEW}<o:p></o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> Shop &lt;h@s.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Nora<br><b>Subject:</b> Lamp</p></div></div><p>We shipped it.</p></div></body></html>', kind="html"),
    answer("html of outlook on the web", f'<div>{NEW}</div><hr tabindex="-1" style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Shop<br><b>Sent:</b> Monday<br></div><div>We shipped it.</div>', kind="html"),
    answer("html of apple", f'<div>{NEW}</div><div><br><blockquote type="cite"><div>On 3 Mar 2025, at 12:00, Shop &lt;h@s.example&gt; wrote:</div><br><div>We shipped it.</div></blockquote></div>', kind="html"),
    answer("html of thunderbird, answer below", f'<div class="moz-cite-prefix">Am 03.03.25 um 12:00 schrieb Shop:<br></div><blockquote type="cite" cite="mid:1"><p>Geliefert.</p></blockquote><p>{NEW}</p>', kind="html"),
    answer("html of gmx", f'<div>{NEW}<div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div><b>Gesendet:</b> Montag, 03. März 2025 um 12:00 Uhr<br/><b>Von:</b> Shop &lt;h@s.example&gt;<br/><b>An:</b> nora@q.example<br/><b>Betreff:</b> Lampe</div><div>Geliefert.</div></div></div></div>', kind="html"),
    answer("html of lotus", f'<font>{NEW}</font><br><br><table><tr><td>Von:</td><td>Shop &lt;h@s.example&gt;</td></tr><tr><td>An:</td><td>Nora</td></tr><tr><td>Datum:</td><td>03.03.2025 12:00</td></tr><tr><td>Betreff:</td><td>Lampe</td></tr></table><hr><p>Geliefert.</p>', kind="html"),
    answer("html, inline answers in gmail", '<div dir="ltr">Hi<br><div class="gmail_quote"><div class="gmail_attr">On Mon, 3 Mar 2025 at 12:00, Shop wrote:<br></div><blockquote class="gmail_quote">Which colour?</blockquote><div>Blue.</div><blockquote class="gmail_quote">How many?</blockquote><div>Two.</div></div></div>', "Hi\n\nBlue.\n\nTwo.", kind="html"),
    answer("html that only indents", "<p>They said:</p><blockquote>It is lost</blockquote><p>Is it?</p>", "They said:\n\nIt is lost\n\nIs it?", kind="html"),
    answer("html with a forward of gmail", '<div>Look</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Shop</b> &lt;h@s.example&gt;<br>Subject: Lamp<br></div><div>We shipped it.</div></div>', "Look\n---------- Forwarded message ---------\nFrom: Shop <h@s.example>\nSubject: Lamp\nWe shipped it.", "Fwd: Lamp", kind="html"),
    odd("answer: html and text of Exchange", "Subject: AW: Lamp\nIn-Reply-To: <1@shop.example>\n" + TWO[0], TWO[1], stripped_text=NEW),
]
