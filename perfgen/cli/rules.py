"""`perfgen rules`, and what `perfgen check --explain` prints."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from perfgen.api.files import make_folder, write_file
from perfgen.api.rules import Rule, precedence, rule_pages, rules
from perfgen.api.shown import near
from perfgen.cli.chinese import ChineseCommand, examples
from perfgen.cli.options import AnyPath
from perfgen.cli.report import report
from perfgen.cli.say import say
from perfgen.cli.width import width
from perfgen.errors import SEVERITY_WORDS


class RuleCode(click.ParamType[str]):
    """The code of a rule."""

    name = "编号"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code in capitals. Raises BadParameter for one there is not, with the nearest."""
        code = value.strip().upper()
        known = rules().rules
        if code not in known:
            near = get_close_matches(code, known, n=1)
            self.fail(f"没有“{value}”这条规则" + (f"，是不是想写 {near[0]}？" if near else ""), param, ctx)
        return code


@click.command("rules", cls=ChineseCommand, epilog=examples("perfgen rules", "perfgen rules IND02"))
@click.argument("codes", metavar="[编号…]", type=RuleCode(), nargs=-1)
@click.option("--docs", metavar="文件夹", type=AnyPath(), help="把所有规则的说明写成文件夹里的 Markdown 文件")
def command(codes: tuple[str, ...], docs: Path | None) -> int:
    """列出检查的规则；写上编号时解释这条规则。

    最后一列有“可改”的，perfgen check --fix 会自动改。
    """
    problems = rules().problems
    _show(codes, docs)
    report(problems)
    return 1 if problems else 0


def _show(codes: tuple[str, ...], docs: Path | None) -> None:
    known = rules()
    if docs is not None:
        make_folder(docs)
        for name, text in rule_pages().items():
            write_file(docs / name, text.encode("utf-8"))
        say(f"已写出 {near(docs)}")
        return
    if codes:
        say("\n\n".join(explained(known.rules[code]) for code in codes))
        return
    for family in known.families:
        say(f"\n{family.prefix} {family.title}")
        widest = max(width(rule.message) for rule in family.rules)
        for rule in family.rules:
            gap = " " * (widest - width(rule.message) + 2)
            fix = "  可改" if rule.fixable else ""
            say(f"  {rule.code}  {SEVERITY_WORDS[rule.severity]}  {rule.message}{gap if fix else ''}{fix.strip()}")
    say(f"\n共 {len(known.rules)} 条规则。perfgen rules 编号 看一条规则的解释和例子。")


def explained(rule: Rule) -> str:
    """Everything there is to say about a rule."""
    lines = [
        f"{rule.code}  {rule.message}（{SEVERITY_WORDS[rule.severity]}{'，可以自动改' if rule.fixable else ''}）",
        "",
        rule.why,
        "",
        f"评审意见：{rule.tag.value}",
        f"根据：{rule.source}",
        *(f"{line}。" for line in precedence(rule)),
    ]
    if rule.package:
        lines.append(f"来自：{rule.package}")
    if rule.example.words:
        lines += ["", f"例子：{rule.example.words}"]
    for title, text in (("要改的写法", rule.example.bad), ("好的写法", rule.example.good)):
        if text:
            lines += ["", f"{title}：", *(f"  {line}" for line in text.rstrip().splitlines())]
    return "\n".join(lines)
