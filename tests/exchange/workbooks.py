"""Workbooks as raw parts, for the tests: what Excel, others and attackers write."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet(data: str, main: str = MAIN) -> str:
    """A worksheet around the markup of its rows."""
    return f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'


def styles(*forms: str) -> str:
    """Styles, one for each number format; style 0 is General."""
    own = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{form.replace(chr(34), "&quot;")}"/>'
        for n, form in enumerate(forms)
    )
    used = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(forms)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


def strings(*items: str) -> str:
    """Shared strings, each the markup within its ``si``."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def relationships(*entries: tuple[str, str, str], related: str = RELATED) -> str:
    """Relationships: id, kind, target."""
    listed = "".join(
        f'<Relationship Id="{id}" Type="{related}/{kind}" Target="{target}"/>'
        for id, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def parts(data: str, strict: bool = False, **more: str) -> dict[str, str]:
    """The parts of a workbook with one sheet of these rows.

    ``more`` are other parts of ``xl``: ``styles``, ``sharedStrings``, ``workbook``.
    """
    main, related = (STRICT_MAIN, STRICT_RELATED) if strict else (MAIN, RELATED)
    kinds = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    kinds += [(kind, kind, f"{kind}.xml") for kind in ("styles", "sharedStrings")]
    return {
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{related}"><sheets>'
            '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(*kinds, related=related),
        "xl/worksheets/sheet1.xml": sheet(data, main),
        **{f"xl/{name}.xml": content for name, content in more.items()},
    }


def packed(contents: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(data: str, **more: str) -> bytes:
    """A workbook with one sheet of these rows."""
    return packed(parts(data, **more))
