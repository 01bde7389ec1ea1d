"""Mailboxes: where a mail begins, and its name."""

from __future__ import annotations

from pathlib import Path

from claimkit.documents.containers import iter_corpus
from claimkit.model import Document, Finding

BOX = b"""From ana@a.example Mon May  5 10:00:00 2025
From: Ana Beck <ana@a.example>
Date: Mon, 5 May 2025 10:00:00 +0200
Message-ID: <1@a.example>
Subject: Mill

The mill burned.
From the yard nothing is left.

>From here on it is quiet.

From bo@b.example Tue May  6 10:00:00 2025
From: Bo Lee <bo@b.example>
Subject: Empty


From bo@b.example Tue May  6 11:00:00 2025
From: Bo Lee <bo@b.example>

It fell.
"""


def test_each_mail_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "inbox.mbox"
    path.write_bytes(BOX)
    found = list(iter_corpus(path))

    documents = [item for item in found if isinstance(item, Document)]
    assert [(d.path, d.author, d.title) for d in documents] == [
        ("1@a.example", ("Ana Beck",), "Mill"),
        ("inbox.mbox#3", ("Bo Lee",), None),
    ]
    assert "From the yard nothing is left." in documents[0].text
    assert "\n\nFrom here on it is quiet." in documents[0].text
    (finding,) = (item for item in found if isinstance(item, Finding))
    assert (finding.line, finding.message) == (12, "inbox.mbox#2: the mail holds no text")
