"""A perfgen.toml, and the files it names, are read within bounds, and told of in a time that grows as they do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.settings import MOST_BYTES, MOST_WORDS
from tests.conftest import Run
from tests.effort import effort

Perfgen = Callable[..., Run]

FULL = MOST_BYTES - 200

HUGE = {
    "a long integer": f"[defaults]\nyear = {'9' * 5000}\n",
    "a long hexadecimal": f"[defaults]\nyear = 0x{'f' * FULL}\n",
    "a long float": f"[defaults]\nyear = {'9' * 5000}.0\n",
    "nested lists": f"output = {'[' * 5000}\n",
    "nested tables": f"output = {'{a=' * 5000}\n",
    "nested headers": "".join(f"[{'a.' * n}a]\n" for n in range(150)),
    "dotted keys": f"{'a.' * (FULL // 2)}a = 1\n",
    "dotted words": f"[check.words]\n{'a.' * (FULL // 2 - 10)}a = 1\n",
    "dotted header": f"[{'a.' * (FULL // 2)}a]\n",
    "many dotted keys": "".join(f"{'a.' * 100}b{n} = 1\n" for n in range(FULL // 220)),
    "blanks": f"x = 1\n{' ' * FULL}\n",
    "blanks before a key": f"{' ' * FULL}x = 1\n",
    "blanks within": f"select = [{' ' * FULL}\n",
    "300 kB of blanks": f"x = 1\n{' ' * 300_000}\n",
    "lines": "x = 1\n" + "\n" * FULL,
    "unknown keys": "".join(f"k{n}=1\n" for n in range(FULL // 8)),
    "60,000 unknown keys": "".join(f"k{n}=1\n" for n in range(60_000)),
    "unknown words": "[check.words]\n" + "".join(f"k{n}=1\n" for n in range(FULL // 9)),
    "a long key": f"{'k' * FULL} = 1\n",
    "an open string": f'output = """{"x" * FULL}\n',
    "quotes": f"output = {chr(34) * FULL}\n",
    "escapes": 'output = "' + r"\U0010ffff" * (FULL // 10) + '"\n',
    "a wrong date": "output = 9999-99-99\n",
    "rules": f"[check]\nselect = [{','.join(f'{chr(34)}R{n}{chr(34)}' for n in range(FULL // 9))}]\n",
    "a control character": "output = 'a\x1bb'\n",
    "nothing but a mark": "\ufeff=",
}


@pytest.mark.parametrize("case", HUGE)
def test_whatever_settings_say_is_told_soon(perfgen: Perfgen, shared: Path, case: str) -> None:
    (shared / "perfgen.toml").write_text(HUGE[case], encoding="utf-8")
    runs: list[Run] = []
    assert effort(lambda: runs.append(perfgen("check", "各部门/甲.yaml"))) < 1_000
    (ran,) = runs
    assert (ran.code, "SET0" in ran.err, "Traceback" in ran.err) == (1, True, False), ran.err[-2000:]
    assert len(ran.err) < 20_000


def test_mistakes_are_told_where_they_are(perfgen: Perfgen, shared: Path) -> None:
    text = "[defaults]\nselect = 1\n\n[check]\n# select\nselect = 'x'\nwords.vague = '../x'\n"
    (shared / "perfgen.toml").write_text(text, encoding="utf-8")
    said = perfgen("check", "各部门/甲.yaml").err
    for place in ("2:1: 错误 SET01 没有“select”", "6:1: 错误 SET01 “select”不能", "7:1: 错误 SET02 “vague”不能写 .."):
        assert f"perfgen.toml:{place}" in said


@pytest.mark.parametrize("key", ["[check.words]\nconfusions", "[check]\nbaseline"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "missing", "large", "endless"])
def test_files_that_settings_name_are_files_and_no_longer_than_such_are(
    perfgen: Perfgen, shared: Path, key: str, kind: str
) -> None:
    named = shared / "词.txt"
    if kind == "pipe":
        os.mkfifo(named)
    elif kind == "folder":
        named.mkdir()
    elif kind == "endless":
        named.symlink_to("/dev/zero")
    elif kind == "large":
        with named.open("wb") as stream:
            stream.truncate(10 * 1024**3)  # a file of holes
    (shared / "perfgen.toml").write_text(f'{key} = "词.txt"\n', encoding="utf-8")
    code = "BAS01" if "baseline" in key and kind != "endless" else "SET02"
    for call in (("check", "各部门"), ("batch", "各部门", "--check", "-o", "各部门/成品", "-j", "1")):
        ran = perfgen(*call)
        assert (ran.code, code in ran.err, "Traceback" in ran.err) == (1, True, False), ran


LISTS = [
    "→ 账户",
    "事物 只：",
    "\t",
    "→",
    "a → b → c",
    "错 除：、",
    "a" * 1000,
    "(?P<x>[",
    "账 只：账…………户",
    "|",
    "a b c",
]


@pytest.mark.parametrize("name", ["confusions", "vague", "loose_units", "count_units", "boilerplate", "exclusive"])
def test_whatever_a_list_says_is_no_fault_of_ours(perfgen: Perfgen, shared: Path, name: str) -> None:
    (shared / "词.txt").write_text("\n".join(LISTS), encoding="utf-8")
    (shared / "perfgen.toml").write_text(f'[check.words]\n{name} = "词.txt"\n', encoding="utf-8")
    ran = perfgen("check", "各部门")
    assert (ran.code in (0, 1), "Traceback" in ran.err) == (True, False), ran


def test_the_longest_list_takes_no_more_than_seconds(perfgen: Perfgen, shared: Path) -> None:
    entries = (f"接{number:05} → 账户\n" for number in range(100_000))
    text = ""
    for entry in entries:
        if len((text + entry).encode()) > MOST_WORDS:
            break
        text += entry
    (shared / "词.txt").write_text(text, encoding="utf-8")
    (shared / "perfgen.toml").write_text('[check.words]\nconfusions = "词.txt"\n', encoding="utf-8")
    runs: list[Run] = []
    assert effort(lambda: runs.append(perfgen("check", "各部门"))) < 2_000
    assert runs[0].code in (0, 1)
