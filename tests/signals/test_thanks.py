"""Which sentences read like thanks."""

import pytest

from headwater.signals.thanks import thanks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thank you so much, it works again!", "Thank you so much, it works again!"),
        ("Danke!", "Danke!"),
        (
            "Hello Bob,\n\nmany thanks for calling me back so quickly.\n\nAda",
            "many thanks for calling me back so quickly.",
        ),
        ("Herzlichen Dank für Ihre Geduld mit mir. Das Paket ist da.", "Herzlichen Dank für Ihre Geduld mit mir."),
        ("Where is my parcel? It never came.\n\nThanks, Ada", ""),
        ("Please send it again. Thanks in advance for your help with this.", ""),
        ("Bitte melden Sie sich. Vielen Dank im Voraus für Ihre Mühe.", ""),
        ("No thanks, I have had enough of this.", ""),
        ("Danke für nichts, das war das letzte Mal.", ""),
        ("I would be grateful if you could answer this week.", ""),
        ("Thanks to your driver the vase is broken now.", ""),
        ("Should I say thank you for that?", ""),
        ("It still does not work and nobody answers the phone at all.", ""),
        ("", ""),
    ],
)
def test_a_sentence_of_thanks(text: str, found: str):
    assert thanks(text) == found
