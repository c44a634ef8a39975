"""Templates that mean harm, or ask for more than there is: each with the words that tell it, or the text it prints."""

from __future__ import annotations

from collections.abc import Mapping

P = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
LONG = "长" * 5_000
NOT_ALLOWED, UNKNOWN, TOO_MUCH, TOO_LONG, COMPLEX = "不允许", "不认识的标签", "做得太多", "太长", "太复杂"


def nested(tags: list[str], inside: str = "x", end: str = "endfor") -> str:
    return "".join(f"{{% {tag} %}}" for tag in tags) + inside + f"{{% {end} %}}" * len(tags)


def doubled(operator: str, first: str = "'甲乙丙丁'") -> str:
    """A text that is put beside itself again and again."""
    return f"{{% set a = {first} %}}" + f"{{% set a = a {operator} a %}}" * 40 + "{{ a }}"


TOLD: Mapping[str, tuple[str, str]] = {
    # what stands in a paragraph; what is said
    "loops over data within loops": (nested(["for a in 预算项目"] * 6), TOO_MUCH),
    "such loops that print nothing": (nested(["for a in 预算项目"] * 8, ""), TOO_MUCH),
    "loops over the signs of texts": (nested([f"for a in '{'甲' * 999}'"] * 4), TOO_MUCH),
    "loops over one range": ("{% set r = range(9999) %}" + nested(["for a in r"] * 3), TOO_MUCH),
    "loops within loops over ranges": (nested(["for a in range(999)"] * 3), TOO_MUCH),
    "loops with a condition": (nested(["for a in 预算项目 if a"] * 6), TOO_MUCH),
    "loops over a part of a list": (nested(["for a in 预算项目[0:]"] * 6), TOO_MUCH),
    "loops over a list turned round": (nested(["for a in 预算项目|reverse"] * 6), TOO_MUCH),
    "loops over mapped lists": (nested(["for a in 预算项目|map(attribute='标题')"] * 6), TOO_MUCH),
    "loops over a literal list": (nested(["for a in [" + "1," * 99 + "]"] * 4), TOO_MUCH),
    "a range without end": ("{% for a in range(999999999) %}x{% endfor %}", TOO_MUCH),
    "a range beyond the machine's": ("{% for a in range(999999999999999999) %}x{% endfor %}", TOO_MUCH),
    "a long text printed in loops": (nested(["for a in 预算项目"] * 4, LONG), TOO_MUCH),
    "a wide loop of many prints": ("{% for a in range(90000) %}" + "{{ a }}" * 300 + "{% endfor %}", TOO_MUCH),
    "a recursive loop": ("{% for a in 预算项目 recursive %}{{ loop(预算项目) }}{% endfor %}", NOT_ALLOWED),
    "ljust": ("{{ 'x'.ljust(2000000000) }}", NOT_ALLOWED),
    "rjust": ("{{ 'x'.rjust(2000000000) }}", NOT_ALLOWED),
    "center": ("{{ 'x'.center(2000000000) }}", NOT_ALLOWED),
    "zfill": ("{{ '1'.zfill(2000000000) }}", NOT_ALLOWED),
    "expandtabs": ("{{ '\\t'.expandtabs(2000000000) }}", NOT_ALLOWED),
    "translate": ("{{ 'xxxx'.translate({120: 'y' }) }}", NOT_ALLOWED),
    "encode": ("{{ 'xxxx'.encode('punycode') }}", NOT_ALLOWED),
    "join as a method": ("{{ ('x' ~ 'y').join(['a'] ) }}", NOT_ALLOWED),
    "join over a range": ("{{ range(99999)|join('" + LONG + "') }}", TOO_LONG),
    "replace as a method": ("{{ '" + LONG + "'.replace('长', '" + LONG + "') }}", TOO_LONG),
    "replace as a filter": ("{{ '" + LONG + "'|replace('长', '" + LONG + "') }}", TOO_LONG),
    "replace of nothing": ("{{ '" + LONG + "'|replace('', '" + LONG + "') }}", TOO_LONG),
    "replace again and again": (
        "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a|replace('x', 'xxxxxxxxxx') %}" * 10 + "{{ a }}",
        TOO_LONG,
    ),
    "texts beside one another": (doubled("~"), TOO_LONG),
    "texts added": (doubled("+"), TOO_LONG),
    "lists added": (doubled("+", "[1, 2, 3]").replace("{{ a }}", "{{ a|length }}"), TOO_LONG),
    "numbers multiplied": (doubled("*", "99"), TOO_LONG),
    "a text multiplied": ("{{ 'x' * 2000000000 }}", NOT_ALLOWED),
    "a list multiplied": ("{% for a in [1] * 2000000000 %}x{% endfor %}", NOT_ALLOWED),
    "a power": ("{{ 9 ** 9 ** 9 }}", NOT_ALLOWED),
    "bits shifted": ("{{ 1 << 2000000000 }}", "写得不对"),
    "a format string": ("{{ '%2000000000d' % 1 }}", NOT_ALLOWED),
    "a format string of a precision": ("{{ '%.2000000000f' % 1 }}", NOT_ALLOWED),
    "a format string of a width given": ("{{ '%*d' % (2000000000, 1) }}", NOT_ALLOWED),
    "format as a method": ("{{ '{:2000000000}'.format(1) }}", NOT_ALLOWED),
    "format by a mapping": ("{{ '{a:2000000000}'.format_map({'a': 1 }) }}", NOT_ALLOWED),
    "format by a name": ("{% set f = 'x'.ljust %}{{ f(2000000000) }}", NOT_ALLOWED),
    "a method by its name in brackets": ("{{ 'x'['ljust'](2000000000) }}", NOT_ALLOWED),
    "bytes of a number": ("{{ (1).to_bytes(2000000000, 'big') }}", NOT_ALLOWED),
    "round to a precision": ("{{ 1.5|round(2000000000, 'ceil') }}", TOO_LONG),
    "a number of many digits": ("{{ " + "9" * 9_000 + " }}", TOO_LONG),
    "a number of a few digits too many": ("{{ " + "9" * 60 + " }}", TOO_LONG),
    "a number of many signs": ("{{ 0x" + "f" * 5_000 + " }}", TOO_LONG),
    "a text made a number": ("{{ '" + "9" * 5_000 + "'|int }}", TOO_LONG),
    "a text made a number by another base": ("{{ '" + "f" * 5_000 + "'|int(0, 16) }}", TOO_LONG),
    "a float without end": ("{{ 1e999|int }}", TOO_LONG),
    "a macro": ("{% macro m() %}x{% endmacro %}{{ m() }}", UNKNOWN),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}", UNKNOWN),
    "a call block": ("{% call range(3) %}x{% endcall %}", UNKNOWN),
    "a filter block": ("{% filter upper %}x{% endfilter %}", UNKNOWN),
    "a set block": ("{% set a %}x{% endset %}{{ a }}", UNKNOWN),
    "a with block": ("{% with a = 1 %}{{ a }}{% endwith %}", UNKNOWN),
    "an autoescape block": ("{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}", UNKNOWN),
    "an include": ("{% include '/etc/passwd' %}", UNKNOWN),
    "an import": ("{% import 'os' as os %}", UNKNOWN),
    "an import from": ("{% from 'os' import path %}", UNKNOWN),
    "an extension": ("{% extends 'base' %}", UNKNOWN),
    "a block": ("{% block b %}{{ self.b() }}{% endblock %}", UNKNOWN),
    "itself": ("{{ self.__class__ }}", NOT_ALLOWED),
    "a namespace": ("{% set n = namespace(a=1) %}", NOT_ALLOWED),
    "an attribute of a namespace set": ("{% set a.b = 1 %}", NOT_ALLOWED),
    "a cycler": ("{% set c = cycler(1, 2) %}", NOT_ALLOWED),
    "a joiner": ("{% set c = joiner(', ') %}", NOT_ALLOWED),
    "blind text": ("{{ lipsum(n=100000) }}", NOT_ALLOWED),
    "a mapping made": ("{{ dict(a=1)|length }}", NOT_ALLOWED),
    "the class": ("{{ ''.__class__ }}", NOT_ALLOWED),
    "the subclasses": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", NOT_ALLOWED),
    "the class by a map": ("{{ ['x']|map(attribute='__class__')|join }}", "没有对应的数据"),
    "the class in brackets": ("{{ ''['__class__'] }}", NOT_ALLOWED),
    "the globals of a loop": ("{% for a in 预算项目 %}{{ loop.__init__.__globals__ }}{% endfor %}", NOT_ALLOWED),
    "map by a name that is none": ("{{ ['x']|map('center', 2000000000)|join }}", "没有“center”"),
    "map with a private name": ("{{ [[1]]|map('_budget')|join }}", NOT_ALLOWED),
    "a private filter": ("{{ 年度|_text(0) }}", NOT_ALLOWED),
    "map over and over": ("{{ range(99999)" + "|map('string')" * 3 + "|join }}", "没有“string”"),
    "map of a replacement": (
        "{{ range(99999)|map('replace', '1', '" + LONG + "')|join }}",
        TOO_LONG,
    ),
    **{
        f"the filter {name}": ("{{ 年度|" + name + " }}", f"没有“{name.partition('(')[0]}”")
        for name in (
            "attr('__class__')",
            "batch(2)",
            "slice(2000000000)",
            "groupby('x')",
            "wordwrap(1)",
            "indent(2000000000)",
            "tojson",
            "pprint",
            "xmlattr",
            "urlize",
            "urlencode",
            "center(2000000000)",
            "format(1)",
            "filesizeformat",
            "random",
            "safe",
            "forceescape",
            "striptags",
            "truncate(1)",
            "title",
            "wordcount",
            "dictsort",
            "items",
        )
    },
    "the test callable": ("{{ 1 if 年度 is callable else 2 }}", "没有“callable”"),
    "lists of lists printed": (
        "{% set a = [1] %}" + "{% set a = [a,a,a,a,a,a,a,a] %}" * 12 + "{{ a ~ '' }}",
        "不是文字",
    ),
    "lists of lists joined": (
        "{% set a = [1] %}" + "{% set a = [a,a,a,a,a,a,a,a] %}" * 12 + "{{ [a]|join }}",
        "不是文字",
    ),
    "lists of lists lowered": (
        "{% set a = [1] %}" + "{% set a = [a,a,a,a,a,a,a,a] %}" * 12 + "{{ a|lower }}",
        "不是文字",
    ),
    "lists of lists compared": (
        "{% set a = [1] %}{% set b = [1] %}"
        + "{% set a = [a,a,a,a,a,a,a,a] %}{% set b = [b,b,b,b,b,b,b,b] %}" * 12
        + "{{ 1 if a == b else 2 }}",
        TOO_MUCH,
    ),
    "lists of lists sorted": (
        "{% set a = [1] %}{% set b = [1] %}"
        + "{% set a = [a,a,a,a,a,a,a,a] %}{% set b = [b,b,b,b,b,b,b,b] %}" * 12
        + "{{ [a, b]|sort|length }}",
        TOO_MUCH,
    ),
    "tuples of tuples told apart": (
        "{% set a = (1,) %}" + "{% set a = (a,a,a,a,a,a,a,a) %}" * 12 + "{{ [a]|unique|list|length }}",
        TOO_MUCH,
    ),
    "tuples of tuples as keys": (
        "{% set a = (1,) %}" + "{% set a = (a,a,a,a,a,a,a,a) %}" * 12 + "{{ {a: 1}|length }}",
        NOT_ALLOWED,
    ),
    "lists of lists looked through": (
        "{% set a = [1] %}{% set b = [1] %}"
        + "{% set a = [a,a,a,a,a,a,a,a] %}{% set b = [b,b,b,b,b,b,b,b] %}" * 12
        + "{{ 1 if a in [b] else 2 }}",
        TOO_MUCH,
    ),
    "lists of lists told by a test": (
        "{% set a = [1] %}{% set b = [1] %}"
        + "{% set a = [a,a,a,a,a,a,a,a] %}{% set b = [b,b,b,b,b,b,b,b] %}" * 12
        + "{{ 1 if a is eq(b) else 2 }}",
        TOO_MUCH,
    ),
    "a sum of lists": ("{{ (range(9999)|map('list'))|sum(start=[])|length }}", "算不出来"),
    "a sum of texts": ("{{ ['" + LONG + "']|sum(start='x') }}", "算不出来"),
    "a lone surrogate": ("{{ '\\ud800' }}", "不能保存的字符"),
    "a lone surrogate beside text": ("{{ 年度 ~ '\\ud800' }}", "不能保存的字符"),
    "a lone surrogate that is not printed": ("{% if 年度 == '\\udfff' %}x{% endif %}", "不能保存的字符"),
    "a sign XML cannot hold": ("{{ '\\x01' }}", "不能保存的字符"),
    "another": ("{{ '\\uffff' }}", "不能保存的字符"),
    "a name in brackets XML cannot hold": ("{{ 部门['\\x00'] }}", "不能保存的字符"),
    "300 loops in loops": (nested(["for a in 预算项目"] * 300), COMPLEX),
    "30 loops in loops": (nested(["for a in [1]"] * 30), COMPLEX),
    "300 conditions in conditions": (nested(["if 年度"] * 300, end="endif"), COMPLEX),
    "30 conditions in conditions": (nested(["if 年度"] * 30, end="endif"), COMPLEX),
    "brackets in brackets": ("{{ " + "(" * 300 + "1" + ")" * 300 + " }}", COMPLEX),
    "lists in lists": ("{{ " + "[" * 90 + "]" * 90 + " }}", COMPLEX),
    "a long sum": ("{{ 1" + " + 1" * 3_000 + " }}", COMPLEX),
    "not not": ("{% if " + "not " * 400 + "年度 %}x{% endif %}", COMPLEX),
    "minus minus": ("{{ " + "-" * 400 + "1 }}", COMPLEX),
    "names below names": ("{{ 部门" + ".名称" * 400 + " }}", COMPLEX),
    "filters on filters": ("{{ 年度" + "|trim" * 100 + " }}", COMPLEX),
    "if if": ("{{ " + "1 if 年度 else " * 60 + "2 }}", COMPLEX),
    "a test on a test": ("{{ 年度 is " + "not none is " * 100 + "none }}", ""),
    "a tag of 100,000 signs": ("{{ '" + "长" * 100_000 + "' }}", COMPLEX),
    "a name of 100,000 signs": ("{{ " + "长" * 100_000 + " }}", COMPLEX),
    "a number in a format's place": ("{{ 年度.format(1) }}", NOT_ALLOWED),
    "loop.changed by lists": (
        "{% set a = [1] %}{% for x in 预算项目 %}{{ loop.changed(预算项目, x, [x]) }}{% endfor %}",
        NOT_ALLOWED,
    ),
    "2,000 branches": ("{% if 年度 == 1 %}" + "{% elif 年度 == 2 %}" * 2_000 + "{% endif %}", COMPLEX),
    "300 macros in macros": (nested(["macro m()"] * 300, end="endmacro"), COMPLEX),
    "even of a text": ("{{ 1 if '%2000000000d' is even else 2 }}", "算不出来"),
    "divided by a text": ("{{ 1 if '%2000000000d' is divisibleby(1) else 2 }}", "算不出来"),
    "even of texts in a list": ("{{ ['%2000000000d']|select('even')|list|length }}", "算不出来"),
    "a filter without a name": ("{{ ['x']|map(年度)|join }}", NOT_ALLOWED),
    "arguments in a list": ("{{ 'x'.replace(*['x', 'y']) }}", NOT_ALLOWED),
    "a loop in a loop": ("{% for a in 预算项目 %}{% for b in loop %}x{% endfor %}{% endfor %}", NOT_ALLOWED),
    "a loop printed": ("{% for a in 预算项目 %}{{ loop }}{% endfor %}", NOT_ALLOWED),
}

