"""One laptop for a workshop without a hub: its data folder, its keys, its address on the local network."""

import secrets
import socket
from dataclasses import dataclass
from pathlib import Path

from busy_ness.app.accounts import Accounts
from busy_ness.app.database import connect
from busy_ness.app.live import Live
from busy_ness.app.local import LocalSignIn
from busy_ness.app.mount import Mount
from busy_ness.app.parts import Parts
from busy_ness.app.tables import metadata
from busy_ness.app.workshops import Workshops

OUTSIDE = (
    "192.0.2.1"  # kept for documentation (RFC 5737): no packet is sent, the route to it names our address
)


@dataclass(frozen=True)
class Laptop:
    """The application's parts on this computer; ``token`` ends the facilitator's private link."""

    parts: Parts
    token: str


def laptop(folder: Path, port: int, host: str, database_url: str = "", prefix: str = "") -> Laptop:
    """Opens a data folder, made with its keys where it is new.

    Args:
        port, host: where pages will be served, to say what pupils type.
        database_url: SQLAlchemy's; by default a SQLite file in the folder.

    Raises:
        OSError: the folder can't be written.
        sqlalchemy.exc.SQLAlchemyError: the database does not answer.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret_key, token = _key(folder / "secret.key"), _key(folder / "facilitator.key")
    url = database_url or f"sqlite:///{folder / 'busy-ness.sqlite3'}"
    engine, live = connect(url, metadata), Live()
    workshops = Workshops(engine, live)
    sign_in = LocalSignIn(Accounts(engine, secret_key), workshops, token, prefix)
    mount = Mount(url, secret_key, sign_in, prefix, address=lambda: address(host, port))
    return Laptop(Parts(mount, engine, live, workshops), token)


def address(host: str, port: int) -> str:
    """What others type to come, as the network is at this moment."""
    name = network_address() if host in ("0.0.0.0", "::", "") else host  # noqa: S104
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def network_address() -> str:
    """This computer's address on its network; the loopback where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((OUTSIDE, 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _key(path: Path) -> str:
    """A secret kept in a file that its owner alone reads; drawn the first time."""
    if not path.exists():
        made = path.with_suffix(".new")
        made.unlink(missing_ok=True)
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(32), "ascii")
        made.replace(path)
    return path.read_text("ascii").strip()
