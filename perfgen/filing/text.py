"""Text as the form holds it: anything XML can hold, in one paragraph or several."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from perfgen.filing.base import fault
from perfgen.filing.regex import regex

UNWRITABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
"""The characters XML cannot hold, as they stand between the brackets of a pattern."""
NOT_XML = regex(f"[{UNWRITABLE}]")
"""Characters outside the `Char` production of XML 1.0 (section 2.2): a Word file cannot hold them."""

PLACEHOLDER = regex("【填写(?:：[^】]{0,60})?】")
"""What `perfgen new` puts where something is to be written."""

LONGEST_TEXT = 100_000
"""How many characters one text may have. The longest in the samples has 1,719."""
LONGEST_LINE = 2_000
"""How many characters a text of one line may have, such as a name. The longest name in the samples has 28."""

_BREAKS = regex("\r\n?")
_SHOWN = 40


NO_WIDTH = "\u200b-\u200f\u2060\ufeff\u00ad"
"""Characters that have no width, as they stand between the brackets of a pattern: they come with what is pasted from a page."""
UNSEEN = regex(f"[{NO_WIDTH}]")


def seen(name: str) -> str:
    """A name as it looks: what names are compared by."""
    return name if name.isascii() else UNSEEN.sub("", name).replace("\u00a0", " ").strip()


def check_text(value: Any) -> str:
    r"""Check and normalise text: a line break of any system becomes ``\n``, which ends a paragraph.

    Raises PydanticCustomError (a `fault`) for what is no text, a blank left to fill in, and what XML cannot hold.
    """
    if type(value) is str and value.isprintable() and "【" not in value and len(value) <= LONGEST_TEXT:
        return value  # no line break, nothing XML cannot hold
    if value is None:
        raise fault("这里还没有填", '写上内容；确实要留空，请写一对英文引号 ""')
    if not isinstance(value, str):
        raise fault("这里应当是一段文字", "文字里有冒号时给整段加英文引号；多段文字用 | 开头，另起一行缩进书写")
    _bounded(value, LONGEST_TEXT, "分成几段写在该写的项目里，或者缩短")
    left = PLACEHOLDER.search(value) if "【" in value else None
    if left:
        raise fault("这里还没有填", f"把“{left[0]}”换成内容", offset=_at(value, left))
    bad = NOT_XML.search(value)
    if bad:
        raise fault(
            f"文字里有 Word 文件不能保存的字符 U+{ord(bad[0]):04X}",
            "这是看不见的控制字符，多半是复制时带来的，删掉即可",
            offset=_at(value, bad),
        )
    return _BREAKS.sub("\n", value)


def _bounded(text: str, most: int, hint: str) -> None:
    if len(text) > most:
        raise fault(f"这里有 {len(text)} 个字，最多写 {most} 个字", hint)


def shortened(value: object) -> str:
    """What is written, cut where nobody reads on: for messages."""
    text = str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _at(text: str, found: re.Match[str]) -> tuple[int, int]:
    """The line and column, from 0, where something was found."""
    return text.count("\n", 0, found.start()), found.start() - (text.rfind("\n", 0, found.start()) + 1)


def read_line(value: Any) -> str:
    """Text of one line, not empty. Raises PydanticCustomError (a `fault`) for anything else."""
    if (
        type(value) is str
        and value.isprintable()
        and "【" not in value
        and 0 < len(value) <= LONGEST_LINE
        and not value.isspace()
    ):
        return value
    if value is None:
        raise fault("这里还没有填", "写上内容")
    if isinstance(value, str):
        _bounded(value, LONGEST_LINE, "名称一类的内容写一行短的文字")
    text = check_text(value)
    if "\n" in text:
        raise fault("这里只能写一行", "去掉中间的换行")
    if not text.strip():
        raise fault("这里不能为空", "写上内容")
    return text


_CODE = regex(r"[0-9A-Za-z][0-9A-Za-z-]*")


def _code(value: Any) -> str:
    code = read_line(value)
    if not _CODE.fullmatch(code) or len(code) > 64:
        raise fault(
            f"编码只能由数字、英文字母和连字符组成，这里是“{shortened(code)}”",
            "引号要用英文的" if set("“”‘’「」『』＂＇") & set(code) else "检查有没有全角字符、空格或多余的标点",
        )
    return code


# Editors read an unquoted 507002 as a number; perfgen keeps the characters as they were written,
# so the schema lets both pass.
TEXT_SCHEMA = {"type": ["string", "number"]}

Text = Annotated[str, BeforeValidator(check_text), WithJsonSchema(TEXT_SCHEMA)]
"""Text of any number of paragraphs, parted by ``\\n``; may be empty where that was written as such."""

Line = Annotated[str, BeforeValidator(read_line), WithJsonSchema({**TEXT_SCHEMA, "minLength": 1})]
"""Text of one paragraph, not empty."""

Code = Annotated[
    str,
    BeforeValidator(_code),
    StringConstraints(strict=True),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9A-Za-z][0-9A-Za-z-]*$", "maxLength": 64}),
]
"""A department or project code. Always text: leading zeros count."""
