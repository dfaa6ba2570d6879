# ruff: noqa: E501 -- the words of one thing stay together
"""What mail programs write around quotes, in the languages that they speak. Adding a language is adding words here."""

FROM = "from von de da van från fra lähettäjä od feladó от від από kimden gönderen expéditeur remitente mittente expediteur 发件人 寄件者 寄件人 差出人 送信者 보낸사람 pošiljatelj pošiljalac saatja nuo מאת من từ จาก dari remetente avsändare afsender avsender nadawca odesílatel expeditor"
DATE = "sent date gesendet verschickt datum envoyé enviado enviada fecha data inviato verzonden verstuurd skickat sendt dato lähetetty päiväys wysłano wysłane odesláno odoslané küldve dátum отправлено дата надіслано στάλθηκε ημερομηνία gönderildi tarih trimis 发送时间 日期 寄件日期 傳送時間 時間 时间 送信日時 日時 보낸날짜 날짜 poslano נשלח תאריך تاريخ gửi ngày วันที่ dikirim tanggal sänd saadetud"
TO = "to an à a para aan till til vastaanottaja do komu címzett кому προς kime către 收件人 收件者 宛先 받는사람 prima אל إلى đến tới ถึง kepada destinataire destinatario destinatário al za"
SUBJECT = "subject betreff objet asunto assunto oggetto onderwerp ämne emne aihe temat předmět predmet tárgy тема θέμα konu subiect 主题 主旨 主題 件名 제목 zadeva נושא الموضوع đề subjek perihal sujet re teema"
CC = "cc kopie copie copia kopia kopi kopio dw копия копія κοιν bilgi 抄送 副本 참조 cópia másolat"
LONG_LABELS = {
    "date": "enviado el;enviado em;enviada em;gesendet am;date d'envoi;data inviato;sent on;gönderme tarihi;đã gửi;보낸 날짜;data wysłania;дата отправки",
    "from": "보낸 사람;de la;e-mail from",
    "to": "받는 사람;reply to;reply-to",
    "subject": "chủ đề;tiêu đề;sujet du message",
}  # fmt: skip

VERBS = (
    r"wrote|writes|schrieb(?:en)?|schreibt|geschrieben|a [eé]crit|[eé]crivait|escribi[oó]|escreveu|ha(?:n)? scritto|scrive|schreef|heeft geschreven"
    r"|geschreven|het volgende geschreven|skrev|skreiv|kirjoitti|napisa[lł](?:\(a\)|a|o)?|pisze|napsal(?:\(a\)|a)?|nap[ií]sal(?:\(a\)|a)?|(?:ezt )?[ií]rta"
    r"|написал(?:\(а\)|а)?|пишет|писал(?:\(а\)|а)?|написав(?:\(ла\)|ла)?|пише|написа|έγραψε|yazdı|şunu yazdı|a scris|je napisao(?:/la)?|napisao(?:/la)?"
    r"|je oseba .{0,200} napisala|kirjutas|rašė|rakst[iī]ja|đã viết|menulis|เขียน(?:ว่า)?|כתב(?:/ה|ה)?|מאת|كتب|va escriure|idatzi zuen|skrifaði"
    r"|写道|寫道|写到|wrote the following|のメール|さんは書きました|が書きました|님이 작성|님이 쓴 글|作成"
)
LEADS = (
    r"on|am|le|el|il|op|em|den|dne|dňa|w dniu|dnia|в|на|la|dana|στις|ve?|vào|pada|em|a|à|il giorno|il giorno|dia|no dia|el día|am|vom|"
    r"på|kl\.?|ti|ma|ke|to|pe|la|su|dn\.|tarihinde|בתאריך|ב-|في|เมื่อ|在|于|於|upplýst|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so"
    r"|lun|mar|mer|mi[eé]|jeu|jue|gio|ven|vie|sam|s[aá]b|dim|dom|quoting|citando|zitat von|citat från"
)
FIRST_PERSON = (
    r"\b(?:i|we) (?:wrote|have written|said|sent|had written)\b|\bschrieb(?:en)? (?:ich|wir)\b|(?:ich|wir) (?:schrieb|geschrieben)|habe ich|\bich habe\b|\bwir haben\b|haben wir|j['’]ai [eé]crit|nous avons [eé]crit"
    r"|\bhe escrito\b|\bescrib[ií](?![oó\w])|\bescribimos\b|\bho scritto\b|\babbiamo scritto\b|\bescrevi\b|\bescrevemos\b|\bschreef ik\b|ik schreef|\bskrev (?:jag|jeg)\b|\b(?:jag|jeg) skrev\b"
    r"|\bя (?:писал|написал|писав|написав)|napsal[a]? jsem|(?:na)?pisa[lł][ae]m|kirjoitin|我写|我寫|私が|제가"
)
SECOND_PERSON = r"\byou (?:wrote|said)\b|(?:schrieben sie|schriebst du|sie schrieben)|vous (?:avez|m'avez) [eé]crit|usted escribi|lei ha scritto|your \w+ wrote"

