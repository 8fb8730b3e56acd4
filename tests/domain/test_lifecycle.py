"""The life of a serial, as a table written out by hand: every move, every status, both places."""

import pytest

from app.domain.lifecycle import LEGAL_PAIRS, STATUS_NAMES, TRANSITIONS, Move, Status, judge_move

HERE, ELSEWHERE = 1, 2

# What each move may take, in the order of the columns: yes, no, ask (only when confirmed), and
# here (only in, or on its way to, the document's warehouse).
#                     unknown in stock  sold     returned removed  in transit | becomes
TABLE = """
OPENING               yes     no        yes      yes      yes      no           IN_STOCK
PURCHASE              yes     no        yes      yes      yes      no           IN_STOCK
SALE                  yes     here      no       no       no       no           SOLD
SALES_RETURN          no      no        yes      no       no       no           IN_STOCK
PURCHASE_RETURN       no      here      no       no       no       no           RETURNED
DISPATCH              no      here      no       no       no       no           IN_TRANSIT
RECEIPT               no      no        no       no       no       here         IN_STOCK
SEND_BACK             no      no        no       no       no       yes          IN_STOCK
WRITE_OFF             no      no        no       no       no       yes          REMOVED
COUNT_FOUND           yes     no        ask      yes      yes      no           IN_STOCK
COUNT_MISSING         no      here      no       no       no       no           REMOVED
ADJUST_ADD            yes     no        no       no       yes      no           IN_STOCK
ADJUST_TAKE           no      here      no       no       no       no           REMOVED
RELEASE               no      here      no       no       no       no           REMOVED
"""
COLUMNS = ("UNKNOWN", "IN_STOCK", "SOLD", "RETURNED", "REMOVED", "IN_TRANSIT")
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
CELLS = [
    pytest.param(move, status, word, id=f"{move}-{status}")
    for move, words in ROWS.items()
    for status, word in zip(COLUMNS, words[:6], strict=True)
]
SOMEWHERE = ("IN_STOCK", "IN_TRANSIT")


@pytest.mark.rule("L1")
def test_the_table_here_has_every_move_and_every_status():
    assert set(ROWS) == {move.name for move in Move}
    assert set(COLUMNS) == {status.name for status in Status} == {s.name for s in STATUS_NAMES}


@pytest.mark.rule("L1")
@pytest.mark.parametrize(("move", "status", "word"), CELLS)
def test_a_serial_in_the_documents_own_warehouse(move, status, word):
    place = HERE if status in SOMEWHERE else None
    answer = judge_move(Move[move], Status[status], place, HERE)
    expected = {"yes": "ALLOWED", "here": "ALLOWED", "ask": "ASK", "no": "WRONG_STATUS"}[word]
    assert answer.name == expected


@pytest.mark.rule("L1")
@pytest.mark.parametrize(("move", "status", "word"), CELLS)
def test_a_serial_in_another_warehouse(move, status, word):
    place = ELSEWHERE if status in SOMEWHERE else None
    answer = judge_move(Move[move], Status[status], place, HERE)
    expected = {"yes": "ALLOWED", "here": "WRONG_WAREHOUSE", "ask": "ASK", "no": "WRONG_STATUS"}
    assert answer.name == expected[word]


@pytest.mark.rule("L1")
@pytest.mark.parametrize("move", ROWS)
def test_what_a_serial_becomes(move):
    assert TRANSITIONS[Move[move]].target is Status[ROWS[move][6]]


@pytest.mark.rule("L1")
def test_legal_pairs_are_those_of_the_table():
    pairs = {
        (status, row[6])
        for row in ROWS.values()
        for status, word in zip(COLUMNS, row[:6], strict=True)
        if word != "no"
    }
    assert {(source.name, target.name) for source, target in LEGAL_PAIRS} == pairs
