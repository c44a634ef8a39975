"""Other word processors' files to .docx, by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from perfgen.errors import Diagnostic, DocumentError, OfficeError, system_said
from perfgen.importing.formats.registry import is_form_in_workbook
from perfgen.importing.formats.suffixes import CONVERTED, read_as_they_are
from perfgen.inputs import read_input
from perfgen.office.find import find, how_to_install
from perfgen.office.warm import Office, SlowError
from perfgen.scratch import scratch

_WORD = "docx:MS Word 2007 XML"
_SECONDS = 180.0
_MOST_BYTES = 100 * 1024 * 1024
"""The largest file that is converted: some have pictures in them."""


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """The file to read for a file: itself, or what LibreOffice makes of it, which is there only within.

    Raises DocumentError for a kind of file that cannot be read, where LibreOffice is missing, and where it fails.
    """
    suffix = path.suffix.lower()
    if suffix in read_as_they_are() or is_form_in_workbook(path):
        yield path
        return
    if suffix not in CONVERTED:
        readable = f"可以读 {' '.join((*read_as_they_are(), *CONVERTED))}"
        raise _fault(path, f"不认识“{suffix or path.name}”这种文件", readable)
    with scratch() as folder:
        yield _converted(path, folder)


def _converted(path: Path, folder: Path) -> Path:
    if find() is None:
        raise _fault(path, f"读 {path.suffix} 文件要用 LibreOffice，这台电脑上没有", how_to_install())
    try:
        content = read_input(path, _MOST_BYTES, partial(_fault, path))
        with Office() as office:
            made = office.convert(content, path.suffix.lower()[1:], _WORD, _SECONDS)
    except SlowError:
        message = f"LibreOffice 转换了 {_SECONDS:g} 秒还没有完"
        raise _fault(path, message, "在 Word 或 WPS 里另存为 .docx 再试") from None
    except OfficeError:
        hint = "文件可能已经损坏或加了密码；在 Word 或 WPS 里另存为 .docx 再试"
        raise _fault(path, "LibreOffice 转换不了这个文件", hint) from None
    except OSError as error:
        raise _fault(path, f"文件读不出来：{system_said(error)}", "检查路径和权限") from None
    result = folder / "source.docx"
    result.write_bytes(made)
    return result


def _fault(path: Path, message: str, hint: str) -> DocumentError:
    return DocumentError(Diagnostic("DOC02", message, path, hint=hint))
