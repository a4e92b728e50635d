"""What of her site's answer reaches a browser, and what of the browser's request reaches her site."""

from collections.abc import Iterator

from campus.learner.site.wire import Answer

# Left out on purpose, among others: Set-Cookie, Clear-Site-Data (it would sign her out), WWW-Authenticate (a
# box of the browser's that asks for a password in the campus's name), Refresh, Link, and policies of hers.
SHOWN = frozenset(
    {
        "content-disposition",
        "content-encoding",
        "content-language",
        "content-type",
        "last-modified",
        "retry-after",
    }
)
# Of the browser's request: no cookie and no token of the campus's goes into her program.
PASSED_ON = frozenset({"accept", "accept-language", "content-type", "user-agent", "x-requested-with"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# They would make the browser ask for a password, or a proxy talk to it.
_OTHER_STATUS = {401: 403, 407: 403}


def status(answer: Answer) -> int:
    return _OTHER_STATUS.get(answer.status, answer.status)


def shown(answer: Answer) -> Iterator[tuple[str, str]]:
    """Her headers, each once; without a type of its own an answer is text."""
    seen = set()
    for name, value in answer.headers:
        if name.lower() in SHOWN and name.lower() not in seen:
            seen.add(name.lower())
            yield name, value
    if "content-type" not in seen:
        yield "Content-Type", "text/plain; charset=utf-8"
