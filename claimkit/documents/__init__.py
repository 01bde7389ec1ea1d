"""Read documents: from bytes to a `Document` with text, blocks, metadata and offsets.

A document passes through this package in these steps:

1. `paths` finds the files in the folders that the user names. `containers` splits files that hold
   many documents, such as a corpus of JSON lines.
2. `reading` reads one file, with the sidecar beside it. `file_signatures` finds out what it is,
   and `formats` has the reader of each format.
3. `readers` turns the bytes into text: `readers.decoding` finds the encoding, `readers.markup`
   removes HTML and Markdown. `tracked_text` keeps track of where each character came from.
   Formats that say what their blocks are give typed blocks; for formats without a text of their
   own, `readers.source_builder` builds one, with the places in the file.
4. `structure` cuts other texts into lines and groups them into blocks.
5. `composition` runs the passes over the blocks of any format. They find out what each block is:
   title, heading, paragraph, list item, a speaker's turn, a question, a caption, furniture. They
   take labels off the text and note whose words a block is. `metadata` finds title, authors,
   outlet, date and issuer in front matter, sidecar, the first and the last lines.
6. `reading` chooses the best metadata and returns the `Document`.

The words that these steps look for are in the lexicons ``layout``, ``headers`` and ``calendar`` of
each language, the signs in the common lexicons ``typography`` and ``html``.

To add a pass, add a module to `structure` and a line to the table in `composition`. To add a
format, add a module to `readers` (or to `containers`) and a row to the table in `formats`.
"""
