"""Small PDFs for tests, made in memory."""

import io

import pikepdf
from reportlab.pdfgen.canvas import Canvas

SMALL_PRINT = "Printed by a computer and valid without a signature."


def report(*pages):
    """A digital PDF with one line of text a page, and below it enough more to need no reading by sight."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for text in pages:
        canvas.drawString(72, 700, text)
        canvas.drawString(72, 640, SMALL_PRINT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(content, password):
    """The same PDF, opening with a password only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return out.getvalue()
