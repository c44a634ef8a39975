"""Rules of other packages: the entry points of the group `perfgen.rules`, each named after the code of its rule.

In the pyproject.toml of such a package::

    [project.entry-points."perfgen.rules"]
    XYZ01 = "our_rules.xyz01:RULE"
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint

from perfgen.checks.rule import Example, Rule, Tag
from perfgen.checks.supersede import circle
from perfgen.errors import Diagnostic, Severity
from perfgen.filing.regex import regex
from perfgen.installed import every_entry, loaded, package

GROUP = "perfgen.rules"
_CODE = regex("[A-Z]{3}[0-9]{2}")


class _UnfitRuleError(Exception):
    """A rule that cannot be used; the reason in Chinese."""


def installed(shipped: Mapping[str, Rule]) -> tuple[dict[str, Rule], tuple[Diagnostic, ...]]:
    """The rules of installed packages by their codes, and what is wrong with those that cannot be used.

    `shipped` are the rules that come with perfgen, whose codes are taken.
    """
    found: dict[str, Rule] = {}
    problems: list[Diagnostic] = []
    for entry in every_entry(GROUP):
        try:
            rule = _read(entry, shipped, found)
        except _UnfitRuleError as unfit:
            problems.append(_problem(entry.name, package(entry), str(unfit)))
        else:
            found[entry.name] = rule._replace(package=package(entry))
    return _in_order(found, shipped, problems), tuple(problems)


def _in_order(found: dict[str, Rule], shipped: Mapping[str, Rule], problems: list[Diagnostic]) -> dict[str, Rule]:
    """The rules whose `supersedes` can be followed; the problems of the others are added."""
    left = dict(found)
    for code, rule in found.items():
        missing = [other for other in rule.supersedes if other not in found and other not in shipped]
        if missing:
            problems.append(_problem(code, rule.package, f"它要取代的 {missing[0]} 没有这条规则"))
            del left[code]
    while codes := circle((code, rule.supersedes) for code, rule in left.items()):
        for code in codes:
            problems.append(_problem(code, left[code].package, f"{'、'.join(codes)} 互相取代，绕成了圈"))
            del left[code]
    return left


def _read(entry: EntryPoint, shipped: Mapping[str, Rule], found: Mapping[str, Rule]) -> Rule:
    """The rule an entry point leads to, whose code is not taken. Raises _UnfitRuleError for one that cannot be used."""
    rule = loaded(entry, lambda why: _UnfitRuleError(f"读不进来：{why}"))
    if not isinstance(rule, Rule):
        raise _UnfitRuleError(f"{entry.value} 不是 perfgen.checks.Rule")
    if wrong := _amiss(rule, entry.name):
        raise _UnfitRuleError(wrong)
    if entry.name in shipped:
        raise _UnfitRuleError("这个编号 perfgen 自己已经用了")
    if entry.name in found:
        raise _UnfitRuleError(f"这个编号 {found[entry.name].package} 已经用了")
    return rule


def _amiss(rule: Rule, name: str) -> str:
    if not _CODE.fullmatch(str(rule.code)):
        return f"编号“{rule.code}”要写成三个大写字母和两个数字"
    if rule.code != name:
        return f"入口点的名字要和规则的编号 {rule.code} 一样"
    kinds = ((rule.severity, Severity), (rule.tag, Tag), (rule.example, Example), (rule.supersedes, tuple))
    texts = (rule.message, rule.why, rule.source)
    if not all(isinstance(value, kind) for value, kind in kinds) or not all(isinstance(one, str) for one in texts):
        return "Rule 的内容写得不对：级别、评审意见、例子和文字要用 perfgen.checks 里的类型"
    return "" if rule.find or rule.across else "既没有 find，也没有 across，什么也查不了"


def _problem(code: str, package: str, wrong: str) -> Diagnostic:
    hint = f"更新或卸载 {package}；别的规则照常查"
    return Diagnostic("RUL01", f"另外安装的规则 {code}（{package}）用不了：{wrong}", hint=hint)
