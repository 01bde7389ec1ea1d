"""Make clean text of a mail."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from claimkit.documents.clean_text import CleanText
from claimkit.documents.metadata.candidates import FoundMetadata, choose
from claimkit.documents.readers.mail.heads import read_metadata
from claimkit.documents.readers.mail.parts import MailText, read_text
from claimkit.documents.readers.text_formats import clean_text
from claimkit.errors import DocumentError
from claimkit.faults import ATTACHMENTS
from claimkit.model import Finding, Place, PlaceMap

_MAX_SHOWN = 10
_TOP_LINES = 12
_MIN_SHARE = 0.5
_SIGNS = "*_#> \t"
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")


def read(data: bytes, name: str, *, title: str | None, language: str) -> CleanText:
    """Read the bytes of a mail.

    Raises:
        DocumentError: if it has no text, is encrypted, or has too many parts.
    """
    try:
        message: Message = message_from_bytes(data)
        mail = read_text(message, name)
    except RecursionError as error:
        raise DocumentError(
            f"{name}: the parts of the mail are nested too deeply", hint="save its text as .txt"
        ) from error
    if not mail.text.strip():
        raise _without_text(mail, name)
    head = read_metadata(message, language)
    source, subject = _with_title(mail.text, choose(head, "title"))
    found = FoundMetadata(
        [
            replace(item, value=subject) if item.field == "title" and subject else item
            for item in head
        ],
        findings=_findings(mail, name),
    )
    return clean_text(
        source,
        name,
        title=title or subject,
        language=language,
        soft_breaks=False,
        found=found,
        is_mail=True,
        places=_places(source, has_subject=len(source) > len(mail.text)),
    )


def _with_title(text: str, subject: str | None) -> tuple[str, str | None]:
    """Return a text below its title, as other documents have it, and the title.

    It is the mail's subject, or a line near the top that says the same: "Press release: Mill burns
    down" stands above a text with the line "Mill burns down".
    """
    if subject is None:
        return text, None
    wanted = _letters(subject)
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_TOP_LINES]
    for line in lines:
        letters = _letters(line)
        is_most = len(letters) >= _MIN_SHARE * len(wanted)
        if letters == wanted or (is_most and wanted.endswith(letters)):
            return text, line.strip(_SIGNS)
    return f"{subject}\n\n{text}", subject


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _places(source: str, *, has_subject: bool) -> PlaceMap:
    """Return the numbers of the paragraphs. A subject above the text is none of them."""
    starts = [match.start() for match in _PARAGRAPH.finditer(source)]
    numbers = range(1 - has_subject, len(starts) + 1 - has_subject)
    places = [Place(paragraph=number or None) for number in numbers]
    return PlaceMap([0, *starts[1:]], places)


def _findings(mail: MailText, name: str) -> list[Finding]:
    if not mail.attachments:
        return []
    shown = ", ".join(mail.attachments[:_MAX_SHOWN])
    more = len(mail.attachments) - _MAX_SHOWN
    message = f"what is attached is not read: {shown}" + (f" and {more} more" if more > 0 else "")
    return [ATTACHMENTS.finding(message, name, hint=f"{ATTACHMENTS.fix}")]


def _without_text(mail: MailText, name: str) -> DocumentError:
    if mail.is_encrypted:
        return DocumentError(
            f"{name}: the mail is encrypted", hint="save its text as .txt in your mail program"
        )
    attached = f", only attachments: {', '.join(mail.attachments[:_MAX_SHOWN])}"
    return DocumentError(
        f"{name}: the mail holds no text{attached if mail.attachments else ''}",
        hint="save what is attached as files of their own, or leave the mail out",
    )
