"""What the page may ask for: each call reads its arguments, asks the room, and answers with JSON."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from locakit.board.worker import Worker
from locakit.errors import LocakitError
from locakit.queue import ACTS, Ask, Wish, chosen, counts

_VIEWS = 32
_AT_ONCE = 100
_PAGE, _FIRST, _NEAR = 200, 60, 12
_LONGEST = 1_000_000
"""Characters of a text that can be saved."""
_TALK = 10_000


def reply(value: object, status: int = 200) -> Response:
    """A value as JSON; half surrogates and all that is not ASCII are escaped."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Response(text, status, media_type="application/json")


class Calls:
    """The calls of one board; ``csrf`` is the token that the page must name for changes."""

    def __init__(self, worker: Worker, csrf: str) -> None:
        self._worker, self._room, self._csrf = worker, worker.room, csrf
        self._views: OrderedDict[str, list[int]] = OrderedDict()
        self._made = 0
        self._name = secrets.token_hex(8)
        """Told to the page, which may outlive the board: another board gives the same ids to other units."""

    async def start(self, request: Request) -> Response:
        """Who reviews what, and how many units wait where."""
        room = self._room
        said = await self._worker.ask(lambda: {**room.start(), "counts": counts(room.rows())})
        return reply({**said, "csrf": self._csrf, "board": self._name})

    async def queue(self, request: Request) -> Response:
        """A list of the units that fit, as it is now: its name, its length, its first rows."""
        names = ("market", "resource", "state", "origin", "severity", "words", "order")
        wish = Wish(**{n: request.query_params[n][:500] for n in names if n in request.query_params})
        found = await self._worker.ask(lambda: chosen(self._room.rows(), wish))
        clean = sum(row.clean for id in found if (row := self._room.row(id)))
        first = await self._worker.ask(lambda: self._room.unit(found[0])) if found else None
        self._made += 1
        name = str(self._made)
        self._views[name] = found
        while len(self._views) > _VIEWS:
            self._views.popitem(last=False)
        said = {"view": name, "total": len(found), "clean": clean, "version": self._room.version}
        return reply({**said, "rows": self._rows(found, 0, _FIRST), "first": first})

    async def rows(self, request: Request) -> Response:
        """A stretch of a list."""
        found = self._view(request)
        start, count = _number(request, "from"), min(_number(request, "count"), _PAGE)
        return reply({"from": start, "rows": self._rows(found, start, count)})

    def _rows(self, found: list[int], start: int, count: int) -> list[Any]:
        rows = ((id, self._room.row(id)) for id in found[start : start + count])
        return [row.as_json() if row else {"id": id, "gone": True} for id, row in rows]

    def _view(self, request: Request) -> list[int]:
        return self._kept(request.query_params.get("view", ""))

    def _kept(self, name: str) -> list[int]:
        """The list of that name: the one that was used last is let go of last."""
        if name not in self._views:
            raise HTTPException(410, "this list is not kept any more")
        self._views.move_to_end(name)
        return self._views[name]

    async def unit(self, request: Request) -> Response:
        """All that is shown of a unit."""
        id = _number(request, "id")
        return _or_gone(await self._worker.ask(lambda: self._room.unit(id)))

    async def units(self, request: Request) -> Response:
        """A few units at once, for who is about to look at them."""
        ids = [int(t) for t in request.query_params.get("ids", "").split(",")[:_NEAR] if _is_number(t)]
        return reply({"units": [u for u in await self._worker.ask(lambda: [*map(self._room.unit, ids)]) if u]})

    async def aids(self, request: Request) -> Response:
        """What takes time to find for a unit."""
        id = _number(request, "id")
        return reply(await self._worker.ask(lambda: self._room.aids(id)))

    async def changes(self, request: Request) -> Response:
        """The units that changed since a version, as rows."""
        since = _number(request, "since")
        room = self._room
        ids = await self._worker.ask(lambda: room.changed(since))
        return reply({"version": room.version, "trouble": room.trouble, "all": len(ids) > _PAGE, "waits": room.waits,
                      "board": self._name,
                      "rows": self._rows(ids, 0, _PAGE)})  # fmt: skip

    async def check(self, request: Request) -> Response:
        """What the rules say of a text that is being written."""
        body = await _body(request)
        id, forms = _id(body), _forms(body)
        return _or_gone(await self._worker.ask(lambda: self._room.check(id, forms)))

    async def decide(self, request: Request) -> Response:
        """Verdicts that were given one after the other, each a step of its own for ``undo``."""
        asks = (await _body(request)).get("asks")
        if not isinstance(asks, list) or not 0 < len(asks) <= _AT_ONCE:
            raise HTTPException(400, "these are no verdicts")
        wanted = [_ask(a) for a in asks]
        answers = await asyncio.gather(*(self._worker.decide([ask]) for ask in wanted))
        said = [a.as_json() for some in answers for a in some]
        return reply({"answers": said, "version": self._room.version, "waits": self._room.waits})

    async def approve(self, request: Request) -> Response:
        """Approve all units of a list that nothing speaks against, in one step."""
        body = await _body(request)
        found = self._kept(str(body.get("view", "")))
        asks = await self._worker.ask(lambda: [a for id in found if (a := self._clean(id))])
        answers = await self._worker.decide(asks) if asks else []
        done = sum(not a.fault for a in answers)
        faults = [a.as_json() for a in answers if a.fault][:20]
        return reply({"approved": done, "faults": faults, "version": self._room.version})

    def _clean(self, id: int) -> Ask | None:
        row = self._room.row(id)
        seen = self._room.seen(id) if row and row.clean else None
        return Ask(id, "approve", {}, seen) if seen else None

    async def undo(self, request: Request) -> Response:
        """Take back the last step."""
        await _body(request)
        answers = await self._worker.ask(self._room.undo)
        self._worker.decided -= sum(not a.fault for a in answers)
        return reply({"answers": [a.as_json() for a in answers], "version": self._room.version})

    async def comment(self, request: Request) -> Response:
        """Add a remark to a unit."""
        body = await _body(request)
        id, text = _id(body), body.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > _TALK:
            raise HTTPException(400, "a comment has between one and 10,000 characters")
        try:
            return _or_gone(await self._worker.ask(lambda: self._room.comment(id, text)))
        except LocakitError as error:
            return reply({"fault": "busy", "message": error.message}, 409)


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    if not _is_number(text):
        raise HTTPException(400, f"{name} is no number")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


