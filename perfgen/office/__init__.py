"""LibreOffice as a layout engine: found, kept warm, and what comes of it (PDF, page numbers, pictures)."""
