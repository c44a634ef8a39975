"""Layouts of one's own whose template.docx holds other tags, or is changed as any Word file is."""

from __future__ import annotations

import random
import re
from contextlib import suppress
from functools import cache

from perfgen import layouts
from perfgen.docx.archive import pack, read_archive
from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import some, statement, times
from tests.fuzz.kinds.documents import MAIN, change_parts, changed_xml, damaged_archive
from tests.fuzz.kinds.holdings import put_in
from tests.fuzz.kinds.yamls import small
from tests.test_layout_2021 import OLD

_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_TAG = re.compile(r"\{[{%].*?[%}]\}")
_PRINTED = re.compile(r"word/(?:header|footer|footnotes|endnotes|styles)\d*\.xml")


@cache
def bases() -> tuple[tuple[str, bytes, dict[str, bytes]], ...]:
    """Filing, layout.yaml and the parts of template.docx, of each layout that comes with perfgen."""
    found = []
    for name, filing in (("hebei-2022", small()), ("hebei-2021", OLD.encode())):
        folder = layouts.by_name(name).folder
        found.append((filing.decode(), (folder / "layout.yaml").read_bytes(), read_archive(folder / "template.docx")))
    return (found[0], *found)


def make(chance: random.Random) -> Case:
    """A filing built with a template that was changed."""
    filing, layout, parts = chance.choice(bases())
    parts = dict(parts)
    if chance.random() < 0.25:
        put_in(chance, parts)
    if chance.random() < 0.9:
        other = chance.choice([*filter(_PRINTED.fullmatch, parts), MAIN])
        for name in {MAIN: None, other: None}:
            parts[name] = _with_tags(chance, parts[name].decode("utf-8", "replace")).encode("utf-8", "replace")
    if chance.random() < 0.2:
        with suppress(SyntaxError):  # of lxml: the tags left no XML
            parts[MAIN] = changed_xml(chance, parts[MAIN])
    if chance.random() < 0.1:
        change_parts(chance, parts)
    template = damaged_archive(chance, parts) if chance.random() < 0.03 else pack(parts.items())
    files = {"dept.yaml": filing.encode(), "版式/layout.yaml": layout, "版式/template.docx": template}
    command = chance.choice(
        (
            ["build", "dept.yaml", "-o", "x.docx", "--no-page-numbers", "--layout", "版式"],
            ["build", "dept.yaml", "-o", "x.docx", "--no-page-numbers", "--layout", "版式"],
            ["batch", "dept.yaml", "-o", "out", "-j", "1", "--no-page-numbers", "--layout", "版式"],
            ["validate", "dept.yaml", "--layout", "版式"],
            ["layout", "check", "版式"],
            ["layout", "check", "版式"],
            ["layout", "new", "新的", "--from", "版式"],
        )
    )
    return Case("template", "", files, [command])


def _with_tags(chance: random.Random, xml: str) -> str:
    for _ in some(chance, 5):
        texts = list(_TEXT.finditer(xml))
        if not texts:
            return xml
        found = chance.choice(texts)
        text = found[2]
        kind = chance.randrange(6)
        if kind == 0:
            text = statement(chance) * times(chance)
        elif kind == 1:
            text += statement(chance)
        elif kind == 2:
            text = _TAG.sub(lambda _: statement(chance), text)
        elif kind == 3:
            text = ""
        elif kind == 4:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(("{", "}", "{{", "}}", "{%", "%}", "|", "<w:p>", "'", '"')) + text[at:]
        else:
            text = text[: chance.randrange(len(text) + 1)]
        raw = chance.random() < 0.03
        safe = text if raw else text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        xml = xml[: found.start()] + found[1] + safe + found[3] + xml[found.end() :]
    return xml
