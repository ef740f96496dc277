"""Ten files of many kinds, as somebody may have them on a stick after weeks of asking."""

import email.message
import io
import shutil
import wave
import zipfile

WORD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"""
TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
LINKS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""


def make(folder, samples):
    """Put them into `folder` and give back their paths; `samples` holds the program's own sample reports."""
    folder.mkdir()
    for name in ("pathology-report-scan.pdf", "blood-tests.pdf", "mammogram-report-photo.jpg"):
        shutil.copy(samples / name, folder / name)
    shutil.copy(samples / "first-opinion-letter-fax.tif", folder / "fax.tif")
    made = {
        "notes.txt": b"Asked the ward about the parking garage.\n",
        "clinic.html": b"<html><body><h1>Visit</h1><p>Bring the insurance card.</p></body></html>",
        "letter.rtf": rb"{\rtf1\ansi Dear Margaret, the tumour board meets on Tuesdays.\par}",
        "plan.docx": _word("Physiotherapy begins after the wound has healed."),
        "mail.eml": _mail(),
        "voice.wav": _sound(),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def _word(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", LINKS)
        packed.writestr("word/document.xml", WORD.format(text))
    return out.getvalue()


def _mail():
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "records@hospital.example", "me@home.example", "Your slides"
    mail["Date"] = "Tue, 03 Mar 2026 10:00:00 +0000"
    mail.set_content("The slides were sent by courier this morning.")
    return mail.as_bytes()


def _sound():
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000))
    return out.getvalue()
