"""Find the source of a cue in the dependency tree: the tokens that name who is credited."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from claimkit.extraction.attribution.attribution_words import load_attribution_words
from claimkit.lexicons.attribution import AttributionWordLexicon
from claimkit.parsing.layout import lexicons_of
from claimkit.parsing.trees import is_passive, is_relative

_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_VERBAL = ("VERB", "AUX")
_COMPLEMENTS = ("xcomp", "advcl", "ccomp", "dep", "parataxis")
_MAX_CLIMB = 4
_OUTSIDE = frozenset("appos relcl acl advcl cc conj parataxis dep".split())


class SourceMatch(NamedTuple):
    """The head tokens of a source and the path in the parse that led to them.

    ``pronoun`` is the relative pronoun between cue and source. Empty ``heads`` mean that the cue
    names nobody. ``tokens`` are those of the source where the parse does not show them.
    """

    heads: tuple[Token, ...]
    path: str
    pronoun: Token | None = None
    tokens: frozenset[int] = frozenset()


NOBODY = SourceMatch((), "none")


def find_verb_source(verb: Token, depth: int = 0) -> SourceMatch:
    """Return the source of a verb: its subject, its agent, or a shared subject."""
    if is_passive(verb) or _is_reduced_passive(verb):
        return _agent(verb)
    subject = _subject(verb)
    if subject is not None:
        if subject.dep_ == "expl" or (subject.dep_ == "nsubjpass" and _is_impersonal(subject)):
            return NOBODY
        outside = _source_behind_quotation(verb, subject)
        if outside is not None:
            return SourceMatch((outside,), "subject")
        return from_subject(verb, subject)
    if depth > _MAX_CLIMB:
        return NOBODY
    absolute = _absolute_subject(verb)
    if absolute is not None:
        return SourceMatch((absolute,), "subject")
    if verb.head == verb or (verb.tag_ in _FINITE and verb.dep_ not in ("conj", "xcomp")):
        displaced = _displaced_subject(verb)
        if displaced is not None:
            return SourceMatch((displaced,), "displaced")
    if verb.head == verb:
        return NOBODY
    return _shared_subject(verb, depth)


def _function_words(token: Token) -> AttributionWordLexicon:
    return load_attribution_words(lexicons_of(token.doc)).function_words


def _is_impersonal(subject: Token) -> bool:
    """Return whether a subject is impersonal: "it is hard to say"."""
    return subject.lower_ in _function_words(subject).impersonal_subjects


def _is_reduced_passive(verb: Token) -> bool:
    """Return whether the verb is a passive participle: "Asked whether …, the owner said"."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("advcl", "acl"):
        return False
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT":
        return False  # a main clause whose verb the parser took for a participle
    return not any(child.dep_ in ("aux", "nsubj") for child in verb.children)


def _displaced_subject(verb: Token) -> Token | None:
    """Return the name before a verb, if the parser attached it elsewhere.

    Example: "On May 2, the mayor, Jo Lee, said". The name ends at a comma before the verb; an
    insertion between commas is skipped.
    """
    doc, first = verb.doc, verb.sent.start
    i = verb.i - 1
    for child in verb.lefts:  # an insertion between the name and the verb
        if child.dep_ in ("advcl", "prep", "relcl") and child.left_edge.i > first:
            if child.right_edge.i >= verb.i - 3:
                i = child.left_edge.i - 1
    while i > first and (doc[i].is_punct or doc[i].dep_ in ("aux", "advmod", "neg")):
        i -= 1
    token = doc[i]
    if i < first or token.pos_ not in ("PROPN", "NOUN") or verb.i - i < 2:
        return None
    while token.dep_ == "compound" and token.head.i > token.i:
        token = token.head
    return token if token.i < verb.i else None


