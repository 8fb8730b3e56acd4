"""The numbers that the store keeps for what the domain calls by name; a test holds them equal."""

UNKNOWN, IN_STOCK, SOLD, RETURNED, REMOVED, IN_TRANSIT = range(6)
"""The status of a serial, as ``app.domain.lifecycle.Status`` has it."""

DRAFT, POSTED, VOIDED, DISCARDED = range(4)
"""The state of a document."""

DATE_OF_POSTING, DATE_CHOSEN, DATE_SURE = range(3)
"""Who chose a document's date, as ``app.domain.dates.DateChoice`` has it."""

JOB_WAITING, JOB_PRINTING, JOB_PRINTED, JOB_FAILED, JOB_DROPPED = range(5)
"""The state of a print job, as ``app.domain.printing.JobState`` has it."""

(
    PRICE_TYPED,
    PRICE_OF_UNIT,
    PRICE_OF_LIST,
    PRICE_OF_LIST_STEP,
    PRICE_OF_ITEM,
    PRICE_OF_ORIGIN,
) = range(6)
"""Where a line's price came from, as ``app.domain.prices.PriceSource`` has it."""
TENDER_CASH, TENDER_CARD, TENDER_WALLET, TENDER_TRANSFER, TENDER_OWN, TENDER_EXCHANGE = range(6)
"""The kind of a way of paying, as ``app.domain.payments.TenderKind`` has it."""

OF_MONEY = ("money_receipt", "money_payment")
"""The kinds of documents that have no lines, as ``DocumentKind.has_lines`` says."""

SEAL_POSTED, SEAL_VOIDED, SEAL_TAKEN, SEAL_ROWS = range(4)
"""What a seal is of: a posting, a void, a document taken over, rows of a table that only grows."""

SECRET_PIN, SECRET_BADGE, SECRET_RECOVERY = range(1, 4)
"""What a secret proves somebody by."""
