"""Tables of the desk: cases, conversations, mail, lists, the journal of moments, and what is kept how long."""

from headwater.desk.models.case import Case, Holding, Presence, Related
from headwater.desk.models.conversation import Attachment, Mention, Message
from headwater.desk.models.customer import Address, Customer
from headwater.desk.models.journal import ExportBatch, OutboxMoment
from headwater.desk.models.knowing import CustomerMerge, CustomerType, Preference, Rhythm, Treatment, TypeGiven
from headwater.desk.models.lists import CaseTag, SavedView, Tag
from headwater.desk.models.mail import AutomaticSend, ChannelSheet, DeadLetter, Delivery, Mailbox, RawMail
from headwater.desk.models.own import LinkReport, SavedReply, SavedReplyUse, Thanks
from headwater.desk.models.own_page import CustomerLink, FollowUp, FormQuestion, LinkAsked
from headwater.desk.models.promise import CalendarAddress, Commitment, Promise, PromiseNotice
from headwater.desk.models.rules import Erasure, Retention, Standard

__all__ = [
    "Address",
    "Attachment",
    "AutomaticSend",
    "CalendarAddress",
    "Case",
    "CaseTag",
    "ChannelSheet",
    "Commitment",
    "Customer",
    "CustomerLink",
    "CustomerMerge",
    "CustomerType",
    "DeadLetter",
    "Delivery",
    "Erasure",
    "ExportBatch",
    "FollowUp",
    "FormQuestion",
    "Holding",
    "LinkAsked",
    "LinkReport",
    "Mailbox",
    "Mention",
    "Message",
    "OutboxMoment",
    "Preference",
    "Presence",
    "Promise",
    "PromiseNotice",
    "RawMail",
    "Related",
    "Retention",
    "Rhythm",
    "SavedReply",
    "SavedReplyUse",
    "SavedView",
    "Standard",
    "Tag",
    "Thanks",
    "Treatment",
    "TypeGiven",
]