ORIGINAL = (
    r"original[ -]?message|reply message|antwort[- ]?nachricht|original e-?mail|ursprüngliche (?:nachricht|mitteilung|e-?mail|mail)|original-?nachricht|message d['’]origine|message (?:d['’])?origin(?:e|al)"
    r"|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|origineel bericht|ursprung(?:ligt|liga) meddelande|originalmeddelande"
    r"|opprinnelig melding|oprindelig (?:besked|meddelelse|mail)|alkuper[aä]inen viesti|wiadomo[sś][cć] oryginalna|oryginalna wiadomo[sś][cć]|p[uů]vodn[ií] (?:zpr[aá]va|e-?mail)"
    r"|p[oô]vodn[aá] spr[aá]va|eredeti [uü]zenet|исходное сообщение|оригинальное сообщение|первоначальное сообщение|вихідне повідомлення|оригінальне повідомлення"
    r"|αρχικό μήνυμα|orijinal (?:mesaj|ileti)|özgün ileti|mesaj(?:ul)? original|mesaj ini[tț]ial|原始邮件|原始郵件|原邮件|原郵件|原始信件|元のメッセージ|オリジナル ?メッセージ"
    r"|원본 ?(?:메시지|메일|이메일)|izvirno sporočilo|izvorna poruka|originalna poruka|pesan asli|thư gốc|tin nhắn gốc|ข้อความต้นฉบับ|הודעה מקורית|الرسالة الأصلية"
)
FORWARD = (
    r"forwarded (?:message|mail|by)|forwarded|weitergeleitete (?:nachricht|mail|e-?mail)|message transf[eé]r[eé]|message r[eé]exp[eé]di[eé]|mensaje reenviado|messaggio inoltrato"
    r"|mensagem (?:re)?encaminhada|doorgestuurd bericht|vidarebefordrat(?: meddelande)?|videresendt(?: (?:besked|melding|meddelelse))?|edelleenl[aä]hetetty viesti|v[aä]litetty viesti"
    r"|przekazana wiadomo[sś][cć]|(?:tre[sś][cć] )?przekazan(?:a|ej) wiadomo[sś]ci?|wiadomo[sś][cć] przekazana|p[rř]eposlan[aá] zpr[aá]va|preposlan[aá] spr[aá]va|tov[aá]bb[ií]tott [uü]zenet"
    r"|пересылаемое сообщение|пересылаемое письмо|пересланное сообщение|перенаправленное сообщение|переслане повідомлення|προωθημένο μήνυμα|iletilen (?:mesaj|ileti)|yönlendirilen"
    r"|mesaj redirec[tț]ionat|转发的?(?:邮件|信息)|轉寄的?郵件|転送(?:された)?(?:メッセージ|メール)|전달된? ?(?:메시지|메일)|proslije[dđ]ena poruka|posredovano sporo[cč]ilo|препратено съобщение"
)
BEGIN_FORWARD = (
    r"begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|d[eé]but du message (?:r[eé]exp[eé]di[eé]|transf[eé]r[eé])|inicio del mensaje reenviado"
    r"|inizio (?:del )?messaggio inoltrato|in[ií]cio da mensagem (?:re)?encaminhada|begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt|p[oó]cz[aą]tek przekazywanej"
    r"|za[cč][aá]tek p[rř]eposlan[eé]|начало (?:переадресованного|пересылаемого) сообщения"
)
FORWARD_SUBJECT = r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|wg|tr|rv|i|enc|vb|vl|pd|doorst|tov[aá]bb[ií]t[aá]s|fs|vidarebef|转发|轉寄|転送|전달|пересл)\s*[:：]"

