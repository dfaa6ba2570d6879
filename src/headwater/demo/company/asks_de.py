"""What customers of the invented company write in German, one by one; {item}, {order} and {price} are filled in."""

from headwater.demo.company.asks import Ask

ASKS = (
    Ask(
        "refund",
        "refund",
        "Rücksendung {order}: wo bleibt das Geld?",
        "Guten Tag, die Retoure ({item}) ist laut Sendungsverfolgung seit dem 3. bei Ihnen. Auf meinem Konto ist "
        "nichts. Ich habe zweimal angerufen, und hörte „ist in Bearbeitung“. {price} Euro sind für mich viel Geld.",
        "{price} Euro für die Rücksendung fehlen",
        "Das Geld auf dem Konto, ohne noch einmal anzurufen",
        "Sie haben recht, das hat zu lange gedauert. Die {price} Euro sind heute angewiesen. Sagen Sie mir bitte, "
        "wenn sie da sind?",
        "Ist da. Danke, dass Sie sich gekümmert haben.",
        ("Stiefel Fjellet", "Regenjacke Tarn"),
    ),
    Ask(
        "refund",
        "warm and dry on the trip",
        "{item} undicht",
        "Hallo, bei {item} läuft an der Schulternaht Wasser rein. Ich möchte mein Geld zurück. Am Wochenende geht es "
        "in die Dolomiten, jetzt stehe ich ohne da.",
        "Ohne Regenschutz kurz vor der Tour",
        "Bis Freitag etwas Dichtes in der Hand",
        "Das Geld bekommen Sie gern zurück. Hilft Ihnen mehr, wenn bis Donnerstag ein geprüftes Stück bei Ihnen ist? "
        "Dann sehen wir uns das undichte in Ruhe an.",
        "Ist gekommen, hält dicht, zwei Tage Regen getestet. Danke!",
        ("Regenjacke Tarn", "Regencape Skomer"),
    ),
    Ask(
        "arrival date",
        "arrival date",
        "Liefertermin {item}",
        "Seit einem Monat steht da „in Kürze lieferbar“. Was heißt das? Ich bräuchte eine ehrliche Auskunft, dann "
        "kann ich entscheiden.",
        "Niemand nennt einen Liefertermin für {item}",
        "Ein Datum oder ein klares „wissen wir nicht“",
        "Ich habe noch einmal nachgefragt: der Hersteller nennt uns keinen Termin. Sie können warten, ein anderes "
        "Modell nehmen oder das Geld zurückbekommen. Was ist Ihnen lieber?",
        "Dann das andere Modell. Danke für die klare Antwort.",
        ("Schlafsack Dvergur", "Zelt Kiruna"),
    ),
    Ask(
        "arrival date",
        "arrival date",
        "Bestellung {order} – Auskunft",
        "Ich will nur wissen, WANN. Nicht „bald“, nicht „wir melden uns“. Ein Datum. {item}, bestellt vor fünf Wochen.",
        "Fünf Wochen ohne Datum",
        "Ein Datum",
        "Ein Datum hat uns der Hersteller bis heute nicht gegeben; das sage ich Ihnen lieber so, als eines zu "
        "erfinden. Möchten Sie warten oder etwas anderes?",
        "Gut, ich warte noch zwei Wochen, aber jetzt weiß ich wenigstens Bescheid.",
        ("Zelt Kiruna", "Kocher Lodur"),
    ),
    Ask(
        "another size",
        "another size",
        "Umtausch {item}",
        "Die Größe 42 ist zu klein, ich bräuchte 43. Geht das ohne das ganze Formular? Der Drucker ist kaputt.",
        "{item} ist zu klein",
        "Größe 43, ohne etwas auszudrucken",
        "Ohne Formular: die 43 geht heute raus, der Aufkleber für die 42 liegt im Karton.",
        "43 passt, 42 ist unterwegs zu Ihnen.",
        ("Stiefel Fjellet", "Wanderschuh Harz"),
    ),
    Ask(
        "repair",
        "repair",
        "Reparatur {item}?",
        "Die Schnalle ist gebrochen, sonst ist alles tadellos. Wegwerfen kommt nicht in Frage. Kann man die einzeln "
        "bekommen?",
        "Schnalle gebrochen",
        "Eine neue Schnalle, das Stück behalten",
        "Kann man. Die Schnalle liegt morgen im Briefkasten, eine Anleitung ist dabei. Sie kostet nichts.",
        "Eingebaut, hält. So muss das sein.",
        ("Rucksack Pim", "Gamaschen Tind"),
    ),
    Ask(
        "advice",
        "safe on ice",
        "{item} für Glatteis?",
        "Meine Mutter (71) geht jetzt jeden Tag mit dem Hund. Welche {item} taugen bei Glatteis? Im Laden wurden mir "
        "vier verschiedene gezeigt und ich bin so schlau wie vorher.",
        "Angst, dass die Mutter stürzt",
        "Sicher stehen bei Glatteis, eine Empfehlung statt vier",
        "Eine Empfehlung: dieses Modell, und dazu Grödel für die ganz glatten Tage. Wenn sie es probiert hat und es "
        "nicht sicher ist, nehmen wir es zurück.",
        "Sie geht wieder ohne Angst raus. Danke.",
        ("Winterstiefel", "Schuhe"),
    ),
)
