"""Pages as pictures, by PDFium (the extra `preview`)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from perfgen.errors import Diagnostic, OfficeError

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
            out = io.BytesIO()
            page.render(scale=dpi / 72, grayscale=grey).to_pil().save(out, "PNG", optimize=True)
            page.close()
            yield out.getvalue()
    finally:
        document.close()
