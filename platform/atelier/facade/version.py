"""Which pygame-ce this one stands in for."""

from typing import ClassVar

from ._names import SDL_VERSION, VERSION

__all__ = ["SDL", "rev", "ver", "vernum"]


class SoftwareVersion(tuple[int, ...]):
    """Major, minor, patch."""

    __slots__ = ()
    fields: ClassVar[tuple[str, ...]] = ("major", "minor", "patch")

    def __new__(cls, major: int, minor: int, patch: int) -> "SoftwareVersion":
        return tuple.__new__(cls, (major, minor, patch))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value}" for name, value in zip(self.fields, self, strict=True))
        return f"{type(self).__name__}({fields})"

    def __str__(self) -> str:
        return ".".join(str(value) for value in self)

    @property
    def major(self) -> int:
        return self[0]

    @property
    def minor(self) -> int:
        return self[1]

    @property
    def patch(self) -> int:
        return self[2]


class PygameVersion(SoftwareVersion):
    """pygame-ce's."""

    __slots__ = ()


class SDLVersion(SoftwareVersion):
    """Of the library below it."""

    __slots__ = ()


SDL = SDLVersion(*SDL_VERSION)
ver = VERSION
vernum = PygameVersion(*(int(part) for part in VERSION.split(".")[:3]))
rev = ""
