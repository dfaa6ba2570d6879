"""What every answer carries, and what no log line does."""

import logging

import pytest
from django.test import Client
from tests.world import World

from headwater.project import environment, logs
from headwater.shared.errors import InputError, UsageError
from headwater.shared.seal import seal, unseal

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


@pytest.mark.parametrize("address", ["/health/", "/accounts/login/", "/no-such-page/"])
def test_every_answer_carries_the_headers(db, client: Client, address: str):
    answer = client.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["base-uri"] == "'none'"


def test_a_page_is_closed_to_strangers_unless_it_says_otherwise(db, client: Client):
    assert client.get("/").headers["Location"] == "/accounts/login/?next=/"
    assert client.get("/health/").content == b"ok\n"


def test_another_host_is_refused(db, client: Client):
    assert client.get("/health/", headers={"host": "evil.example.org"}).status_code == 400


def test_a_form_without_its_token_is_refused(world: World):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/accounts/login/", {"login": "alice@example.org", "password": "x"}).status_code == 403


@pytest.mark.parametrize(
    "line",
    [
        "POST /sign-in/hTz-secret_8/ 302",
        "GET /invitation/hTz-secret_8/",
        "connecting to postgres://desk:hTz-secret_8@db:5432/desk",
        "Authorization: Bearer hTz-secret_8",
        "{'password': 'hTz-secret_8', 'login': 'alice'}",
        "api_key=hTz-secret_8&x=1",
        "Cookie: session=hTz-secret_8",
        "client_secret = hTz-secret_8",
    ],
)
def test_no_secret_reaches_a_log(line: str, caplog: pytest.LogCaptureFixture):
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s", (line,), None)
    assert logs.HideSecrets().filter(record)
    assert "hTz" not in record.getMessage()
    assert logs.HIDDEN in record.getMessage()


def test_a_trace_hides_its_secrets_and_other_words_stay():
    try:
        int("password=hTz-secret_8")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "case 7 %s", ("opened",), (ValueError, error, None))
    logs.HideSecrets().filter(record)
    assert record.getMessage() == "case 7 opened"
    assert "hTz" not in str(record.exc_text)
    assert "ValueError" in str(record.exc_text)


def test_a_sealed_secret_opens_with_its_key_and_purpose_only():
    sealed = seal("geheim", key="k" * 20, purpose="mailbox")
    assert "geheim" not in sealed
    assert unseal(sealed, key="k" * 20, purpose="mailbox") == "geheim"
    for other in ({"key": "j" * 20, "purpose": "mailbox"}, {"key": "k" * 20, "purpose": "totp"}):
        with pytest.raises(InputError, match="cannot be opened"):
            unseal(sealed, **other)


def test_settings_of_the_operator():
    said = environment.read({"HEADWATER_DATA": "/srv/hw", "HEADWATER_URL": "https://desk.example.org/"})
    assert (str(said.data), said.url, said.database) == ("/srv/hw", "https://desk.example.org", "")
    parts = environment.database("postgres://desk:p%40ss@db:5433/head?sslmode=require", said.data)
    assert [parts[x] for x in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == ["desk", "p@ss", "db", "5433", "head"]
    assert parts["OPTIONS"] == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 5}
    pooled = environment.database("postgres://desk:p@db/head?prepare_threshold=none", said.data)
    assert pooled["OPTIONS"]["prepare_threshold"] is None
    assert environment.database("", said.data)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    mail = environment.mail("smtp://me:pw@mail.example.org")
    assert (mail["EMAIL_HOST"], mail["EMAIL_PORT"], mail["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: environment.database("mysql://x/y", environment.read({}).data),
        lambda: environment.mail("mail.example.org"),
        lambda: environment.single_sign_on({"server": "https://id", "name": "", "client_id": "", "client_secret": ""}),
    ],
)
def test_a_wrong_setting_says_what_to_write(wrong):
    with pytest.raises(UsageError, match="HEADWATER_"):
        wrong()
