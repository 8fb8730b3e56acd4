"""Files that attack: each is refused with a sentence, at no more cost than its bytes.

Time and memory are proved by the caps that are kept, not by a clock.
"""

import os
import struct
import tracemalloc
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.problems import Code, Refused
from app.exchange import guard
from app.exchange.cells import MOST_ROWS
from app.exchange.imports.import_file import ImportFile
from app.exchange.imports.kinds import PACKING_LIST
from app.exchange.opening import open_source
from app.exchange.workbook import Workbook
from tests.exchange.workbooks import MAIN, book, packed, parts, sheet, strings
from tests.shop import codes, refusal


def load(path: Path) -> ImportFile:
    """A list without titles, its first columns the carton and the serial number."""
    file = ImportFile(PACKING_LIST, path, 2)
    first_two(file)
    return file


def first_two(file: ImportFile) -> None:
    file.choose_header(0)
    file.repeat(PACKING_LIST.repeats)
    for place, key in enumerate(("carton", "serial")[: len(file.columns)]):
        file.match(place, key)
    for at in range(len(file.rows)):
        file.read(at)


def refused(content: bytes, tmp_path: Path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    return codes(refusal(load, path))


# What is no file


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/dev/zero", Code.LIST_NO_FILE),
        ("/dev/null", Code.LIST_NO_FILE),
        ("folder", Code.LIST_NO_FILE),
        ("pipe", Code.LIST_NO_FILE),
        ("loop", Code.LIST_GONE),
        ("dangling", Code.LIST_GONE),
        ("unreadable", Code.LIST_GONE),
        ("a\0b", Code.LIST_GONE),
        ("n" * 300, Code.LIST_GONE),
    ],
)
def test_what_is_no_file_is_refused_before_a_byte_is_read(tmp_path, path, code):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "unreadable").symlink_to("/proc/self/mem")
    assert codes(refusal(open_source, tmp_path / path)) == [code]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("size", [0, 5, 3 * guard.MEGABYTE])
def test_a_file_without_end_is_read_no_further_than_it_said(size):
    assert len(guard._read(bytes, size, guard.untold)) == size + 1


@pytest.mark.rule("C3")
def test_a_file_that_is_written_meanwhile_is_not_half_a_list(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("C1,A1\n")

    def grow(_share):
        with path.open("a") as file:
            file.write("C1,A2\n")

    assert codes(refusal(open_source, path, "", grow)) == [Code.LIST_CHANGES]


@pytest.mark.rule("C3")
def test_a_file_that_vanishes_or_changes_once_it_is_open_is_still_the_list_that_was_shown(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(book("<row><c><v>1</v></c><c><v>2</v></c></row>"))
    file = load(path)
    path.write_bytes(b"something else")
    path.unlink()
    file.choose_sheet(file.sheet)
    first_two(file)
    assert file.texts(0) == {"carton": "1", "serial": "2"}


# What the zip's directory tells


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
def test_a_file_over_ten_megabytes_is_refused_by_its_size(tmp_path):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(guard.MOST_MEGABYTES * guard.MEGABYTE + 1)
    assert codes(refusal(open_source, path)) == [Code.LIST_TOO_BIG]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
def test_a_part_that_unpacks_to_far_more_is_not_unpacked(tmp_path, monkeypatch):
    content = packed(parts("") | {"xl/media/a.png": bytes(2 * guard.MEGABYTE)})
    monkeypatch.setattr(ZipFile, "open", lambda *_args: pytest.fail("unpacked"))
    assert refused(content, tmp_path) == [Code.LIST_BLOATED]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
def test_parts_that_are_too_big_together_are_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MOST_UNPACKED", 10_000)
    content = packed(parts("") | {f"xl/media/{n}.bin": os.urandom(2000) for n in range(6)})
    assert refused(content, tmp_path) == [Code.LIST_BLOATED]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
@pytest.mark.parametrize("entries", [guard.MOST_ENTRIES, 65_000])
def test_a_zip_of_very_many_entries_is_refused(tmp_path, entries):
    header = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[20] * 2, *[0] * 7, 1, *[0] * 6) + b"a"
    directory = header * (entries + 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 4, 0)
    assert refused(b"PK\x03\x04" + directory + end, tmp_path) == [Code.LIST_BLOATED]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_packings_that_ask_for_any_memory_are_refused(tmp_path, method):
    assert refused(packed(parts(""), method), tmp_path) == [Code.LIST_UNREADABLE]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
def test_a_directory_that_lies_about_a_size_gives_out_no_more_than_it_says(tmp_path):
    data = "<row><c><v>1</v></c><c><v>2</v></c></row>" * 1000
    content = packed(parts(data))
    size = struct.pack("<L", len(sheet(data)))
    lying = content.replace(size, struct.pack("<L", 100))
    assert lying.count(struct.pack("<L", 100)) > content.count(struct.pack("<L", 100))
    assert refused(lying, tmp_path) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
def test_a_workbook_with_a_password_says_so(tmp_path):
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refused(compound, tmp_path) == [Code.LIST_UNREADABLE]
    package = "EncryptedPackage".encode("utf-16-le")
    assert refused(compound + package, tmp_path) == [Code.LIST_LOCKED]
    content = bytearray(packed(parts("")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content), tmp_path) == [Code.LIST_LOCKED]


# What the markup holds


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
@pytest.mark.parametrize("number", ["1048577", "1099511627776", "9" * 5000])
def test_a_row_beyond_the_last_is_refused_and_none_is_made_before_it(tmp_path, number):
    content = book(f'<row r="{number}"><c><v>1</v></c></row>')
    assert refused(content, tmp_path) == [Code.LIST_TOO_MANY_ROWS]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
def test_rows_without_cells_are_nothing_and_too_many_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.sheet.MOST_ROWS", 1000)
    monkeypatch.setattr("app.exchange.delimited.MOST_ROWS", 1000)
    assert list(Workbook(book("<row/>" * 1000), "list.xlsx").rows()) == []
    assert refused(book("<row/>" * 1001), tmp_path) == [Code.LIST_TOO_MANY_ROWS]
    assert refused(b"\n" * 1001, tmp_path) == [Code.LIST_TOO_MANY_ROWS]


@pytest.mark.reliability(20)
@pytest.mark.rule("C3")
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_entities_are_refused_before_they_are_expanded(tmp_path, part):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY out SYSTEM "file:///etc/passwd">'
    for declared in (laughs, outside, "", '<!ENTITY % p SYSTEM "http://localhost/x"> %p;'):
        bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{declared}]><x>&l0;</x>'
        assert refused(packed(parts("") | {part: bomb}), tmp_path) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
