"""What files look like, and what is read from them."""

import io
import json
import zipfile

import pytest

from kaituo.office.exchange.files import read_table
from kaituo.office.exchange.tables import Reading, UnreadableFile

ROWS = "编号,名称\nA-1,华拓智能科技有限公司\nA-2,恒信贸易有限公司\n"
CARD = """BEGIN:VCARD
VERSION:3.0
FN:王芳
ORG:华拓智能科技有限公司;采购部
TITLE:采购经理
TEL;TYPE=CELL:13800138000
TEL;TYPE=WORK:021-68888888
EMAIL:wang@huatuo.cn
NOTE:认识于上海展会\\, 三月
END:VCARD
"""


@pytest.mark.parametrize(
    ("encoding", "is_certain"),
    [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("utf-16-le", False), ("utf-16-be", False), ("gb18030", False), ("gbk", False)],
)
def test_every_encoding_of_chinese_is_read_and_said(encoding, is_certain):
    table = read_table(ROWS.encode(encoding), "a.csv")
    assert table.rows[0] == ["A-1", "华拓智能科技有限公司"]
    assert table.is_certain is is_certain
    assert table.reading.encoding in table.note


def test_big5_is_read_when_it_is_said():
    rows = "編號,名稱\nA-1,華拓智能科技有限公司\n"
    assert read_table(rows.encode("big5"), "a.csv", Reading(encoding="big5")).rows[0][1] == "華拓智能科技有限公司"


def test_an_encoding_that_does_not_fit_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="another encoding"):
        read_table(ROWS.encode("gb18030"), "a.csv", Reading(encoding="utf-8"))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_any_line_end(delimiter, ending):
    said = Reading(delimiter=delimiter if delimiter == "^" else "")
    table = read_table(ROWS.replace(",", delimiter).replace("\n", ending).encode(), "a.txt", said)
    assert (table.headings, len(table.rows)) == (["编号", "名称"], 2)


def test_single_quotes_are_noticed():
    assert read_table(b"'a','b'\n'1, 2','3'\n", "a.csv").rows == [["1, 2", "3"]]


def test_cards_become_contacts():
    table = read_table(CARD.encode(), "people.vcf")
    assert dict(zip(table.headings, table.rows[0], strict=True)) == {
        "name": "王芳",
        "account": "华拓智能科技有限公司",
        "title": "采购经理",
        "mobile": "13800138000",
        "phone": "021-68888888",
        "email": "wang@huatuo.cn",
        "birthday": "",
        "wechat": "",
        "notes": "认识于上海展会, 三月",
    }


def test_a_card_of_an_old_telephone_is_read():
    card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=\r\n=8A=B3\r\nTEL;CELL:13800138000\r\nEND:VCARD\r\n"
    assert read_table(card.encode(), "old.vcf").rows[0][0] == "王芳"


@pytest.mark.parametrize("is_list", [False, True])
def test_json_is_a_table_of_the_names_of_all_objects(is_list):
    found = [{"number": "A-1", "name": "华拓"}, {"name": "恒信", "owner": {"id": 1, "text": "alice"}, "is_main": True}]
    text = json.dumps(found) if is_list else "\n".join(json.dumps(each) for each in found)
    table = read_table(text.encode(), "a.json" if is_list else "a.jsonl")
    assert table.headings == ["number", "name", "owner", "is_main"]
    assert table.rows == [["A-1", "华拓", "", ""], ["", "恒信", "alice", "1"]]


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"a":1}\nx', b"[" * 100_000, b'"text"'])
def test_broken_json_is_refused_with_its_line(content):
    with pytest.raises(UnreadableFile):
        read_table(content, "a.jsonl")


def test_the_sheet_of_a_workbook_is_chosen():
    content = _workbook({"One": "A-1", "Two": "B-1"})
    assert read_table(content, "a.xlsx", Reading(sheet="Two")).rows == [["B-1"]]
    assert read_table(content, "a.xlsx").sheets == ["One", "Two"]


def _workbook(sheets):
    """As small as a workbook can be."""
    out = io.BytesIO()
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(out, "w") as book:
        parts = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kinds}.worksheet+xml"/>' for n, _ in enumerate(sheets, 1))
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>{parts}</Types>',
        )
        target = f'<Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/>'
        links = "http://schemas.openxmlformats.org/package/2006/relationships"
        book.writestr("_rels/.rels", f'<Relationships xmlns="{links}">{target}</Relationships>')
        names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{names}</sheets></workbook>')
        targets = "".join(f'<Relationship Id="r{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in enumerate(sheets, 1))
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{links}">{targets}</Relationships>')
        for number, text in enumerate(sheets.values(), 1):
            cells = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{each}</t></is></c></row>' for n, each in enumerate(["编号", text], 1))
            book.writestr(f"xl/worksheets/sheet{number}.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>')
    return out.getvalue()
