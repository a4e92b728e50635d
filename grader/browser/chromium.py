"""Which Chromium this machine has, and what it is told when it is started."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

AXE = Path(__file__).parent / "axe"
"""axe-core and its French words, which ``make env`` puts there."""

VARIABLE = "GRADER_CHROMIUM"
"""Names the program where homes cannot be looked into, as in the sandbox."""

ADVICE = (
    "`apt install chromium-headless-shell` as root on Debian, "
    "elsewhere `playwright install --with-deps --only-shell chromium`"
)

# Chromium without windows: with them it takes three times as long to start, and asks for UNIX sockets, which
# nothing that runs learners' work is given.
_PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/usr/lib/chromium-browser/headless_shell",
    "/usr/lib64/chromium-browser/headless_shell",
    "/usr/bin/chromium-headless-shell",
)
_PLAYWRIGHT = "chromium_headless_shell-*/chrome-*/*headless*shell"
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    # A few processes and many threads fewer; what is left is confined all together, from outside.
    *("--no-zygote", "--in-process-gpu", "--disable-dev-shm-usage", "--renderer-process-limit=4"),
    "--enable-features=NetworkServiceInProcess2",
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync"),
    *("--disable-component-update", "--disable-breakpad", "--disable-crash-reporter", "--mute-audio"),
    *("--hide-scrollbars", "--force-color-profile=srgb", "--lang=fr-FR", "--accept-lang=fr-FR"),
    # What is not answered by us has nowhere to go, on a machine with a network too.
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=http://0.0.0.0:9"),
    *("--proxy-bypass-list=<-loopback>", "--webrtc-ip-handling-policy=disable_non_proxied_udp"),
    "--js-flags=--max-old-space-size=512",
    # One process for a page and its frames, so that all that they ask for is answered in one place.
    *("--disable-site-isolation-trials", "--block-new-web-contents"),
    "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes,HttpsUpgrades,"
    "Translate,OptimizationHints,MediaRouter,AutofillServerCommunication",
)


def find(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The program; None where there is none that can be started."""
    named = environment.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    return next(filter(_is_program, _candidates(environment)), None)


def lacking(environment: Mapping[str, str] = os.environ) -> str:
    """What this machine lacks to look at pages, and what to do; empty where all is there."""
    if find(environment) is None:
        return f"Chromium is missing (the one without windows): {ADVICE}"
    if not (AXE / "axe.min.js").is_file():
        return "axe-core is missing beside the grader: run `make env`"
    return ""


def folders(program: Path | None) -> tuple[Path, ...]:
    """What must be seen of the machine to start it, beside ``/usr``."""
    if program is None or program.is_relative_to("/usr"):
        return ()
    return (program.parent,)


def command(program: Path, profile: Path) -> list[str]:
    """Speaks over file descriptors 3 and 4; all that it keeps is in the folder ``profile``."""
    return [str(program), *_FLAGS, f"--user-data-dir={profile}", "--remote-debugging-pipe"]


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    yield from map(Path, _PLACES)
    home = environment.get("HOME", "")
    kept = environment.get("PLAYWRIGHT_BROWSERS_PATH") or (f"{home}/.cache/ms-playwright" if home else "")
    if kept:
        yield from sorted(Path(kept).glob(_PLAYWRIGHT), reverse=True)


def _is_program(path: Path) -> bool:
    try:
        with path.open("rb") as opened:
            return opened.read(4) == b"\x7fELF" and os.access(path, os.X_OK)
    except OSError:
        return False