def _source_behind_quotation(verb: Token, subject: Token) -> Token | None:
    """Return the noun between a quotation and its verb, if the parser took a quoted word.

    Example: '"Timing matters," its *director*, Mads Friis, wrote', with "matters" as the subject.
    """
    if subject.i > verb.i - 3 or not _ends_quotation(verb.doc[subject.i + 1 : verb.i]):
        return None
    source = _displaced_subject(verb) or verb.nbor(-1)
    while source.dep_ == "appos" and source.head.i > subject.i:
        source = source.head
    return source if source.pos_ in ("PROPN", "NOUN") else None


def _ends_quotation(words: Span) -> bool:
    """Return whether a mark closes a quotation that these words do not open."""
    quotes = [word for word in words if word.is_quote]
    return len(quotes) % 2 == 1 and quotes[0].tag_ == "''"


def _absolute_subject(verb: Token) -> Token | None:
    """Return the noun directly before a participle: "ended with *the mayor* asking whether"."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "pcomp"):
        return None
    prepositions = _function_words(verb).absolute_prepositions
    for child in verb.head.children:
        if child.dep_ == "prep" and child.lower_ in prepositions and child.i < verb.i:
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            if below is not None and below.right_edge.i == verb.left_edge.i - 1:
                return below
    return None


def _subject(verb: Token) -> Token | None:
    found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    # "In her memoirs, The Long Night, she wrote": the parser gives the verb two subjects.
    pronouns = [c for c in found if c.pos_ == "PRON" and c.i == verb.i - 1]
    if not found and verb.pos_ in ("NOUN", "VERB"):  # "…, court *records* show"
        found = [c for c in verb.children if c.dep_ == "compound" and c.i == verb.i - 1]
    return next(iter((*pronouns, *found)), None)


def from_subject(verb: Token, subject: Token) -> SourceMatch:
    """Return the source that a subject of a verb is; "who" is the noun before its clause."""
    if is_relative(subject):
        anchor = verb
        while anchor.dep_ == "conj" and anchor.head != anchor:
            anchor = anchor.head
        if anchor.dep_ == "relcl":
            return SourceMatch((_person_before(anchor.head, subject),), "relative", subject)
        if anchor.dep_ in ("ccomp", "advcl", "acl"):
            return SourceMatch((subject,), "subject")
    return SourceMatch((subject,), "subject")


def _person_before(noun: Token, pronoun: Token) -> Token:
    """Return the person whom a relative clause after "who" describes.

    Example: "*a driver* in our chat, who said", where the parser takes the chat. Counter-example:
    "the friend of *a minister*, who said".
    """
    words = load_attribution_words(lexicons_of(noun.doc))
    top = noun
    while (
        top.pos_ == "NOUN"
        and top.lemma_.lower() not in words.people
        and top.dep_ == "pobj"
        and top.head.head.pos_ in ("NOUN", "PROPN")
        and top.head.head.i < top.i
    ):
        top = top.head.head
    is_personal = pronoun.lower_ in words.function_words.personal_relatives
    return top if is_personal and top.lemma_.lower() in words.people else noun


def _agent(verb: Token) -> SourceMatch:
    for child in verb.children:
        if child.dep_ == "agent" or (
            child.dep_ == "prep" and child.lower_ in _function_words(verb).agent_prepositions
        ):
            for below in child.children:
                if below.dep_ == "pobj" and below.lemma_ not in _function_words(verb).manner_nouns:
                    return SourceMatch((below,), "agent")
    return _agent_behind_figure(verb)


def _agent_behind_figure(verb: Token) -> SourceMatch:
    """Return the agent that the parser hung onto a figure: "put at 2 million euros by *X*"."""
    for child in verb.rights:
        figure = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if child.dep_ != "prep" or figure is None:
            continue
        if figure.tag_ != "CD" and not any(c.tag_ == "CD" for c in figure.lefts):
            continue
        for below in figure.rights:
            if below.lower_ in _function_words(verb).agent_prepositions:
                agent = next((c for c in below.children if c.dep_ == "pobj"), None)
                return NOBODY if agent is None else SourceMatch((agent,), "agent")
    return NOBODY


def _shared_subject(verb: Token, depth: int) -> SourceMatch:
    """Return the subject that a verb takes over from the word it depends on."""
    head, relation = verb.head, verb.dep_
    if relation == "conj" and head.pos_ in _VERBAL:
        return _subject_above(head, depth)
    if relation in _COMPLEMENTS and head.pos_ in (*_VERBAL, "ADJ"):
        return _subject_of_governor(verb, head, depth)
    if relation in ("pcomp", "prep") and head.head != head:
        anchor = head.head
        if find_quoting_verb(verb) is not None:
            return _quoted_person(verb)
        if anchor.pos_ in _VERBAL:
            return _subject_above(anchor, depth)
        return find_noun_source(anchor) if anchor.pos_ == "NOUN" else NOBODY
    if relation in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _modified_noun(verb, head, depth)
    return NOBODY


def find_quoting_verb(participle: Token) -> Token | None:
    """Return the verb of quoting above a participle: "*quoted* the mayor as saying that …"."""
    preposition = participle.head
    verb, words = preposition.head, _function_words(participle)
    if participle.dep_ != "pcomp" or preposition.lower_ not in words.quoting_prepositions:
        return None
    while verb.dep_ in ("dobj", "pobj", "appos", "prep") and verb.pos_ not in _VERBAL:
        verb = verb.head  # the parser hung "as saying" onto the name
    return verb if verb.lemma_ in words.quoting_verbs and verb.pos_ in _VERBAL else None


def find_quoted_source(verb: Token) -> Token | None:
    """Return who is quoted: "The Post quoted *Ms Lee*: “…”", "“…,” *she* was quoted as saying"."""
    if verb.lemma_ not in _function_words(verb).citing_verbs:
        return None
    wanted = "nsubjpass" if is_passive(verb) else "dobj"
    quoted = next((child for child in verb.children if child.dep_ == wanted), None)
    return quoted if quoted is not None and quoted.pos_ in ("PROPN", "NOUN", "PRON") else None


def quoting_phrase(verb: Token) -> set[int]:
    """Return "as saying" below a verb of quoting; empty without it."""
    words = _function_words(verb)
    if verb.lemma_ not in words.quoting_verbs:
        return set()
    below = (
        (preposition.i, participle.i)
        for preposition in verb.subtree
        if preposition.lower_ in words.quoting_prepositions
        for participle in preposition.children
        if find_quoting_verb(participle) == verb
    )
    return set(next(below, ()))


def _quoted_person(participle: Token) -> SourceMatch:
    """Return who is quoted: the object of the verb of quoting, or its subject in the passive."""
    verb = find_quoting_verb(participle)
    if verb is None:
        return NOBODY
    quoted = _object(verb)
    if quoted is not None:
        return SourceMatch((quoted,), "controlled")
    found = _passive_subject(verb)
    if not found.heads and verb.dep_ in ("acl", "relcl"):
        return SourceMatch((verb.head,), "modified")  # "a man quoted as saying that …"
    return found


def _subject_above(verb: Token, depth: int) -> SourceMatch:
    found = find_verb_source(verb, depth + 1)
    return found._replace(path="shared") if found.heads else _passive_subject(verb)


def _subject_of_governor(verb: Token, head: Token, depth: int) -> SourceMatch:
    """Return the subject of a verb in the complement of another word.

    Example: "*she* wanted to say", "asked *him* to say", "*she* is ready to say".
    """
    is_infinitive = verb.dep_ == "xcomp"
    if is_infinitive:
        controller = _object(head)
        if controller is not None:
            return SourceMatch((controller,), "controlled")
    if head.pos_ == "ADJ":
        found = find_adjective_source(head)
        return NOBODY if found.heads and _is_impersonal(found.heads[0]) else found
    found = find_verb_source(head, depth + 1)
    if is_infinitive and found.heads and _is_impersonal(found.heads[0]):
        return NOBODY
    return found._replace(path="shared") if found.heads else _passive_subject(head)


def _modified_noun(verb: Token, noun: Token, depth: int) -> SourceMatch:
    """Return the noun that a verb modifies, or the subject of the verb that governs this noun.

    Example: "*a man* saying that …", "*she* issued a statement saying that …".
    """
    governor = _governor(noun) if verb.tag_ == "VBG" else None
    if governor is not None:
        found = find_verb_source(governor, depth + 1)
        if found.heads:
            return found._replace(path="participle")
    return SourceMatch((noun,), "modified")


def _governor(noun: Token) -> Token | None:
    """Return the verb that has ``noun`` in its predicate: "issued *a statement* saying"."""
    node = noun
    while node.dep_ in ("dobj", "pobj", "attr", "prep", "conj", "appos", "npadvmod", "dative"):
        node = node.head
        if node.pos_ in _VERBAL:
            return node
    return None


def _object(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "dobj"), None)


def _passive_subject(verb: Token) -> SourceMatch:
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            if is_relative(child) and verb.dep_ == "relcl":
                return SourceMatch((verb.head,), "relative", child)
            return SourceMatch((child,), "shared")
    return NOBODY


def find_noun_source(noun: Token) -> SourceMatch:
    """Return the source of a noun: its possessor, "by X", or the subject of its verb."""
    prepositions = _function_words(noun).origin_prepositions
    for child in noun.children:
        if child.dep_ == "poss":
            return SourceMatch((child,), "possessor")
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in prepositions:
            below = next((c for c in child.children if c.dep_ == "pobj"), None)
            if below is not None:
                return SourceMatch((below,), "by")
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _function_words(noun).receiving_verbs:
        return SourceMatch((), "received")  # "the firm *faces* allegations that …"
    if noun.dep_ == "dobj" and noun.head.pos_ in _VERBAL:
        return find_verb_source(noun.head)._replace(path="support verb")
    for child in noun.children:
        if child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN":
            return SourceMatch((child,), "compound")
    return NOBODY


def find_adjective_source(adjective: Token) -> SourceMatch:
    """Return the source of a predicative adjective: "*she* is afraid that …"."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "attr", "oprd", "conj", "xcomp") and head != adjective:
        if adjective.dep_ == "conj" and head.pos_ == "ADJ":
            return find_adjective_source(head)
        return find_verb_source(head)
    if adjective.dep_ in ("advcl", "acl") and head.pos_ in _VERBAL:
        return find_verb_source(head)._replace(path="shared")
    return NOBODY


