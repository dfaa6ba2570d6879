"""What customers of the invented company write in English, one by one; {item}, {order} and {price} are filled in."""

from headwater.demo.company.asks import Ask

ASKS = (
    Ask(
        "refund",
        "refund",
        "Where is my money for order {order}?",
        "I sent the {item} back nine days ago and your site says 'received'. I still don't have my {price} euros. "
        "I don't want to chase this again, just tell me when it's on my account.",
        "Money for the returned {item} has not come",
        "{price} euros on the account, and no more chasing",
        "You are right, it has been too long. Your {price} euros were sent today; your bank needs up to two days. "
        "Please tell me when you see them.",
        "It's there. Thank you for telling me straight.",
        ("boots Fjellet", "rain jacket Tarn", "tent Kiruna"),
    ),
    Ask(
        "refund",
        "warm and dry on the trip",
        "Return: {item}, order {order}",
        "Hi, the {item} let water in on the very first evening. I want my money back please. We leave for the "
        "Lofoten on Friday and now I have nothing to wear.",
        "Nothing waterproof for a trip that starts on Friday",
        "A dry {item} in hand before Friday",
        "Money back is no problem. But would a tested {item} that reaches you on Thursday help more? "
        "Then you have something for the trip, and we check the wet one here.",
        "Yes!! It came this morning, I stood under the shower in it. Dry. Off we go.",
        ("rain jacket Tarn", "rain cape Skomer"),
    ),
    Ask(
        "arrival date",
        "arrival date",
        "When does the {item} come?",
        "Your page has said 'available soon' for three weeks. Is that next week or next year? I'd rather hear "
        "'we don't know' than nothing at all.",
        "Nobody says when the {item} comes",
        "An honest date, or an honest 'no date' with a choice",
        "I asked the maker again: they give us no date. You can wait, take another one today, or have your money "
        "back. Which would you like?",
        "Then the other one, please. Thanks for not stringing me along.",
        ("sleeping bag Dvergur", "tent Kiruna", "stove Lodur"),
    ),
    Ask(
        "arrival date",
        "a present on the day",
        "order {order}",
        "where is the {item}??? it's my daughter's birthday on saturday and I get the same robot text each time I ask",
        "The present for Saturday may not come in time",
        "Something to unwrap on Saturday",
        "I am sorry about the robot texts. The {item} will not be here by Saturday. I can send a card with a picture "
        "of it today, and the {item} the day it comes. Would that do?",
        "The card came, she was over the moon. Thank you.",
        ("head torch Vega", "rucksack Pim"),
    ),
    Ask(
        "another size",
        "another size",
        "{item} too small",
        "The {item} pinches at the heel, I need half a size up. Do I have to send the old pair first? I only get to a "
        "post office on Saturdays.",
        "The {item} pinches",
        "Half a size up without a gap of two weeks",
        "You can keep the old pair until the new one is there. The larger size goes out today; put the old one into "
        "the same box when it suits you.",
        "New pair fits. Old one is at the post office.",
        ("boots Fjellet", "walking shoes Harz"),
    ),
    Ask(
        "another size",
        "knowing the size before buying",
        "Third {item} and it still doesn't fit",
        "I have now ordered this {item} three times. M is too tight, L is a tent. Your size table is not right. "
        "What do I do?",
        "The size table does not say how it fits",
        "One that fits, without a fourth parcel",
        "The table is wrong for this maker; thank you for saying so. Could you tell me your chest and arm length? "
        "Then I measure one here for you before anything is sent.",
        "Fits like a glove. Please do fix that table.",
        ("down jacket Alka", "fleece Morven"),
    ),
    Ask(
        "repair",
        "repair",
        "Zip broken",
        "The zip of my {item} is gone after two winters. I like it too much to throw it away. Do you repair?",
        "The zip of a loved {item} is broken",
        "The old {item} back with a zip that works",
        "We do. Please send it; a new zip takes our workshop about a week and costs nothing in the first three years.",
        "It's back and better than new. Chapeau to the workshop.",
        ("down jacket Alka", "rucksack Pim"),
    ),
    Ask(
        "advice",
        "advice",
        "Which {item} for a beginner?",
        "Good morning, first hut tour with two kids (7 and 10) in June. Which {item} do we need, and what don't we "
        "need? I don't want to buy half the shop.",
        "A first hut tour, and no idea what is needed",
        "A short list they can trust",
        "For June you need three things, and I leave out everything else: see the list below. Borrow the rest.",
        "Perfect list, we had all we needed and nothing we didn't.",
        ("sleeping bag", "rain jacket"),
    ),
)
