"""One POST to a checked address: no redirect is followed, nothing large is read, it ends in time."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final

from headwater.api.hooks.guard import Goal

CONNECT_S: Final = 5.0
WHOLE_S: Final = 10.0
MOST_READ: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, or 0 with the reason why none did."""

    status: int
    trouble: str = ""

    @property
    def taken(self) -> bool:
        """Whether the other side has it."""
        return 200 <= self.status < 300


def post(goal: Goal, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it. Trouble of any kind on the way is an answer too."""
    try:
        return _post(goal, body, headers)
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, f"{goal.host} could not be reached or broke off: {type(error).__name__}.")


def _post(goal: Goal, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection(goal.host, goal.port, timeout=CONNECT_S)
    with closing(connection):
        connection.sock = sock = _connected(goal)
        with _ending(sock, WHOLE_S):
            _say(connection, goal, body, headers)
            return _judged(goal, connection.getresponse())


def _say(connection: http.client.HTTPConnection, goal: Goal, body: bytes, headers: Mapping[str, str]) -> None:
    connection.putrequest("POST", goal.path, skip_accept_encoding=True, skip_host=True)
    connection.putheader("Host", _host(goal))
    for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
        connection.putheader(name, value)
    connection.endheaders(body)


def _connected(goal: Goal) -> socket.socket:
    """To the address that was checked; the certificate must be the host's."""
    plain = socket.create_connection((goal.address, goal.port), timeout=CONNECT_S)
    if not goal.tls:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=goal.host)
    except OSError:
        plain.close()
        raise


@contextmanager
def _ending(sock: socket.socket, seconds: float) -> Iterator[None]:
    """A drip of bytes would keep the socket's own timeout from ever ending; then it is cut off."""
    timer = threading.Timer(seconds, _cut, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _host(goal: Goal) -> str:
    host = f"[{goal.host}]" if ":" in goal.host else goal.host
    return host if goal.port == (443 if goal.tls else 80) else f"{host}:{goal.port}"


def _judged(goal: Goal, response: http.client.HTTPResponse) -> Answer:
    if len(response.read(MOST_READ + 1)) > MOST_READ:
        return Answer(0, f"{goal.host} answered with more than {MOST_READ // 1024} kB; answer with a status alone.")
    if 300 <= response.status < 400:
        return Answer(response.status, f"{goal.host} redirects; give the address where it leads as the webhook's URL.")
    said = "" if 200 <= response.status < 300 else f"{goal.host} answered {response.status}."
    return Answer(response.status, said)
