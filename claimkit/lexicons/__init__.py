"""Lexicons: the words, signs, patterns and weights that claimkit looks for, as YAML files.

``en`` has the files of English, ``common`` those that belong to no language: units, quotation
marks, HTML elements. For each file, a module here has the schema, which `loader` checks. A file
says where its entries come from; `digest` computes the hash of them that a ledger records.

To add a word, edit the file of the language. Entries have examples: give one that must match and,
where the schema allows it, one that must not. They run as tests.

To add a lexicon, write a schema module with a subclass of `LexiconHeader` and a function
``load_…(language)``, and the YAML file in ``en`` or ``common``. Code that reads text prepares its
words once per language, in a cached function ``load_…(language)``. The language of a parsed
document is that of its spaCy vocabulary; `claimkit.parsing.models.find_language` has the language
of a model without loading it.

To add a language, add a folder named as spaCy names the language (``de``), with the files that
``en`` has. Lists of words may be left out. A ``quotation_marks.yaml`` in the folder replaces the
common one. Then run claimkit with a model of that language. No code changes;
``tests/second_language`` has an example.
"""
