"""Every address of the portal, tried: which there are, what is asked of each, and what came in one word."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape

from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver

KEPT_OF_EVERYONE = frozenset(
    ["django_session"]
    + [f"monitoring_{name}" for name in "securityevent eventhead guesscount sentcount".split()]
)
"""Tables that a request may write which must change nothing: who came, what was refused, how often."""

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern: its name, or its route where it has none, and the words between its slashes."""

    name: str
    route: str

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.route))

    def path(self, **values: object) -> str:
        filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), plain(self.route))
        return f"/{filled}"


def plain(route: str) -> str:
    """Return a route whose parts that are regular expressions are words between angle brackets."""
    return re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route.lstrip("^").replace("$", ""))


def addresses() -> dict[str, Address]:
    """Return every URL that the resolver knows, by name; the first of a name is the one that answers."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver()):
        found.setdefault(address.name, address)
    return found


def _walk(resolver: URLResolver, before: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = f"{before}{str(entry.pattern).lstrip('^')}"
        if isinstance(entry, URLPattern):
            yield Address(entry.name.removeprefix("monitoring_") if entry.name else unnamed(route), route)
        else:
            yield from _walk(entry, route)


def unnamed(route: str) -> str:
    """Return a name for a URL that Django gives none: the old address of a row, or what is no page."""
    row = re.fullmatch(r"\w+/(\w+)/<path:object_id>/", route)
    return f"{row[1]}_by_key" if row else "anything_else"


@dataclass(slots=True)
class Watched:
    """What a request did to the database: how many statements, and the tables that it wrote."""

    statements: int = 0
    written: list[str] = field(default_factory=list)

    def __call__(self, execute, sql, parameters, many, context):
        self.statements += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        table = WRITES.match(sql)
        if table and table[1].lower() not in KEPT_OF_EVERYONE:
            self.written.append(table[1].lower())
        return execute(sql, parameters, many, context)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: one word of the table, and all by which two answers could be told apart."""

    word: str
    response: object
    watched: Watched

    def tells(self, key: object) -> tuple:
        """Return everything that a person sees, the key of the row that was asked for left out."""
        messages = [str(message) for message in get_messages(self.response.wsgi_request)]
        return (
            self.response.status_code,
            without_key(self.response.get("Location", ""), key),
            [without_key(message, key) for message in messages],
            without_key(body_of(self.response), key),
            self.watched.statements,
        )


def without_key(text: str, key: object) -> str:
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', r"\1", text)
    text = re.sub(r'(<p class="request-id">)[^<]*', r"\1", text)
    # As it stands in an address or a sentence: a figure that happens to be the same number stays.
    return re.sub(rf'(?<=[/="“]){re.escape(str(key))}(?=[/&"”]|$)', "KEY", text)


def body_of(response: object) -> str:
    content = response.getvalue() if response.streaming else response.content
    return content.decode(errors="replace")


@contextmanager
def taken_back():
    """Let what a request writes last until it is looked at."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client, method: str, path: str, data: dict | None = None, **headers: str) -> Answer:
    """Send a request; what it writes is taken back, what it answers is told in a word."""
    watched, cookies = Watched(), deepcopy(client.cookies)
    with taken_back(), connection.execute_wrapper(watched):
        response = send(client, method)(path, data or {}, headers=headers)
    client.cookies = cookies
    return Answer(word_of(response, watched), response, watched)


def send(client, method: str):
    """Return what sends a request; for methods other than GET, HEAD and POST nothing goes with it."""
    if method in ("GET", "HEAD", "POST"):
        return getattr(client, method.lower())
    return lambda path, data, headers: client.generic(method, path, headers=headers)


PLAIN_WORDS = {400: "bad", 403: "refused", 404: "absent", 405: "no-verb", 429: "too-many"}


def word_of(response: object, watched: Watched) -> str:
    """Return what came, as the table says it (see its first lines). What was written is never passed over."""
    status = response.status_code
    if status >= 400:
        return PLAIN_WORDS.get(status, str(status)) + (" but wrote" if watched.written else "")
    if watched.written:
        return "done"
    if status in (301, 302, 303):
        return _word_of_redirect(response)
    if response.get("Content-Disposition", "").startswith("attachment"):
        return "file"
    if not response["Content-Type"].startswith("text/html"):
        return "data"
    return "form" if has_form(body_of(response)) else "page"


def _word_of_redirect(response: object) -> str:
    if response["Location"].startswith("/login/"):
        return "sign-in"
    if "doesn’t exist" in unescape(" ".join(map(str, get_messages(response.wsgi_request)))):
        return "back"
    return "onward"


def has_form(body: str) -> bool:
    """Tell whether the page asks for something to be sent: the bar above every page has forms too."""
    content = body.partition('id="content"')[2] or body
    forms = re.findall(r'<form[^>]*method="post"[^>]*>(.*?)</form>', content, re.DOTALL | re.IGNORECASE)
    return any('type="submit"' in form or "<button" in form for form in forms)
