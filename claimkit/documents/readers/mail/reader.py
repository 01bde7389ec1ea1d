"""Make clean text of a mail."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from claimkit.documents.clean_text import CleanText
from claimkit.documents.metadata.candidates import FoundMetadata
from claimkit.documents.readers.mail.heads import read_metadata
from claimkit.documents.readers.mail.parts import MailText, read_text
from claimkit.documents.readers.text_formats import clean_text
from claimkit.errors import DocumentError
from claimkit.faults import ATTACHMENTS
from claimkit.model import Finding, Place, PlaceMap

_MAX_SHOWN = 10
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
    found = FoundMetadata(read_metadata(message, language), findings=_findings(mail, name))
    source = _with_title(mail.text, found.value_of("title"))
    return clean_text(
        source,
        name,
        title=title or found.value_of("title"),
        language=language,
        soft_breaks=False,
        found=found,
        is_mail=True,
        places=_places(source),
    )


def _with_title(text: str, title: str | None) -> str:
    """Return a text below its title, as other documents have it, which is the mail's subject."""
    first = text.lstrip().split("\n", 1)[0]
    has_title = title is None or _letters(first) == _letters(title)
    return text if has_title else f"{title}\n\n{text}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _places(source: str) -> PlaceMap:
    starts = [match.start() for match in _PARAGRAPH.finditer(source)]
    places = [Place(paragraph=number) for number in range(1, len(starts) + 1)]
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
