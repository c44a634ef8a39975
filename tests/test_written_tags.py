"""Tags are found as their grammar has it, in a time that goes by the length of the text, whatever does not end in it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgen.docx import explain, links
from perfgen.docx.written_tags import MISTYPED, tags_in

GRAMMAR = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
MISTYPED_GRAMMAR = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
TEXTS = st.text(alphabet='{}%#_ a1\n<>"', max_size=40)


@given(TEXTS)
def test_tags_are_those_of_the_grammar(text: str) -> None:
    assert list(tags_in(text)) == [(tag[0], tag.start(), tag.end()) for tag in GRAMMAR.finditer(text)]
    mistyped = [(tag[0], tag.start(), tag.end()) for tag in MISTYPED_GRAMMAR.finditer(text)]
    assert list(tags_in(text, MISTYPED)) == mistyped


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        ("<w:p><w:r><w:t>共{{ 数 }}元</w:t></w:r></w:p>", "共{{ 数 }}元"),
        ('<w:bookmarkStart w:name="{{ 项目.书签 }}"/><w:t>甲</w:t>', "甲"),
        ("<w:t>{% if a < b and c > d %}乙{% endif %}</w:t>", "{% if a < b and c > d %}乙{% endif %}"),
        ("<w:t>{{ 没有结尾</w:t><w:t>丙</w:t>", "{{ 没有结尾丙"),
        ("<w:t>{{ 错 %}</w:t>", "{{ 错 %}"),
        ("<w:instrText> TOC </w:instrText><w:t>丁</w:t>", "丁"),
        ('<w:instrText/><w:t>戊</w:t><w:instrText xml:space="preserve"> PAGE </w:instrText>', "戊"),
    ],
)
def test_a_paragraph_is_shown_as_it_is_seen(xml: str, seen: str) -> None:
    assert explain.shown(xml) == seen


ENDLESS: dict[str, tuple[Callable[[str], object], str]] = {
    "beginnings": (lambda text: list(tags_in(text)), "{{{%{#"),
    "statements": (lambda text: list(tags_in(text)), "{%if "),
    "beginnings shown": (explain.shown, "{{"),
    "field codes": (explain.shown, "<w:instrText/>"),
    "open field codes": (explain.shown, "<w:instrText>"),
    "signs": (explain.shown, "<"),
    "names with blanks": (links._with_blanks, "{{_"),
    "copies": (lambda text: links._COPY.sub("", "}}_" + "1" * len(text) + "x"), "1"),
}


@pytest.mark.parametrize("of", ENDLESS)
def test_what_does_not_end_takes_no_longer(of: str) -> None:
    """For each of these, looking for the end anew from every beginning would take minutes."""
    work, sign = ENDLESS[of]
    text = sign * (100_000 // len(sign))
    before = time.process_time()
    work(text)
    assert time.process_time() - before < 3
