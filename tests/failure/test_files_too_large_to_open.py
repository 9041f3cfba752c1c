"""Files made to exhaust whoever opens them: refused with a sentence that says what to do, before they take time or memory."""

import io
import zipfile

import pytest

from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.tables import UnreadableFile
from kaituo.office.exchange.workbooks import LARGEST

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/%s" Target="%s"/></Relationships>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="a">%s</table:table></office:spreadsheet></office:body></office:document-content>'
)


def archive(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def xlsx(rows: str, **more: str | bytes) -> bytes:
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": RELATION % ("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": RELATION % ("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return archive(**parts, **more)


def cell(place: str) -> str:
    return f'<row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row>'


def ods(rows: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return archive(mimetype=kind, **{"META-INF/manifest.xml": "<manifest/>", "content.xml": ODS % rows})


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_table(content, name)
    return str(refused.value)


def test_a_small_workbook_is_read():
    assert read_table(xlsx(cell("A1") + cell("C3")), "a.xlsx").rows == [["", "", "1"]]


def test_one_cell_in_the_far_corner_is_not_laid_out_as_a_sheet_full_of_nothing():
    assert "1048576 rows and 16384 columns" in refusal(xlsx(cell("A1") + cell("XFD1048576")), "a.xlsx")


def test_a_workbook_that_swells_when_unpacked_is_refused():
    swollen = xlsx(cell("A1"), **{"xl/sharedStrings.xml": b" " * (LARGEST + 1)})
    assert len(swollen) < LARGEST // 100
    assert "200 MB when unpacked" in refusal(swollen, "a.xlsx")


def test_a_workbook_that_claims_to_be_small_is_measured_all_the_same():
    swollen = bytearray(xlsx(cell("A1"), **{"xl/sharedStrings.xml": b" " * (LARGEST + 1)}))
    size = (LARGEST + 1).to_bytes(4, "little")
    assert size in swollen
    assert "200 MB when unpacked" in refusal(bytes(swollen.replace(size, (9).to_bytes(4, "little"))), "a.xlsx")


def test_a_cell_repeated_over_a_million_rows_is_refused():
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
    repeated = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "1000000 rows" in refusal(ods(repeated), "a.ods")


def test_binary_workbooks_are_not_guessed_at():
    assert "XLSX" in refusal(archive(**{"xl/workbook.bin": b"x", "xl/worksheets/sheet1.bin": b"x"}), "a.xlsx")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, xlsx("<row")[:-40]]
)
def test_a_broken_workbook_is_refused(content):
    assert "a.xlsx" in refusal(content, "a.xlsx")


def test_a_million_columns_are_no_table():
    assert "1000 columns" in refusal(b"name" + b",x" * 1_000_000 + b"\n", "a.csv")


def test_many_empty_columns_do_no_harm():
    assert read_table(b"name" + b"," * 20_000 + b"\nA" + b"," * 20_000, "a.csv").rows[0][0] == "A"


def test_a_line_without_end_is_refused_with_its_number():
    assert "Line 2" in refusal(b"name\n" + b"x" * 2_000_000, "a.csv")
