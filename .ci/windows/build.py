"""`make windows-zip`: everything perfgen needs on a Windows machine without network, in one zip.

The wheels of every supported Python are found for Windows by uv, which evaluates the markers of that system (pip's
`download` takes those of the machine it runs on), fetched by pip, and then resolved once more from the zip's own folder,
without an index. The scripts are in GBK with CRLF, as the Chinese cmd.exe reads them. The zip is the same bytes for the
same wheels.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import tomli
from markdown_it import MarkdownIt

from perfgen import __version__
from perfgen.docx.archive import pack

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
NOT_ALONE = {"cluster"}
"""Extras that a machine without network has no use for."""
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
SCRIPTS = ("安装.bat", "打开命令行.bat", "检查.bat", "生成.bat")
GUIDE, FIRST_PAGE = "说明", "从这里看起.html"
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.8 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif; max-width: 54rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
table {{ border-collapse: collapse; }} th, td {{ border: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; }} th {{ background: #f3f3f3; }}
pre {{ background: #f6f6f6; padding: .8rem; overflow-x: auto; line-height: 1.5; }} code {{ font-family: Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .95em; }} img {{ max-width: 100%; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the zip and say where it is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pythons", default=",".join(PYTHONS), help="versions of Python, with commas between")
    parser.add_argument("--to", type=Path, default=ROOT / "build")
    asked = parser.parse_args(arguments)
    pythons = asked.pythons.split(",")
    wheels = asked.to / "windows-wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir(parents=True)
    collect(wheels, pythons)
    for python in pythons:
        resolve(wheels, python, offline=True)
    name = f"perfgen-{__version__}-windows"
    content = {f"{name}/{path}": data for path, data in sorted(files(wheels, pythons))}
    target = asked.to / f"{name}.zip"
    target.write_bytes(pack(content.items()))
    print(f"{target}: {len(content)} files, {target.stat().st_size / 1e6:.0f} MB, Python {', '.join(pythons)}")


def run(*command: str | Path) -> str:
    """What a program prints. Raises CalledProcessError where it fails."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout  # noqa: S603


def wanted() -> str:
    """What is installed: perfgen in this version with its extras."""
    extras = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    return f"perfgen[{','.join(sorted(extras.keys() - NOT_ALONE))}]=={__version__}"


def wheel_of_perfgen(folder: Path) -> None:
    """Build perfgen as it is here."""
    run(*_PIP, "wheel", "--no-deps", "--wheel-dir", folder, ROOT)


def collect(wheels: Path, pythons: Sequence[str]) -> None:
    """Put the wheels of perfgen, of what it needs on Windows, and of pip into a folder."""
    wheel_of_perfgen(wheels)
    run(*_PIP, "download", "--no-deps", "--dest", wheels, "pip")
    for python in pythons:
        needed = [line for line in resolve(wheels, python) if not line.startswith("perfgen==")]
        run(
            *_PIP, "download", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64", "--python-version", python,
            "--dest", wheels, *needed,
        )  # fmt: skip


def resolve(wheels: Path, python: str, *, offline: bool = False) -> list[str]:
    """What is installed on Windows with a version of Python, as NAME==VERSION; `offline` from the folder alone.

    Raises CalledProcessError where something is missing.
    """
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
        *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", python, "--only-binary", ":all:"),
        *("--find-links", str(wheels), *(["--no-index"] if offline else [])),
    ]
    done = subprocess.run([*command, "-"], check=True, input=f"{wanted()}\n", stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    return [line for line in done.stdout.splitlines() if re.match(r"[\w.-]+==", line)]


def files(wheels: Path, pythons: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Everything in the zip by its path below the top folder."""
    words = {
        "PYTHONS": " ".join(reversed(pythons)),
        "OLDEST": pythons[0],
        "NEWEST": pythons[-1],
        "FIRST": pythons[0].replace(".", ", "),
        "LAST": pythons[-1].replace(".", ", "),
        "WANTED": wanted(),
    }
    for script in SCRIPTS:
        text = (HERE / script).read_bytes().decode("gbk")
        yield script, re.sub("@([A-Z]+)@", lambda found: words[found[1]], text).encode("gbk")
    yield "程序/perfgen.bat", (HERE / "perfgen.bat").read_bytes()
    yield "先看我.txt", (HERE / "先看我.txt").read_bytes()
    yield "LICENSE.txt", (ROOT / "LICENSE").read_bytes()
    for wheel in wheels.glob("*.whl"):
        yield f"wheels/{wheel.name}", wheel.read_bytes()
    for path in (ROOT / "examples").rglob("*"):
        if path.is_file():
            yield path.relative_to(ROOT).as_posix(), path.read_bytes()
    yield from guide()


def guide() -> Iterator[tuple[str, bytes]]:
    """The user guide as pages of HTML that link to one another, and its pictures."""
    docs = ROOT / "docs"
    pages = {path.relative_to(docs).with_suffix(".html").as_posix(): path for path in docs.rglob("*.md")}
    pages[FIRST_PAGE] = ROOT / "README.zh-CN.md"
    for name, path in sorted(pages.items()):
        body = page_body(path.read_text(encoding="utf-8"))
        title = body.partition("</h1>")[0].rpartition(">")[2]
        yield f"{GUIDE}/{name}", _PAGE.format(title=title, body=body).encode("utf-8")
    for picture in (docs / "images").iterdir():
        yield f"{GUIDE}/images/{picture.name}", picture.read_bytes()


def page_body(text: str) -> str:
    """Markdown as HTML, with the headings' anchors that GitHub makes, and links to pages instead of sources."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(text)
    for heading, inside in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", re.sub(r"[^\w -]", "", inside.content.lower()).replace(" ", "-"))
    body = str(markdown.renderer.render(tokens, markdown.options, {}))
    body = re.sub(r'(href="[^":#]*)\.md(#[^"]*)?"', r'\1.html\2"', body)
    return re.sub(r'((?:href|src)=")docs/', r"\1", body)


if __name__ == "__main__":
    main()
