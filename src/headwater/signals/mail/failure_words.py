# ruff: noqa: E501 -- a pattern is read as one line
"""The words by which mail servers say that a message failed or is late, in the languages they speak."""

import re

DAEMON = re.compile(
    r"mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|mail[ .]delivery (?:sub)?system|mail[ .]delivery[ .](?:sub)?system|mdaemon|microsoftexchange\w*"
    r"|system ?administrator|mail administrator|mail_service|complaints?-?daemon",
    re.IGNORECASE,
)  # fmt: skip
_NOT = r"(?:could|can|would|was|were|has|have) ?(?:not|n['’]t)(?: be| been)?"
FAILED = re.compile(
    rf"undeliver(?:able|ed)|deliver(?:y|ing) (?:status notification \(failure|(?:has )?failed|failure|error|problem|notification: fail)|fail(?:ed|ure) (?:mail|delivery|notice|recipient)"
    rf"|returned (?:mail|to sender|message)|mail (?:delivery |system )?(?:failed|error|failure)|non[- ]?deliver|{_NOT} deliver(?:ed)?\b|unable to deliver|not able to deliver|did ?(?:not|n['’]t) reach|message (?:not|undeliver)"
    r"|del[ei]very .{0,80}(?:aborted|failed)|rejected|bounce|(?:couldn['’]t|could not) (?:deliver|send)|attempting to deliver"
    r"|unzustellbar|nicht (?:zugestellt|zustellbar|übermittelt)|(?:empf[aä]e?nger|nachricht) .{0,40}nicht erreicht|fehler bei der (?:nachrichten)?zustellung|zustellung (?:fehlgeschlagen|nicht)|konnte nicht (?:zugestellt|übermittelt)|non remis|[eé]chec de (?:la )?remise|non distribu|pu [eêé]tre (?:d[eé]livr|remis|distribu)|no se (?:pudo|puede|ha podido) entregar"
    r"|no entregado|mancato recapito|impossibile recapitare|n[aã]o (?:foi |p[oô]de ser )?entregue|onbestelbaar|niet (?:worden )?(?:bezorgd|afgeleverd)|kunde inte levereras|olevererbart"
    r"|ikke leveres|niedostarczon|niedor[eę]czon|nedoru[cč]iteln|не (?:может быть |было )?доставлен|недоставлен|配信不能|配信できません|送信できません|无法(?:送达|传递|投递)|退信|無法傳遞|배달(?:되지| 실패)", re.IGNORECASE
)  # fmt: skip
REASON = re.compile(
    r"permanent (?:fatal )?error|\b5\.\d\.\d{1,3}\b|\b55\d\b|user unknown|unknown user|no such user|not a valid (?:user|address|recipient)|mailbox (?:is )?(?:full|unavailable|disabled)|quota exceeded|over quota"
    r"|no valid recipients|unknown host|host (?:not found|unknown)|user .{0,60}not found|unrouteable|address (?:not found|unknown|rejected)|not listed in|did not exactly match",
    re.IGNORECASE,
)  # fmt: skip
DELAY = re.compile(
    r"delay|warning: (?:message|could not)|still (?:being retried|trying)|will (?:be retried|keep trying|continue to)|attempts will continue|not yet been delivered|postponed|do not need to resend|verzöger|retard[eé]"
    r"|verspät|retrasad|ritardo|transient", re.IGNORECASE
)  # fmt: skip
NOTICE_SUBJECT = re.compile(
    rf"[\W_]{{0,5}}(?:(?:your )?(?:e-?mail|mail|message|delivery|automatically|nachricht|message|mensaje)\b.{{0,40}}?)?(?:{FAILED.pattern})", re.IGNORECASE
)  # fmt: skip
PERSON = re.compile(
    r"\b(?:hello|hi|hey|dear|hallo|liebe[rs]?|sehr geehrte|guten (?:tag|morgen|abend)|moin|servus|bonjour|madame|salut|hola|buenos|estimad|buongiorno|salve|gentil|ciao|ol[aá]|prezad|beste|goedendag|hej|hei|dzie[nń] dobry|dobr[yý]"
    r"|i|my|mine|me|ich|mein\w*|mir|je|mon|mes|mi|mio|meu|minha|mijn|ik|jag|jeg)\b|\bj['’]ai\b|здравствуй|добрый|мне|мой|私|我",
    re.IGNORECASE,
)  # fmt: skip
RECIPIENT_LINE = re.compile(
    r"^[^\w<@\n]{0,12}(?:(?:failed recipient|recipient|address|rcpt to|sent <<< rcpt to|user|e-?mail)s?:[ \t]*|[^\n<@]{0,60}<)?<?([^\s<>@\"'(),;:\[\]]{1,80}@[a-z0-9.-]{1,100}[a-z0-9])\b[>\"')]{0,3}[ \t]{0,5}(?:$|[:;,(<-]|\.\.\.)",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
ADDRESS = re.compile(r"[^\s<>@\"'(),;:\[\]]{1,80}@[a-z0-9.-]{1,100}[a-z0-9]", re.IGNORECASE)
OFFICE = re.compile(
    r"(?:postmaster|mailer-daemon|abuse|hostmaster|admin(?:istrator)?|helpdesk|support)@", re.IGNORECASE
)
