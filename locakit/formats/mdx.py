"""MDX: Markdown with JSX, expressions and statements; what is JavaScript stays, and a page can always be compiled.

Without indented code, HTML and links in angle brackets, which MDX does not have. Source: MDX 3, "What is MDX?".
"""

from __future__ import annotations

from dataclasses import replace

from locakit.formats._mdx_text import literals
from locakit.formats._placeholders import guarded
from locakit.formats.markdown import Markdown
from locakit.model import Message, Resource


class Mdx(Markdown):
    """See ``Markdown``; expressions and tags inside of prose are its placeables."""

    name = "mdx"
    suffixes: tuple[str, ...] = (".mdx",)
    layout = "i18n/{locale}/docusaurus-plugin-content-docs/current/**/*.mdx"
    example = """\
---
title: Returns
---

import {Policy} from '../policy.js'

## Send it back {/* #back */}

You have {policy.days} days. Keep the <Badge>blue</Badge> label.

<Card title="Before you ship">
  Pack it **well**.
</Card>

:::note[Refunds]
They take <Policy.Days min={3} /> days.
:::
"""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """As Markdown's; a ``placeholders:`` flag names each expression and tag that must come back as it is."""
        resource = super().parse(path, text, locale)
        return replace(resource, messages=tuple(_told(m) for m in resource.messages))


FORMAT = Mdx()


def _told(message: Message) -> Message:
    if "md-text" not in message.flags or not ("{" in message.text or "<" in message.text):
        return message
    return guarded(message, literals(message.text))
