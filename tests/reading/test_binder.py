"""The worker that binds a packet: pages look as they did, nothing that acts comes along."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from secondop_desktop.base.errors import Cancelled, UserError
from secondop_desktop.base.progress import Progress
from secondop_desktop.reading import limits
from secondop_desktop.reading.bind_pictures import bare_jpeg
from secondop_desktop.reading.bindery import Bindery, Bytes, Lost
from secondop_desktop.reading.errors import Protected, Unreadable
from tests import packets


def alike(record, packet, number, turn=0, place=None):
    """How far page `place` of a packet is from page `number` of the record: 0.0 is the same."""
    before = packets.seen(record, number, 1.0)
    before = before.rotate(-turn, expand=True) if turn else before
    after = packets.seen(packet, number if place is None else place, 1.0)
    room = (0, 0, after.width, after.height - 30)
    scale = min(1.0, room[2] / before.width, room[3] / before.height)
    small = before.resize((round(before.width * scale), round(before.height * scale)), Image.Resampling.BOX)
    left, top = (after.width - small.width) // 2, (room[3] - small.height) // 2
    cut = after.crop((left, top, left + small.width, top + small.height))
    return ImageStat.Stat(ImageChops.difference(small, cut)).mean[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_stands_as_its_file_and_the_person_turned_it(turn):
    records = [packets.pdf("Pathology", "Second page", rotate=rotate) for rotate in (0, 90, 180, 270)]
    packet, _ = packets.bound(*((record, "pdf") for record in records), turns={1: turn, 2: turn})
    for place, record in enumerate(records):
        assert alike(record, packet, 0, turn, 2 * place) < 3
        assert alike(record, packet, 1, turn, 2 * place + 1) < 3


def test_pages_of_any_size_are_fitted_and_stay_vectors():
    sizes = [(300, 400), (842, 595), (1684, 1191), (5669, 5669)]
    records = [packets.pdf("Words of the record", size=size) for size in sizes]
    packet, shapes = packets.bound(*((record, "pdf") for record in records))
    assert [(round(shape.width), round(shape.height)) for shape in shapes] == sizes
    for place, record in enumerate(records):
        assert alike(record, packet, 0, 0, place) < 4
    assert all("Words of the record" in text for text in packets.texts(packet))
    assert b"/Subtype /Image" not in packets.everything_in(packet)


def test_a_cropped_page_with_its_corner_elsewhere_shows_what_it_showed():
    def crop(opened):
        opened.pages[0].obj.MediaBox = pikepdf.Array([-100, -50, 595, 842])
        opened.pages[0].obj.CropBox = pikepdf.Array([20, 500, 500, 842])

    record = packets.changed(packets.pdf("Top of the page"), crop)
    packet, shapes = packets.bound((record, "pdf"))
    assert (shapes[0].width, shapes[0].height) == (480, 342)
    assert alike(record, packet, 0) < 3


def test_nothing_that_acts_and_no_note_of_a_stranger_comes_along():
    record = packets.changed(packets.pdf("What is seen"), packets.acting)
    assert b"CANARY" in packets.everything_in(record)
    packet, _ = packets.bound((record, "pdf"))
    inside = packets.everything_in(packet)
    assert b"CANARY" not in inside
    for word in (b"JavaScript", b"/Launch", b"/URI", b"EmbeddedFile", b"/AcroForm", b"/AA"):
        assert word not in inside
    assert "What is seen" in packets.texts(packet)[0]


def test_what_was_typed_into_a_form_is_seen_but_is_no_field_any_more():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=packets.A4)
    canvas.acroForm.textfield(name="allergy", value="Penicillin", x=60, y=600, width=200, height=24)
    canvas.showPage()
    canvas.save()
    packet, _ = packets.bound((out.getvalue(), "pdf"))
    assert "Penicillin" in packets.texts(packet)[0]
    assert b"/Widget" not in packets.everything_in(packet)


def test_a_layer_that_is_switched_off_is_not_in_the_packet_in_any_form():
    def hide(opened):
        layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
        opened.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        )
        page = opened.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(L0=layer)
        page.contents_add(b"/OC /L0 BDC BT /F1 12 Tf 60 300 Td (HIDDEN WORDS) Tj ET EMC")

    record = packets.changed(packets.pdf("What is seen"), hide)
    packet, _ = packets.bound((record, "pdf"))
    assert b"HIDDEN" not in packets.everything_in(packet)
    assert alike(record, packet, 0) < 4


def test_two_pages_that_share_their_content_keep_their_own_resources():
    def share(opened):
        opened.pages.append(opened.pages[0])
        opened.pages[1].obj.MediaBox = pikepdf.Array([0, 400, 595, 842])

    record = packets.changed(packets.pdf("Shared"), share)
    packet, shapes = packets.bound((record, "pdf"))
    assert [round(shape.height) for shape in shapes] == [842, 442]
    assert alike(record, packet, 0) < 3
    assert alike(record, packet, 1) < 3


def test_a_locked_file_opens_with_its_password_and_is_refused_without():
    record = packets.locked(packets.pdf("Under lock"), "river")
    packet, _ = packets.bound((record, "pdf"), password="river")
    assert "Under lock" in packets.texts(packet)[0]
    for wrong in ("", "lake"):
        with pytest.raises(Protected):
            packets.bound((record, "pdf"), password=wrong)


def test_a_damaged_table_of_places_is_mended_and_a_ruin_is_refused():
    record = packets.pdf("Still there")
    packet, _ = packets.bound((record.replace(b"startxref", b"startxxxx"), "pdf"))
    assert "Still there" in packets.texts(packet)[0]
    with pytest.raises(Unreadable):
        packets.bound((record[:120], "pdf"))


def test_a_file_without_pages_is_refused():
    def empty(opened):
        del opened.pages[0]

    with pytest.raises(Unreadable):
        packets.bound((packets.changed(packets.pdf("x"), empty), "pdf"))


def test_when_the_viewer_counts_other_pages_they_are_taken_as_pictures_of_what_it_saw():
    packet, shapes = packets.bound((packets.pdf("One", "Two"), "pdf"), pages=3)
    assert [shape.picture for shape in shapes] == [True, True]
    assert b"/Subtype /Image" in packets.everything_in(packet)


def test_a_photo_stands_upright_however_the_camera_was_held():
    records = []
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112], exif[0x010E] = orientation, "CANARY of the camera"
        records.append(packets.picture(exif=exif, size=(700, 900)))
    packet, shapes = packets.bound(*((record, "jpeg") for record in records))
    for place, record in enumerate(records):
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(record))).convert("L")
        assert (shapes[place].width, shapes[place].height) == upright.size
        out = io.BytesIO()
        upright.save(out, "PDF", resolution=72)
        assert alike(out.getvalue(), packet, 0, 0, place) < 4
    assert b"CANARY" not in packets.everything_in(packet)


def test_a_photo_goes_in_as_it_came_less_its_notes_and_what_hangs_on_its_end():
    record = packets.picture(quality=91, comment=b"CANARY")
    packet, _ = packets.bound((record + b"CANARY film", "jpeg"))
    assert bare_jpeg(record).content in packets.everything_in(packet)
    assert b"CANARY" not in packets.everything_in(packet)


def test_a_jpeg_that_ends_too_soon_is_refused():
    record = packets.picture()
    with pytest.raises(Unreadable):
        packets.bound((record[: len(record) // 2], "jpeg"))


def test_a_fax_of_many_pages_stays_black_and_white_to_the_dot():
    packet, shapes = packets.bound((packets.tiff(4), "tiff"))
    assert len(shapes) == 4
    with pikepdf.open(io.BytesIO(packet)) as opened:
        pictures = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
        assert {str(one.Filter) for one in pictures} == {"/CCITTFaxDecode"}
        shown = pikepdf.PdfImage(pictures[0]).as_pil_image().convert("L")
    assert shown.getpixel((60, 60)) == 0
    assert shown.getpixel((500, 500)) == 255
    assert packets.seen(packet, 0, 1.0).getpixel((60, 60)) < 40


def test_other_pictures_become_pages_too():
    kinds = (("PNG", "png"), ("WEBP", "webp"), ("BMP", "bmp"))
    packet, shapes = packets.bound(*((packets.picture(kind), name) for kind, name in kinds))
    assert {(shape.width, shape.height) for shape in shapes} == {(800, 1100)}
    assert all(packets.seen(packet, place, 1.0).getpixel((60, 60)) < 60 for place in range(3))


def test_smaller_for_mail_means_smaller_pictures_and_the_same_words():
    noise = Image.effect_noise((1300, 2000), 90).convert("RGB")
    out, scan = io.BytesIO(), io.BytesIO()
    noise.save(scan, "JPEG", quality=95)
    canvas = Canvas(out, pagesize=packets.A4)
    canvas.drawImage(ImageReader(io.BytesIO(scan.getvalue())), 0, 0, *packets.A4)
    canvas.drawString(60, 700, "Words stay")
    canvas.save()
    usual, _ = packets.bound((out.getvalue(), "pdf"))
    small, _ = packets.bound((out.getvalue(), "pdf"), small=True)
    assert len(small) < len(usual) / 2
    assert "Words stay" in packets.texts(small)[0]


def test_unseen_words_over_a_scan_can_be_found_where_they_stand():
    words = [
        ["Karzinom", 0.1, 0.1, 0.3, 0.12],
        ["王医師", 0.4, 0.1, 0.5, 0.12],
        ["Größe", 0.1, 0.5, 0.2, 0.52],
    ]
    packet, _ = packets.bound((packets.picture(), "jpeg"), words={(0, 0): {"seen": True, "words": words}})
    (text,) = packets.texts(packet)
    for word, *_ in words:
        assert word in text
    bare, _ = packets.bound((packets.picture(), "jpeg"))
    assert ImageChops.difference(packets.seen(packet), packets.seen(bare)).getbbox() is None


def test_the_tree_of_a_packet_names_every_page():
    packet, _ = packets.bound((packets.picture(), "jpeg"), (packets.pdf("a", "b"), "pdf"))
    with pikepdf.open(io.BytesIO(packet)) as opened:
        root = opened.Root.StructTreeRoot
        assert bool(opened.Root.MarkInfo.Marked)
        kinds = [str(one.S) for one in root.K[0].K[0].K]
        assert kinds == ["/Figure", "/P", "/P"]
        assert str(root.K[0].K[0].K[0].Alt) == "Page 1"
        parents = pikepdf.NumberTree(root.ParentTree)
        for page in opened.pages:
            assert int(page.obj.StructParents) in parents


def test_a_passphrase_encrypts_with_aes_256():
    packet, _ = packets.bound((packets.pdf("Secret"), "pdf"), passphrase="seven grey herons")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(packet))
    with pikepdf.open(io.BytesIO(packet), password="seven grey herons") as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
    assert b"Secret" not in packet


def test_the_worker_gets_no_range_outside_of_what_it_was_given():
    bindery = Bindery(Bytes, lambda _s, _p: [])
    bindery.add(Bytes(b"x"))
    for wanted in ([5, 0, 1], [0, -1, 1], [0, 0, limits.BIND_WINDOW + 1], "all", [0, 0], [True, 0, 1]):
        with pytest.raises(Unreadable):
            bindery._wanted(wanted)
    bindery.close()


def test_a_source_that_is_lost_while_it_is_read_is_named():
    class Breaks(Bytes):
        def read_range(self, offset, length):
            raise UserError("The disk is gone.")

    with Bindery(Bytes, lambda _s, _p: []) as bindery:
        source = bindery.add(Breaks(packets.pdf("x")))
        with pytest.raises(Lost) as lost:
            bindery.take(source, "pdf")
    assert lost.value.source == source
    assert lost.value.why.what == "The disk is gone."


def test_a_stop_ends_it_at_the_next_exchange():
    with Bindery(Bytes, lambda _s, _p: []) as bindery:
        source = bindery.add(Bytes(packets.pdf("x")))
        with pytest.raises(Cancelled):
            bindery.take(source, "pdf", progress=Progress(stopped=lambda: True))