async def _body(request: Request) -> Mapping[str, Any]:
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "this is no JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "this is no JSON object")
    return found


def _ask(found: object) -> Ask:
    if not isinstance(found, dict):
        raise HTTPException(400, "this is no verdict")
    act, seen = found.get("act"), found.get("seen")
    if act not in ACTS or not (isinstance(seen, list) and len(seen) == 2 and all(isinstance(s, str) for s in seen)):
        raise HTTPException(400, "this is no verdict")
    return Ask(_id(found), act, _forms(found) if act == "save" else {}, (seen[0], seen[1]))


def _id(body: Mapping[str, Any]) -> int:
    id = body.get("id")
    if not isinstance(id, int) or isinstance(id, bool):
        raise HTTPException(400, "id is no number")
    return id


def _forms(body: Mapping[str, Any]) -> dict[str, str]:
    forms = body.get("forms")
    good = isinstance(forms, dict) and 0 < len(forms) < 20 and all(isinstance(t, str) for t in forms.values())
    if not good or not isinstance(forms, dict) or sum(map(len, forms.values())) > _LONGEST:
        raise HTTPException(400, "forms are texts by plural category")
    return forms


def _or_gone(found: Mapping[str, Any] | None) -> Response:
    return reply({"fault": "gone", "message": "there is no such unit any more"}, 404) if found is None else reply(found)
