"""Find out whom a mention means: a name, a pronoun, a description, a group or a document."""
