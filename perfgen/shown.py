r"""Text and paths of others as they are shown: on one line, with nothing in it that a terminal or a robot obeys.

Names and values come from files that somebody sent. A line break, an escape sequence or a bidirectional override in
them would be carried out by who reads the output: a terminal, or a runner of GitHub Actions. They are shown as YAML
writes them between double quotes (``\n``, ``\x1b``, ``\u202e``). A name that is no UTF-8 comes from Python with
surrogates in it (PEP 383), which nothing can be written with; it is shown as the GBK that old zips have, or as bytes.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath
from typing import Any

_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that do something instead of being seen."""

_BRIEF = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

_BEYOND = 0x10000
"""The first number that takes more than four digits."""

_STRAY = "[\udc80-\udcff](?:[!-.0-~\x80-\u07ff\udc80-\udcff]*[\x80-\u07ff\udc80-\udcff])?"
"""Bytes of a name that are no UTF-8, with what stands between them; `/` and blanks end it."""

_TRAILS = "[@-~]"
"""What may be the second byte of a character in GBK though it is a letter in ASCII."""

_COMMAND = "##["
"""What runners of GitHub Actions take for a command anywhere in a line; the newer `::` only at its beginning."""

_JSON = (
    "[\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]|(?<=##)\\["
)


def visible(text: str) -> str:
    """Text on one line, with a visible replacement for everything that is obeyed instead of seen."""
    if text.isprintable() and _COMMAND not in text:
        return text
    return "".join(map(_char, _spelt(text))).replace(_COMMAND, "##\\x5b")


_NAMES: ContextVar[Callable[[PurePath], PurePath] | None] = ContextVar("names", default=None)


@contextmanager
def called(name: Callable[[PurePath], PurePath]) -> Iterator[None]:
    """Within it, paths are shown as `name` has them: what is read may be a copy."""
    before = _NAMES.set(name)
    try:
        yield
    finally:
        _NAMES.reset(before)


def user_path(path: PurePath) -> PurePath:
    """What the user calls a path: see `called`."""
    name = _NAMES.get()
    return name(path) if name else path


def near(path: PurePath) -> str:
    """A path as the user would type it from here, and a URL, as they are shown: see `visible` and `called`."""
    path = user_path(path)
    if "://" in str(path):
        return visible(str(path))
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive, or the folder we are in is gone
        return visible(str(path))
    return visible(str(path) if relative.startswith("..") else relative)


def _char(char: str) -> str:
    if unicodedata.category(char) not in _OBEYED:
        return char
    number = ord(char)
    if number >= _BEYOND:
        return f"\\U{number:08x}"
    return _BRIEF.get(char) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _spelt(text: str) -> str:
    """Text without the surrogates that stand for bytes."""
    done, at = [], 0
    stray, trails = re.compile(_STRAY), re.compile(_TRAILS)  # here, since hardly a name has any
    while found := stray.search(text, at):
        end = found.end()
        longer = end + 1 if trails.match(text, end) else end
        name, taken = _gbk(text[found.start() : longer]), longer
        if name is None:
            name, taken = _gbk(found[0]), end
        done += [text[at : found.start()], name or "".join(map(_byte, found[0]))]
        at = taken
    return "".join([*done, text[at:]])


def _gbk(stray: str) -> str | None:
    try:
        name = stray.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return None
    return f"〔GBK：{name}〕" if name.isprintable() else None


def _byte(char: str) -> str:
    return f"\\x{ord(char) - 0xDC00:02x}" if "\udc80" <= char <= "\udcff" else char


def as_json(data: Any, indent: int | None = None) -> str:
    """Data as JSON, exact for whoever reads it as JSON, and harmless for whoever reads it as text: see `visible`."""
    return re.sub(_JSON, _escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number < _BEYOND else json.dumps(found[0])[1:-1]  # as two surrogates
