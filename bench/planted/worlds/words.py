"""Four trades: retail, telecom, insurance, utility."""

# ruff: noqa: E501 -- tables of words, one line a row

from bench.planted.worlds.trade import Trade

RETAIL = Trade(
    "retail",
    ("order_id", "order_no", "case_id"),
    (("Order received", 0), ("Payment checked", 0), ("Stock checked", 1), ("Reserved", 1), ("Replenished", 1),
     ("Picked", 2), ("Packed", 2), ("Quality checked", 2), ("Handed to carrier", 3), ("In transit", 3), ("Delivered", 3),
     ("Invoice sent", 4), ("Asked for review", 0), ("Closed", 0)),
    ("Shop floor", "Stockroom", "Warehouse", "Transport", "Accounts", "Regional depot", "Head office"),
    ("stock_out", "substitute_offered", "price_changed", "gift_wrap", "split_shipment", "address_corrected",
     "voucher_used", "lookup_unavailable", "new_packaging", "click_and_collect", "manual_pricing", "shelf_label_wrong"),
    (("product", ("shoes", "coats", "tools", "toys", "lamps")), ("supplier", ("Norda", "Kestrel", "Ilmo", "Fabro", "Tessel")),
     ("warehouse", ("north", "south", "harbour")), ("carrier", ("PostNow", "Rapido", "Cargo24", "Velo")),
     ("store", ("Main St", "Station", "Mall", "Airport")), ("payment_method", ("card", "cash", "invoice", "wallet")),
     ("campaign", ("none", "spring", "loyalty"))),
    (("order_complexity", ("simple", "normal", "complex")), ("customer_segment", ("regular", "family", "business", "vip")),
     ("urgency", ("low", "medium", "high")), ("request_type", ("repeat", "standard", "special"))),
    ("basket_value", "items", "weight_kg", "discount_pct", "distance_km", "shelf_age_days"),
)  # fmt: skip

TELECOM = Trade(
    "telecom",
    ("ticket", "ticket_id", "incident"),
    (("Call opened", 0), ("Identity checked", 0), ("Fault logged", 0), ("Line tested", 1), ("Remote reset", 1),
     ("Diagnosis made", 1), ("Part ordered", 4), ("Visit planned", 2), ("Visit done", 3), ("Line retested", 1),
     ("Billing adjusted", 5), ("Customer informed", 0), ("Survey sent", 0), ("Ticket closed", 0)),
    ("Front line", "Network desk", "Planning", "Field service", "Parts store", "Billing", "Partner desk", "Night desk"),
    ("system_down", "contract_not_found", "router_swap", "self_test_done", "wrong_script", "area_outage", "part_missing",
     "number_ported", "promo_applied", "remote_access", "address_mismatch", "calendar_full"),
    (("product", ("fibre", "dsl", "mobile", "tv", "bundle")), ("queue", ("Q1", "Q2", "Q3", "Q4")),
     ("region", ("north", "east", "south", "west")), ("contractor", ("Linea", "Telco Bau", "Kabelwerk", "Unis")),
     ("device", ("R100", "R200", "R300x", "none")), ("firmware", ("4.1", "4.2", "5.0")), ("tariff", ("basic", "flat", "pro"))),
    (("priority", ("P4", "P3", "P2", "P1")), ("fault_complexity", ("low", "medium", "high")),
     ("customer_type", ("private", "small business", "corporate")), ("severity", ("minor", "major", "critical"))),
    ("line_length_m", "months_since_contract", "signal_db", "monthly_fee", "devices", "speed_mbit"),
)  # fmt: skip

INSURANCE = Trade(
    "insurance",
    ("claim_id", "claim_no", "case_id"),
    (("Claim reported", 0), ("Registered", 0), ("Documents requested", 1), ("Documents received", 1), ("Cover checked", 1),
     ("Expert appointed", 2), ("Inspection done", 2), ("Damage assessed", 2), ("Reserve set", 3), ("Decision made", 3),
     ("Decision approved", 3), ("Letter sent", 0), ("Payment made", 4), ("Claim closed", 0)),
    ("Intake", "Claims desk", "Experts", "Decisions", "Payments", "Legal", "External adjusters"),
    ("documents_incomplete", "wrong_form", "policy_not_found", "photo_upload", "auto_triage", "second_expert", "broker_copy",
     "limit_exceeded", "old_contract", "template_letter", "portal_down", "manual_reserve"),
    (("line_of_business", ("motor", "home", "travel", "liability")), ("broker", ("Alba", "Corvus", "Delphi", "direct")),
     ("office", ("Basel", "Lyon", "Turin", "Graz")), ("workshop", ("AutoPro", "CarFix", "Meyer", "free choice")),
     ("product", ("basic", "plus", "premium")), ("letter_template", ("A", "B", "C")), ("expert_firm", ("Exa", "Peritus", "Gama"))),
    (("claim_complexity", ("simple", "normal", "difficult")), ("case_type", ("glass", "theft", "water", "injury")),
     ("urgency", ("normal", "urgent")), ("age_band", ("18-30", "31-50", "51-70", "70+"))),
    ("claim_amount", "policy_years", "deductible", "documents", "mileage", "premium"),
)  # fmt: skip

UTILITY = Trade(
    "utility",
    ("service_order", "order_id", "case"),
    (("Request received", 0), ("Account checked", 0), ("Meter data checked", 1), ("Site survey planned", 2),
     ("Site survey done", 2), ("Permit requested", 3), ("Permit granted", 3), ("Crew assigned", 2), ("Work started", 4),
     ("Work finished", 4), ("Meter installed", 4), ("Reading entered", 1), ("Bill issued", 5), ("Order closed", 0)),
    ("Customer centre", "Metering", "Planning", "Permits", "Crews", "Billing", "Subcontractor", "Grid control"),
    ("meter_unreachable", "estimated_reading", "permit_needed", "tariff_migrated", "smart_meter", "crew_changed",
     "address_unknown", "cable_fault", "deposit_asked", "van_shortage", "paper_form", "old_connection"),
    (("tariff", ("day", "night", "flex")), ("district", ("hill", "harbour", "old town", "park", "valley")),
     ("meter_type", ("M1", "M2", "S1")), ("contractor", ("Volta", "Hydra", "Gruben", "own crew")),
     ("bill_cycle", ("monthly", "quarterly", "yearly")), ("depot", ("A", "B", "C")), ("material_supplier", ("Ker", "Lin", "Ost"))),
    (("difficulty", ("1", "2", "3", "4", "5")), ("request_type", ("move", "repair", "new connection")),
     ("priority", ("low", "normal", "high")), ("customer_class", ("household", "farm", "industry"))),
    ("consumption_kwh", "years_at_address", "cable_m", "arrears", "household_size", "pressure_bar"),
)  # fmt: skip
