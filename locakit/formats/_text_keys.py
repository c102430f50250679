"""Messages of files without keys (Markdown, HTML), which are named by a hash of their text."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from locakit.formats._plain import Plain, slot
from locakit.model import Forms, Span


class Text(Plain):
    """``at`` is where the text stands; ``value`` is in the room of the forms."""

    __slots__ = ()
    path = ()
    value = slot("forms")
    whole = slot("whole")
    context = slot("context")
    flags = slot("flags")

    @property
    def text(self) -> str:
        """See ``Message``."""
        return self.value  # type: ignore[no-any-return]  # a slot is Any

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        return {"other": self.value}

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at}


def hashed(text: str, size: int) -> str:
    """A hash of ``size`` bytes in hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def named(kind: str, text: str, seen: dict[str, int]) -> str:
    """A key of the kind and a hash of the text; ``seen`` counts the keys, and a second equal one ends in ``~2``."""
    key = f"{kind}-{hashed(text, 4)}"
    times = seen[key] = seen.get(key, 0) + 1
    return key if times == 1 else f"{key}~{times}"
