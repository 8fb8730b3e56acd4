"""X and Z on a roll and on a page: every figure once, as the shop says it; a copy says so (M9)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.problems import Code
from app.domain.shifts import Counted, DrawerEntryKind
from app.domain.wrapping import cells
from app.formats import Formats
from app.lists import prints
from app.printing import drawer_report, making
from app.printing.drawer_report import ReportContent, ReportOf, ReportRow
from app.printing.media.papers import PAPERS, fits
from app.services.money import shifts
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from db.queries import print_jobs
from tests.drawer import CARD, Paid, refund, sell
from tests.printing.heard import black_of_escpos
from tests.printing.pdf_text import overprinted, read
from tests.shop import refusal

pytestmark = pytest.mark.rule("M9")

PAPERS_OF = [key for key, paper in PAPERS.items() if fits(paper, Purpose.DRAWER_REPORT)]
AT = "2026-11-26T20:30:00.000+00:00"


@pytest.fixture
def day(shop, set_clock):
    """A closed shift with everything in it, and one that is open after it."""
    shop.opening(product=shop.has.rope, units=100)
    set_clock("2026-11-26 09:02")
    shifts.open_drawer(shop.session, 500_00)
    sell(shop, Paid(14_68, rounding=2, given=20_00))
    sell(shop, Paid(1_249_00), Paid(100_00, CARD))
    refund(shop, Paid(-10_00))
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_IN, 200_00, "change from the bank")
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 120_00, "擦窗 the windows " * 3)
    shifts.open_without_sale(shop.session, "change for a note")
    set_clock("2026-11-26 20:30")
    pieces = {100_00: 18, 10_00: 3, 10: 7}
    counted = Counted(pieces, stays=500_00, reason="wrong change", tenders={CARD: 99_00})
    shifts.close(shop.session, counted)
    set_clock("2026-11-27 09:00")
    shifts.open_drawer(shop.session, 490_00, "ten for stamps")
    return shop


def pdf_of(shop, of=ReportOf(1), paper="a4", language="en", copy=0):  # noqa: B008
    return read(drawer_report.made(shop.database, of, PAPERS[paper], language, AT, copy))


@pytest.mark.parametrize("paper", PAPERS_OF)
@pytest.mark.parametrize("language", ["en", "zh_CN", "both"])
def test_a_z_says_every_figure_and_nothing_lies_over_another(day, paper, language):
    pdf = pdf_of(day, paper=paper, language=language)
    assert overprinted(pdf) == []
    on = PAPERS[paper]
    for one in pdf.written:
        assert one.left >= on.side - 0.5 and one.right <= on.width - on.side + 0.5, one
    text = pdf.text.replace("−", "-")
    for figure in (
        *("Z-2026-000001", "500.00", "1,269.00", "-5.30", "-10.00", "200.00", "-120.00"),
        *("¥1,833.70", "+0.02", "100.00 × 18", "1,800.00", "0.10 × 7", "0.70", "¥1,830.70"),
        *("-3.00", "wrong change", "1,330.70", "99.00", "-1.00", "Corner Shop"),
        "店主" if language == "zh_CN" else "Owner",
    ):
        assert figure in text, figure


@pytest.mark.parametrize("paper", ["a4", "a5", "letter"])
def test_the_signature_stands_on_the_page_of_what_is_signed(paper):
    """Wherever the page ends."""
    for many in range(1, 60):
        rows = [ReportRow(f"row {n}", "1.00", "said smaller") for n in range(many)]
        facts = [ReportRow("Counter", "1")]
        content = ReportContent("Shop", "Z", "Z-1", facts, [("Rows", rows)], (), "Signature")
        *_others, last = drawer_report._pages(content, PAPERS[paper])
        parts = (part for _top, block in last.placed for part in block.parts)
        texts = {part.text for part in parts if hasattr(part, "text")}
        assert {"Signature", f"row {many - 1}", "said smaller"} <= texts, many


def test_what_the_terminal_says_is_named_and_so_is_how_it_differs(day):
    text = " ".join(pdf_of(day).text.replace("−", "-").split())
    assert "The terminal says 99.00 Tender difference -1.00" in text


def test_the_words_are_those_of_its_language(day):
    english, chinese = pdf_of(day).text, pdf_of(day, language="zh_CN").text
    assert "Z report" in english and "Cash taken" in english and "Goes to the safe" in english
    assert "收银台 1" in chinese and "Counter 1" not in chinese and "Counter 1" in english


def test_a_z_carries_what_was_sold_since_the_shop_began(day):
    grand = shifts.report(day.database, 1).grand
    assert (grand.sold, grand.returned) == (1_363_68, 10_00)
    text = " ".join(pdf_of(day).text.replace("−", "-").split())
    assert "Since the shop began" in text
    for row in ("Sales ¥1,363.68", "Returns -¥10.00", "Voided ¥0.00", "Grand total ¥1,353.68"):
        assert row in text
    assert "Since the shop began" not in pdf_of(day, ReportOf(2)).text


def test_an_x_is_of_now_and_no_copy(day):
    text = pdf_of(day, ReportOf(2), copy=3).text
    assert "X report" in text and "Z-" not in text and "COPY" not in text
    assert "−10.00 beside what the last close left: ten for stamps" in " ".join(text.split())
    assert "counted" not in text


def test_the_report_of_a_day(day):
    sums = shifts.of_day(day.database, 1, date(2026, 11, 26))
    text = pdf_of(day, ReportOf(None, 1, "2026-11-26")).text
    assert "Report of the day" in text and "Opening float" not in text
    assert day.session and f"¥{sums.expected // 100:,}.{sums.expected % 100:02}" in text


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_roll_has_no_row_wider_than_its_columns(day, columns):
    paper = replace(PAPERS["roll_80"], columns=columns)
    report = shifts.report(day.database, 1)
    for language in ("en", "zh_CN", "both"):
        formats = Formats(language, "CNY")
        content = drawer_report.content_of(day.database, report, formats, "店" * 40, AT)
        for block in drawer_report._roll(content, paper):
            for part in block.parts:
                assert cells(part.text) <= columns, part.text


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "¥50,000"), ("KWD", "KWD 50.000")])
def test_currencies_of_other_decimals(shop, currency, shown):
    shop.in_currency(currency)
    shifts.open_drawer(shop.session, 50_000)
    assert shown in pdf_of(shop).text


# Printed ------------------------------------------------------------------------------------------

PDF = Printer("PDF", PrinterType.FOLDER, "/tmp")
TILL = Printer("Till", PrinterType.ESC_POS_NETWORK, "127.0.0.1", columns=32)


def job_of(shop, reason="", shift=1, **details):
    number = "Z-2026-000001" if shift == 1 else ""
    return NewJob(
        Purpose.DRAWER_REPORT,
        "Till",
        "",
        labels=[number] if number else [],
        reason=reason,
        details={"shift": shift, "number": number, **details},
    )


def printed(shop, new, printer=PDF):
    job = jobs.add(shop.session, new)
    copy = jobs.begin(shop.session, job)
    sent = making.made(shop.database, print_jobs.job(shop.database, job), printer, copy)
    jobs.end(shop.session, job)
    return sent


@pytest.mark.rule("Q6")
def test_a_second_z_needs_a_reason_and_says_that_it_is_a_copy(day):
    assert "COPY" not in read(printed(day, job_of(day))).text
    (problem,) = refusal(jobs.add, day.session, job_of(day))
    assert problem.code is Code.COPY_NO_REASON
    assert "COPY 2" in read(printed(day, job_of(day, "it was lost"))).text
    assert "COPY 3" in read(printed(day, job_of(day, "again"))).text
    told = day.rows(
        "SELECT action, subject, subject_id, detail FROM audit ORDER BY id DESC LIMIT 2"
    )
    assert told == [("reprint", "shift", 1, "again"), ("reprint", "shift", 1, "it was lost")]


@pytest.mark.rule("Q6")
def test_an_x_may_be_printed_as_often_as_somebody_likes(day):
    for _time in range(2):
        assert "COPY" not in read(printed(day, job_of(day, shift=2))).text


def test_the_print_log_says_which(day):
    printed(day, job_of(day))
    printed(day, job_of(day, shift=2))
    x, z = print_jobs.job(day.database, 2), print_jobs.job(day.database, 1)
    assert [prints.what(job) for job in (z, x)] == ["Drawer report Z-2026-000001", "Drawer report"]


def test_a_receipt_printer_has_it_on_its_roll(day):
    (black,) = black_of_escpos(printed(day, job_of(day, language="zh_CN"), TILL))
    assert 300 < max(x for x, _y in black) < 384


@pytest.mark.parametrize("details", [{"shift": "x"}, {"day": 3}, {"counter": 1}])
def test_details_of_another_version_are_refused(details):
    assert drawer_report.read_of(details) is None
