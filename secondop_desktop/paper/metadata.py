"""What a file says of itself: XMP with its title, its language and that it can be read aloud (PDF/UA-1)."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from secondop_desktop.paper.pdf_source import Stream

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>
<rdf:li xml:lang={language}>{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{code}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>SecondOp</xmp:CreatorTool><pdf:Producer>SecondOp</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def metadata(title: str, language: str) -> Stream:
    """The metadata stream of a catalog (ISO 14289-1, 5 and 7.1); never more than title and language."""
    packet = _PACKET.format(title=escape(title), language=quoteattr(language), code=escape(language))
    return Stream("/Type /Metadata /Subtype /XML", packet.encode("utf-8"), plain=True)
