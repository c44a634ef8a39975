"""A layout copied under a name of its own, for a keeper to edit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from perfgen.errors import Diagnostic, LayoutError
from perfgen.foreign import content
from perfgen.layouts.layout import load
from perfgen.source.discover import LAYOUT_FILE, TEMPLATE_FILE
from perfgen.source.files import read_file
from perfgen.source.head import said_at_top

_NAME = frozenset(("名称", "name"))
_UNQUOTED = re.compile(r"[^\W\d][\w-]*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_MOST_TEMPLATE = 64 * 1024 * 1024
"""Bytes of a template: as much as is unpacked of one, see `perfgen.docx.archive`."""

_OWN = """
# 别的版式没有、这张表自己的内容。用时去掉下面各行开头的“# ”（井号和后面的一个空格），再照样改；
# 类型有：文字、多段、金额、百分比、日期、选项、是否。模板里印它的标签，就是 {{ 项目.资金性质 }}
# 自定项:
#   项目:
#     - {名称: 资金性质, 类型: 选项, 选项: [经常性, 一次性], 必填: 是}
"""


def copied(source: Path, name: str) -> Mapping[str, bytes]:
    """The files of the layout in a folder, by their names, as those of a layout called `name`.

    Raises LayoutError with everything that is wrong with the layout, or where its name stands in a way that cannot be edited.
    """
    layout = load(source)
    file = source / LAYOUT_FILE
    text, said = read_file(file).text, said_at_top(file, _NAME)
    lines = text.splitlines(keepends=True)
    written = re.match(rf"[\"']?{re.escape(said.text)}[\"']?", said.excerpt[said.column - 1 :]) if said.line else None
    if written is None or said.text != layout.name:
        message, hint = "看不出 名称 写在哪里，换不成新的", "把这个文件夹复制一份，自己改 layout.yaml 里的 名称"
        raise LayoutError(Diagnostic("LAY01", message, file, said.line, said.column, said.excerpt, hint))
    before, after = said.excerpt[: said.column - 1], said.excerpt[said.column - 1 + written.end() :]
    lines[said.line - 1] = f"{before}{_quoted(name)}{after}\n"
    if lines[0].startswith(f"# 版式 {layout.name}"):
        lines[0] = lines[0].replace(layout.name, f"{name}（照 {layout.name} 复制的）", 1)
    own = "" if any((layout.own.whole, layout.own.project, layout.own.indicator)) else _OWN
    changed = f"{''.join(lines).rstrip()}\n{own}"
    return {LAYOUT_FILE: changed.encode("utf-8"), TEMPLATE_FILE: content(layout.template, _MOST_TEMPLATE)}


def _quoted(name: str) -> str:
    """A name as YAML takes it for text."""
    plain = _UNQUOTED.fullmatch(name) and name.lower() not in _WORDS
    return name if plain else json.dumps(name, ensure_ascii=False)
