"""Read mails.

`heads` reads the fields of a mail's head, `parts` chooses its text among its parts and decodes it,
`web_text` turns a text in HTML into lines; `reader` makes clean text of them.
"""

from claimkit.documents.readers.mail.reader import read as read
