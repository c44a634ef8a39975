"""Quotations whose signs a Chinese keyboard typed: which are meant, and how they are typed right."""

from __future__ import annotations

from perfgen.filing.regex import regex

TYPED = {
    "。": ".", "．": ".", "·": ".", "“": '"', "”": '"', "‘": '"', "’": '"', "【": "[", "】": "]", "［": "[", "］": "]",
    "｜": "|", "丨": "|", "│": "|", "∣": "|", "¦": "|", "（": "(", "）": ")", "－": "-", "—": "-", "＋": "+", "「": '"', "」": '"', "《": "[", "》": "]",
}  # fmt: skip
"""Signs of a quotation as a Chinese keyboard types them, and what they are meant for."""
_IN_QUOTES = regex(r'"[^"]*"')
_CALLED = regex(r"(项目)\s*\(\s*(\"[^\"]*\"|[^()\"]+?)\s*\)")
_NO_BRACKET = regex(r"(项目)\s*(\"[^\"]*\")")
_BARE_NAME = regex(r"\[\s*([^\[\]\"']+?)\s*\]")


def bare(source: str) -> str:
    """A quotation with blanks for what stands in quotes."""
    return _IN_QUOTES.sub(lambda quoted: " " * len(quoted[0]), source)


def typed_right(source: str) -> str:
    """A quotation with the signs that are meant, where they are typed full-width."""
    pairs = zip(source, bare(source), strict=True)
    typed = "".join(TYPED.get(sign, sign) if outside_quotes != " " else sign for sign, outside_quotes in pairs)
    return _BARE_NAME.sub(r'["\1"]', _NO_BRACKET.sub(r"\1[\2]", _CALLED.sub(r"\1[\2]", typed)))
