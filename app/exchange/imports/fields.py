"""The fields that columns of a file can fill: how their titles are known, how a cell is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, unique

from app.domain import serials
from app.domain.imports import FieldTitle
from app.domain.problems import Code, Problem
from app.domain.quantities import read_price, read_quantity
from app.domain.units_in_cell import units_in_cell
from app.domain.warranty import read_months
from app.exchange.cells import Cell

_SHOWN = 40


@unique
class FieldType(Enum):
    """What stands in a column; which doubts about a cell count against it."""

    CODE = "code"
    CODES = "codes"
    SERIAL = "serial"
    SERIALS = "serials"
    TEXT = "text"
    MONEY = "money"
    QUANTITY = "quantity"
    YES_NO = "yes_no"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class TargetField:
    """A field that a column can fill.

    ``titles`` are other names of it, English and Chinese, folded as ``plain`` does; ``title`` is
    what people read and one of its names too.
    """

    key: str
    title: FieldTitle
    type: FieldType
    titles: tuple[str, ...] = ()
    required: bool = False
    ties: bool = False
    """Rows that have the same in it are judged together: the same record, unit or carton."""
    spans: bool = False
    """It ends a range: what lies between stands in no cell, and ties rows all the same."""
    implies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Fields that are *yes* in all rows where this one's column has one of these names, and none
    fills them."""
    several: bool = False
    """Several columns may fill it, each by a key of its own (``further``)."""


_FURTHER = "+"


def further(key: str, place: int) -> str:
    """The key of one more column, from 2, that fills a field of which there are ``several``."""
    return key if place < 2 else f"{key}{_FURTHER}{place}"


def base(key: str) -> str:
    """The key of the field that a column fills, whether it is the first to do so or another."""
    return key.partition(_FURTHER)[0]


def plain(title: str) -> str:
    """A title as it is compared: folded, in small letters, without marks and spaces."""
    return "".join(char for char in serials.fold(title).casefold() if char.isalnum())


def read(field: TargetField, cell: Cell, decimals: int) -> object | Problem:
    """What a cell says as its field's type, ``""`` for nothing, or why it cannot be read.

    ``decimals`` are those of the shop's currency.
    """
    if not cell.text and cell.code is None:
        return ""
    return _READERS[field.type](cell, decimals)


def _doubt(cell: Cell) -> Problem | None:
    problem = cell.problem(1)
    return Problem(problem.code, problem.values) if problem else None


def _code(cell: Cell, _decimals: int) -> object | Problem:
    return _doubt(cell) or cell.text


def _codes(cell: Cell, _decimals: int) -> object | Problem:
    """Several codes in one cell are set apart as serial numbers are (F6), or by ``;`` and ``|``."""
    text = cell.text.replace(";", " ").replace("|", " ")
    return _doubt(cell) or tuple(dict.fromkeys(serials.split(text)))


def _serials(cell: Cell, _decimals: int) -> object | Problem:
    """The units of a packing list's cell: set apart by commas or lines; a range is asked about."""
    doubt = _doubt(cell)
    if doubt:
        return doubt
    found = list(units_in_cell(cell.text, cell.literal))
    problem = next((one for one in found if isinstance(one, Problem)), None)
    return problem or tuple(found)


_TEXT_TAKEN = frozenset(
    {
        None,
        Code.LIST_APOSTROPHE,
        Code.LIST_SHOWN_OTHERWISE,
        Code.LIST_NO_STYLE,
        Code.LIST_NO_VALUE,
    }
)
"""Doubts that matter for codes only: a name may begin with an apostrophe, or an equals sign."""


def _text(cell: Cell, _decimals: int) -> object | Problem:
    """A name is not folded: brackets of full width belong to it."""
    if cell.figure:
        return cell.figure
    taken = cell.text and cell.code in _TEXT_TAKEN
    return cell.written or cell.text if taken else _doubt(cell) or cell.text


_MARKS = "¥￥$€£元 \u00a0"


def _figure(cell: Cell) -> str | Problem:
    """The text of a figure, without the sign of a currency around it."""
    if cell.figure:
        return cell.figure
    text = cell.text.strip(_MARKS)
    known = cell.code in (None, Code.LIST_APOSTROPHE)
    return text.lstrip("'") if known else _doubt(cell) or text


def _money(cell: Cell, decimals: int) -> object | Problem:
    text = _figure(cell)
    return text if isinstance(text, Problem) else read_price(text, decimals)


