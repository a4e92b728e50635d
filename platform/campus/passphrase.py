"""Three French words that a girl of twelve types without a mistake."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Short, concrete nouns without accents, no two that sound alike."""
    return tuple(files("campus").joinpath("words_fr.txt").read_text("ascii").split())


def new() -> str:
    """Three words drawn at random."""
    return "-".join(secrets.choice(words()) for _ in range(3))


def derived(key: str, name: str) -> str:
    """Three words that only who holds ``key`` can find again, so that nothing in clear is kept."""
    digest = hmac.new(key.encode(), name.encode(), hashlib.sha256).digest()
    numbers = [int.from_bytes(digest[2 * place : 2 * place + 2], "big") for place in range(3)]
    return "-".join(words()[number % len(words())] for number in numbers)
