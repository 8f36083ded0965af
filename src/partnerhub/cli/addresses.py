"""Asking about our own address, with nothing but sockets: is it free, does it answer."""

import socket

from partnerhub.cli.children import Failed

PATIENCE = 2.0  # seconds for one question


def taken(host: str, port: int, *, choose: str = "--port") -> str | None:
    """None when we could listen there; else one plain sentence that says why not. `choose`: where another port is set."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror:
        return f"{host} is not an address of this machine. Choose another with --host."
    except PermissionError:
        return f"This user may not listen on port {port}. Choose one above 1023 with {choose}."
    except OSError as error:
        reason = f"Port {port} on {host} cannot be used: {error.strerror}."
        return f"{reason} Stop what uses it, or choose another with {choose}."
    return None


def require_free(host: str, port: int, *, choose: str = "--port") -> None:
    """Raises Failed where `taken` says why we cannot listen."""
    if reason := taken(host, port, choose=choose):
        raise Failed(reason)


def answers(host: str, port: int, path: str) -> bool:
    """True when GET `path` is answered with 200."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    request = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((near, port), PATIENCE) as connection:
            connection.sendall(request.encode())
            return b" 200 " in connection.makefile("rb").readline()
    except OSError:
        return False
