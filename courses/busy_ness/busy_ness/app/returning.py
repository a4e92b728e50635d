"""Where a visitor goes back to after she signed in: a page of ours, never another's site."""

from urllib.parse import urlsplit


def ours(prefix: str, url: str) -> str:
    """``url`` where it is a path under ``prefix``; otherwise the home page."""
    home = f"{prefix}/"
    plain = url.isprintable() and "\\" not in url and not url.startswith("//")
    if not plain or not url.startswith(home):
        return home
    split = urlsplit(url)
    return home if split.scheme or split.netloc or ".." in split.path.split("/") else url
