"""Signing in at the organisation's own provider: a small one of ours on loopback, asked over real HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from tests.world import World

from headwater.people.models import Audit
from headwater.project import environment

pytestmark = pytest.mark.server
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Knows one person, whom it sends back at once."""

    person: ClassVar[dict[str, object]] = {}

    @property
    def here(self) -> str:
        return f"http://{self.headers['Host']}"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/authorize":
            self._back(parse_qs(urlsplit(self.path).query))
        elif path == "/userinfo":
            self._say(self.person if self.headers["Authorization"] == "Bearer door" else {})
        elif path == "/keys":
            self._say({"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one"}]})
        else:
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
            self._say(
                {"issuer": self.here, "jwks_uri": f"{self.here}/keys"}
                | {k: f"{self.here}/{v}" for k, v in ends.items()}
            )

    def do_POST(self) -> None:
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert given["code"] == ["once"]
        assert given["client_secret"] == ["a secret of ours"]
        claims = {**self.person, "iss": self.here, "aud": "headwater", "exp": 2**33, "iat": 0}
        token = jwt.encode(claims, KEY, "RS256", headers={"kid": "one"})
        self._say({"access_token": "door", "token_type": "Bearer", "id_token": token})

    def _back(self, asked: dict[str, list[str]]) -> None:
        self.send_response(302)
        self.send_header(
            "Location", f"{asked['redirect_uri'][0]}?{urlencode({'code': 'once', 'state': asked['state'][0]})}"
        )
        self.end_headers()

    def _say(self, told: dict[str, object]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    def log_message(self, *told: object) -> None:
        """Says nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def signed_in(client: Client, at: str) -> str:
    """Press the button, be sent to the provider, come back; where that leads."""
    there = client.post("/accounts/oidc/sso/login/").headers["Location"]
    assert there.startswith(at)
    back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
    return client.get(back.removeprefix("http://testserver")).headers.get("Location", "")


@pytest.fixture
def sso(provider: str, settings) -> str:
    said = {"server": provider, "name": "Works", "client_id": "headwater", "client_secret": "a secret of ours"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.single_sign_on(said)}}
    return provider


def test_who_is_here_comes_in_by_a_verified_address(world: World, client: Client, sso: str):
    Provider.person = {"sub": "a-1", "email": world.alice.email, "email_verified": True, "name": "Alice"}
    assert "Works" in client.get("/accounts/login/").content.decode()
    assert signed_in(client, sso) == "/"
    assert client.get("/inbox/").status_code == 200
    assert Audit.objects.filter(act="signed in", who=world.alice).count() == 1


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "e-1", "email": "eve@elsewhere.example", "email_verified": True, "name": "Eve"},
        {"sub": "e-2", "email": "", "email_verified": False, "name": "Eve"},
    ],
    ids=["nobody of ours", "an address that nobody verified"],
)
def test_others_stay_outside(world: World, client: Client, sso: str, person: dict[str, object]):
    Provider.person = {**person, "email": person["email"] or world.alice.email}
    signed_in(client, sso)
    assert client.get("/inbox/").status_code == 302
    assert Audit.objects.filter(act="signed in").count() == 0
