"""What this pygame does not have, said clearly by whatever is asked of it."""

from typing import NoReturn


class MissingModule:
    """Stands in for a module that a page cannot offer, as pygame does for one that it cannot load."""

    _NOT_IMPLEMENTED_ = True

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.reason = why

    def __getattr__(self, wanted: str) -> NoReturn:
        raise NotImplementedError(f"{self.name} module not available ({self.reason})")

    def __bool__(self) -> bool:
        return False


def missing(name: str, why: str) -> type:
    """A class of pygame's that cannot be made here."""

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise NotImplementedError(f"pygame.{name} is not available ({why})")

    return type(name, (), {"__new__": refuse, "__module__": "pygame"})