PRINTED: Mapping[str, tuple[str, str]] = {
    # what stands in a paragraph; what is printed
    "a comparison of long texts": ("{{ 1 if '" + LONG + "' <= '" + LONG + "x' else 2 }}", "1"),
    "a slice with a huge step": ("{{ ('" + "长" * 50 + "')[::2000000000] }}", "长"),
    "a slice with huge ends": ("{{ '甲乙'[-999999999:999999999] }}", "甲乙"),
    "a range with a huge step": ("{% for a in range(0, 999999999999, 999999999990) %}{{ a }} {% endfor %}", "0 999999999990"),
    "a small loop in a loop": ("{% for a in [1, 2] %}{% for b in '甲乙' %}{{ b }}{% endfor %}{% endfor %}", "甲乙甲乙"),
    "replace and join": ("{{ ['甲乙', '丙']|join('、')|replace('乙', '丁') }}", "甲丁、丙"),
    "arithmetic": ("{{ (1 + 2) * 3 - 4 // 2 }} {{ 7 % 4 }} {{ 1 / 2 }}", "7 3 0.5"),
    "a few texts beside one another": ("{{ '甲' ~ 1 ~ ('乙' + '丙') }}", "甲1乙丙"),
    "methods of a text": ("{{ ' 甲 '.strip() }}{{ '甲乙'.startswith('甲') ~ '' if false else '' }}{{ 'ab'.upper() }}", "甲AB"),
    "methods of a mapping": ("{% for a, b in {'甲': 1}.items() %}{{ a }}{{ b }}{% endfor %}", "甲1"),
    "tests": ("{{ 1 if 甲甲 is not defined and 年度 is string else 2 }}", "1"),
    "what is in a list": ("{{ 1 if '甲' in ['甲', '乙'] and '丁' not in '甲乙' else 2 }}", "1"),
    "what has changed": ("{% for a in '甲甲乙' %}{% if loop.changed(a) %}{{ a }}{% endif %}{% endfor %}", "甲乙"),
    "a cycle": ("{% for a in '甲甲乙' %}{{ loop.cycle('1', '2') }}{% endfor %}", "121"),
    "filters": ("{{ [3, 1, 2]|sort|first }}{{ [3, 1]|sum }}{{ [1, 2]|map('abs')|select('odd')|list|length }}", "141"),
    "a chain of comparisons": ("{{ 1 if 1 < 2 < 3 and not 1 < 3 < 2 else 2 }}", "1"),
    "raw": ("{% raw %}甲{% endraw %}", "甲"),
}  # fmt: skip
