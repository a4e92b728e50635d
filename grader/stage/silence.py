"""What pygame is told where nobody sees or hears it, and no stick is plugged in."""

from collections.abc import Mapping

SILENT: Mapping[str, str] = {
    "SDL_VIDEODRIVER": "dummy",
    "SDL_AUDIODRIVER": "dummy",
    # In a sandbox SDL looks for sticks anew at each question for events: 0.3 ms each, more than all drawing.
    "SDL_AUTO_UPDATE_JOYSTICKS": "0",
    "SDL_JOYSTICK_HIDAPI": "0",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}