SENT_WORDS = (
    r"sent (?:from|with|via|using)|get (?:outlook|yahoo|the \S{2,20} app)|gesendet (?:von|mit|über)|von mein\w+|diese nachricht wurde|envoy[eé]\w* (?:de|depuis|[aà] partir|avec|par)|t[eé]l[eé]charge[rz]"
    r"|enviad[oa] (?:desde|do|de|a partir|con|com|por|via)|obt(?:ener|enga|er|enir|enez)|inviato (?:da|dal|con|tramite)|scarica|ottieni|verzonden (?:vanaf|vanuit|met|via)|verstuurd (?:vanaf|met)|skickat (?:från|med)"
    r"|sendt (?:fra|med)|hämta|hent|l[aä]hetetty|hanki|wys[lł]an[eoy] (?:z|za)|odesl[aá]no z|odoslan[eé] z|отправлено (?:с|из)|надіслано з|στάλθηκε από|trimis de|发自|發自|來自我的|從我的|אני|נשלח|أرسلت|أُرسلت"
    r"|holen sie sich|outlook (?:für|for|pour|para|per|voor|för|til|dla|pro|для) |pobierz|st[aá]hn[eě]te|baix(?:ar|e) |descarg[au]|lataa |ladda ned|laden sie|skaffa|poslano (?:z|s|iz)|изпратено от|được gửi từ|dikirim dari|ส่งจาก|downloaden? |yahoo mail[: ]|envoy[eé] "
)
PROGRAMS = (
    r"iphon|ipad|ipod|android|samsung|galaxy|blackberry|windows|outlook|yahoo|gmail|gmx|web\.de|t-online|freenet|proton|tutanota|huawei|xiaomi|redmi|nokia|htc|xperia|oneplus|pixel|motorola"
    r"|\bios\b|mail[- ]?app|telekom|posteo|ionos|fairmail|mailspring|airmail|sparrow|spark|aqua|roundcube|thunderbird|zimbra|icloud|mail\.ru|yandex|orange|laposte|libero|seznam"
)
DEVICES = r"mobil|handy|smartphone|smartfon|tablet|telefon|t[eé]l[eé]phone|tel[eé]fono|telefone|cellulare|celular|móvil|phone|mail|телефон|κινητό|手机|手機|携帯|app\b"
OWN = r"\b(?:my|mein\w*|mon|ma|mi|mio|mia|mijn|min|mitt|minun|meu|minha|mého|m[eé]m|mojego|mojej|mého|moj\w*|meg|mobile device|mobiltelefonom\w*|моего|мого|benim)\b|我的|私の|내 "
SENT_AFTER = r".{0,12}(?:iphone|ipad|android|samsung|galaxy|outlook|mail|mobil).{0,30}(?:gönderildi|küldve|から送信|より送信|傳送|发送|發送|에서 보냄|에서 전송|gesendet|verzonden|gesendet\.)"

DISCLAIMER = (
    r"(?:confidentiality notice|legal (?:notice|disclaimer)|disclaimer|important notice|this (?:e-?mail|message|communication)(?: message)?(?:,| and| is| may| contains| \(including).{0,80}(?:confidential|intended|privileged|attachment)"
    r"|the (?:information|content)s? (?:contained )?in this (?:e-?mail|message|communication)|if you (?:are not|have received) (?:the intended|this)|please consider the environment|think before you print"
    r"|diese (?:e-?mail|nachricht) (?:kann|enth[aä]lt|und|ist).{0,80}(?:vertraulich|bestimmt|anh[aä]ng|rechtlich)|vertraulichkeitshinweis|bitte (?:denken sie an|prüfen sie).{0,60}(?:umwelt|druck)|der inhalt dieser e-?mail"
    r"|ce (?:message|courriel|mail|e-?mail).{0,80}(?:confidentiel|destin|pi[eè]ces)|avis de confidentialit|este (?:mensaje|correo|e-?mail|mensagem).{0,80}(?:confidencial|destinat|adjunt|anex|dirig)|esta mensagem.{0,80}(?:confidencial|destin)"
    r"|aviso (?:legal|de confidencialidad)|(?:questo messaggio|questa e-?mail|il presente messaggio|le informazioni contenute).{0,80}(?:riservat|confidenzial|destinat|allegat)|dit (?:e-?mail)?bericht.{0,80}(?:vertrouwelijk|bestemd)"
    r"|de informatie (?:verzonden met|in) dit)"
)
REPLY_ABOVE = r"(?:#+-?|-{2,}|={2,})?\s*(?:please )?(?:type your )?(?:reply|respond|write) above this line|bitte (?:antworten sie |geben sie ihre antwort )?(?:oberhalb|über) dieser (?:zeile|linie)|antwort(?:en)? (?:bitte )?(?:oberhalb|über) dieser (?:zeile|linie)|r[eé]pond(?:re|ez) au-dessus de cette ligne|responda (?:por )?(?:encima|acima) de"
