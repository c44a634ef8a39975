"""Runs rules over filings. What comes out is findings by path; placing them in files is for who read the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from perfgen.checks.rule import Example, Finding, Rule, Tag
from perfgen.checks.subject import Subject, leads_somewhere
from perfgen.checks.supersede import Said, standing
from perfgen.errors import Severity

BROKEN = Rule(
    "RUL02",
    Severity.ERROR,
    "附加规则没有查完",
    "另外安装的规则自己出了错，这份绩效文本没有按它查完；别的规则照常查。",
    Example(words="规则 XYZ01 遇到没有绩效指标的项目就停了。"),
    "另外安装的规则",
    Tag.OTHER,
)
"""What is said where a rule of another package breaks: a finding like others, so that it is shown wherever they are."""


def run(subject: Subject, rules: Iterable[Rule]) -> list[Said]:
    """What the rules that apply to its layout find in one filing, rule by rule, without what others supersede."""
    return standing(run_alone(subject, rules))


def run_together(subjects: Sequence[Subject], rules: Iterable[Rule]) -> list[list[Said]]:
    """What the rules find in each of several filings, by itself and beside the others; a list for each filing.

    Where a filing or a rule may fail, its caller does this step by step: `run_alone`, `run_across`, `standing`.
    """
    running = tuple(rules)
    found = [run_alone(subject, running) for subject in subjects]
    for index, one in run_across(subjects, running):
        found[index].append(one)
    return [standing(said) for said in found]


def _applies(rule: Rule, subject: Subject) -> bool:
    return rule.code not in subject.standard.not_applicable


def run_alone(subject: Subject, rules: Iterable[Rule]) -> list[Said]:
    """What each rule finds in one filing as if it were the only rule."""
    found: list[Said] = []
    for rule in rules:
        if rule.find and _applies(rule, subject):
            if rule.package:
                found += _guarded(rule, rule.find, subject)
            else:
                found += [(rule, finding) for finding in rule.find(subject)]
    return found


def run_across(subjects: Sequence[Subject], rules: Iterable[Rule]) -> Iterator[tuple[int, Said]]:
    """What each rule finds in several filings together; each finding goes with the index of its filing."""
    for rule in rules if len(subjects) > 1 else ():
        for index, one in _across(rule, subjects):
            if _applies(rule, subjects[index]):
                yield index, one


def _across(rule: Rule, subjects: Sequence[Subject]) -> Iterator[tuple[int, Said]]:
    if rule.across is None:
        return
    if not rule.package:
        yield from ((index, (rule, finding)) for index, finding in rule.across(subjects))
        return
    try:
        for index, finding in rule.across(subjects):
            yield index, (rule, _sound(finding, subjects[index]))
    except Exception as error:  # noqa: BLE001 -- whatever another's rule raises, the other findings stay
        yield 0, _broken(rule, error)


def _guarded(rule: Rule, find: Callable[[Subject], Iterable[Finding]], subject: Subject) -> Iterator[Said]:
    """What a rule of another package finds, and where it breaks, that it did."""
    try:
        for finding in find(subject):
            yield rule, _sound(finding, subject)
    except Exception as error:  # noqa: BLE001 -- whatever another's rule raises, the other findings stay
        yield _broken(rule, error)


def _sound(finding: object, subject: Subject) -> Finding:
    """A finding that can be shown. Raises TypeError or ValueError for anything else."""
    if not isinstance(finding, Finding):
        raise TypeError(f"{type(finding).__name__} is no Finding")
    words: tuple[object, ...] = (finding.message, finding.hint, finding.quoted, finding.place, finding.fix or "")
    numbers: tuple[object, ...] = (finding.at or 0,)
    if not all(isinstance(one, str) for one in words) or not all(isinstance(one, int) for one in numbers):
        raise TypeError(f"{finding!r} has words that are no str")
    if finding.severity is not None and not isinstance(finding.severity, Severity):
        raise TypeError(f"{finding.severity!r} is no Severity")
    if not leads_somewhere(subject.filing, finding.path):
        raise ValueError(f"{finding.path!r} leads nowhere")
    return finding


def _broken(rule: Rule, error: Exception) -> Said:
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = f"规则 {rule.code}（{rule.package}）自己出了错，没有查完：{said}"
    return BROKEN, Finding(
        (), message, f"请把这一行发给 {rule.package} 的作者；急用时加 --ignore {rule.code}", rule.code
    )
