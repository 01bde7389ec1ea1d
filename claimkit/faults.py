"""List the faults of documents and of runs of ``extract``: the findings CK101 to CK123.

The modules that detect a fault make their findings from this table, and ``docs/faults.md`` is
generated from it. Problems of a ledger are found by checks; see `claimkit.checks.table`.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimkit.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault.

    ``summary`` says what happened, ``effect`` what claimkit does then, and ``fix`` what the user
    can do. ``exit_code`` is the resulting exit code of ``extract``.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    effect: str
    fix: str
    exit_code: int

    def finding(
        self,
        message: str,
        path: str,
        line: int | None = None,
        column: int | None = None,
        *,
        hint: str | None = None,
    ) -> Finding:
        """Return a finding of this kind."""
        return Finding(self.code, self.severity, message, path, line, column, hint=hint)


IMPOSSIBLE_DATE = Fault(
    "CK101",
    "impossible-document-date",
    Severity.WARNING,
    "a date of the document that the calendar does not have",
    "Other evidence of the document's date is used, if there is any.",
    "give the date with `--published`, or in a `.meta.yaml` file beside the document",
    0,
)
AMBIGUOUS_DATE = Fault(
    "CK102",
    "ambiguous-document-date",
    Severity.NOTE,
    "a date of the document whose day and month could be exchanged",
    "It is not used. Other evidence of the document's date is used, if there is any.",
    "give the date with `--published`, or in a `.meta.yaml` file beside the document",
    0,
)
FRONT_MATTER = Fault(
    "CK103",
    "front-matter",
    Severity.WARNING,
    "front matter that is not valid YAML",
    "The front matter is skipped. The text below it is read.",
    "correct its YAML",
    0,
)
CORPUS_LINE = Fault(
    "CK104",
    "corpus-line",
    Severity.ERROR,
    "a line or row of a corpus that is not a document",
    "It is skipped. The others are read.",
    'correct it; a line is a JSON object with the strings "id" and "text", a row has a cell for '
    "each column",
    1,
)
UNREADABLE = Fault(
    "CK105",
    "unreadable-document",
    Severity.ERROR,
    "a document that cannot be read: it is missing, empty, binary, too large or no text, or its "
    "`.meta.yaml` file is faulty",
    "The document is skipped. The other documents are read.",
    "correct what the message names, or leave the document out",
    1,
)
OUTSIDE = Fault(
    "CK106",
    "outside-project",
    Severity.ERROR,
    "a document outside the project's folder",
    "It has no place in the ledger and is skipped.",
    "run claimkit in a folder that holds the document, copy it into the project, or use "
    "`--format jsonl`, which needs no ledger",
    1,
)
NO_DOCUMENTS = Fault(
    "CK107",
    "no-documents",
    Severity.ERROR,
    "a folder without documents",
    "The folder is skipped.",
    "check the path, or leave it out",
    1,
)
NO_PLACE = Fault(
    "CK108",
    "no-place",
    Severity.ERROR,
    "a document whose path has no place in the ledger",
    "No ledger file is written for it.",
    "rename or move the document",
    1,
)
LEDGER_FILE = Fault(
    "CK109",
    "unreadable-ledger-file",
    Severity.ERROR,
    "a ledger file that cannot be read or does not fit its schema",
    "The ledger file is left as it is. The other documents are extracted.",
    "correct the line that the message names, and run again",
    3,
)
EXTRACTION_FAILED = Fault(
    "CK110",
    "extraction-failed",
    Severity.ERROR,
    "a document on which extraction failed",
    "Nothing is written for it. The other documents are extracted.",
    "report it with the document, or with the sentences that make it fail",
    1,
)
UNCLEAR_MOVE = Fault(
    "CK111",
    "unclear-move",
    Severity.WARNING,
    "a ledger file whose document is gone and could be one of several new ones",
    "The ledger file is left where it is, and the new documents get ledger files of their own.",
    "move the ledger file to the place of the right document, or delete it",
    0,
)

EXCLUDED = Fault(
    "CK112",
    "excluded-document",
    Severity.WARNING,
    "a named document, or folder, that `claimkit.yaml` excludes",
    "It is not read, and its ledger file stays as it is.",
    "leave it out, or change the patterns under `exclude`",
    0,
)
SKIPPED = Fault(
    "CK113",
    "skipped-files",
    Severity.NOTE,
    "files in a folder whose format claimkit knows and does not read, or whose reader is not "
    "installed",
    "They are skipped. One finding lists the files of a format.",
    "save them in a format that claimkit reads, install what the message names, or name a file "
    "with many documents and use `--format jsonl`",
    0,
)
UNREAD_PAGES = Fault(
    "CK114",
    "unread-pages",
    Severity.WARNING,
    "pages of a PDF without text that can be read: scans, damaged pages, fonts without letters",
    "These pages are left out. The other pages are read.",
    "run OCR over the file and read the result",
    0,
)
ENCODING = Fault(
    "CK115",
    "unsure-encoding",
    Severity.WARNING,
    "a document that is not in UTF-8 throughout, or in an encoding that had to be guessed",
    "Bytes that are not UTF-8 are read as Windows-1252, the others as UTF-8. A file without any "
    "UTF-8 is read in the encoding that the message names.",
    "save the document in UTF-8, and look at the names in it",
    0,
)
GARBLED = Fault(
    "CK116",
    "garbled-text",
    Severity.WARNING,
    "text that was decoded wrongly before it was saved, such as `BÃ¤ck`, or that has lost "
    "characters",
    "The text is read as it is.",
    "take the text from its source again, and save it in UTF-8",
    0,
)
OPEN_QUOTATION = Fault(
    "CK117",
    "broken-quotation",
    Severity.NOTE,
    "a quotation mark without its counterpart",
    "The quotation is taken to end with its sentence or its paragraph.",
    "add the missing mark to the document, if it is missing there",
    0,
)
OTHER_LANGUAGE = Fault(
    "CK118",
    "other-language",
    Severity.NOTE,
    "a document, or a part of one, in another language than that of the model",
    "No claims are taken from it.",
    "extract it with a model of its language, if you have one; otherwise nothing",
    0,
)
NOT_NEWS = Fault(
    "CK119",
    "not-a-report",
    Severity.NOTE,
    "a document, or a part of one, that reports nothing, such as source code, a recipe or a "
    "price list",
    "No claims are taken from it.",
    "leave the document out, for example with `exclude` in `claimkit.yaml`",
    0,
)
ATTACHMENTS = Fault(
    "CK120",
    "unread-attachments",
    Severity.NOTE,
    "a mail with attachments",
    "The text of the mail is read. Its attachments are not.",
    "save the attachments that matter as files of their own",
    0,
)
UNDATED = Fault(
    "CK121",
    "undated-document",
    Severity.NOTE,
    'a document without a date of publication, from which words such as "on Friday" in its claims '
    "count",
    "Its claims are kept. Dates that count from the day of publication have no value.",
    "give the date with `--published`, or in a `.meta.yaml` file beside the document",
    0,
)
SAVED_BEFORE = Fault(
    "CK122",
    "saved-before",
    Severity.NOTE,
    "an address that was fetched before",
    "The document that was saved then is read. Nothing is fetched.",
    "delete the saved document and its `.meta.yaml` file if you want to fetch it anew",
    0,
)
UNREAD_RECORD = Fault(
    "CK123",
    "unread-record",
    Severity.WARNING,
    "a record of a web archive that cannot be read: it is damaged, too large, or no document that "
    "claimkit reads",
    "The record is skipped. The other records are read.",
    "archive the page anew, if it matters",
    0,
)

FAULTS = (
    IMPOSSIBLE_DATE,
    AMBIGUOUS_DATE,
    FRONT_MATTER,
    CORPUS_LINE,
    UNREADABLE,
    OUTSIDE,
    NO_DOCUMENTS,
    NO_PLACE,
    LEDGER_FILE,
    EXTRACTION_FAILED,
    UNCLEAR_MOVE,
    EXCLUDED,
    SKIPPED,
    UNREAD_PAGES,
    ENCODING,
    GARBLED,
    OPEN_QUOTATION,
    OTHER_LANGUAGE,
    NOT_NEWS,
    ATTACHMENTS,
    UNDATED,
    SAVED_BEFORE,
    UNREAD_RECORD,
)
"""All faults, in the order of their codes."""
