"""Real mail servers on free ports of this machine, with their own folder: Dovecot (IMAP, LMTP) and Exim (SMTP)."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOVECOT, EXIM = "/usr/sbin/dovecot", "/usr/sbin/exim4"
BRINGS = "sudo apt-get install -y dovecot-imapd dovecot-lmtpd dovecot-sieve exim4-daemon-light"
USER, PASSWORD = "help@shop.example", "tests_only"


@dataclass(frozen=True)
class Servers:
    """Where they listen; `ca` is the certificate they show; a user's mail lies in Maildirs under `mail`."""

    folder: Path
    imap: int
    imap_tls: int
    lmtp: int
    smtp: int
    ca: Path

    def maildir(self, user: str) -> Path:
        return self.folder / "mail" / user

    def stored(self, user: str) -> list[bytes]:
        """Every mail in somebody's mailbox."""
        found = [p for part in ("new", "cur") for p in (self.maildir(user) / part).glob("*")]
        return [p.read_bytes() for p in found]

    def put(self, user: str, raw: bytes) -> None:
        """Put a mail into somebody's mailbox, as a delivery agent does."""
        place = self.maildir(user)
        for part in (place, place / "tmp", place / "new", place / "cur"):  # not Dovecot's own files, which come and go
            part.mkdir(parents=True, exist_ok=True)
            shutil.chown(part, "nobody", "nogroup")
        name = f"{time.time_ns()}.{os.urandom(4).hex()}.test"
        (place / "tmp" / name).write_bytes(raw.replace(b"\r\n", b"\n"))
        shutil.chown(place / "tmp" / name, "nobody", "nogroup")
        (place / "tmp" / name).rename(place / "new" / name)


def need() -> None:
    """Skip by name where the servers are missing or may not be started."""
    if os.geteuid() != 0:
        pytest.skip("Dovecot and Exim are started by root only; run the tests as root in a container")
    missing = [path for path in (DOVECOT, EXIM) if not Path(path).exists()]
    if missing:
        pytest.skip(f"{', '.join(missing)} is missing; this brings it: {BRINGS}")


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Servers]:
    """Both servers, until the end of the block."""
    folder.chmod(0o755)
    ports = free_ports(4)
    servers = Servers(folder, *ports, ca=certificate(folder))
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    started = [_dovecot(servers), _exim(servers)]
    try:
        for port in ports:
            wait_for(port)
        yield servers
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(10)


def free_ports(many: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(many)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for(port: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def certificate(folder: Path) -> Path:
    """A certificate for localhost that only these tests trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(pem + secret)
    (folder / "cert.pem").write_bytes(pem)
    ssl.create_default_context().load_verify_locations(folder / "cert.pem")
    return folder / "cert.pem"


def _dovecot(servers: Servers) -> subprocess.Popen[bytes]:
    place = servers.folder
    (place / "dovecot.conf").write_text(f"""
base_dir = {place}/dovecot
state_dir = {place}/dovecot-state
log_path = {place}/dovecot.log
protocols = imap lmtp
ssl = yes
ssl_cert = <{place}/both.pem
ssl_key = <{place}/both.pem
disable_plaintext_auth = no
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
first_valid_uid = 1
mail_location = maildir:{place}/mail/%u
mail_uid = nobody
mail_gid = nogroup
mail_access_groups =
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {servers.imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {servers.imap_tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
{_one_of_each(place)}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {servers.lmtp}
  }}
}}
""")
    return _start([DOVECOT, "-F", "-c", place / "dovecot.conf"], place / "dovecot.err")


def _one_of_each(place: Path) -> str:
    """The store keeps one mail of each Message-ID, as many stores do, where Debian's dovecot-sieve is installed."""
    if not sieve():
        return ""
    (place / "once.sieve").write_text('require ["duplicate"];\nif duplicate { discard; stop; }\n')
    return f"""protocol lmtp {{
  mail_plugins = sieve
}}
plugin {{
  sieve_before = {place}/once.sieve
}}"""


def sieve() -> bool:
    return bool(list(Path("/usr/lib/dovecot").glob("**/lib90_sieve_plugin.so")))


def _exim(servers: Servers) -> subprocess.Popen[bytes]:
    place = servers.folder
    spool = place / "exim"
    spool.mkdir()
    shutil.chown(spool, "Debian-exim", "Debian-exim")
    (place / "exim.conf").write_text(f"""
spool_directory = {spool}
log_file_path = {spool}/%slog
pid_file_path = {spool}/pid
primary_hostname = mx.test.example
domainlist local_domains = example.org : shop.example
acl_smtp_rcpt = check
tls_certificate = {place}/both.pem
tls_advertise_hosts = *
daemon_smtp_ports = {servers.smtp}
local_interfaces = 127.0.0.1
rfc1413_query_timeout = 0s
smtp_accept_max = 50
queue_run_max = 5
message_size_limit = 60M
keep_environment =
never_users =
deliver_drop_privilege = true
begin acl
check:
  deny local_parts = nobody-here
       message = 5.1.1 No such person
  defer local_parts = ^later-.*
       message = 4.2.0 Come back later
  accept
begin routers
store:
  driver = manualroute
  domains = +local_domains
  route_list = * 127.0.0.1
  self = send
  transport = dovecot
refuse:
  driver = redirect
  allow_fail
  data = :fail: no such domain
begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  port = {servers.lmtp}
  hosts = 127.0.0.1
  allow_localhost
  hosts_avoid_tls = *
begin retry
* * F,1h,2s
""")
    return _start([EXIM, "-bdf", "-q5s", "-C", place / "exim.conf"], place / "exim.err")


def _start(command: list[str | Path], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(command, stderr=file)