def _quantity(cell: Cell, _decimals: int) -> object | Problem:
    text = _figure(cell)
    return text if isinstance(text, Problem) else read_quantity(text, 3)


def _months(cell: Cell, _decimals: int) -> object | Problem:
    text = _figure(cell)
    return text if isinstance(text, Problem) else read_months(text)


_YES = frozenset({"yes", "y", "true", "1", "x", "on", "是", "有", "真", "启用", "✓", "√"})
_NO = frozenset({"no", "n", "false", "0", "off", "否", "无", "假", "停用", "✗", "×"})


def _yes_no(cell: Cell, _decimals: int) -> object | Problem:
    text = cell.text.casefold().strip()
    if text in _YES or text in _NO:
        return text in _YES
    return Problem(Code.IMPORT_NO_YES, {"text": cell.text[:_SHOWN]})


OF_CODES = frozenset({FieldType.CODE, FieldType.CODES, FieldType.SERIAL, FieldType.SERIALS})
"""What is scanned: it is folded, and a person sees where (F2)."""


_SEPARATORS = str.maketrans("，；\u3000", ",; ")


def folded(field: TargetField, cell: Cell) -> Problem | None:
    """Say that a code stands in the file in full width; it is read as it will be scanned."""
    if field.type not in OF_CODES or not cell.written or cell.code is not None:
        return None
    if cell.written.translate(_SEPARATORS) == cell.text:
        return None  # what sets several apart is none of them
    values = {"text": cell.written[:_SHOWN], "folded": cell.text[:_SHOWN]}
    return Problem(Code.IMPORT_FOLDED, values)


_READERS: Mapping[FieldType, Callable[[Cell, int], object | Problem]] = {
    FieldType.CODE: _code,
    FieldType.CODES: _codes,
    FieldType.SERIAL: _code,
    FieldType.SERIALS: _serials,
    FieldType.TEXT: _text,
    FieldType.MONEY: _money,
    FieldType.QUANTITY: _quantity,
    FieldType.YES_NO: _yes_no,
    FieldType.MONTHS: _months,
}


def names(*lists: str) -> tuple[str, ...]:
    """Names of a column out of lists of words."""
    return tuple(name for words in lists for name in words.split())


