"""What the demo company sells: factory automation, spare parts, software and service."""

from decimal import Decimal

from kaituo.foundation.company.demo import World
from kaituo.foundation.records import actions as records

from .models import Category, PriceList, PriceListItem, Product

SHELVES = {
    "工业机器人": [
        ("六轴机器人 HR-6", 168_000, 112_000),
        ("协作机器人 HC-5", 98_000, 61_500),
        ("SCARA 机器人 HS-4", 56_000, 37_800),
        ("码垛机器人 HP-180", 246_000, 171_000),
        ("重载机器人 HR-210", 398_000, 279_000),
    ],
    "机器视觉": [
        ("视觉检测单元 V300", 42_000, 23_600),
        ("三维相机 V3D-20", 68_500, 39_200),
        ("读码器 R100", 5_800, 2_950),
        ("视觉控制器 VC-8", 18_600, 9_900),
    ],
    "输送与夹具": [
        ("模块化输送线（米）", 3_200, 2_040),
        ("电动夹爪 G50", 7_600, 4_100),
        ("真空吸盘组 S8", 1_280, 560),
        ("快换装置 Q10", 4_300, 2_250),
        ("AGV 小车 A600", 136_000, 93_000),
    ],
    "软件": [
        ("产线监控软件（年）", 36_000, 4_200),
        ("视觉算法授权", 22_000, 1_800),
        ("数字孪生套件（年）", 88_000, 12_500),
        ("MES 接口模块", 28_000, 5_600),
    ],
    "备件": [
        ("伺服电机 750W", 2_650, 1_720),
        ("减速机 RV-40", 6_900, 4_800),
        ("示教器", 5_400, 3_150),
        ("控制柜风扇", 180, 75),
        ("线缆包 10m", 960, 430),
    ],
    "服务": [
        ("安装调试（人天）", 2_400, 1_150),
        ("年度维保", 18_000, 7_900),
        ("操作培训（场）", 6_800, 2_600),
        ("产线改造设计", 45_000, 21_000),
    ],
}
SERVICES = ("软件", "服务")


def make(world: World) -> None:
    with world.on(world.start):
        by, products = world.system, []
        for position, (shelf, goods) in enumerate(SHELVES.items(), 1):
            category = records.create(Category(name=shelf, position=position), by=by)
            for number, (name, price, cost) in enumerate(goods, 1):
                tax_rate = Decimal("0.06") if shelf in SERVICES else Decimal("0.13")
                product = Product(
                    number=f"HT-{position}{number:02d}",
                    name=name,
                    category=category,
                    unit="套",
                    list_price=Decimal(price),
                    cost=Decimal(cost),
                    tax_rate=tax_rate,
                    vendor="华拓智能装备",
                )
                products.append(records.create(product, by=by))
        world.things["products"] = products
        _prices(world, products)


def _prices(world: World, products: list[Product]) -> None:
    """A price list for partners, and one in euro for customers abroad."""
    partners = records.create(PriceList(name="渠道价", currency="CNY", starts_on=world.start), by=world.system)
    abroad = records.create(PriceList(name="海外报价（欧元）", currency="EUR", starts_on=world.start), by=world.system)
    items = [PriceListItem(price_list=partners, product=product, price=product.list_price * Decimal("0.85"), min_quantity=5) for product in products]
    items += [
        PriceListItem(price_list=abroad, product=product, price=(product.list_price / Decimal("7.2")).quantize(Decimal(1))) for product in products
    ]
    records.create_many(items, by=world.system)
