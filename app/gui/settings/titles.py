"""The settings by their names: what each is called, on its page and where it is searched for."""

from app.text import N_, _

TITLES = {
    "shop_name": N_("Shop name"),
    "trade": N_("Trade"),
    "currency": N_("Currency"),
    "language": N_("Language"),
    "theme": N_("Theme"),
    "serials_enabled": N_("Enable serial number management"),
    "negative_stock": N_("Items without serial numbers may go below zero"),
    "direct_transfers": N_("Transfers arrive at once, without a receipt of their own"),
    "sounds": N_("Sound each scan's verdict"),
    "sound_set": N_("Sounds"),
    "volume": N_("Volume"),
}


def title_of(name: str) -> str:
    """What a setting is called, in the language in use."""
    return _(TITLES[name])