SKU = TargetField(
    "sku",
    FieldTitle.SKU,
    FieldType.CODE,
    names(
        "sku itemcode itemno itemnumber productcode partno partnumber model",
        "编码 商品编码 商品编号 编号 货号 物料编码 存货编码 型号 款号",
    ),
    required=True,
    ties=True,
)
ITEM = TargetField(
    "item",
    FieldTitle.ITEM,
    FieldType.CODE,
    (*SKU.titles, *names("item product barcode ean upc gtin", "商品 条码 商品条码")),
)
NAME = TargetField(
    "name",
    FieldTitle.NAME,
    FieldType.TEXT,
    names(
        "name itemname productname description title product",
        "名称 商品名称 品名 货品名称 存货名称 产品名称",
    ),
)
BARCODE = TargetField(
    "barcode",
    FieldTitle.BARCODE,
    FieldType.CODES,
    names("barcode barcodes ean ean13 upc gtin", "条码 商品条码 条形码 国际条码"),
    ties=True,
)
UNIT = TargetField(
    "unit",
    FieldTitle.UNIT,
    FieldType.TEXT,
    names("unit uom unitofmeasure", "单位 计量单位 基本单位"),
)
PURCHASE_PRICE = TargetField(
    "purchase_price",
    FieldTitle.PURCHASE_PRICE,
    FieldType.MONEY,
    names(
        "purchaseprice cost costprice unitcost buyingprice buyprice",
        "进价 进货价 采购价 成本价 成本 参考进价",
    ),
)
SALE_PRICE = TargetField(
    "sale_price",
    FieldTitle.SALE_PRICE,
    FieldType.MONEY,
    names(
        "saleprice salesprice sellingprice price retailprice listprice",
        "售价 零售价 销售价 销售价格 单价 价格",
    ),
)
TRACK_SERIALS = TargetField(
    "track_serials",
    FieldTitle.SERIAL_NUMBER_MANAGEMENT,
    FieldType.YES_NO,
    names("hasserialno serialtracked trackserials", "序列号管理 串号管理 是否序列号"),
)
NOTE = TargetField(
    "note", FieldTitle.NOTE, FieldType.TEXT, names("note notes remark remarks", "备注 说明")
)
SERIAL = TargetField(
    "serial",
    FieldTitle.SERIAL_NUMBER,
    FieldType.SERIAL,
    names(
        "serialnumber serialno serial sn sns imei imei1 meid",
        "序列号 串号 串码 序号码 机身号 sn码 唯一码",
    ),
    ties=True,
)
CARTON = TargetField(
    "carton",
    FieldTitle.CARTON,
    FieldType.CODE,
    names(
        "carton cartonno cartonnumber ctn ctnno box boxno case caseno sscc",
        "箱号 箱码 外箱号 包装号",
    ),
    ties=True,
)
SERIALS_OF_CARTON = replace(
    SERIAL,
    type=FieldType.SERIALS,
    titles=(
        *SERIAL.titles,
        *names("serialfrom snfrom firstserial firstsn startserial startsn serialstart snstart"),
        *names("起始序列号 开始序列号 首序列号 起始串号"),
    ),
    required=True,
    several=True,
)
LAST_OF_RANGE = TargetField(
    "last",
    FieldTitle.LAST_SERIAL_NUMBER,
    FieldType.SERIAL,
    names(
        "serialto snto lastserial lastsn endserial endsn serialend snend",
        "结束序列号 截止序列号 终止序列号 末序列号 结束串号",
    ),
    spans=True,
)
CARTON_OF_UNITS = replace(CARTON, required=True)
SOUGHT_SERIAL = replace(SERIAL, required=True)
QUANTITY = TargetField(
    "quantity",
    FieldTitle.QUANTITY,
    FieldType.QUANTITY,
    names("quantity qty pcs units stock onhand", "数量 库存 库存数量 期初数量"),
)
PRICE = TargetField(
    "price",
    FieldTitle.COST,
    FieldType.MONEY,
    ("unitprice", "price", *PURCHASE_PRICE.titles, "单价", "期初成本"),
)
WAREHOUSE = TargetField(
    "warehouse",
    FieldTitle.WAREHOUSE,
    FieldType.TEXT,
    names("warehouse location store", "仓库 仓库名称 库位 门店"),
)
CONTACT_NAME = TargetField(
    "name",
    FieldTitle.NAME,
    FieldType.TEXT,
    names(
        "name company companyname contactname customername suppliername customer",
        "supplier",
        "名称 姓名 客户名称 供应商名称 单位名称 往来单位 客户 供应商",
    ),
    required=True,
    ties=True,
    implies=(("is_supplier", ("supplier", "suppliername", "供应商", "供应商名称")),),
)
IS_CUSTOMER = TargetField(
    "is_customer",
    FieldTitle.IS_A_CUSTOMER,
    FieldType.YES_NO,
    names("iscustomer", "是客户 是否客户"),
)
IS_SUPPLIER = TargetField(
    "is_supplier",
    FieldTitle.IS_A_SUPPLIER,
    FieldType.YES_NO,
    names("issupplier", "是供应商 是否供应商"),
)
PHONE = TargetField(
    "phone",
    FieldTitle.PHONE,
    FieldType.TEXT,
    names("phone telephone tel mobile phonenumber mobileno", "电话 手机 手机号 联系电话 电话号码"),
)
EMAIL = TargetField(
    "email", FieldTitle.EMAIL, FieldType.TEXT, names("email emailaddress", "邮箱 电子邮件 电子邮箱")
)
ADDRESS = TargetField(
    "address",
    FieldTitle.ADDRESS,
    FieldType.TEXT,
    names("address street addressline1", "地址 联系地址 单位地址"),
)
WARRANTY = TargetField(
    "warranty_months",
    FieldTitle.WARRANTY_IN_MONTHS,
    FieldType.MONTHS,
    names("warranty warrantymonths warrantyperiod", "保修月数 保修期 质保月数 质保期"),
)
UNIT_SERIAL = replace(SERIAL, required=True)
SECOND = TargetField(
    "second",
    FieldTitle.SECOND_IDENTIFIER,
    FieldType.CODE,
    names("imei2 meid2 serial2 sn2", "第二识别码 第二串号 副串号 串号2"),
    required=True,
    ties=True,
)
OWN_PRICE = TargetField(
    "own_price",
    FieldTitle.OWN_PRICE,
    FieldType.MONEY,
    names("ownprice unitownprice usedprice", "单件价 二手价"),
    required=True,
)
