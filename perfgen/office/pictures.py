"""Pages as pictures, by PDFium (the extra `preview`)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from perfgen.errors import Diagnostic, OfficeError

MOST_PIXELS = 150_000_000
"""The largest picture that is drawn, some 600 MB in memory; A3 at 600 dpi has 70 million pixels."""

INSTALL = '运行 pip install "perfgen[preview]"'


def pictures(pdf: bytes, dpi: float = 100, *, grey: bool = False) -> Iterator[bytes]:
    """Each page of a PDF as a PNG. Raises OfficeError where the extra is not installed, or the PDF is none."""
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415 -- an extra
        from PIL import Image  # noqa: F401, PLC0415
    except ImportError:
        raise OfficeError(Diagnostic("PDF01", "画出各页要用 pypdfium2 和 Pillow，还没有装", hint=INSTALL)) from None
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        raise OfficeError(Diagnostic("PDF02", "这不是正常的 PDF 文件", hint="检查是不是拿错了文件")) from None
    try:
        for page in document:
            if page.get_width() * page.get_height() * (dpi / 72) ** 2 > MOST_PIXELS:
                raise OfficeError(Diagnostic("PDF02", "有一页大得不正常，画不了", hint="把 --dpi 写小一些"))
            out = io.BytesIO()
            page.render(scale=dpi / 72, grayscale=grey).to_pil().save(out, "PNG", optimize=True)
            page.close()
            yield out.getvalue()
    except pdfium.PdfiumError:
        raise OfficeError(Diagnostic("PDF02", "PDF 里有一页是坏的", hint="用别的程序打开看看，再试一次")) from None
    finally:
        document.close()
