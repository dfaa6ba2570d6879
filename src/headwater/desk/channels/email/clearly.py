"""What is wrong between us and a mail server, in one sentence that says what to do."""

import smtplib
import socket
import ssl

from imapclient.exceptions import CapabilityError, LoginError

from headwater.shared.errors import InputError


def clearly(error: Exception, *, host: str, port: int, user: str) -> InputError:
    """The sentence for what a connection raised; one of ours stays as it is."""
    if isinstance(error, InputError):
        return error
    return _network(error, host, f"{host}:{port}") or _server(error, host, f"{host}:{port}", user)


def _network(error: Exception, host: str, place: str) -> InputError | None:
    if isinstance(error, socket.gaierror):
        return InputError(f"No server is known as {host}; check how its name is written.")
    if isinstance(error, ConnectionRefusedError):
        return InputError(f"Nothing listens at {place}; check the server and the port.")
    if isinstance(error, TimeoutError):
        return InputError(f"{place} does not answer; check the port and its security, and that no firewall is between.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return InputError(
            f"The certificate of {host} is not trusted ({error.verify_message}); use the name it was made for."
        )
    if isinstance(error, ssl.SSLError):
        return InputError(f"{place} does not encrypt from the start; choose STARTTLS, or the port that is for TLS.")
    return None


def _server(error: Exception, host: str, place: str, user: str) -> InputError:
    if isinstance(error, LoginError | smtplib.SMTPAuthenticationError):
        return InputError(f"{host} does not let {user} in with this password; check both.")
    if isinstance(error, CapabilityError | smtplib.SMTPNotSupportedError):
        return InputError(f"{place} does not offer what is asked for ({error}); check its security and the port.")
    return InputError(f"{place} could not be used: {error}")