def test_markup_that_is_too_deep_is_refused(tmp_path):
    assert refused(book("<a>" * 10_000 + "</a>" * 10_000), tmp_path) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("start", ["<c x='", "<!--", "<?x "])
def test_a_tag_without_end_is_given_up_after_a_megabyte(start):
    from app.exchange.markup import MOST_TOKEN, BadMarkup, Markup

    markup, fed = Markup(lambda _tag, _given: None), 0
    markup.feed(f"<x>{start}".encode())
    with pytest.raises(BadMarkup):
        while fed < 4 * MOST_TOKEN:
            markup.feed(b"a" * 65_536)
            fed += 65_536
    assert fed <= MOST_TOKEN


@pytest.mark.rule("C3")
@pytest.mark.parametrize("place", ["cell", "strings", "csv"])
def test_a_cell_of_megabytes_keeps_no_more_than_a_cell_can_hold(tmp_path, place):
    long = "".join(f"{n:07}" for n in range(400_000))
    path = tmp_path / "list.xlsx"
    if place == "csv":
        path.write_text(f"C1,A1\nC1,{long}\n")
        assert codes(refusal(load, path)) == [Code.LIST_BAD_ROW]
        return
    inline = f'<c t="inlineStr"><is><t>{long}</t></is></c>'
    cell = inline if place == "cell" else '<c t="s"><v>0</v></c>'
    path.write_bytes(
        book(f"<row><c><v>1</v></c>{cell}</row>", sharedStrings=strings(f"<t>{long}</t>"))
    )
    source = open_source(path)
    tracemalloc.start()
    try:
        cells = [cell for _row, cells in source.rows() for cell in cells]
        assert [cell.code for cell in cells] == [None, Code.LIST_CELL_LONG]
        assert tracemalloc.get_traced_memory()[1] < guard.MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.rule("C3")
def test_more_shared_texts_than_cells_could_use_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("app.exchange.workbook._MOST_STRINGS", 10)
    content = book('<row><c t="s"><v>0</v></c></row>', sharedStrings=strings(*["<t>A</t>"] * 11))
    assert refused(content, tmp_path) == [Code.LIST_UNREADABLE]


@pytest.mark.rule("C3")
def test_reading_can_be_stopped_wherever_it_goes_on_for_long(tmp_path):
    class Stop(Exception):
        pass

    def stop(_share):
        raise Stop

    path = tmp_path / "list"
    for content in (book("<row/>" * 100), b"\n" * 2000, book("", sharedStrings=strings("<t/>"))):
        path.write_bytes(content)
        source = open_source(path)
        with pytest.raises(Stop):
            list(source.rows("", stop))
        with pytest.raises(Stop):
            open_source(path, "", stop)


# Anything at all


def read_all(content: bytes, folder: Path) -> None:
    """Read it as the dialog does; every refusal is one."""
    path = folder / "any"
    path.write_bytes(content)
    try:
        file = load(path)
        for name in file.sheets:
            file.choose_sheet(name)
            first_two(file)
    except Refused as refusal:
        assert refusal.problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("any")


@pytest.mark.reliability(19)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(folder, content):
    read_all(content, folder)
    read_all(b"PK\x03\x04" + content, folder)
    read_all(b"\xff\xfe" + content, folder)


@pytest.mark.reliability(19)
@given(st.text(max_size=200))
def test_any_text_is_a_list_or_refused(folder, text):
    read_all(text.encode("utf-8", "surrogatepass"), folder)


WHOLE = parts(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>7</v></c></row>'
    '<row r="2"><c r="A2"><f>A1</f><v>1</v></c><c r="B2" t="inlineStr"><is><t>A</t></is></c></row>',
    styles=f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="000"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    sharedStrings=strings("<t>C1</t>"),
)


@pytest.mark.reliability(19)
@given(st.data())
def test_a_workbook_of_which_any_bytes_were_changed_is_a_list_or_refused(folder, data):
    content = bytearray(packed(WHOLE))
    for _change in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_all(
        bytes(content[: data.draw(st.sampled_from([len(content), len(content) // 2]))]), folder
    )


@given(st.data())
def test_a_workbook_of_which_any_markup_was_changed_is_a_list_or_refused(folder, data):
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    text = WHOLE[name]
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 20)))
    other = data.draw(st.text('<>/"= 0123456789-rsctvfABE&;x', max_size=8))
    read_all(packed(WHOLE | {name: text[:at] + other + text[end:]}), folder)


def test_the_last_row_of_a_sheet_is_excels():
    assert MOST_ROWS == 1_048_576
