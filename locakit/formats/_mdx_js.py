"""Would JavaScript take this as an expression? A reader of what stands in pages; what it does not know, it refuses.

Refused too: statements, functions with bodies, regular expressions, assignments. Source: ECMAScript 2024, 13.
"""

from __future__ import annotations

import re

from locakit.formats._mdx_scan import UNCLOSED, expression_end, tag_at

_DEEPEST, _LONGEST = 30, 500
_BLANK = re.compile(r"(?:\s|//[^\n]*(?:\n|\Z)|/\*(?:(?!\*/).)*+\*/)*", re.DOTALL)
_WORD = re.compile(r"(?:[^\W\d]|\$)[\w$]*")
_PLAIN = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])"
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+(`|\$\{)", re.DOTALL)
_PREFIX = re.compile(r"(?:!|\+(?!\+)|-(?!-)|~|(?:typeof|void|await|new)\b)")
_INFIX = re.compile(r"\*\*|===?|!==?|<=|>=|<<|>>>?|&&|\|\||\?\?|[*/%+<>&^|-](?!=)|(?:in|instanceof)\b")
_PARAMETERS = re.compile(r"(?:\(\s*(?:(?:\.\.\.)?[\w$]+\s*(?:,\s*(?:\.\.\.)?[\w$]+\s*)*)?\)|[A-Za-z_$][\w$]*)\s*=>")
_RESERVED = frozenset({
    "async", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else",
    "enum", "export", "extends", "finally", "for", "function", "if", "import", "let", "return", "static", "switch",
    "throw", "try", "var", "while", "with", "yield",
})  # fmt: skip


def is_expression(text: str) -> bool:
    """True if ``text``, the inside of a pair of braces, is an expression this reader knows, or nothing but comments."""
    reader = _Reader(text)
    if len(text) > _LONGEST:
        return False
    if reader.blank() == len(text):
        return True
    try:
        reader.expression(0)
    except _Unknown:
        return False
    return reader.blank() == len(text)


class _Unknown(Exception):
    """Not an expression, or one that is not known."""


class _Reader:
    """A place in a text that moves forward."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def blank(self) -> int:
        """Pass over blanks and comments."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def take(self, look: re.Pattern[str]) -> str:
        """What the pattern finds here, or an empty string."""
        self.blank()
        found = look.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def sign(self, *signs: str) -> str:
        """The one of the signs that stands here, taken, or an empty string."""
        self.blank()
        found = next((s for s in signs if self.text.startswith(s, self.at)), "")
        self.at += len(found)
        return found

    def need(self, sign: str) -> None:
        """Take a sign that must stand here."""
        if not self.sign(sign):
            raise _Unknown

    def expression(self, depth: int) -> None:
        """Operands with operators between them, a condition, or a function whose body is an expression."""
        if depth > _DEEPEST:
            raise _Unknown
        if self.take(_PARAMETERS):
            return self.body(depth)
        self.operand(depth)
        while self.take(_INFIX):
            self.operand(depth)
        if self.sign("?"):
            self.expression(depth + 1)
            self.need(":")
            self.expression(depth + 1)
        return None

    def body(self, depth: int) -> None:
        """What follows an arrow; a block of statements is not known."""
        self.blank()
        if self.text.startswith("{", self.at):
            raise _Unknown
        self.expression(depth + 1)

    def operand(self, depth: int) -> None:
        """One value with its prefixes, members and calls."""
        while self.take(_PREFIX):
            pass
        self.primary(depth)
        while found := self.sign("?.(", "?.[", "?.", "(", "[", "."):
            if found.endswith("("):
                self.items(")", depth)
            elif found.endswith("["):
                self.expression(depth + 1)
                self.need("]")
            elif not self.take(_WORD):
                raise _Unknown

    def primary(self, depth: int) -> None:
        """A name, a literal, a list, an object, a template, an element, or an expression in brackets."""
        if self.take(_PLAIN):
            return
        word = self.take(_WORD)
        if word in _RESERVED:
            raise _Unknown
        if word:
            return
        opened = self.sign("(", "[", "{", "`", "<")
        if opened == "(":
            self.expression(depth + 1)
            self.need(")")
        elif opened == "[":
            self.items("]", depth)
        elif opened == "{":
            self.members(depth)
        elif opened == "`":
            self.template(depth)
        elif opened == "<":
            self.element()
        else:
            raise _Unknown

    def items(self, closing: str, depth: int) -> None:
        """Values between commas up to the closing bracket."""
        while not self.sign(closing):
            self.sign("...")
            self.expression(depth + 1)
            if not self.sign(","):
                return self.need(closing)
        return None

    def members(self, depth: int) -> None:
        """An object's members up to its closing brace."""
        while not self.sign("}"):
            if self.sign("..."):
                self.expression(depth + 1)
            else:
                word = self.take(_WORD)
                if not word and not self.take(_PLAIN):
                    raise _Unknown
                if self.sign(":"):
                    self.expression(depth + 1)
                elif not word:
                    raise _Unknown
            if not self.sign(","):
                return self.need("}")
        return None

    def template(self, depth: int) -> None:
        """A template with its expressions up to its closing backtick."""
        while True:
            found = _TEMPLATE.match(self.text, self.at)
            if not found:
                raise _Unknown
            self.at = found.end()
            if found[1] == "`":
                return
            self.expression(depth + 1)
            self.need("}")

    def element(self) -> None:
        """A JSX element whose tags nest and whose expressions are expressions."""
        at, open_names = self.at - 1, list[str]()
        while True:
            end = UNCLOSED
            if self.text[at] == "<":
                tag = tag_at(self.text, at)
                end = tag.end if tag and is_known_tag(self.text[at : tag.end]) else UNCLOSED
                if tag and tag.role == "open":
                    open_names.append(tag.name)
                elif tag and tag.role == "close" and (not open_names or open_names.pop() != tag.name):
                    raise _Unknown
            elif self.text[at] == "{":
                end = expression_end(self.text, at)
                if end != UNCLOSED and not is_expression(self.text[at + 1 : end - 1]):
                    raise _Unknown
            if end == UNCLOSED:
                raise _Unknown
            if not open_names:
                self.at = end
                return
            after = re.compile(r"[<{]").search(self.text, end)
            if not after:
                raise _Unknown
            at = after.start()


_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'|\{")


def is_known_tag(text: str) -> bool:
    """True if every expression in a tag's attributes is known; ``text`` is one tag."""
    at = 1
    while found := _VALUE.search(text, at):
        at = found.end()
        if found[0] == "{":
            at = expression_end(text, found.start())
            inside = text[found.end() : at - 1].strip()
            if at == UNCLOSED or not (inside.removeprefix("...").strip() and is_expression(inside.removeprefix("..."))):
                return False
    return True
