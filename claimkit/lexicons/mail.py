"""Schema of the mail lexicon: what mail programs write around messages."""

from __future__ import annotations

from claimkit.lexicons.languages import DEFAULT_LANGUAGE
from claimkit.lexicons.loader import LexiconHeader, load_lexicon


class MailLexicon(LexiconHeader, frozen=True):
    """The words in ``mail.yaml``, in lower case."""

    quoting_verbs: tuple[str, ...] = ()
    quoting_leads: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()
    closing_separators: tuple[str, ...] = ()
    from_labels: tuple[str, ...] = ()
    date_labels: tuple[str, ...] = ()
    title_labels: tuple[str, ...] = ()
    other_labels: tuple[str, ...] = ()
    program_lines: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    subject_prefixes: tuple[str, ...] = ()
    subject_tags: tuple[str, ...] = ()
    sender_joiners: tuple[str, ...] = ()


def load_mail(language: str = DEFAULT_LANGUAGE) -> MailLexicon:
    """Load what mail programs write in a language."""
    return load_lexicon("mail", MailLexicon, language)
