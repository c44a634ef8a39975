"""perfgen.toml, the files it names (word lists, baselines), and the options that say the same."""

from __future__ import annotations

import json
import random

from tests.fuzz.case import Case
from tests.fuzz.kinds.chance import changed_lines, damaged, encoded, number, scalar, some
from tests.fuzz.kinds.yamls import small

BASE = """\
output = "成品"
[defaults]
layout = "hebei-2022"
year = 2023
unit = "万元"
[check]
select = ["STR", "NUM", "IND"]
ignore = ["IND06"]
fail_on = "warning"
info = true
baseline = "基线.json"
[check.words]
confusions = "错别字.txt"
"""
KEYS = (
    "output", "defaults", "defaults.layout", "defaults.year", "defaults.unit", "check", "check.select", "check.ignore", "check.fail_on", "check.info", "check.baseline",
    "check.words", "check.words.confusions", "check.words.vague", "root", "layout", "x", '""', '"a.b"', "输出", "1", "check.words.''", "a" * 200, ".".join("a" * 300),
)  # fmt: skip
VALUES = (
    "1", "-1", "1.5", "nan", "inf", "true", '""', '"x"', "[]", "[1]", '["IND"]', '[["a"]]', "{}", "{a = 1}", "{a = {b = {}}}", "2022-01-01", "07:32:00", "1979-05-27T07:32:00Z",
    '"""\nx\n"""', "'x'", '"\\u0000"', '"\\ud800"', '"../x"', '"/etc/passwd"', '"/dev/zero"', '"."', '"基线.json"', '"错别字.txt"', '"a\\u0000b"', "9" * 5000, "0x" + "f" * 5000,
    "[" * 50 + "]" * 50, "[" * 3000, "[" * 3000 + "]" * 3000, "{a=" * 1000, '"' + "长" * 9000 + '"', '"s3://x/y"', '"http://[x"', '"hebei-2021"', '["STR"]', '["."]', '["("]', "1_0", "+1",
    '"~/x"', '"~root"', '"C:\\\\x"', '"\\u202e"', '["IND01","IND01"]', '"error"', '"info"',
)  # fmt: skip
EXTRA = (
    "[", "[[check]]", "[check]", "[defaults]", "[check.words]", "[check.words.x]", "=", "a", "a =", "= 1", "a.b.c = 1", "a = 1", "a = 2", "#", "\ufeff", "[a", "['']",
    "output = 1", "[[[x]]]", "check.info = true", "\x00", 'a = "\\x"',
)  # fmt: skip
WORDS = (
    "甲=乙",
    "甲",
    "=",
    "甲=",
    "=乙",
    "甲\t乙",
    "# 注",
    "",
    " ",
    "(",
    "[",
    "\\",
    "*" * 100,
    "甲=" + "乙" * 3000,
    "长" * 3000,
    "甲 = 乙 # 注",
    "\x00",
    "年度",
    "管理",
    "甲\\1=乙",
    "接待=待接",
)


def make(chance: random.Random) -> Case:
    """A filing in a folder with settings."""
    files = {
        "dept.yaml": small(),
        "perfgen.toml": _settings(chance),
        "错别字.txt": _words(chance),
        "基线.json": _baseline(chance),
    }
    links: dict[str, str] = {}
    if chance.random() < 0.05:
        name = chance.choice(("perfgen.toml", "错别字.txt", "基线.json"))
        files.pop(name, None)
        links[name] = chance.choice(("/dev/zero", "/dev/null", name, "..", "没有", "/proc/self/mem", "/etc/passwd"))
    command = chance.choice(
        (
            ["validate", "dept.yaml"], ["check", "dept.yaml"], ["check", "dept.yaml"], ["check", "."], ["batch", ".", "-j", "1", "--no-page-numbers"],
            ["check", "dept.yaml", "--baseline", "基线.json"], ["build", "dept.yaml", "-o", "x.docx", "--no-page-numbers"], ["fmt", "dept.yaml"],
            ["check", "dept.yaml", "--write-baseline", "基线.json"], ["check", "dept.yaml", "--select", scalar(chance)], ["check", "dept.yaml", "--ignore", scalar(chance)],
            ["check", "--explain", scalar(chance)], ["rules", scalar(chance)], ["batch", ".", "-o", "o", "-j", number(chance), "--name-pattern", scalar(chance)],
            ["batch", ".", "-o", "o", "-j", "1", "--format", scalar(chance)], ["check", "dept.yaml", "--baseline", scalar(chance)], ["doctor"], ["new", scalar(chance)],
            ["new", "n.yaml", "--department", scalar(chance), "--code", scalar(chance), "--year", number(chance), "--unit", "万元"],
            ["batch", ".", "-o", "o", "-j", "1", "--no-page-numbers", "--report", chance.choice(("r.json", "r.xlsx", "r.html", "r", "没有/r.json"))],
        )
    )  # fmt: skip
    return Case("toml", "", files, [command], links)


def _settings(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.45:
        return encoded("".join(f"{chance.choice(KEYS)} = {chance.choice(VALUES)}\n" for _ in some(chance, 8)))
    if kind < 0.65:
        lines = BASE.split("\n")
        for _ in some(chance, 3):
            at = chance.randrange(len(lines))
            lines[at] = lines[at].partition("=")[0] + "= " + chance.choice(VALUES)
        return encoded("\n".join(lines))
    text = changed_lines(chance, BASE, EXTRA)
    return damaged(chance, encoded(text)) if kind > 0.9 else encoded(text)


def _words(chance: random.Random) -> bytes:
    content = encoded("\n".join(chance.choice(WORDS) for _ in some(chance, 20)))
    return damaged(chance, content) if chance.random() < 0.1 else content


def _json(chance: random.Random, depth: int = 0) -> object:
    kind = chance.randrange(7 if depth < 4 else 4)
    if kind == 0:
        return chance.choice((None, True, 0, -1, 1.5, 10**40))
    if kind <= 3:
        return scalar(chance)
    if kind == 4:
        return [_json(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    return {
        chance.choice(("version", "findings", "rule", "file", "text", "count", scalar(chance))): _json(
            chance, depth + 1
        )
        for _ in range(chance.randint(0, 4))
    }


def _baseline(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.2:
        return b"[" * chance.choice((3, 1500, 100_000))
    text = json.dumps(_json(chance), ensure_ascii=chance.random() < 0.5)
    return damaged(chance, encoded(text)) if kind < 0.4 else encoded(text)
