"""The words of the sign-in pages: no offer that is not meant, nothing untrue, German with "Sie", no English in it."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from tests.web.english import seen
from tests.world import PASSWORD, World

from headwater.people import service
from headwater.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OUTSIDE = (
    "/accounts/login/", "/accounts/signup/", "/accounts/inactive/", "/accounts/password/reset/",
    "/accounts/password/reset/done/", "/accounts/password/reset/key/done/", "/accounts/password/reset/key/1-no/",
    "/accounts/confirm-email/", "/accounts/confirm-email/no/", "/accounts/3rdparty/login/cancelled/",
    "/accounts/3rdparty/login/error/",
)  # fmt: skip
INSIDE = (
    "/accounts/logout/", "/accounts/reauthenticate/", "/accounts/email/", "/accounts/password/change/",
    "/accounts/password/set/", "/accounts/sessions/", "/accounts/3rdparty/", "/accounts/2fa/",
    "/accounts/2fa/reauthenticate/", "/accounts/2fa/totp/activate/", "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/reauthenticate/", "/accounts/2fa/webauthn/keys/{key}/edit/",
    "/accounts/2fa/webauthn/keys/{key}/remove/",
)  # fmt: skip
SMTP = "django.core.mail.backends.smtp.EmailBackend"
FAMILIAR = re.compile(r"\b(?:[Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*|[Ee]uch|[Ee]uer|[Gg]ib|[Ll]ass|klick|wähle|bestätige)\b")
OFFER = re.compile(r"sign\W?up|create an account|Registrieren|Konto anlegen", re.IGNORECASE)
TITLES = re.compile(r"\b[A-Z][a-z]+ (?:(?:by|to|of|and|a|the) )?[A-Z][a-z]+\b")
NAMES = frozenset({"Headwater", "Alice", "alice@example.org", "Passkey", "Browser", "Code", "Name"})


@pytest.fixture
def sends(settings) -> None:
    """A mail server is configured; Django's tests keep what is sent."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def speaking(language: str, user: User | None = None, link: str = "") -> Client:
    client = Client(headers={"Accept-Language": language})
    if user is not None:
        user.language = language
        user.save()
        client.force_login(user)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def key(user: User) -> int:
    """A passkey that was never used; who shows its page does not ask it for anything."""
    told = {"name": "Handy", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=told).pk


def pages(user: User, language: str) -> Iterator[tuple[str, list[str]]]:
    """Every page of an account, without a second factor and with one, and what it says."""
    for address in OUTSIDE:
        yield address, seen(speaking(language).get(address, follow=True).text)
    inside = speaking(language, user)
    for address in INSIDE[:-2]:
        yield address, seen(inside.get(address, follow=True).text)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    for address in INSIDE[:-2]:
        yield f"{address} with a factor", seen(inside.get(address, follow=True).text)
    made = key(user)
    for address in (*INSIDE[-2:], "/accounts/2fa/", "/accounts/2fa/webauthn/"):
        yield f"{address} with a key", seen(inside.get(address.format(key=made), follow=True).text)
    Authenticator.objects.filter(pk=made).delete()
    outside = speaking(language)
    outside.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    yield "/accounts/2fa/authenticate/", seen(outside.get("/accounts/2fa/authenticate/").text)
    wrong = speaking(language)
    yield "wrong password", seen(wrong.post("/accounts/login/", {"login": user.email, "password": "no"}).text)
    given = {"oldpassword": "no", "password1": "short", "password2": "other"}
    yield "wrong change", seen(inside.post("/accounts/password/change/", given).text)
    yield "signed out", seen(inside.post("/accounts/logout/", follow=True).text)
    Authenticator.objects.all().delete()


def text_of(user: User, language: str) -> dict[str, list[str]]:
    return dict(pages(user, language))


@pytest.mark.usefixtures("sends")
def test_every_page_is_in_the_readers_language_and_ours(world: World):
    english, german = text_of(world.alice, "en"), text_of(world.alice, "de")
    assert len(english) > 45
    for address, texts in german.items():
        both = {t for t in set(texts) & set(english[address]) if re.search(r"[A-Za-z]{3} [A-Za-z]{2}", t)}
        assert both == set(), f"{address}: the same in both languages"
        assert [t for t in texts if FAMILIAR.search(t) or OFFER.search(t)] == [], address
    for address, texts in english.items():
        assert [t for t in texts if OFFER.search(t) or TITLES.search(t)] == [], address


def test_no_sentence_of_the_package_says_du():
    """Those too that no page of the walk came to."""
    path = Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as opened:
        known = gettext.GNUTranslations(opened)._catalog  # type: ignore[attr-defined]
    ours = re.compile(
        r"device|client_name|basic profile|your user ID|View your email|allowed|scopes"
    )  # an identity provider's
    with translation.override("de"):
        told = {one: translation.gettext(one) for one in known if isinstance(one, str) and one and not ours.search(one)}
    assert len(told) > 300
    assert {one: german for one, german in told.items() if FAMILIAR.search(german)} == {}


@pytest.mark.parametrize(("language", "said"), [("en", "no mail server to send by"), ("de", "keinen Mailserver")])
def test_without_a_mail_server_no_link_is_promised(world: World, settings, language: str, said: str):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    reader = speaking(language)
    asked = reader.get("/accounts/password/reset/").text
    answered = reader.post("/accounts/password/reset/", {"email": "alice@example.org"}, follow=True).text
    inside = speaking(language, world.alice).get("/accounts/email/").text
    for page in (asked, answered, inside):
        assert said in page
        assert 'name="email"' not in page
        assert not re.search(r"on its way|unterwegs", page)


@pytest.mark.usefixtures("sends")
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_with_one_the_link_comes_by_mail(world: World, language: str, email: str):
    world.alice.language = language
    world.alice.save()
    page = speaking(language).post("/accounts/password/reset/", {"email": email}, follow=True).text
    assert ("on its way" if language == "en" else "unterwegs") in page
    (sent,) = mail.outbox
    told = f"{sent.subject}\n{sent.body}"
    assert not FAMILIAR.search(told)
    assert not OFFER.search(told)
    assert not (language == "en" and TITLES.search(told))
    assert ("password/reset/key/" in told) is (email == "alice@example.org")
    assert ("Passwort" in told) is (language == "de")


def test_the_first_sign_in_is_told_once(client: Client):
    link = f"/sign-in/{service.first_owner_link(now=timezone.now())}/"
    client.post(link)
    told = {"name": "Olga", "email": "olga@example.org", "password": PASSWORD, "with": "password"}
    page = client.post("/welcome/", told, follow=True).text
    assert page.count("You are signed in as") == 1


def test_who_came_by_a_link_need_not_know_the_old_password(world: World, client: Client):
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    by_password = speaking("en", world.bob)
    assert "oldpassword" in by_password.get("/accounts/password/change/").text
    by_password.post("/accounts/password/change/", new)
    client.post(f"/sign-in/{service.make_link(user=world.alice, now=timezone.now(), by=world.olga)}/")
    assert "oldpassword" not in client.get("/accounts/password/change/").text
    client.post("/accounts/password/change/", new)
    for user, changed in ((world.bob, False), (world.alice, True)):
        assert User.objects.get(pk=user.pk).check_password("another horse battery") is changed