def _is_day(child: Token) -> bool:
    """Return whether a phrase is a day: "on Friday", "Friday", "today"."""
    words = load_attribution_words(lexicons_of(child.doc))
    if child.dep_ == "npadvmod":
        return child.text in words.calendar_names or child.lower_ in words.function_words.day_words
    if child.dep_ != "prep" or child.lower_ not in words.function_words.day_prepositions:
        return False
    return any(c.dep_ == "pobj" and c.text in words.calendar_names for c in child.children)


def mention_tokens(head: Token) -> set[int]:
    """Return the tokens of the noun phrase around ``head``.

    Left out are appositions, relative clauses, participles, further nouns ("and …") and days ("the
    governor *on Friday* said"). Other phrases with a preposition that stand directly after the
    noun are part of it.
    """
    found: set[int] = set()
    stack = [head]
    while stack:
        node = stack.pop()
        found.add(node.i)
        for child in node.children:
            if child.dep_ in _OUTSIDE and (node == head or child.dep_ not in ("cc", "conj")):
                continue
            if child.dep_ == "punct" and child.text in ",;:()—–-" and node == head:
                continue
            if node == head and child.i > head.i and _is_day(child):
                continue
            stack.append(child)
    # One stretch only, the one around the head.
    start = end = head.i
    while start - 1 in found:
        start -= 1
    while end + 1 in found:
        end += 1
    return set(range(start, end + 1))
