"""A plain client for measuring: threads, each with one lasting connection to this machine's own address."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOST = "127.0.0.1"


class Unexpected(RuntimeError):
    """The server answered something else than the measurement is about."""


@dataclass
class Browser:
    """One session: its cookies, over whichever connection it is given."""

    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, link: HTTPConnection, method: str, path: str, body: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send one request and read the whole answer; redirects are not followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        data = None
        if body is not None:
            data = urlencode(body)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies.get("csrftoken", ""),
            }
        link.request(method, path, data, headers)
        answer = link.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, content

    def sign_in(self, link: HTTPConnection, email: str, password: str) -> None:
        """Through the page, like anybody."""
        _status, page = self.ask(link, "GET", "/account/login/")
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        token = found[1].decode() if found else ""
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
        status, _page = self.ask(link, "POST", "/account/login/", form)
        if status != 302:
            raise Unexpected(f"signing in was answered with {status}")


def connect(port: int) -> HTTPConnection:
    """A connection that lasts for many requests."""
    return HTTPConnection(HOST, port, timeout=60)


@dataclass(frozen=True)
class Request:
    """One thing to ask, in whose name, and what must come back."""

    who: int
    method: str
    path: str
    body: dict[str, str] | None = None
    expected: int = 200


@dataclass(frozen=True)
class Measured:
    """What came of one measurement."""

    requests: int
    seconds: float
    times: Sequence[float]

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds below which this share of the requests was answered."""
        ranked = sorted(self.times)
        return ranked[min(len(ranked) - 1, int(len(ranked) * share))] * 1000 if ranked else 0.0


def run(
    port: int, requests: Sequence[Request], browsers: Sequence[Browser], *, connections: int, seconds: float
) -> Measured:
    """Ask the requests over this many connections at once; ends with the list or after `seconds`.

    Each request goes through the session of its `who`; a session is used by one connection at a time, so
    requests are dealt to connections by `who`.
    """
    hands: list[list[Request]] = [[] for _ in range(connections)]
    for request in requests:
        hands[request.who % connections].append(request)
    times: list[list[float]] = [[] for _ in hands]
    troubles: list[BaseException] = []
    start = threading.Barrier(connections + 1)
    deadline: list[float] = []

    def work(hand: list[Request], mine: list[float]) -> None:
        link = connect(port)
        link.connect()
        start.wait()
        try:
            for request in hand:
                if time.perf_counter() > deadline[0]:
                    return
                mine.append(_timed(link, browsers[request.who], request))
        except BaseException as trouble:  # noqa: BLE001 - told by the thread that started this one
            troubles.append(trouble)
        finally:
            link.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(hands, times, strict=True)]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    deadline.append(began + seconds)
    start.wait()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if troubles:
        raise troubles[0]
    flat = [one for mine in times for one in mine]
    return Measured(len(flat), took, flat)


def _timed(link: HTTPConnection, browser: Browser, request: Request) -> float:
    began = time.perf_counter()
    status, content = browser.ask(link, request.method, request.path, request.body)
    took = time.perf_counter() - began
    if status != request.expected:
        shown = re.sub(rb"<[^>]*>|\s+", b" ", content)[:300].decode(errors="replace")
        raise Unexpected(f"{request.method} {request.path}: {status} instead of {request.expected}: {shown}")
    return took


def repeat(function: Callable[[], None], seconds: float) -> Measured:
    """The same measurement of a plain function, for comparison."""
    times: list[float] = []
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds or not times:
        function()
        times.append(time.perf_counter() - now)
    return Measured(len(times), time.perf_counter() - began, times)
