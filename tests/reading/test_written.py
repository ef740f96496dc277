"""Word, OpenDocument, rich text, web pages, e-mails and archives: every word is read, and nothing runs."""

import base64
import io
import zipfile

import pytest

from secondop_desktop.intake.examine import examine
from secondop_desktop.reading import errors, limits, packed
from secondop_desktop.reading.errors import Refused, Unreadable
from secondop_desktop.reading.pages import read_page
from secondop_desktop.reading.remarks import checked, said
from secondop_desktop.reading.written import Written
from tests.reading import made_files as made


def opened(reader, content, name="file"):
    return reader.open(content, examine(io.BytesIO(content), name).kind)


def text_of(reader, content):
    pages = opened(reader, content).pages
    return "\n".join(reader.page_text(number).text for number in range(1, pages + 1))


def test_every_word_of_a_word_file_is_read_in_its_order(reader):
    table = "".join(f"<w:tc>{made.paragraph(cell)}</w:tc>" for cell in ("ER", "95 %"))
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Dear </w:t></w:r>"
        "<w:ins><w:r><w:t>Margaret</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Mrs Nobody</w:delText></w:r></w:del></w:p>"
        f"<w:sdt><w:sdtContent>{made.paragraph('typed into a field')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr>{table}</w:tr></w:tbl>"
        '<w:p><w:r><w:checkBox><w:checked w:val="1"/></w:checkBox><w:t>agreed</w:t></w:r></w:p>'
    )
    note = f"<w:footnotes {made.W}>{made.paragraph('a note at the foot')}</w:footnotes>"
    head = f"<w:hdr {made.W}>{made.paragraph('Brightwater Clinic')}</w:hdr>"
    content = made.docx(
        body, ("word/footnotes.xml", note), ("word/header1.xml", head), ("word/header2.xml", head)
    )
    assert text_of(reader, content).split("\n") == [
        "Brightwater Clinic",
        "",
        "Dear Margaret",
        "typed into a field",
        "ER\t95 %",
        "☒ agreed",
        "",
        "a note at the foot",
    ]


def test_a_text_box_of_word_is_read_once_though_it_is_there_twice(reader):
    inside = f"<w:txbxContent>{made.paragraph('Grade 2')}</w:txbxContent>"
    both = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
    body = f'<w:p><w:r><mc:AlternateContent xmlns:mc="m">{both}</mc:AlternateContent></w:r></w:p>'
    assert text_of(reader, made.docx(body)).count("Grade 2") == 1


def test_pages_of_word_are_pages_here(reader):
    turn = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert opened(reader, made.docx(made.paragraph("one") + turn + made.paragraph("two"))).pages == 2
    assert reader.page_text(2).text == "two"


def test_macros_are_noticed_by_what_is_in_the_file_and_never_looked_at(reader):
    content = made.docx(made.paragraph("Dear Margaret"), ("word/vbaProject.bin", b"\0 not even a project"))
    assert examine(io.BytesIO(content), "letter.docx").kind == "docm"
    assert text_of(reader, content) == "Dear Margaret"


def test_pictures_in_a_word_file_are_pages_behind_its_text(reader):
    pictures = [("word/media/a.png", made.png()), ("word/media/logo.png", made.png(60, 60))]
    content = made.docx(made.paragraph("see below"), *pictures, ("word/media/b.emf", b"\1\0\0\0 drawn"))
    found = opened(reader, content)
    assert (found.pages, found.remarks) == (2, {"pictures": 1})
    assert "1 picture that cannot be shown" in said(found.remarks)
    assert (reader.page_text(2).width, reader.picture(2, 100).width) == (400, 100)
    assert reader.page_text(1).words[0].text == "see"
    assert (reader.picture(1, 595).width, reader.picture(1, 595).height) == (595, 842)


def test_a_picture_in_a_letter_is_read_by_sight_and_its_text_is_not(reader):
    class Sees:
        looked = 0

        def read(self, _picture):
            self.looked += 1
            return read_page.__globals__["PageText"]("seen by eye, twenty letters", source="ocr")

    eyes = Sees()
    opened(reader, made.docx(made.paragraph("hm"), ("word/media/a.png", made.png())))
    assert read_page(reader, eyes, 1).text == "hm"
    assert eyes.looked == 0
    assert read_page(reader, eyes, 2).text.startswith("seen by eye")


