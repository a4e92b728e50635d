"""``python -m busy_ness``: a whole workshop on one laptop, without a hub."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.exc import SQLAlchemyError

from busy_ness.app.laptop import Laptop, address, laptop
from busy_ness.app.serve import serve

EVERYWHERE = "0.0.0.0"  # noqa: S104  (pupils come from other machines)


def main(arguments: list[str] | None = None) -> int:
    """Serves until Ctrl-C; 1 where it can't start, with the reason in words."""
    asked = _parser().parse_args(arguments)
    folder = asked.data.expanduser().absolute()
    try:
        made = laptop(folder, asked.port, asked.host, asked.database)
    except OSError as error:
        return _refused(
            f"Le dossier {folder} ne s’ouvre pas ({error.strerror}). Choisissez-en un autre : --data DOSSIER."
        )
    except SQLAlchemyError as error:
        return _refused(
            f"La base de données ne répond pas : {str(error).splitlines()[0]}\nVérifiez --database."
        )
    try:
        asyncio.run(_serve(made, asked.host, asked.port, folder))
    except OSError as error:
        return _refused(
            f"Le port {asked.port} ne s’ouvre pas ({error.strerror}). "
            f"Busy & Ness tourne peut-être déjà ; sinon essayez --port {asked.port + 1}."
        )
    _say("\nBusy & Ness est arrêté. Tout est gardé pour la prochaine fois.")
    return 0


async def _serve(made: Laptop, host: str, port: int, folder: Path) -> None:
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C comes as an exception
            loop.add_signal_handler(one, stopped.set)

    def ready(bound: int) -> None:
        local = "127.0.0.1" if host == EVERYWHERE else host
        _say(
            "Busy & Ness est prêt.\n\n"
            f"  Votre lien privé (gardez-le pour vous) :\n    {address(local, bound)}/animation#{made.token}"
            "\n\n"
            f"  L’adresse que tapent les élèves :\n    {address(host, bound)}\n"
            "    (aussi en QR code sur la page à projeter de chaque atelier)\n\n"
            f"  Le travail des équipes est dans le dossier\n    {folder}\n\n"
            "Pour arrêter : Ctrl-C."
        )

    serving = asyncio.create_task(serve(made.parts, host, port, ready))
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
    finally:
        for task in (serving, stopping):
            task.cancel()
        await asyncio.gather(serving, stopping, return_exceptions=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m busy_ness",
        description="Un atelier Busy & Ness sur cet ordinateur, pour toutes les machines du même réseau.",
    )
    parser.add_argument("--port", type=int, default=8765, help="numéro de port (8765)")
    parser.add_argument(
        "--host", default=EVERYWHERE, help="0.0.0.0 : tout le réseau ; 127.0.0.1 : cet ordinateur seul"
    )
    default = user_data_path("busy-ness", appauthor=False)
    parser.add_argument(
        "--data", type=Path, default=default, metavar="DOSSIER", help=f"où garder le travail ({default})"
    )
    parser.add_argument(
        "--database", default="", metavar="URL", help="une base PostgreSQL au lieu du fichier SQLite"
    )
    return parser


def _say(words: str) -> None:
    with contextlib.suppress(OSError):  # whoever read along has gone; the workshop goes on
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def _refused(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
