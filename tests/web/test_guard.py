"""Who is answered: pages that this server has sent, in a browser of this account; every other request is refused."""

from spasmtui.web.guard import Request, refusal, security_headers
from spasmtui.web.peer import Accounts, is_other_account
from tests.support.cases import with_each

OWN = ("127.0.0.1:8000",)
PAGE = ("http://127.0.0.1:8000",)


@with_each("name", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_each_name_of_loopback_is_answered_with_its_own_origin(name: str) -> None:
    for is_session in (False, True):
        assert refusal(Request((name,), (f"http://{name.lower()}",), is_session), 8000) == ""
    assert refusal(Request((name,), (), opens_session=False), 8000) == ""


@with_each(
    "host",
    [
        (), ("",), ("127.0.0.1",), ("127.0.0.1:8001",), ("localhost.:8000",), ("localhost:8000 ",), ("0.0.0.0:8000",),
        ("spasm.example:8000",), ("127.0.0.1.spasm.example:8000",), ("127.0.0.2:8000",), ("[::1]",), ("[::]:8000",),
        ("127.0.0.1:8000", "127.0.0.1:8000"), ("127.0.0.1:8000", "spasm.example"), ("user@localhost:8000",),
    ],
)  # fmt: skip
def test_another_host_is_refused_as_a_name_that_was_bound_to_this_machine(host: tuple[str, ...]) -> None:
    assert refusal(Request(host, (), opens_session=False), 8000).startswith(
        "Refused: this server answers only to http:"
    )


@with_each(
    "origin",
    [
        ("null",), ("http://spasm.example",), ("https://127.0.0.1:8000",), ("http://127.0.0.1:8001",), ("",),
        ("http://127.0.0.1",), ("http://localhost:8000",), ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.0.0.1:8000/",), ("file://",),
    ],
)  # fmt: skip
def test_another_origin_is_refused(origin: tuple[str, ...]) -> None:
    for is_session in (False, True):
        assert refusal(Request(OWN, origin, is_session), 8000).startswith("Refused: another page has asked")


def test_a_session_needs_an_origin() -> None:
    assert refusal(Request(OWN, (), opens_session=True), 8000).startswith("Refused: another page has asked")


def test_another_account_is_refused() -> None:
    asked = Request(OWN, PAGE, opens_session=True, is_of_other_account=True)
    assert refusal(asked, 8000).startswith("Refused: this server answers only to the account")


def test_the_port_of_the_web_may_be_left_out() -> None:
    assert refusal(Request(("localhost",), ("http://localhost",), opens_session=True), 80) == ""


def test_every_answer_forbids_scripts_and_connections_elsewhere_frames_and_keeping() -> None:
    headers = security_headers(8000)
    policy = dict(part.partition(" ")[::2] for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://127.0.0.1:8000 ws://localhost:8000"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"


def line(local: int, remote: int, owner: int, state: str = "01") -> str:
    return (
        f"   1: 0100007F:{local:04X} 0100007F:{remote:04X} {state} 00000000:00000000 00:00000000 00000000"
        f"  {owner}        0 12345 1 0000000000000000 20 4 30 10 -1"
    )


SERVER = [line(8000, 0, 1000, "0A"), line(8000, 40_000, 1000)]


@with_each(
    ("lines", "is_other"),
    [
        ([*SERVER, line(40_000, 8000, 1000)], False),
        ([*SERVER, line(40_000, 8000, 0)], False),
        ([*SERVER, line(40_000, 8000, 1001)], True),
        ([*SERVER, line(40_000, 8000, 1000), line(40_000, 8000, 1001)], True),
        # The end that was closed at once, whose owner is forgotten.
        ([*SERVER, line(40_000, 8000, 0, "04")], True),
        (SERVER, True),
        # A table that knows nothing of the server: another system's, or none at all.
        ([], False),
        (["", "nonsense", "1: x:y z:w 01 0 0 0 me"], False),
        ([line(50_000, 443, 1001)], False),
    ],
    ids=["own", "root", "other", "both", "closed", "hidden", "no table", "nonsense", "elsewhere"],
)
def test_the_table_of_connections_tells_other_accounts(lines: list[str], is_other: bool) -> None:
    assert is_other_account(lines, peer_port=40_000, own_port=8000, account=1000) is is_other
    assert Accounts(8000, 1000, lambda: lines).is_other(40_000) is is_other
