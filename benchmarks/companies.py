"""A labelled set of Chinese companies, made from a seed: firms, the ways in which people write one of them twice, and firms that only look alike.

Method. Every firm is a place, a word of two signs, a trade and a legal form, with credit code (valid check sign), phone, e-mail and address. A share of the
firms is entered a second or third time, each time with one to four of these: another legal form; the place left out, put in brackets or written with its
province; traditional characters; full-width letters; a homophone; a sign left out, doubled or swapped; the name cut short; another way of writing the phone;
another phone; no phone; no e-mail; another mailbox of the same domain; no code; a code with one misread sign; a shorter address. Beside them stand firms
that are not the same although much is: the same word and trade in another place; the sister firm of a group with the same switchboard and domain; a branch;
one sign of the name different in the same place; a neighbour in the same building.
"""

import random
from dataclasses import dataclass, replace

from opencc import OpenCC

from kaituo.foundation.kernel.credit_codes import SIGNS, check_sign, organisation_sign

PLACES = [
    ("上海", "上海市", "310115", "021"), ("北京", "北京市", "110108", "010"), ("杭州", "浙江省杭州市", "330106", "0571"),
    ("宁波", "浙江省宁波市", "330203", "0574"), ("苏州", "江苏省苏州市", "320505", "0512"), ("南京", "江苏省南京市", "320106", "025"),
    ("深圳", "广东省深圳市", "440305", "0755"), ("广州", "广东省广州市", "440106", "020"), ("东莞", "广东省东莞市", "441900", "0769"),
    ("成都", "四川省成都市", "510107", "028"), ("武汉", "湖北省武汉市", "420106", "027"), ("长沙", "湖南省长沙市", "430102", "0731"),
    ("青岛", "山东省青岛市", "370202", "0532"), ("济南", "山东省济南市", "370102", "0531"), ("郑州", "河南省郑州市", "410105", "0371"),
    ("西安", "陕西省西安市", "610113", "029"), ("天津", "天津市", "120116", "022"), ("重庆", "重庆市", "500103", "023"),
    ("合肥", "安徽省合肥市", "340104", "0551"), ("厦门", "福建省厦门市", "350203", "0592"), ("沈阳", "辽宁省沈阳市", "210102", "024"),
    ("大连", "辽宁省大连市", "210202", "0411"), ("昆明", "云南省昆明市", "530102", "0871"), ("佛山", "广东省佛山市", "440604", "0757"),
]  # fmt: skip
FIRST = "恒宏瑞盛德鑫博天华中东远卓明凯联嘉泰锦新科创智海金佳正信诚亿众汇聚力拓广永福祥顺安康隆兴旺大同和美优普迪乐云星辰宇航飞腾龙凤"
SECOND = "信达远昌丰源泽诚润辉通腾锐航力宇维图芯电特诺思捷讯邦泰隆盛康益生美雅景峰川江湖洋岳岩林森木禾田石玉珠宝铭鼎钧"
TRADES = [
    "精密机械", "汽车零部件", "电子科技", "新能源科技", "五金制品", "模具", "电机", "物流", "智慧物流", "食品", "饮料", "医疗器械", "生物科技", "贸易",
    "机电设备", "化工", "电池材料", "信息技术", "软件", "网络科技", "建筑工程", "装饰设计", "自动化设备", "环保科技", "半导体", "光电", "纺织", "服装",
    "包装材料", "塑料制品", "印刷", "仪器仪表", "智能科技", "国际贸易", "供应链管理", "文化传媒", "农业科技", "水处理设备", "传动设备", "阀门",
]  # fmt: skip
FORMS = ["有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司", "集团有限公司"]
ROADS = ["创新路", "人民路", "科技大道", "工业园路", "中山路", "解放路", "长江路", "建设大道", "迎宾路", "滨河路"]
HOMOPHONES = {
    "信": "鑫", "鑫": "信", "达": "答", "远": "源", "源": "远", "昌": "畅", "丰": "峰", "泽": "则", "诚": "成", "辉": "晖", "通": "同", "恒": "衡",
    "宏": "弘", "瑞": "锐", "盛": "胜", "德": "得", "博": "伯", "华": "骅", "卓": "琢", "明": "铭", "凯": "楷", "嘉": "佳", "泰": "太", "锦": "谨",
}  # fmt: skip
MISREAD = {"0": "8", "8": "3", "1": "7", "5": "6", "B": "8", "6": "5", "3": "8", "7": "1"}
TWICE, THRICE = 0.16, 0.03
LIKE_BUT_OTHER = 0.22
OF_A_PROVIDER = 0.25


