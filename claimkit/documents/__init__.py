"""Read documents: from bytes to a `Document` with text, blocks, metadata and offsets.

A document passes through this package in these steps:

1. `paths` finds the files in the folders that the user names. `containers` splits files that hold
   many documents, such as a corpus of JSON lines.
2. `reading` reads one file, with the sidecar beside it, and picks the reader of its format.
3. `readers` turns the bytes into text: `readers.decoding` finds the encoding, `readers.markup`
   removes HTML and Markdown. `tracked_text` keeps track of where each character came from.
4. `structure` cuts the text into lines and groups them into blocks: titles, headings, paragraphs,
   list items. It marks what is not the article: widgets, pull quotes, reader comments.
5. `metadata` finds title, author, outlet and date in front matter, sidecar, byline and dateline.
6. `reading` chooses the best of these and returns the `Document`.

The words that these steps look for are in the lexicons ``layout`` and ``calendar`` of each
language, the signs in the common lexicons ``typography`` and ``html``.

To add a format, add a module to `readers` (or to `containers`) and a line to its table.
"""
