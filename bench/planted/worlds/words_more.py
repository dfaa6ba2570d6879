"""Four more trades: clinic, bank, hotel, IT desk."""

# ruff: noqa: E501 -- tables of words, one line a row

from bench.planted.worlds.trade import Trade

CLINIC = Trade(
    "clinic",
    ("visit_id", "episode", "case_id"),
    (("Appointment booked", 0), ("Checked in", 0), ("Insurance verified", 0), ("Vitals taken", 1), ("Doctor seen", 2),
     ("Blood taken", 1), ("Lab result", 3), ("Imaging done", 4), ("Result reviewed", 2), ("Treatment given", 2),
     ("Prescription written", 2), ("Discharge letter", 0), ("Billed", 5), ("Visit closed", 0)),
    ("Reception", "Nurses", "Doctors", "Laboratory", "Imaging", "Billing", "External lab", "Second floor"),
    ("referral_missing", "lab_repeat", "interpreter", "record_not_found", "online_checkin", "room_changed", "device_down",
     "bed_shortage", "consent_missing", "double_booking", "student_present", "old_file"),
    (("ward", ("A", "B", "C", "day clinic")), ("lab_provider", ("in house", "Medilab", "Synex")),
     ("insurer", ("Helva", "Mutua", "Sana", "self")), ("booking_system", ("old", "new")), ("site", ("centre", "east", "lake")),
     ("device_model", ("CT1", "CT2", "MR3")), ("referrer", ("GP", "specialist", "self", "ambulance"))),
    (("acuity", ("1", "2", "3", "4", "5")), ("age_group", ("child", "adult", "senior")),
     ("case_complexity", ("low", "medium", "high")), ("visit_type", ("control", "first visit", "emergency"))),
    ("bmi", "distance_km", "medications", "temperature", "systolic", "lab_tests"),
)  # fmt: skip

BANK = Trade(
    "bank",
    ("application_id", "request_no", "case_id"),
    (("Request received", 0), ("Customer identified", 0), ("Papers collected", 0), ("Papers checked", 1), ("Credit bureau asked", 1),
     ("Score computed", 1), ("Collateral valued", 2), ("Offer drafted", 3), ("Offer approved", 3), ("Offer sent", 0),
     ("Contract signed", 0), ("Account opened", 4), ("Paid out", 4), ("File closed", 4)),
    ("Branch", "Back office", "Valuation", "Credit", "Operations", "Compliance", "Head office", "Partner bank"),
    ("id_expired", "paper_form", "limit_exceeded", "bureau_timeout", "manual_score", "co_applicant", "branch_move",
     "core_system_down", "rate_changed", "template_error", "signature_missing", "second_approval"),
    (("product", ("loan", "mortgage", "card", "account")), ("branch", ("Central", "Market", "Park", "Online")),
     ("bureau", ("Credo", "Infosco", "Scoria")), ("valuer", ("Domus", "Praedia", "internal")), ("rate_sheet", ("R1", "R2", "R3")),
     ("campaign", ("none", "autumn", "students")), ("broker", ("Alto", "Finca", "none"))),
    (("customer_segment", ("mass", "affluent", "private")), ("case_complexity", ("standard", "enhanced", "special")),
     ("risk_class", ("A", "B", "C", "D")), ("request_type", ("renewal", "increase", "new"))),
    ("amount", "income", "term_months", "age_years", "accounts", "savings"),
)  # fmt: skip

HOTEL = Trade(
    "hotel",
    ("booking", "reservation_id", "stay_id"),
    (("Booked", 0), ("Deposit taken", 0), ("Confirmation sent", 0), ("Room assigned", 1), ("Room cleaned", 2), ("Room inspected", 2),
     ("Checked in", 0), ("Key issued", 0), ("Luggage delivered", 3), ("Breakfast served", 4), ("Request handled", 0),
     ("Minibar checked", 2), ("Checked out", 0), ("Invoice settled", 5)),
    ("Reception", "Rooms control", "Housekeeping", "Porters", "Kitchen", "Accounts", "Night crew", "Agency staff"),
    ("room_not_ready", "overbooked", "late_arrival", "lift_out_of_order", "breakfast_included", "pet_on_board", "card_declined",
     "noise_reported", "linen_short", "airport_pickup", "upgrade_given", "key_recoded"),
    (("room_type", ("single", "double", "suite", "family")), ("floor", ("1", "2", "3", "4", "5")),
     ("booking_site", ("own site", "Roomly", "StayGo", "agency")), ("laundry", ("Clara", "Bianca", "in house")),
     ("house", ("Lake", "City", "Hill")), ("rate_code", ("flex", "saver", "corporate")), ("building", ("old", "new"))),
    (("guest_type", ("leisure", "business", "group")), ("stay_complexity", ("low", "medium", "high")),
     ("urgency", ("none", "some", "high")), ("age_band", ("under 30", "30-60", "over 60"))),
    ("nights", "room_rate", "guests", "lead_days", "bags", "points"),
)  # fmt: skip

IT_DESK = Trade(
    "it desk",
    ("number", "ticket_id", "incident_id"),
    (("New", 0), ("Categorised", 0), ("Assigned", 0), ("Diagnosed", 1), ("Awaiting user", 1), ("Awaiting vendor", 5),
     ("Change requested", 2), ("Change approved", 2), ("Fix deployed", 3), ("Tested", 1), ("User informed", 0),
     ("Resolved", 1), ("Confirmed", 0), ("Closed", 0)),
    ("Service desk", "Second line", "Change board", "Server team", "Network team", "Vendor desk", "Offshore desk", "Key users"),
    ("monitoring_gap", "password_reset", "remote_session", "wrong_category", "kb_article_used", "access_missing", "patch_pending",
     "spare_missing", "change_freeze", "license_expired", "mobile_user", "duplicate_asset"),
    (("image", ("base", "sales", "finance", "plant")), ("location", ("HQ", "plant 1", "plant 2", "home")),
     ("ci_type", ("laptop", "server", "printer", "phone")), ("vendor", ("Axon", "Bitforge", "Cumula", "none")),
     ("release", ("r21", "r22", "r23")), ("queue", ("L1-A", "L1-B", "L1-C")), ("os", ("win", "mac", "linux"))),
    (("priority", ("4", "3", "2", "1")), ("impact", ("low", "medium", "high")), ("complexity", ("low", "medium", "high")),
     ("user_type", ("office", "remote", "executive"))),
    ("asset_age_days", "users_affected", "disk_free_gb", "logins", "attachments", "mailbox_mb"),
)  # fmt: skip
