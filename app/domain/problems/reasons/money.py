"""What stands against drawers, payments, discounts, taxes, prices and accounts."""

from app.domain.problems.reasons.reason import Reason


class MoneyReasons:
    """What stands against drawers, payments, discounts, taxes, prices and accounts."""

    CURRENCY_STAYS = Reason(
        "The currency stays {currency}: amounts of documents or of a drawer stand in it."
    )
    CURRENCY_OF_OTHER_DECIMALS = Reason(
        "Prices are entered in {currency}, and each would keep its figure. Choose a currency with "
        "as many decimals."
    )
    # The drawer and its shifts (M9)
    AMOUNT_BELOW_ZERO = Reason("An amount below zero is in no drawer. Enter it without the minus.")
    AMOUNT_MISSING = Reason("Enter the amount.")
    BAD_AMOUNT = Reason("“{text}” is not an amount. Write it like 20.00.")
    MONEY_TOO_MUCH = Reason(
        "This amount is too large: {most} at most. Check that no barcode was scanned into it."
    )
    SHIFT_IS_OPEN = Reason("This counter's drawer is open already. Close it first.")
    SHIFT_NOT_OPEN = Reason("This counter's drawer is not open. Open it with its float first.")
    FLOAT_DIFFERS = Reason("That is not what the last close left in the drawer. Say why.")
    DRAWER_REASON_MISSING = Reason("Say what it is for. It stands in the drawer's report.")
    DIFFERENCE_REASON_MISSING = Reason(
        "What was counted differs from what should be in it. Say why."
    )
    PIECES_IMPOSSIBLE = Reason("So many notes or coins cannot be counted: 0 to {most} of each.")
    NOT_COUNTED = Reason("Count what is in the drawer first, and type 0 where nothing is.")
    STAYS_TOO_MUCH = Reason("More would stay inside than was counted. Lower what stays.")
    BEING_PAID = Reason(
        "A draft holds payments and is not posted yet, so the drawer cannot be closed. Finish it, "
        "park it, or take its payments off."
    )
    # Payments (M5 to M8)
    PAYMENT_BELOW_ZERO = Reason(
        "An amount below zero is no payment. Enter it without the minus; what comes back goes on a "
        "sales return."
    )
    NO_PAYMENTS_HERE = Reason(
        "No payments are taken on this document. Switch them on in Settings › System Settings."
    )
    TENDER_NOT_OFFERED = Reason(
        "“{tender}” cannot be chosen any more. Choose another way of paying."
    )
    CHANGE_FROM_CASH_ONLY = Reason(
        "Change is given only from cash that a customer hands over. Enter for “{tender}” what it "
        "pays, and no more."
    )
    NOT_IN_COINS = Reason(
        "{amount} cannot be handed over in coins of {step}. Enter what is handed over: {due} is "
        "exactly what is due."
    )
    MORE_THAN_DUE = Reason(
        "“{tender}” of {amount} is more than the {due} that is due, and change is given from cash "
        "only. Take it out, or enter {due} at most."
    )
    NOTHING_DUE = Reason("Nothing is due any more, so “{tender}” pays nothing. Take it out.")
    NOT_PAID = Reason("{due} is still due. Take it, or leave it on account of a named customer.")
    ACCOUNT_TAKES_ALL = Reason(
        "“{text}” is typed, and on account stays all that is not paid: {due}. Delete the figure, "
        "or choose how it is paid."
    )
    ACCOUNT_OF_NOBODY = Reason(
        "{due} would stay on account of nobody. Choose the customer, or take the rest."
    )
    REFUND_TOO_MUCH = Reason(
        "“{tender}” has {left} left of this payment to give back, and no more. Lower the amount."
    )
    REFUND_OF_ANOTHER = Reason(
        "This would give back a payment of a document of which nothing comes back here. Take it "
        "out and choose again."
    )
    REFUND_REASON_MISSING = Reason(
        "“{tender}” is not how this was paid. Say why it is given back this way."
    )
    NOT_EXCHANGED = Reason(
        "Only a sale can be exchanged for what comes back. Begin a sales return."
    )
    EXCHANGED = Reason(
        "{number} of {date} was posted together with this document, as an exchange. Void both, or "
        "neither."
    )
    CASH_STAYS = Reason("“{tender}” stays: a shop can always be paid in cash.")
    # Discounts and taxes (M3, M4)
    BAD_DISCOUNT = Reason("“{text}” is no discount. Write it like 5% or 5.00.")
    DISCOUNT_BELOW_ZERO = Reason("A discount is not below zero. Write it without a minus.")
    DISCOUNT_ABOVE_WHOLE = Reason("A discount is 100% at most. Write it like 5%.")
    DISCOUNT_ABOVE_AMOUNT = Reason(
        "The discount of {product} is more than its line comes to. Make it smaller."
    )
    DISCOUNT_ABOVE_TOTAL = Reason("The discount is more than the lines come to. Make it smaller.")
    MORE_CAME_BACK = Reason(
        "{product}: only {left} of {number} can still come back. Take less of it; what came by "
        "another document goes on a line of its own."
    )
    ALL_CAME_BACK = Reason(
        "All of {product} on {number} came back already, or is on this document."
    )
    BAD_PRESETS = Reason(
        "These are no discounts to be offered. Write them like 5, 10, 12.5: {most} at most, "
        "each above 0 and not above 100."
    )
    BAD_RATE = Reason("“{text}” is no rate. Write it like 13 or 7.7, 100 at most.")
    TAX_ENDED = Reason(
        "{product}: “{tax}” ended on {date}. Choose another tax for the item, or give this one "
        "its rate from then on in Settings › Taxes."
    )
    TAX_NOT_BEGUN = Reason(
        "{product}: “{tax}” begins on {date}. Choose another tax for the item, or an earlier day "
        "for its rate in Settings › Taxes."
    )
    TAX_WITHOUT_RATE = Reason(
        "{product}: “{tax}” has no rate on {date}. Give it one in Settings › Taxes, or choose "
        "another tax for the item."
    )
    TAX_MODES_DIFFER = Reason(
        "{product} came by {number}, whose prices stand to tax in another way than the other "
        "lines'. Return it by a document of its own."
    )
    TAX_PERIOD_BACKWARDS = Reason("The rate from {date} ends before it begins. Correct its dates.")
    TAX_PERIODS_OVERLAP = Reason(
        "The rate from {date} begins before the one before it ends. Correct their dates."
    )
    TAX_NO_RATE = Reason("Enter a rate and the day from which it holds.")
    LINE_SERIALS_TOO_MANY = Reason(
        "{product}: a line takes {most} serial numbers at most, and each of its units needs one. "
        "Enter the others on another line."
    )
    BAD_UNIT = Reason("“{text}” is no unit of this item. Choose one of its units.")
    NO_ROLE = Reason("Say whether this contact is a customer, a supplier or both.")
    INACTIVE_WITH_STOCK = Reason(
        "{product} still has stock: {quantity} on hand or on the way. An inactive item is no "
        "longer sold; its stock can be returned, transferred, counted and adjusted. Is it right?"
    )
    TRACK_BUNDLE = Reason("A bundle cannot have serial numbers of its own.")
    TRACK_BATCH = Reason(
        "Batch number or shelf life management is on for this item. It cannot be combined with "
        "serial numbers; switch it off first."
    )
    TRACK_NEGATIVE = Reason("The stock in {warehouse} is negative ({quantity}). Correct it first.")
    TRACK_FRACTION = Reason(
        "The stock in {warehouse} is {quantity}, not a whole number. Correct it."
    )
    TRACK_DECIMALS = Reason("The unit allows decimals. Serial numbers need whole units.")
    TRACK_IN_TRANSIT = Reason(
        "Units of this item are in transit with their serial numbers ({count}). Receive the "
        "transfer before you switch serial numbers off."
    )
    # Prices (M2, M11)
    PRICE_LIST_TAKEN = Reason("There is a price list “{name}” already. Choose another name.")
    STEP_TWICE = Reason("{product}: two prices begin at {quantity}. Take one of them out.")
    BELOW_COST = Reason("{product} is sold below what it had cost. Is that right?")
    BELOW_COST_REFUSED = Reason(
        "{product} is sold below what it had cost, which you may not do. Raise the price, or ask "
        "somebody who may."
    )
    ABOVE_DISCOUNT_LIMIT = Reason(
        "{product}: {rate} % less than its price is more than you may give, which is {limit} %. "
        "Give less, or ask somebody who may give more."
    )
    GIVEN_BACK_ABOVE = Reason(
        "{product}: {rate} % more than was paid for it, or than it sells for, is more than you may "
        "give back, which is {limit} %. Give less, or ask somebody who may give more."
    )
    ABOVE_CREDIT_REFUSED = Reason(
        "{name} would owe {owes} then, above the credit limit of {limit}, which you may not allow. "
        "Take a payment, or ask somebody who may."
    )
    NOT_WITHOUT_REASON = Reason("Say why this is approved; it stays in the audit log.")
    ABOVE_OWN_LIMIT = Reason("{person} may not give so much discount either. Ask somebody who may.")
    PRICE_RATE = Reason("Enter a percentage from −100 to 1,000.")
    TOO_MANY_PRICES = Reason(
        "No more than {most} prices change at once. Search for fewer items, and change them in "
        "parts."
    )
    PRICE_MOVED = Reason(
        "The price of {product} was changed meanwhile, so nothing was written. Look at the new "
        "prices once more."
    )
    # On account (M8)
    SETTLED_MEANWHILE = Reason(
        "A document that was to be settled leaves nothing open any more. Look at what is open, and "
        "choose again."
    )
    ALLOCATED_ABOVE_OPEN = Reason(
        "{number} leaves {most} open, and {amount} is to settle it. Lower that amount."
    )
    ALLOCATED_ABOVE_AMOUNT = Reason(
        "{total} is to be settled with {amount}. Take something off the documents, or raise the "
        "amount."
    )
    NOTHING_PAID = Reason("Nothing is paid yet. Enter the amount, and how it is paid.")
    ABOVE_CREDIT_LIMIT = Reason(
        "{name} would owe {owes} then, and the credit limit is {limit}. Is that right?"
    )
    THEIR_NUMBER_TWICE = Reason(
        "The number {theirs} of {name} is on {number} of {date} already. Is that right?"
    )
    BAD_DAYS = Reason("“{text}” is no number of days. Enter 0 to 365, or leave it empty.")
