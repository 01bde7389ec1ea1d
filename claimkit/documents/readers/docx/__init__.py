"""Read Word documents.

`package` reads the parts of the file within limits, `styles` what its styles mean, `body` its
paragraphs and tables, `properties` its metadata; `reader` makes clean text of them.
"""

from claimkit.documents.readers.docx.reader import read as read
