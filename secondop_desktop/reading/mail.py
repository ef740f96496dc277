"""E-mails: who wrote, when, what they wrote, and the files that came along. Runs in the parser only."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, Message
from typing import Any

from secondop_desktop.base.language import tr
from secondop_desktop.reading import errors, limits
from secondop_desktop.reading.errors import Refused
from secondop_desktop.reading.plain import decoded
from secondop_desktop.reading.remarks import FAR_PICTURES, MEMBERS_TOO_MANY
from secondop_desktop.reading.web import seen
from secondop_desktop.reading.written import Member, Written

_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the library raises for broken e-mails."""
HEADS = ("From", "To", "Cc", "Date", "Subject")


def e_mail(data: bytes) -> Written:
    """An .eml file; raises Refused when it cannot be taken apart."""
    if len(data) > limits.LONGEST_MEMBER:
        raise Refused(errors.TOO_BIG)
    try:
        letter = email.message_from_bytes(data, policy=email.policy.default)
        parts = _leaves(letter)
    except _FAULTS as error:
        raise Refused(errors.BROKEN) from error
    return of_parts({name: _head(letter, name) for name in HEADS}, *_sorted(parts))


def of_parts(
    heads: dict[str, str], texts: list[str], pages: list[bytes], pictures: list[bytes], members: list[Member]
) -> Written:
    """An e-mail out of what it consists of; a page of HTML counts only where the same is not said in text."""
    far = 0
    for page in pages if not any(text.strip() for text in texts) else ():
        text, inside, fetched = seen(page)
        texts, pictures, far = [*texts, text], [*pictures, *inside], far + fetched
    lines = [f"{name}: {value}" for name, value in heads.items() if value]
    remarks = {FAR_PICTURES: far}
    if len(members) > limits.MOST_MEMBERS:
        remarks[MEMBERS_TOO_MANY], members = len(members), []
    return Written("email", "\n".join([*lines, "", "\n\n".join(texts)]), pictures, members, remarks)


def _leaves(letter: Message) -> list[Message]:
    """The parts that hold something, in their order; a letter inside the letter is one of them."""
    found: list[Message] = []
    rest: list[Message] = [letter]
    while rest:
        part = rest.pop(0)
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            inside = part.get_payload()
            rest = [p for p in inside if isinstance(p, Message)] + rest if isinstance(inside, list) else rest
        else:
            found.append(part)
        if len(found) + len(rest) > limits.MOST_NAMES:
            raise Refused(errors.TOO_BIG)
    return found


def _sorted(parts: list[Message]) -> tuple[list[str], list[bytes], list[bytes], list[Member]]:
    """Texts, pages of HTML, pictures that stand between the words, and files that came along."""
    texts: list[str] = []
    pages: list[bytes] = []
    pictures: list[bytes] = []
    members: list[Member] = []
    for part in parts:
        kind, name = part.get_content_type(), _name(part)
        apart = part.get_content_disposition() == "attachment" or (name and kind[:6] != "image/")
        if kind in _SIGNATURES:
            continue
        if (kind == "text/plain" and not apart) or kind.startswith("multipart/"):  # without its borders
            texts.append(_text(part))
        elif kind == "text/html" and not apart:
            pages.append(_text(part).encode("utf-8", "replace"))
        elif kind.startswith("image/") and part.get("Content-ID") and not apart:
            pictures.append(_content(part))
        else:
            members.append(Member(name or tr("Attachment"), lambda part=part: _content(part)))  # type: ignore[misc]
    return texts, pages, pictures, members


def _name(part: Message) -> str:
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        subject = _head(inside[0], "Subject") if isinstance(inside, list) and inside else ""
        return f"{subject or tr('E-mail')}.eml"
    try:
        return part.get_filename() or ""
    except _FAULTS:
        return ""


def _content(part: Message) -> bytes:
    """The bytes of a part as its sender had them."""
    try:
        if part.get_content_type() == "message/rfc822":
            inside: Any = part.get_payload()
            return bytes(inside[0].as_bytes()) if isinstance(inside, list) and inside else b""
        found = part.get_payload(decode=True)
    except _FAULTS as error:
        raise Refused(errors.BROKEN) from error
    return found if isinstance(found, bytes) else b""


def _text(part: Message) -> str:
    """The letters of a part in the alphabet it names, or in the likeliest one."""
    content = _content(part)
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decoded(content)[0]


def _head(letter: object, name: str) -> str:
    """A line of the head, with its letters decoded where they can be."""
    if not isinstance(letter, EmailMessage | Message):
        return ""
    try:
        value = str(letter.get(name) or "")
    except _FAULTS:
        value = next((str(raw) for key, raw in letter.raw_items() if key.lower() == name.lower()), "")
    return " ".join(value.split())
