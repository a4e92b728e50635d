"""Copies of a surface, as it is or of another kind: what of its transparency each keeps."""

from typing import Any

import campus_raster as raster

from ._planes import Planes
from ._session import error, session
from ._surfaces import integer, screen
from .constants import SRCALPHA

DEPTHS = (8, 12, 15, 16, 24, 32)


class Kinds(Planes):
    """Needs ``_take`` and ``_like`` of ``Surface``."""

    __slots__ = ()

    def _take(self, made: Any, depth: int = 32) -> None:
        raise NotImplementedError

    def _like(self, made: Any) -> Any:
        raise NotImplementedError

    @property
    def _faded(self) -> int | None:
        """Its opacity where that is less than full."""
        return None if self._opacity == 255 else self._opacity

    def copy(self) -> Any:
        """The same pixels; where they have an opacity each, those of the colour key become transparent."""
        if not self._raster.alpha:
            return self._like(raster.duplicate(self._raster, False))
        surface = self._like(raster.transparent(self._raster))
        surface._said(None, 255 if self._opacity is None else self._opacity)
        return surface

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()

    def convert(self, *arguments: Any) -> Any:
        """A copy of the screen's kind, or of another surface's."""
        alpha, depth = False, 32
        like = None
        if arguments and hasattr(arguments[0], "_raster"):
            like = arguments[0]
            alpha, depth = like._raster.alpha, like._depth
        elif arguments and isinstance(arguments[0], int):
            if arguments[0] not in DEPTHS:
                raise ValueError("nonstandard bit depth given")
            depth = arguments[0]
            alpha = depth == 32 and len(arguments) > 1 and bool(integer(arguments[1]) & SRCALPHA)
        elif arguments and (isinstance(arguments[0], str) or not hasattr(arguments[0], "__len__")):
            raise ValueError("invalid argument specifying new format to convert to")
        elif arguments:
            alpha = len(arguments[0]) > 3 and bool(arguments[0][3])
        else:
            _need_format("cannot convert without format when pygame.display is not initialized")
        surface = object.__new__(type(self))
        surface._take(raster.duplicate(self._raster, alpha), depth)
        surface._said(self._key, None if like is None else self._kept(alpha))
        return surface

    def _kept(self, alpha: bool) -> int | None:
        """The opacity of this surface once it is of another one's kind."""
        if alpha and (self._raster.alpha or self._key is not None):
            return 255 if self._opacity is None else self._opacity
        return self._faded

    def convert_alpha(self, *arguments: Any) -> Any:
        """A copy whose pixels have an opacity each; the colour key becomes transparent pixels."""
        if arguments and not hasattr(arguments[0], "_raster"):
            raise TypeError(f"argument 1 must be pygame.surface.Surface, not {type(arguments[0]).__name__}")
        _need_format("cannot convert without pygame.display initialized")
        surface = object.__new__(type(self))
        surface._take(raster.transparent(self._raster))
        surface._said(None, 255 if self._opacity is None else self._opacity)
        return surface


def _need_format(unready: str) -> None:
    if not session.video:
        raise error(unready)
    if screen.surface is None:
        raise error("No convert format has been set, try display.set_mode() or Window.get_surface().")
