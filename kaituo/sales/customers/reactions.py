"""What customers declare for others to listen to: a remark on a customer or a person there is a follow-up."""

from django.utils.translation import gettext_lazy as _

from kaituo.foundation.records.belongings import belonging
from kaituo.foundation.records.facts import COMMENTED, FILE_ATTACHED

from .follow_ups import follow_up
from .models import Account

OF_CUSTOMER = {"customers.Account": "pk", "customers.Contact": "account_id"}

belonging("customers.Account", lambda person: Account.objects.active().filter(owner=person), goes_with="pk")
follow_up("remark", _("Remark on the customer or a contact"), facts=(COMMENTED,), of=OF_CUSTOMER)
follow_up("file", _("File kept with the customer"), facts=(FILE_ATTACHED,), of=OF_CUSTOMER)
