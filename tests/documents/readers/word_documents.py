"""Make Word documents for tests, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": "styles.xml", "footnotes": "footnotes.xml", "endnotes": "endnotes.xml"}

STYLES = """
<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="House Head"/><w:basedOn w:val="a1"/>
</w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Intense Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="toc2"><w:name w:val="toc 2"/></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="Bulleted"/>
 <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="fr"><w:name w:val="footnote reference"/></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="Secret"/>
 <w:rPr><w:vanish/></w:rPr></w:style>
"""


def run(text: str, properties: str = "") -> str:
    """Return a run with a text; its signs are escaped already."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs, or of texts."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = (item if item.startswith("<") else run(item) for item in content)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table with a paragraph in each cell."""
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def notes(kind: str, *texts: str) -> str:
    """Return the content of a part with notes; their ids count from 1."""
    line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:{kind}>'
    mark = f'<w:r><w:rPr><w:rStyle w:val="fr"/></w:rPr><w:{kind}Ref/></w:r>'
    return line + "".join(
        f'<w:{kind} w:id="{number}">{paragraph(mark, text)}</w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )


def word_document(
    body: str,
    *,
    properties: str = "",
    others: Mapping[str, str] | None = None,
    space: str = W,
    styles: str = STYLES,
) -> bytes:
    """Return the bytes of a Word document.

    Args:
        others: further parts by their role, such as ``footnotes``: the content of their root.
    """
    contents = {"styles": styles, **(others or {})}
    kinds = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{role}" Target="{_PARTS[role]}"/>'
        for i, role in enumerate(contents)
    )
    top = (
        f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{_RELATIONS}/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{_RELATIONS}">{top}</Relationships>'
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{kinds}</Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f"<w:document {space} {MC}><w:body>{body}<w:sectPr/></w:body></w:document>",
        )
        for role, content in contents.items():
            archive.writestr(f"word/{_PARTS[role]}", f"<w:{role} {space}>{content}</w:{role}>")
        archive.writestr(
            "docProps/core.xml",
            '<p xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{properties}</p>',
        )
    return file.getvalue()
