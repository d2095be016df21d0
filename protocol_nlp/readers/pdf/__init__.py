"""PDF with a text layer: characters and ruling lines by pdfium, their order by geometry."""

from protocol_nlp.readers.pdf.parent import read_pdf

__all__ = ["read_pdf"]
