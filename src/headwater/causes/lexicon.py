"""What column and step names usually mean, in the languages of exports. A name is a hint: each use prints its reason.

Every list holds stems; a name matches when one of its words starts with the stem (is the stem, where it ends in a
point or has at most four letters).
"""

import re
import unicodedata
from typing import Literal

from headwater.shared.said import phrase, say

Meaning = Literal["mix", "link", "sign", "outcome", "bookkeeping", "unknown"]

RUN = """product produkt article artikel sku supplier lieferant vendor carrier contractor courier queue
channel kanal stock rule regel tool policy not_found not missing wrong failed failure unavailable
broken error late delayed out_of without absent incomplete down stockout"""
SIGNS = """complain complaint beschwerde reklamation queja reclamo plainte klacht apolog apology entschuldig
excuse disculp refund erstatt reembols rembours compensat kulanz entschaedig
goodwill gesture credit_note chargeback dispute escalated escalation eskalation legal lawyer anwalt
ombudsman regulator winback retention claim_raised claim_filed angry anger negative_review
bad_review follow_up_call recontact called_back_angry apologise credited"""
OUTCOMES = """rating csat nps ces satisf score_given survey stars zufriedenheit bewertung note_client churn
lost_customer cancelled_contract spoiled spoilt verdorben made_sla sla_missed sla_met sla_breach
sla_breached breach within_sla in_sla on_time_overall promise_kept promise_broken reopen reopened
wiedereroeffn abandon abandoned hung_up outcome resolved_ok solved first_contact_resolution fcr
resolution_code closed_code close_code close_notes resolved_by closed_by resolved_at closed_at
solved_at completed_at ended_at duration total_time resolution_time handle_time cycle_time
lead_time_total answer_score good_outcome"""
KINDS = "type typ kind art tipo class. klasse group gruppe category level size. status tier. code"
BROUGHT = """customer client kunde user guest patient caller member account request case ticket issue contact
visit incident complaint claim problem inquiry enquiry question demand anfrage vorgang fall
household traveller passenger buyer"""
MIX = """difficult difficulty complexity complex schwierig komplex schwere severity sever serious seriousness
hard. hardness urgen urgency dringend dringlich priorit priority impact category kategorie
subcategory categoria categorie topic thema subject betreff reason. grund anliegen issue symptom
request demand segment tier. age alter tenure seniority_customer vertragsdauer language sprache
 size. amount betrag sum summe
value. wert. price. preis. premium contract vip gender sex income household company_size industry sector.
class. grade. risk. need. intent purpose diagnosis acuity case_mix workload_points effort estimate
points persona customer_type customer_group new_customer first_time loyalty status_level members kind_asked
kind_confirmed"""
LINKS = """stock inventory lager bestand out_of supplier lieferant vendor carrier spediteur courier warehouse
depot queue warteschlange desk counter rule regel policy tool system software app version release
device machine printer portal channel kanal product produkt model article artikel sku item supplier
partner provider shift schicht roster staff script template form letter promise zusage appointment
campaign kampagne offer tariff tarif plan route site branch filiale store shop office approval
permission missing fehlt defect fault outage down late delay delayed broken wrong error fehler
manual lookup data_quality address_ok verified check flag known info informed document training
certified transfer handover process procedure batch"""
THINGS = "contract request demand reason need topic subject theme thema issue category kategorie intent purpose"
BOOKKEEPING = """id no nr num uuid guid key number nummer nr ref reference index row version_no sys_ hash url mail email
phone telefon name comment kommentar notes description beschreibung text body title created_by
updated_by opened_by mod_count timestamp date datum"""


PERMISSION = "approv genehmig authoris authoriz permission permit ask check decide decision request review freigab"

ORGANISATION = phrase("“{stem}” in its name names something the organisation runs")
CUSTOMER = phrase("“{stem}” in its name names what the customer brings")


def follows_damage(step: str) -> str | None:
    """The stem by which a step's name says that it follows a damage. To ask for, check or approve a refund is work."""
    return None if matches(step, PERMISSION) else matches(step, SIGNS)


def words(name: str) -> list[str]:
    """The words of a column or step name, in small letters without accents."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    flat = unicodedata.normalize("NFKD", spaced.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return [word for word in re.split(r"[^a-z0-9]+", flat.lower()) if word]


def matches(name: str, stems: str) -> str | None:
    """The first stem that the name has, or None. A stem of several words must appear as written."""
    found = words(name)
    joined = "_" + "_".join(found) + "_"
    for stem in stems.split():
        whole = len(stem) <= 4 or "_" in stem or stem.endswith(".")
        if (whole and f"_{stem.strip('_.')}_" in joined) or (not whole and any(w.startswith(stem) for w in found)):
            return stem.strip(".")
    return None


def of_customer(name: str) -> bool:
    """Whether a yes or no of this name is a property of the customer or the case (`urgent`), not of a thing that
    somebody made so (`old_contract`)."""
    last = words(name)[-1]
    return bool(matches(last, MIX)) and (len(words(name)) == 1 or not matches(last, THINGS))


def meaning(name: str) -> tuple[Meaning, str]:
    """What a column is about by its name, with the reason. as a sentence part."""
    order: tuple[tuple[Meaning, str, str], ...] = (
        ("outcome", OUTCOMES, phrase("“{stem}” in its name names the outcome itself")),
        ("sign", SIGNS, phrase("“{stem}” in its name names what follows a damage")),
        ("link", RUN, ORGANISATION),
    )
    for kind, stems, why in order:
        stem = matches(name, stems)
        if stem:
            return kind, say(why, stem=stem)
    return _by_head(name)


def _by_head(name: str) -> tuple[Meaning, str]:
    """The last word says what a name is about (`fault_complexity` is a complexity); a mere kind or class. is what
    its first word says (`customer_type` is brought, `room_type` may be either); then any word."""
    parts = words(name)
    if parts and matches(parts[-1], KINDS):
        if len(parts) == 1 or matches("_".join(parts[:-1]), BROUGHT):
            return "mix", say("“{name}” is a kind of case or customer", name="_".join(parts))
        return _any_word("_".join(parts[:-1]), name)
    order: tuple[tuple[Meaning, str, str], ...] = (
        ("mix", MIX, CUSTOMER),
        ("link", LINKS, ORGANISATION),
    )
    for kind, stems, why in order:
        stem = matches(words(name)[-1], stems) if words(name) else None
        if stem:
            return kind, say(why, stem=stem)
    return _any_word(name, name)


def _any_word(part: str, name: str) -> tuple[Meaning, str]:
    order: tuple[tuple[Meaning, str, str], ...] = (
        ("link", LINKS, ORGANISATION),
        ("mix", MIX, CUSTOMER),
        ("bookkeeping", BOOKKEEPING, phrase("“{stem}” in its name names bookkeeping")),
    )
    for kind, stems, why in order:
        stem = matches(part, stems)
        if stem:
            return kind, say(why, stem=stem)
    return "unknown", say("“{name}” does not say whether the customer brings it or the organisation runs it", name=name)
