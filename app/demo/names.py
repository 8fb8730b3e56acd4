"""What the demo shop's goods and people are called, in each language; all are invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one language, as many of each as in every other; ``products`` are by SKU."""

    shop: str
    owner: str
    counter: str
    floor: str
    back: str
    back_note: str
    piece: str
    """The unit of all of them."""
    products: Mapping[str, str]
    suppliers: Sequence[str]
    trade_ins: str
    businesses: Sequence[str]
    price_lists: tuple[str, str]
    """For members, and for those who buy many."""
    people: Sequence[str]
    void_reasons: Sequence[str]
    tax: str
    money_out: Sequence[str]
    """Why money is taken out of the drawer."""
    no_sale: Sequence[str]
    differences: Sequence[str]
    """Why what was counted in the drawer is not what should be in it."""


_ENGLISH = Names(
    shop="Harbour Phones & Watches (demo)",
    owner="Owner",
    counter="Counter 1",
    floor="Shop floor",
    back="Back room",
    back_note="Behind the shop floor",
    piece="pcs",
    products={
        "TW-P10-128": "Tarnwick P10 128 GB",
        "TW-P10-256": "Tarnwick P10 256 GB",
        "TW-P10P-512": "Tarnwick P10 Pro 512 GB",
        "TW-F2-256": "Tarnwick Fold 2 256 GB",
        "TW-SL11-128": "Tarnwick Slate 11 128 GB",
        "OS-A3-64": "Ostrel A3 64 GB",
        "OS-A5-128": "Ostrel A5 128 GB",
        "OS-A5-256": "Ostrel A5 256 GB",
        "OS-TAB8": "Ostrel Tab 8",
        "OS-BUDS2": "Ostrel Buds 2",
        "OS-BUDSP": "Ostrel Buds Pro",
        "MW-40": "Merrow Watch 40 mm",
        "MW-44": "Merrow Watch 44 mm",
        "MW-DIVE": "Merrow Watch Dive",
        "MW-SPK": "Merrow Speaker Mini",
        "CD-CLASSIC": "Caldry Classic automatic",
        "CD-FIELD": "Caldry Field quartz",
        "CD-MOON": "Caldry Moonphase",
        "AC-USBC-1": "USB-C cable 1 m",
        "AC-USBC-2": "USB-C cable 2 m",
        "AC-CH30": "Charger 30 W",
        "AC-CH65": "Charger 65 W",
        "AC-PAD": "Wireless charging pad",
        "AC-PB10": "Power bank 10,000 mAh",
        "AC-SP-P10": "Screen protector for P10",
        "AC-SP-A5": "Screen protector for A5",
        "AC-CS-P10": "Case for P10, clear",
        "AC-CS-P10P": "Case for P10 Pro, black",
        "AC-ST20": "Watch strap 20 mm, leather",
        "AC-ST22": "Watch strap 22 mm, silicone",
    },
    suppliers=(
        "Tarnwick Distribution",
        "Ostrel Trading Co.",
        "Merrow Watch Imports",
        "Caldry Horology",
        "南港数码批发",
        "Brightwater Accessories",
    ),
    trade_ins="Trade-ins over the counter",
    price_lists=("Member", "Wholesale"),
    businesses=(
        "蓝湾贸易行",
        "望潮学校",
        "晨星摄影工作室",
        "Fernhill Language School",
        "Pier Nine Couriers",
        "Saltmarsh Hotel",
        "Gull & Anchor Café",
    ),
    people=(
        "陈女士",
        "王先生",
        "李小姐",
        "周先生",
        "林女士",
        "吴同学",
        "Adela Winterbrook",
        "Bram Oakhollow",
        "Cosima Vell",
        "Dorrit Lanehart",
        "Edmund Farrowby",
        "Fenna Marskell",
        "Gideon Thornquay",
        "Hester Pellwood",
        "Ivo Drumlane",
        "Jessamy Cole-Harbor",
        "Kester Blythmoor",
        "Linnet Ashgrove",
    ),
    void_reasons=(
        "The customer changed their mind",
        "Entered for the wrong customer",
        "Scanned the neighbour's box",
        "Paid twice by mistake",
    ),
    tax="VAT",
    money_out=("Window cleaning", "Parcel tape and bags", "Water for the shop"),
    no_sale=("Changed a note", "Looked for a receipt"),
    differences=("Wrong change", "A coin was not counted"),
)

