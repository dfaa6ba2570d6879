"""The invented company: its teams, people, goods and suppliers. No name here belongs to a real firm or person."""

COMPANY = "Bergkvist Outfitters"

CHANNELS = ("shop", "web", "phone")
SHOP, WEB, PHONE = range(3)

REQUESTS = ("Find an item", "Delivery", "Return", "Size exchange", "Repair", "Advice")
FIND, DELIVERY, RETURN, EXCHANGE, REPAIR, ADVICE = range(6)

URGENCIES = ("low", "normal", "high")

TEAMS = (
    "Shop floor", "Web desk", "Phone desk", "Warehouse", "Returns desk", "Shop lead", "Workshop", "Purchasing",
    "Customer care",
)  # fmt: skip
FLOOR, WEBDESK, PHONEDESK, WAREHOUSE, RETURNS, LEAD, WORKSHOP, PURCHASING, CARE = range(9)

STAFF: tuple[tuple[str, ...], ...] = (
    ("Åsa Lindmark", "Jonas Wrede", "Maja Öberg", "Tim Falkhage", "Noor Sandell", "Elin Torvik", "Per Grönlid"),
    ("Ida Vesterlund", "Amir Holmqvist", "Saga Renmark", "Otto Brandhede"),
    ("Karin Sjöhage", "René Almstad", "Lova Ekdal"),
    ("Bo Stenvall", "Mirja Kallio", "Axel Dahlfors", "Zuzana Hörnell"),
    ("Petra Nyborg", "Hampus Rydell", "Leila Winterås"),
    ("Gunilla Bergkvist", "Marcus Tovedal"),
    ("Sören Hammarby", "Tove Lärka"),
    ("Frida Ulvsson", "Kjell Aronius"),
    ("Malin Solheim", "David Ekerot"),
)
PART_TIMERS = ("Wilma Åkerö", "Love Hedström")

PRODUCTS = (
    "Höjd rain jacket", "Skarv fleece", "Tindra trail shoe", "Ljung hiking boot", "Vind trousers", "Rimfrost parka",
    "Myr rubber boot", "Fjäril children's jacket", "Granit rucksack", "Tuva wool vest", "Strand sandal", "Norr gloves",
)  # fmt: skip
POPULAR = (0, 3, 5)

SUPPLIERS = ("Almgren Väveri", "Kvarnholm Textil", "Sälviken Skor", "Hållfast AB", "Östermarks Läder", "Polstjärnan")
WEAK_SUPPLIER = 2
MADE_BY: tuple[tuple[int, ...], ...] = (
    (0, 1, 5), (0, 1), (2, 4, 3), (4, 2, 3), (1, 5), (5, 0), (2, 4), (1, 0, 5), (3, 5), (0, 1), (2, 4, 3), (1, 3, 0),
)  # fmt: skip
"""The suppliers of each product; the first delivers half of it."""

CARRIERS = ("Postvagnen", "Snabbud", "Nordfrakt")
CAMPAIGNS = ("none", "spring mail", "autumn mail", "club offer")
