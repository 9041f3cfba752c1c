"""What other systems call the fields of a record: the headings of exports of Zoho, HubSpot, Salesforce, 纷享销客, 悟空 and Cordys, beside our own labels.

Compared without spaces, punctuation and case. A heading that several kinds know means what the kind that is imported calls so.
"""

OWNER = "owner|record owner|负责人|所有人|归属人|跟进人|业务员|销售|销售员|销售人员"
CREATED = "created time|create date|created date|created at|created on|创建时间|创建日期|录入时间|添加时间"
NOTES = "description|note|notes|remark|remarks|comment|备注|描述|说明|备注信息"
PHONE = "phone|phone number|telephone|tel|main phone|电话|联系电话|座机|固定电话|电话号码|公司电话"
MOBILE = "mobile|mobile phone|mobile phone number|cell|cell phone|手机|手机号|手机号码|移动电话"
EMAIL = "email|e-mail|email address|mail|邮箱|电子邮箱|邮件|电子邮件|邮箱地址"
AMOUNT = "amount|deal amount|total|金额|商机金额|总金额|合计"
ACCOUNT = (
    "account name|account|company|company name|associated company|primary associated company|客户名称|客户|所属客户|公司名称|公司|关联客户|企业名称"
)

DIVISION = "division|administrative division|行政区划|区划|行政区划代码|省市区|省市区县|所在地区"

SYNONYMS: dict[str, dict[str, str]] = {
    "customers.Account": {
        "number": "account number|account no|customer number|customer no|record id|客户编号|客户编码|编码|编号",
        "name": f"{ACCOUNT}|name|customer name|organization name|名称|单位名称|客户全称|公司全称",
        "parent": "parent account|parent company|parent|上级客户|母公司|上级公司|集团客户",
        "owner": f"{OWNER}|account owner|company owner|客户负责人|客户所有人",
        "status": "account status|lifecycle stage|lead status|type|客户状态|成交状态|状态",
        "account_class": "rating|account class|tier|客户级别|客户等级|级别|等级|客户分级",
        "industry": "industry|行业|所属行业|客户行业|一级行业",
        "country": "country|country/region|billing country|billing country/territory|国家|国家地区|国别",
        "division": DIVISION,
        "region": "billing state|billing state/province|state|state/region|province|省|省份|所在省",
        "city": "billing city|city|市|城市|所在市|所在城市",
        "address": "billing street|street|street address|address|mailing street|地址|详细地址|客户地址|公司地址|注册地址|定位",
        "postal_code": "billing code|billing zip/postal code|zip|zip code|postal code|邮编|邮政编码",
        "phone": f"{PHONE}|{MOBILE}|客户电话|公司电话",
        "email": f"{EMAIL}|公司邮箱",
        "website": "website|website url|url|company domain name|domain|网址|官网|网站|公司网址",
        "tax_number": "tax id|tax number|vat number|统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|工商注册号",
        "invoice_title": "invoice title|开票抬头|发票抬头|开票名称",
        "bank": "bank|bank name|开户行|开户银行",
        "bank_account": "bank account|bank account number|银行账号|账号|银行账户",
        "currency": "currency|currency iso code|币种|货币",
        "credit_limit": "credit limit|信用额度|授信额度",
        "payment_days": "payment terms|payment days|账期|账期天数|信用期",
        "notes": NOTES,
        "created_at": CREATED,
    },
    "customers.Contact": {
        "account": ACCOUNT,
        "name": "full name|contact name|name|联系人|联系人姓名|姓名|名称",
        "title": "title|job title|position|职位|职务|岗位|头衔",
        "role": "role|buying role|角色|决策角色|关键决策人",
        "mobile": MOBILE,
        "phone": f"{PHONE}|work phone|办公电话",
        "email": EMAIL,
        "wechat": "wechat|wechat id|微信|微信号",
        "birthday": "birthday|birthdate|date of birth|生日|出生日期",
        "notes": NOTES,
        "created_at": CREATED,
    },
    "pipeline.Opportunity": {
        "name": "deal name|opportunity name|potential name|name|商机名称|商机|项目名称|销售机会",
        "account": ACCOUNT,
        "owner": f"{OWNER}|deal owner|opportunity owner|商机负责人",
        "amount": f"{AMOUNT}|预计金额|预计成交金额|预计销售金额",
        "stage": "stage|deal stage|sales stage|商机阶段|销售阶段|阶段",
        "pipeline": "pipeline|商机组|销售流程|商机状态组",
        "expected_on": "closing date|close date|expected close date|预计成交日期|预计结单日期|预计成交时间",
        "probability": "probability|probability (%)|赢率|成功率",
        "source": "lead source|original source|来源|商机来源|线索来源",
        "notes": NOTES,
        "created_at": CREATED,
    },
    "catalog.Product": {
        "number": "product code|sku|product id|产品编码|产品编号|商品编码|货号",
        "name": "product name|name|产品名称|商品名称",
        "category": "product category|product family|category|产品类别|产品分类|产品类型",
        "unit": "unit|usage unit|quantity unit|单位|计量单位",
        "price": "unit price|price|list price|单价|价格|标准价格|标准售价",
        "cost": "cost|unit cost|成本|成本价|成本价格",
    },
    "orders.Order": {
        "number": "order number|order no|so number|订单编号|订单号|合同编号",
        "account": ACCOUNT,
        "owner": f"{OWNER}|订单负责人",
        "ordered_on": "order date|order start date|下单日期|订单日期|签约日期|下单时间",
        "notes": NOTES,
    },
    "receivables.Receipt": {
        "number": "receipt number|payment number|回款编号|回款单号",
        "account": ACCOUNT,
        "owner": f"{OWNER}|回款人",
        "amount": f"{AMOUNT}|回款金额|实际回款金额",
        "received_on": "payment date|received date|回款日期|回款时间",
        "method": "payment method|method|回款方式|付款方式|支付方式",
        "notes": NOTES,
    },
}
FIRST_NAMES = {"firstname", "名"}
LAST_NAMES = {"lastname", "surname", "姓", "姓氏"}
"""Two columns that together are the name of a person."""


def synonyms(label: str) -> dict[str, list[str]]:
    """{field: headings by which others know it}"""
    return {name: words.split("|") for name, words in SYNONYMS.get(label, {}).items()}