_CHINESE = Names(
    shop="海港手机钟表行（演示）",
    owner="店主",
    counter="收银台 1",
    floor="门店仓库",
    back="后仓",
    back_note="门店后面",
    piece="件",
    products={
        "TW-P10-128": "塔恩威 P10 手机 128 GB",
        "TW-P10-256": "塔恩威 P10 手机 256 GB",
        "TW-P10P-512": "塔恩威 P10 Pro 手机 512 GB",
        "TW-F2-256": "塔恩威 Fold 2 折叠屏手机 256 GB",
        "TW-SL11-128": "塔恩威 Slate 11 平板 128 GB",
        "OS-A3-64": "奥斯特 A3 手机 64 GB",
        "OS-A5-128": "奥斯特 A5 手机 128 GB",
        "OS-A5-256": "奥斯特 A5 手机 256 GB",
        "OS-TAB8": "奥斯特 Tab 8 平板",
        "OS-BUDS2": "奥斯特 Buds 2 无线耳机",
        "OS-BUDSP": "奥斯特 Buds Pro 降噪耳机",
        "MW-40": "美罗智能手表 40 毫米",
        "MW-44": "美罗智能手表 44 毫米",
        "MW-DIVE": "美罗潜水智能手表",
        "MW-SPK": "美罗迷你音箱",
        "CD-CLASSIC": "卡德里经典自动机械表",
        "CD-FIELD": "卡德里野外石英表",
        "CD-MOON": "卡德里月相表",
        "AC-USBC-1": "USB-C 数据线 1 米",
        "AC-USBC-2": "USB-C 数据线 2 米",
        "AC-CH30": "充电器 30 W",
        "AC-CH65": "充电器 65 W",
        "AC-PAD": "无线充电板",
        "AC-PB10": "移动电源 10000 毫安时",
        "AC-SP-P10": "P10 钢化膜",
        "AC-SP-A5": "A5 钢化膜",
        "AC-CS-P10": "P10 手机壳 透明",
        "AC-CS-P10P": "P10 Pro 手机壳 黑色",
        "AC-ST20": "表带 20 毫米 真皮",
        "AC-ST22": "表带 22 毫米 硅胶",
    },
    suppliers=(
        "塔恩威通讯经销",
        "奥斯特商贸",
        "美罗表业进口",
        "卡德里钟表",
        "南港数码批发",
        "明水配件",
    ),
    trade_ins="门店以旧换新",
    price_lists=("会员价", "批发价"),
    businesses=(
        "蓝湾贸易行",
        "望潮学校",
        "晨星摄影工作室",
        "蕨山语言学校",
        "九号码头速递",
        "盐泽酒店",
        "鸥锚咖啡馆",
    ),
    people=(
        "陈女士",
        "王先生",
        "李小姐",
        "周先生",
        "林女士",
        "吴同学",
        "赵先生",
        "钱女士",
        "孙小姐",
        "郑先生",
        "冯女士",
        "蒋先生",
        "沈小姐",
        "韩先生",
        "杨女士",
        "朱同学",
        "秦先生",
        "许女士",
    ),
    void_reasons=("顾客改变主意", "开错了客户", "扫到了旁边的盒子", "误收两次款"),
    tax="增值税",
    money_out=("擦窗费", "买胶带和袋子", "店里饮用水"),
    no_sale=("换零钱", "找小票"),
    differences=("找错零钱", "漏数一枚硬币"),
)

NAMES: Mapping[str, Names] = {"en": _ENGLISH, "zh_CN": _CHINESE}
"""By language; a test holds that each has as many of each."""