@dataclass(frozen=True)
class Company:
    """`firm` is the truth: records of one firm are duplicates."""

    firm: int
    name: str
    tax_number: str
    phone: str
    email: str
    country: str
    city: str
    address: str


@dataclass(frozen=True)
class _Firm:
    number: int
    place: tuple[str, str, str, str]
    word: str
    trade: str
    form: str
    code: str
    phone: str
    domain: str
    mailbox: str
    road: str

    def record(self) -> Company:
        name = f"{self.place[0]}{self.word}{self.trade}{self.form}"
        return Company(self.number, name, self.code, self.phone, f"{self.mailbox}@{self.domain}", "中国", self.place[0], self.road)


class Maker:
    """`Maker(20000).records()`: so many firms, their duplicates and their likes, in an order that tells nothing."""

    def __init__(self, firms: int, seed: int = 20260501) -> None:
        self.rng, self.count, self.number = random.Random(seed), firms, 0
        self.traditional = OpenCC("s2t")

    def records(self) -> list[Company]:
        found: list[Company] = []
        while self.number < self.count:
            firm = self._firm()
            found.append(firm.record())
            found += [self._written_again(firm) for _time in range(self._times())]
            if self.rng.random() < LIKE_BUT_OTHER:
                found.append(self._another_like(firm).record())
        self.rng.shuffle(found)
        return found

    def _times(self) -> int:
        drawn = self.rng.random()
        return 2 if drawn < THRICE else 1 if drawn < THRICE + TWICE else 0

    def _next(self) -> int:
        self.number += 1
        return self.number

    def _firm(self) -> _Firm:
        rng, place = self.rng, self.rng.choice(PLACES)
        word = rng.choice(FIRST) + rng.choice(SECOND)
        road = f"{rng.choice(ROADS)}{rng.randint(1, 1999)}号"
        number, (domain, mailbox) = self._next(), self._mail()
        code, phone = self._code(place[2]), self._phone(place[3])
        return _Firm(number, place, word, rng.choice(TRADES), rng.choice(FORMS), code, phone, domain, mailbox, road)

    def _mail(self) -> tuple[str, str]:
        """A quarter has no domain of its own."""
        if self.rng.random() < OF_A_PROVIDER:
            return self.rng.choice(["qq.com", "163.com", "126.com"]), str(self.rng.randint(10**7, 10**10))
        return self._domain(), self.rng.choice(["info", "sales", "office", "hr", "admin"])

    def _domain(self) -> str:
        return f"f{self.number}x{self.rng.randint(1, 999)}.cn"

    def _code(self, region: str) -> str:
        eight = "".join(self.rng.choice(SIGNS) for _sign in range(8))
        first = f"91{region}{eight}"
        first += organisation_sign(eight)
        return first + check_sign(first)

    def _phone(self, area: str) -> str:
        if self.rng.random() < 0.4:
            return f"1{self.rng.choice('3578')}{self.rng.randint(100_000_000, 999_999_999)}"
        return f"{area}-{self.rng.randint(20_000_000, 89_999_999)}"

    def _another_like(self, firm: _Firm) -> _Firm:
        """Not the same firm, though much of it is."""
        rng, own = self.rng, {"number": self._next(), "code": self._code(firm.place[2])}
        phone, domain, road = self._phone(firm.place[3]), self._domain(), f"{rng.choice(ROADS)}{rng.randint(1, 1999)}号"
        kind = rng.randrange(5)
        if kind == 0:
            place = rng.choice([each for each in PLACES if each != firm.place])
            return replace(firm, place=place, phone=self._phone(place[3]), domain=domain, road=road, **own)
        if kind == 1:
            return replace(firm, trade=rng.choice([each for each in TRADES if each != firm.trade]), **own)
        if kind == 2:
            return replace(firm, form=f"{firm.form}{rng.choice(PLACES)[0]}分公司", phone=phone, **own)
        if kind == 3:
            word = firm.word[0] + rng.choice([each for each in SECOND if each != firm.word[1]])
            return replace(firm, word=word, phone=phone, domain=domain, road=road, **own)
        return replace(self._firm(), place=firm.place, road=firm.road)

    def _written_again(self, firm: _Firm) -> Company:
        record = firm.record()
        for change in self.rng.sample(CHANGES, k=self.rng.randint(1, 4)):
            record = change(self, firm, record)
        return record

    def other_form(self, firm: _Firm, record: Company) -> Company:
        return replace(record, name=f"{firm.place[0]}{firm.word}{firm.trade}{self.rng.choice(FORMS)}")

    def other_place(self, firm: _Firm, record: Company) -> Company:
        inner = f"{firm.word}{firm.trade}"
        ways = [
            f"{inner}{firm.form}",
            f"{inner}（{firm.place[0]}）{firm.form}",
            f"{firm.place[1]}{inner}{firm.form}",
            f"{inner}({firm.place[0]}){firm.form}",
        ]
        return replace(record, name=self.rng.choice(ways))

    def traditional_signs(self, firm: _Firm, record: Company) -> Company:
        return replace(record, name=self.traditional.convert(record.name))

    def homophone(self, firm: _Firm, record: Company) -> Company:
        at = [index for index, sign in enumerate(record.name) if sign in HOMOPHONES and sign in firm.word]
        if not at:
            return record
        place = self.rng.choice(at)
        return replace(record, name=record.name[:place] + HOMOPHONES[record.name[place]] + record.name[place + 1 :])

    def slip(self, firm: _Firm, record: Company) -> Company:
        name = record.name
        at = self.rng.randrange(1, max(2, len(name) - 4))
        way = self.rng.randrange(3)
        ways = (name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name[:at] + name[at + 1] + name[at] + name[at + 2 :])
        return replace(record, name=ways[way])

    def cut_short(self, firm: _Firm, record: Company) -> Company:
        return replace(record, name=self.rng.choice([f"{firm.place[0]}{firm.word}", f"{firm.word}{firm.trade[:2]}", f"{firm.word}{firm.trade}"]))

    def other_writing_of_the_phone(self, firm: _Firm, record: Company) -> Company:
        phone = record.phone or firm.phone
        ways = [f"+86 {phone.lstrip('0')}", phone.replace("-", " "), f"{phone}转{self.rng.randint(1, 99)}" if "-" in phone else f"86{phone}"]
        return replace(record, phone=self.rng.choice(ways))

    def other_phone(self, firm: _Firm, record: Company) -> Company:
        return replace(record, phone=self._phone(firm.place[3]))

    def no_phone(self, firm: _Firm, record: Company) -> Company:
        return replace(record, phone="")

    def no_email(self, firm: _Firm, record: Company) -> Company:
        return replace(record, email="")

    def other_mailbox(self, firm: _Firm, record: Company) -> Company:
        box = f"{self.rng.randint(10**7, 10**10)}" if firm.mailbox.isdigit() else f"purchase{self.rng.randint(1, 9)}"
        return replace(record, email=f"{box}@{firm.domain}")

    def no_code(self, firm: _Firm, record: Company) -> Company:
        return replace(record, tax_number="")

    def misread_code(self, firm: _Firm, record: Company) -> Company:
        at = [index for index, sign in enumerate(record.tax_number) if sign in MISREAD and index > 1]
        if not at:
            return record
        place, code = self.rng.choice(at), record.tax_number
        return replace(record, tax_number=code[:place] + MISREAD[code[place]] + code[place + 1 :])

    def shorter_address(self, firm: _Firm, record: Company) -> Company:
        return replace(record, address=self.rng.choice(["", record.address.rstrip("号"), f"{firm.place[1]}{record.address}"]))


CHANGES = [
    Maker.other_form, Maker.other_place, Maker.traditional_signs, Maker.homophone, Maker.slip, Maker.cut_short, Maker.other_writing_of_the_phone,
    Maker.other_phone, Maker.no_phone, Maker.no_email, Maker.other_mailbox, Maker.no_code, Maker.no_code, Maker.misread_code, Maker.shorter_address,
]  # fmt: skip
