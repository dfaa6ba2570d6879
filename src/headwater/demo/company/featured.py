"""Twelve cases told one by one: every state that a case can be in, and a need that hid behind what was asked."""

from headwater.demo.company.staff import BUYING, DESK, MANAGERS, RETURNS
from headwater.demo.company.story import (
    Act,
    Story,
    agree,
    answer,
    done,
    hand,
    reached,
    says,
    silent,
    tagged,
    take,
    write,
)

MIRA, JONAS, LEYLA, TOM = "Mira Okonjo", "Jonas Brandt", "Leyla Demir", "Tom Ashworth"
GRETA, INES = "Greta Lindholm", "Ines Falk"

FEATURED = (
    Story(
        "wedding", 196, "email", "Theo Marchetti", "en", "Cancel order 41877, all of it",
        "I have now explained this to three different people. The jacket was promised for the 12th, then the 15th, "
        "and now nobody knows. Cancel the lot and give me my money back. I'm done.",
        "refund",
        (
            take(1, LEYLA),
            agree(
                0.5, LEYLA, concern="Promised twice, and still nothing for his brother's wedding hike",
                wanted="Something warm for the wedding hike on the 24th, and one person who knows",
                kind="warm and dry on the trip", predicted="Greta permits it within a day",
                promised="An answer from me by tomorrow noon", our_aim="He stays a customer",
            ),
            hand(0.2, LEYLA, MANAGERS, GRETA, "Three people before me, two broken promises. He does not want the "
                 "money, he wants a jacket before the 24th. May I send the next better one at the same price?"),
            hand(31, GRETA, DESK, LEYLA, "Yes, send it. And tell him it was us."),
            answer(0.4, LEYLA, "I'm Leyla, and I'm the one who knows from here on. The jacket you ordered will not "
                   "come in time; that is our doing. The next warmer one, at the same price, leaves today and is with "
                   "you on Thursday. If it isn't right, I cancel everything, no forms."),
            says(44, "It came. It fits. I'd rather have had this mail two weeks ago, but thank you, Leyla."),
            reached(1, LEYLA),
        ),
    ),
    Story(
        "waiting", 150, "email", "Margarethe Ohlsen", "de", "Gutschrift fehlt",
        "Sehr geehrte Damen und Herren, auf der Rechnung fehlen die 20 Euro Gutschrift vom Sommer. Ich bin Rentnerin "
        "und sehe mir solche Dinge genau an.",
        "bill",
        (
            take(1, JONAS),
            answer(1, JONAS, "Sie haben genau hingesehen. Damit ich die Gutschrift finde: schicken Sie mir bitte die "
                   "Nummer, die oben rechts auf dem Sommerbrief steht?"),
        ),
    ),
    Story(
        "snoozed", 120, "phone", "Pieter Vos", "en", "Call back when the boots are in",
        "Don't mail me, I never read it. Just ring me when the boots in 46 are in the shop, I'll come by.",
        "arrival date",
        (
            take(0.1, JONAS),
            agree(0.1, JONAS, concern="Boots in 46 are out", wanted="One call when they are here", kind="arrival date",
                  promised="I ring you when they are here"),
            Act("snooze", 0.2, JONAS, {"from_now": 42.0}),
        ),
    ),
    Story(
        "answered asleep", 140, "email", "Nadja Wolff", "de", "Zelt erst im Frühjahr",
        "Das Zelt brauche ich erst im April. Können Sie es so lange zurücklegen?",
        "advice",
        (
            take(2, LEYLA),
            answer(0.2, LEYLA, "Gern, es liegt mit Ihrem Namen im Lager. Ich melde mich vorher."),
            Act("snooze", 0.1, LEYLA, {"from_now": 90.0}),
            says(52, "Es wird doch schon März, geht das auch?"),
        ),
    ),
    Story(
        "reopened", 205, "email", "Grace Adeyemi", "en", "Stitching came loose",
        "The stitching on the left strap came loose, I've had the rucksack for five months.",
        "repair",
        (
            take(1, TOM),
            hand(0.2, TOM, RETURNS, TOM, "Strap, five months old, warranty."),
            answer(3, TOM, "Please send it, the workshop sews it again."),
            says(52, "It's on its way."),
            done(50, TOM),
            says(22, "It came back and the OTHER strap is loose now. Seriously?"),
            take(1, MIRA),
            agree(0.1, MIRA, concern="Both straps give way; does not trust the rucksack any more",
                  wanted="A rucksack she can trust with a child's weight", kind="a rucksack to trust"),
            write(0.1, MIRA, "@Tom Ashworth second strap of the same batch this month. Do we know more of those?", TOM),
        ),
    ),
    Story(
        "silence", 215, "email", "Roland Fuchs", "de", "Frage Imprägnierung",
        "Womit imprägniere ich die Jacke, ohne dass sie danach riecht?",
        "advice",
        (
            take(1, JONAS),
            answer(0.3, JONAS, "Mit dem Mittel ohne Treibgas, nach dem Waschen, noch feucht. Riecht kaum."),
            done(2, JONAS),
            silent(120, JONAS),
        ),
    ),
    Story(
        "by their word", 190, "webform", "Oisín Daly", "en", "Wrong colour sent",
        "I ordered moss and you sent me something a traffic warden would wear.",
        "another size",
        (
            take(0.5, TOM),
            agree(0.2, TOM, concern="Sent the wrong colour", wanted="The moss one", kind="another size"),
            answer(0.3, TOM, "Ha. The moss one leaves today. Keep the other one dry, a label is in the parcel."),
            says(60, "Moss indeed. The neon one is on its way to you."),
            reached(1, TOM),
        ),
    ),
    Story(
        "handed over", 74, "email", "Svenja Albers", "de", "Erstattung 189 Euro",
        "Ihre Kollegin sagte „zwei Tage“. Das war vor acht Tagen. Ich möchte wissen, WER das entscheidet und WANN.",
        "refund",
        (
            take(1, LEYLA),
            agree(0.2, LEYLA, concern="Acht Tage auf 189 Euro gewartet, zwei waren gesagt",
                  wanted="Das Geld, und zu wissen, wer entscheidet", kind="refund", promised="Antwort bis Freitag"),
            hand(0.1, LEYLA, RETURNS, TOM, "Zugesagt waren zwei Tage. Bitte heute prüfen."),
            tagged(1, TOM, "permission"),
            hand(0.1, TOM, MANAGERS, GRETA, "Goods are fine. 189 euros, so it needs you. She has waited eight days."),
        ),
    ),
    Story(
        "no date", 168, "email", "Callum Reid", "en", "Stove Lodur, still",
        "Six weeks. I cook on a borrowed stove. Is it coming or not?",
        "arrival date",
        (
            take(1, JONAS),
            agree(0.1, JONAS, concern="Six weeks without a stove", wanted="To cook at home by the weekend",
                  kind="cooking at home", predicted="Kestrel Gear gives a date this week"),
            hand(0.2, JONAS, BUYING, INES, "He needs to cook, the stove itself matters less."),
            write(20, INES, "Kestrel Gear: no date. @Mira Okonjo this is the sixth case this week.", MIRA),
            tagged(0.1, INES, "no date"),
            hand(0.1, INES, DESK, JONAS, "No date. A shop stove could be lent."),
            answer(1, JONAS, "I have no date for you, and I will not make one up. What I can do: lend you one of our "
                   "stoves, free, until yours comes. It can be with you on Saturday."),
            says(30, "That is the first useful sentence in six weeks. Yes please."),
        ),
    ),
    Story(
        "bounce", 98, "email", "Dagny Strand", "en", "Invoice for the club",
        "Could you send the invoice to our climbing club instead of to me?",
        "bill",
        (
            take(1, JONAS),
            answer(0.5, JONAS, "Done, the invoice with the club's address is attached to your account."),
            Act("bounced", 0.1, "", {"reason": "550 5.2.2 mailbox full"}),
        ),
    ),
    Story(
        "twice", 60, "webform", "Bruno Keller", "de", "Nochmal wegen der Stöcke",
        "Ich hatte schon gemailt, keine Antwort: ein Stock der neuen Trekkingstöcke rastet nicht ein.",
        "repair",
        (take(20, MIRA), Act("merge", 0.1, MIRA, {"into": "sticks"})),
    ),
    Story(
        "sticks", 66, "email", "Bruno Keller", "de", "Trekkingstock rastet nicht ein",
        "Ein Stock rastet nicht ein. Am Berg ist das kein Spaß.",
        "repair",
        (take(24, MIRA), answer(1, MIRA, "Zwei Nachrichten, eine Antwort: ein neues Paar geht heute raus, das alte "
                                "können Sie behalten, bis es da ist.")),
    ),
    Story(
        "new", 0.4, "email", "Ewa Lewandowska", "en", "Nobody answers the phone",
        "I've been on hold for 25 minutes and then the line went dead. I only want to know if I can collect my order "
        "today before five.",
        "",
    ),
)  # fmt: skip
