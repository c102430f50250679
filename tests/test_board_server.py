"""The board's server: who may talk to it, and that nothing it shows or takes is ever markup."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.boards import HOST, PORT, TOKEN, Client, board
from tests.conftest import CONFIG, Cli, read, spawn, write

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> \u202e{name}\u202c \x1b[31m =cmd()"
EN = {"a": "Hello {name}", "b": "Save", "evil": EVIL}
PT = {"a": "Olá {name}", "b": "Salvar", "evil": EVIL.replace("alert", "avise")}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN, "locales/pt-BR.json": PT})


@pytest.fixture
def client(shop: Path):  # type: ignore[no-untyped-def]  # a generator of one Client
    with board(shop) as found:
        yield found


def test_the_key_in_the_address_is_changed_for_a_cookie_that_scripts_and_other_sites_never_see(client: Client) -> None:
    said = client.ask("GET", f"/?token={TOKEN}", cookie="")
    cookie = said.headers["set-cookie"]
    assert said.status == 200 and b"url=/" in said.body and TOKEN.encode() not in said.body
    assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower() and TOKEN not in cookie
    assert client.ask("GET", "/").body.startswith(b"<!doctype html>")


def test_the_key_on_a_browsers_command_line_works_once(client: Client) -> None:
    once = client._guard.once
    assert client.ask("GET", f"/?token={once}", cookie="").status == 200
    assert client.ask("GET", f"/?token={once}", cookie="").status == 403
    assert client.ask("GET", f"/?token={TOKEN}", cookie="").status == 200


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=the-ke", "/?token=the-kez", "/api/start", "/static/main.js"]
)
@pytest.mark.parametrize("cookie", ["", f"locakit-{PORT}=guess", f"locakit-{PORT}=", "=;;,\x01"])
def test_without_the_key_nothing_is_shown(client: Client, path: str, cookie: str) -> None:
    said = client.ask("GET", path, cookie=cookie)
    assert said.status == 403 and b"terminal" in said.body and b"csrf" not in said.body


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", "", f"{HOST}.evil"]
)
def test_a_page_that_points_its_own_name_here_gets_nothing(client: Client, host: str) -> None:
    assert client.ask("GET", "/api/start", host=host).status == 421
    assert client.ask("GET", f"/?token={TOKEN}", host=host).status == 421


FORGED = [
    {"origin": ""}, {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": f"https://{HOST}"},
    {"origin": f"http://localhost:{PORT}"}, {"x_locakit": ""}, {"x_locakit": "guess"}, {"x_locakit": "é"},
    {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": "same-site"}, {"content_type": "text/plain"},
    {"content_type": "application/x-www-form-urlencoded"}, {"content_length": "9999999"}, {"content_length": ""},
    {"cookie": "x=y"},
]  # fmt: skip


@pytest.mark.parametrize("headers", FORGED)
def test_a_change_that_another_page_asks_for_is_not_made(client: Client, shop: Path, headers: dict[str, str]) -> None:
    unit = client.get("unit", id=0).json
    ask = {"asks": [{"id": 0, "act": "save", "forms": {"other": "Oi {name}"}, "seen": unit["seen"]}]}
    assert client.post("decide", ask, **headers).status in (403, 413, 415)
    assert read(shop / "locales/pt-BR.json") == PT and not (shop / ".locakit/ledger").exists()
    assert client.post("decide", ask).json["answers"][0]["fault"] == ""


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_only_get_and_post_are_answered(client: Client, method: str) -> None:
    assert client.ask(method, "/api/start").status == 405


@pytest.mark.parametrize(
    "path", ["/", "/static/main.js", "/api/start", "/api/unit?id=2", "/api/none", "/../x", "/api/unit?id=x"]
)
def test_every_answer_forbids_what_the_page_does_not_need(client: Client, path: str) -> None:
    for cookie in (None, ""):
        found = client.ask("GET", path, cookie=cookie).headers
        policy = found["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "trusted-types 'none'" in policy and "http" not in policy
        assert found["x-content-type-options"] == "nosniff" and found["cache-control"] == "no-store"
        assert found["referrer-policy"] == "no-referrer" and "access-control-allow-origin" not in found


def test_content_goes_out_as_json_of_plain_letters_and_arrives_unchanged(client: Client) -> None:
    said = client.get("unit", id=2)
    assert said.headers["content-type"] == "application/json" and said.body.isascii()
    assert said.json["target"]["other"] == PT["evil"]
    assert "".join(text for _, text in said.json["pieces"]["other"]) == PT["evil"]


def test_the_page_runs_its_own_files_only_and_never_makes_markup_of_text(client: Client) -> None:
    page = client.ask("GET", "/").body.decode()
    assert "<script" in page and page.count("<script") == 1 and "style=" not in page and "onclick" not in page
    static = Path(__file__).resolve().parent.parent / "locakit/board/static"
    for file in static.glob("*.js"):
        code = file.read_text(encoding="utf-8")
        for banned in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "http:",
        ):
            assert banned not in code, (file.name, banned)
        assert client.ask("GET", f"/static/{file.name}").body.decode() == code
        assert len(code.splitlines()) <= 300


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"[" * 100_000, b'{"asks": 1}', b'{"asks": []}',
    b'{"asks": [{"id": true, "act": "approve", "seen": ["", ""]}]}',
    b'{"asks": [{"id": 0, "act": "drop", "seen": ["", ""]}]}',
    b'{"asks": [{"id": 0, "act": "save", "seen": ["", ""], "forms": {"other": 1}}]}',
    b'{"asks": [{"id": 0, "act": "approve", "seen": "ab"}]}'])  # fmt: skip
def test_what_is_no_verdict_is_refused_with_a_sentence(client: Client, shop: Path, body: bytes) -> None:
    said = client.post("decide", body)
    assert said.status == 400 and said.json["message"] and read(shop / "locales/pt-BR.json") == PT


def test_units_that_are_not_there_are_told(client: Client) -> None:
    assert client.get("unit", id=999).status == 404 and client.get("unit", id="9" * 30).status == 400
    assert client.decide({"id": 999, "act": "approve", "seen": ["", ""]})[0]["fault"] == "gone"
    assert client.decide({"id": -1, "act": "approve", "seen": ["", ""]})[0]["fault"] == "gone"
    assert client.post("check", {"id": 999, "forms": {"other": "x"}}).status == 404
    assert client.get("rows", view="none", **{"from": 0, "count": 5}).status == 410


def test_the_queue_is_filtered_and_comes_in_pages(client: Client) -> None:
    found = client.get("queue").json
    assert (found["total"], [r["key"] for r in found["rows"]], found["first"]["key"]) == (3, ["a", "b", "evil"], "a")
    assert [r["key"] for r in client.get("queue", words="SALV").json["rows"]] == ["b"]
    assert [r["key"] for r in client.get("queue", severity="any").json["rows"]] == ["evil"]
    assert client.get("queue", state="final").json["total"] == 0 and client.get("queue", market="xx").json["total"] == 0
    page = client.get("rows", view=found["view"], **{"from": 1, "count": 1}).json
    assert [r["key"] for r in page["rows"]] == ["b"] and len(client.get("units", ids="0,1,x,99").json["units"]) == 2


def test_the_live_check_is_the_rules_own(client: Client) -> None:
    said = client.post("check", {"id": 0, "forms": {"other": "Olá {nome}"}}).json
    assert {"placeables.missing", "placeables.extra"} <= {f["rule"] for f in said["findings"]} and said["blocked"]
    assert said["pieces"]["other"] == [["", "Olá "], ["brace", "{nome}"]]
    assert client.post("check", {"id": 0, "forms": {"other": "Oi {name}"}}).json["blocked"] == []


def test_a_websocket_is_closed(client: Client) -> None:
    import asyncio

    sent: list[object] = []

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(client._guard({"type": "websocket"}, None, send))  # type: ignore[arg-type]  # nothing is received
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_the_command_shows_an_address_and_ends_cleanly(shop: Path) -> None:
    process = spawn("review", "--port", "0", "--no-open", "--as", "Ana", cwd=shop)
    assert process.stdout is not None
    first, address = process.stdout.readline(), process.stdout.readline()
    assert first == "3 units to review as Ana\n" and address.startswith("http://127.0.0.1:") and "?token=" in address
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0 and "0 units decided, 3 still wait" in out and "Traceback" not in err


def test_a_port_that_is_taken_and_options_that_contradict_are_said(shop: Path, cli: Cli) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = cli("review", "--port", str(port), "--no-open", "--as", "Ana", cwd=shop)
    assert said.code == 2 and f"port {port} cannot be used" in said.err
    assert cli("review", "--terminal", "--no-open", "--as", "Ana", cwd=shop).code == 2
    assert cli("review", "--port", "70000", cwd=shop).code == 2


def test_of_many_lists_those_that_are_not_used_are_let_go_of(client: Client) -> None:
    mine = client.get("queue").json["view"]
    unused = client.get("queue").json["view"]
    for _ in range(40):
        client.get("queue", words="x")
        assert client.get("rows", view=mine, **{"from": 0, "count": 5}).status == 200
    assert client.get("rows", view=unused, **{"from": 0, "count": 5}).status == 410
    assert client.post("approve", {"view": unused}).status == 410
    assert client.get("units", ids="9" * 5000).json == {"units": []}


def test_a_page_can_tell_that_it_is_of_another_board(client: Client, shop: Path) -> None:
    assert client.get("start").json["board"] == client.get("changes", since=0).json["board"]
    with board(shop) as other:
        assert other.get("changes", since=0).json["board"] != client.get("changes", since=0).json["board"]
