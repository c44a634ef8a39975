"""docs/rules: what every rule says of itself, as Markdown; a test holds it fresh."""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.checks import Family, Rule, catalogue, precedence
from perfgen.reports.base import WORDS

_HEAD = "<!-- 由 make rules 生成，不要直接改：改 perfgen/checks 里的规则。 -->\n"


def pages() -> dict[str, str]:
    """The pages by file name: an index, and one for each family."""
    return {"README.md": _index(), **{f"{one.prefix}.md": _page(one) for one in catalogue().families}}


def _index() -> str:
    lines = [
        _HEAD,
        "# 检查规则\n",
        "`perfgen check` 按这些规则检查绩效文本。“错误”必须改；“提醒”多半要改；“提示”供参考，加 `--info` 才列出来。\n",
        "“可改”的，`perfgen check --fix` 能自动改。\n",
    ]
    for family in catalogue().families:
        lines += [f"## {family.prefix} {family.title}\n", "| 编号 | 规则 | 级别 | 可改 |", "|---|---|---|---|"]
        lines += [_row(family, rule) for rule in family.rules]
        lines.append("")
    return "\n".join(lines)


def _row(family: Family, rule: Rule) -> str:
    link = f"[{rule.code}]({family.prefix}.md#{rule.code.lower()})"
    return f"| {link} | {rule.message} | {WORDS[rule.severity]} | {'可改' if rule.fixable else ''} |"


def _page(family: Family) -> str:
    lines = [_HEAD, f"# {family.prefix} {family.title}\n", "[全部规则](README.md)\n"]
    for rule in family.rules:
        lines += _rule(rule)
    return "\n".join(lines)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.code}\n"
    yield f"**{rule.message}**（{WORDS[rule.severity]}{'，可以自动改' if rule.fixable else ''}）\n"
    yield f"{rule.why}\n"
    yield f"- 评审意见：{rule.tag.value}"
    yield f"- 根据：{rule.source}"
    yield from (f"- {line}" for line in precedence(rule, catalogue().rules.values()))
    yield ""
    if rule.example.words:
        yield f"例子：{rule.example.words}\n"
    for title, text in (("要改的写法", rule.example.bad), ("好的写法", rule.example.good)):
        if text:
            yield f"{title}：\n\n```yaml\n{text.rstrip()}\n```\n"