def test_opendocument_is_read_with_blanks_tables_and_notes(reader):
    cells = "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in ("ER", "95 %"))
    body = (
        '<text:p>Two <text:span>bold</text:span> words<text:s text:c="3"/>apart<text:tab/>tab</text:p>'
        f"<table:table-row>{cells}</table:table-row>"
        "<text:tracked-changes><text:p>taken out</text:p></text:tracked-changes>"
    )
    assert text_of(reader, made.odt(body)) == "Two bold words   apart\ttab\nER\t95 %"


def test_a_locked_opendocument_says_so(reader):
    manifest = ("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(Unreadable) as caught:
        opened(reader, made.odt("", manifest))
    assert caught.value.reason == errors.LOCKED


def test_rich_text_is_read_in_its_own_alphabet(reader):
    assert text_of(reader, made.RTF).startswith("Größe 12 mm\nKi-67 ≤ 5 %")


def test_letters_beyond_the_first_plane_and_photos_in_rich_text(reader):
    photo = made.png().hex().encode()
    content = rb"{\rtf1 \u-10179?\u-8694? ok {\pict\pngblip\picw1 " + photo + b"}}"
    assert opened(reader, content).pages == 2
    assert reader.page_text(1).text == "\U0001f60a ok"
    assert reader.page_text(2).width == 400


def test_a_web_page_is_its_words_and_goes_nowhere(reader):
    content = made.PAGE.encode()
    assert text_of(reader, content).split("\n") == [
        *("Your results", "", "Hemoglobin 13.1 g/dL"),
        *("", "ER\t95 %"),
    ]
    remarks = opened(reader, content).remarks
    assert remarks == {"far pictures": 1}
    assert "never goes there" in said(remarks)


def test_a_web_page_in_an_older_alphabet(reader):
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'.encode("iso-8859-2")
    assert text_of(reader, page) == "Łódź"


def test_a_web_page_that_is_nested_too_deep_says_so_instead_of_losing_its_end(reader):
    assert text_of(reader, b"<html><body>" + b"<b>" * 900 + b"the end").endswith("the end")
    with pytest.raises(Unreadable) as caught:
        opened(reader, b"<html><body>" + b"<b>" * 100_000 + b"the end")
    assert caught.value.reason == errors.BROKEN


def test_a_picture_inside_a_web_page_is_a_page(reader):
    data = base64.b64encode(made.png()).decode()
    content = f'<html><body>Chart: <img src="data:image/png;base64,{data}"></body></html>'.encode()
    assert opened(reader, content).pages == 2


def test_an_e_mail_says_who_wrote_when_and_what_and_gives_its_attachments(reader):
    content = made.letter(attachments=[("../../report.pdf", b"%PDF-1.4 x"), ("slides.txt", b"12 slides")])
    found = opened(reader, content)
    lines = reader.page_text(1).text.split("\n")
    assert lines[0] == 'From: "Dr. Okafor" <okafor@brightwater.example>'
    assert lines[3:] == ["Subject: Slides", "", "The slides are on their way."]
    assert found.members == 2
    assert reader.member(2) == ("slides.txt", b"12 slides")
    assert reader.member(1)[1] == b"%PDF-1.4 x"


def test_of_an_e_mail_in_two_forms_the_plain_one_is_read(reader):
    assert text_of(reader, made.letter("plain", html="<p>coloured</p>")).endswith("\n\nplain")
    only = b"From: a@b.example\nMessage-ID: <2>\nContent-Type: text/html\n\n<p>only <b>coloured</b></p>"
    assert text_of(reader, only).endswith("\n\nonly coloured")


def test_a_letter_inside_a_letter_is_a_file_of_its_own(reader):
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "a@b.example", "<3>"
    outer.set_content("see below")
    outer.add_attachment(message_from_bytes(made.letter(subject="The first one"), policy=policy.default))
    assert opened(reader, outer.as_bytes()).members == 1
    name, content = reader.member(1)
    assert name == "The first one.eml"
    assert examine(io.BytesIO(content), name).kind == "email"


@pytest.mark.parametrize(
    "broken",
    [
        b"From: \xff\xfe\nMessage-ID: x\nContent-Type: text/plain; charset=nonsense\n\nstill read",
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\nstill read",
        b"From: =?utf-8?b?####?=\nMessage-ID: <\nDate: never\n\nstill read",
        b"From someone Tue\nFrom: a\nReceived: x\n\nstill read",
    ],
)
def test_broken_e_mails_are_read_as_far_as_they_go(reader, broken):
    assert text_of(reader, broken).endswith("still read")


def test_a_message_of_outlook_is_read_like_an_e_mail(reader):
    found = opened(reader, made.msg(attachments=[("report.pdf", b"%PDF-1.4 " + b"x" * 9000)]))
    text = reader.page_text(1).text
    assert text.startswith("From: Pathology desk <desk@brightwater.example>\nTo: Margaret\nDate: 2026-")
    assert text.endswith("Subject: Blocks\n\nThe blocks can be sent on Monday.")
    assert found.members == 1
    assert reader.member(1) == ("report.pdf", b"%PDF-1.4 " + b"x" * 9000)


def test_an_archive_lists_its_names_and_gives_its_files(reader):
    content = made.zipped(
        ("scans/a.txt", b"one"), ("__MACOSX/._a.txt", b"dust"), (".DS_Store", b"dust"), ("../b.txt", b"two")
    )
    assert opened(reader, content).members == 2
    assert reader.page_text(1).text == "scans/a.txt\n../b.txt"
    assert [reader.member(n)[1] for n in (1, 2)] == [b"one", b"two"]


def test_names_in_utf8_that_do_not_say_so_are_read(reader):
    content = made.zipped(("Gr\u00f6\u00dfe.txt", b"x"))
    unmarked = content.replace(b"\x00\x08", b"\x00\x00")
    opened(reader, unmarked)
    assert reader.member(1)[0] == "Größe.txt"


def test_an_archive_with_too_many_files_is_kept_whole(reader):
    content = made.zipped(*((f"{n}.txt", b"x") for n in range(limits.MOST_MEMBERS + 1)))
    found = opened(reader, content)
    assert (found.members, found.remarks) == (0, {"too many": 201})
    assert "kept whole" in said(found.remarks)


def test_an_empty_archive_says_so(reader):
    with pytest.raises(Unreadable) as caught:
        opened(reader, made.zipped())
    assert caught.value.reason == errors.EMPTY


def test_what_swells_in_an_archive_is_left_in_it(reader):
    content = made.zipped(("zeros", bytes(40 << 20)), ("small.txt", b"small"))
    found = opened(reader, content)
    assert (found.members, found.remarks) == (1, {"members": 1})
    assert reader.member(1) == ("small.txt", b"small")


def test_a_part_that_lies_about_its_size_is_refused():
    content = bytearray(made.zipped(("a.txt", b"x" * 100)))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    archive = packed.Packed(bytes(content))
    with pytest.raises(Refused) as caught:
        archive.content(archive.parts()[0], 50)
    assert caught.value.reason in (errors.TOO_BIG, errors.BROKEN)


def test_locked_parts_are_counted_and_the_others_given(reader):
    content = bytearray(made.zipped(("open.txt", b"open"), ("locked.txt", b"locked")))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    found = opened(reader, bytes(content))
    assert (found.members, found.remarks) == (1, {"locked": 1})


@pytest.mark.parametrize(
    "content",
    [
        made.docx("<w:p>")[:-30],
        made.zipped(("[Content_Types].xml", "x"), ("word/document.xml", "<not xml")),
        made.odt("<text:p>"),
        made.zipped(("a", b"x" * 5000), packing=zipfile.ZIP_STORED)[:2000],
    ],
)
def test_broken_files_of_writing_are_refused_and_the_next_one_is_read(reader, content):
    with pytest.raises(Unreadable) as caught:
        opened(reader, content)
    assert caught.value.reason == errors.BROKEN
    assert opened(reader, b"the next file").pages == 1


def test_a_message_of_outlook_that_was_cut_off_is_refused(reader):
    with pytest.raises(Unreadable) as caught:
        reader.open(made.msg()[:1024], "msg")
    assert caught.value.reason == errors.BROKEN


def test_entities_are_not_followed(reader):
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    content = made.zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", f"{laughs}<w:document {made.W}><w:t>&a;&f;</w:t></w:document>"),
    )
    with pytest.raises(Unreadable):
        opened(reader, content)


def test_a_worker_that_claims_anything_is_not_believed():
    assert checked({"pictures": 3, "members": -1, "locked": True, "far pictures": "9", "other": 5}) == {
        "pictures": 3
    }
    assert checked([1, 2]) == {}
    assert checked({"pictures": 10**12}) == {}


def test_a_text_without_end_is_refused():
    with pytest.raises(Refused):
        Written("rtf", "a" * (limits.LONGEST_PLAIN + 1))
