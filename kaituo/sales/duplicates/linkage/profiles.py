"""What accounts, leads and contacts are compared by. The shares were set on the labelled set of Chinese companies that `benchmarks` builds. Pure."""

from .profile import Comparison, Level, Profile

ELSEWHERE = "place_l <> '' AND place_r <> '' AND place_l <> place_r"
SHORT = "len(core_l) >= 2 AND len(core_r) >= 2 AND (regexp_full_match(core_l, shape_r) OR regexp_full_match(core_r, shape_l))"

ACCOUNT = Profile(
    columns={
        "full_name": "VARCHAR",
        "core": "VARCHAR",
        "place": "VARCHAR",
        "sound": "VARCHAR",
        "shape": "VARCHAR",
        "ends": "VARCHAR",
        "is_branch": "BOOLEAN",
        "code": "VARCHAR",
        "is_checked": "BOOLEAN",
        "phones": "VARCHAR[]",
        "email": "VARCHAR",
        "domain": "VARCHAR",
        "address": "VARCHAR",
    },
    comparisons=(
        Comparison(
            "name",
            "core_l = '' OR core_r = ''",
            (
                Level("different", "is_branch_l <> is_branch_r", 1e-4, 0.05),
                Level("same", "full_name_l = full_name_r", 0.50, 2e-6),
                Level("different", f"core_l = core_r AND {ELSEWHERE}", 1e-3, 4e-5),
                Level("very_alike", "core_l = core_r", 0.16, 4e-6),
                Level("different", ELSEWHERE, 1e-3, 0.90),
                Level("sound", "sound_l = sound_r", 0.08, 4e-6),
                Level("very_alike", "jaro_winkler_similarity(core_l, core_r) >= 0.93", 0.10, 1e-5),
                Level("short", SHORT, 0.08, 2e-5),
                Level("alike", "jaro_winkler_similarity(core_l, core_r) >= 0.88", 0.05, 1e-4),
                Level("different", "", 2e-4, 0.95),
            ),
        ),
        Comparison(
            "credit_code",
            "code_l = '' OR code_r = ''",
            (
                Level("same", "code_l = code_r", 0.90, 1e-8),
                Level("different", "is_checked_l AND is_checked_r", 1e-6, 0.98),
                Level("very_alike", "length(code_l) = length(code_r) AND levenshtein(code_l, code_r) <= 1", 0.08, 1e-6),
                Level("different", "", 4e-3, 0.02),
            ),
        ),
        Comparison(
            "phone",
            "len(phones_l) = 0 OR len(phones_r) = 0",
            (Level("same", "list_has_any(phones_l, phones_r)", 0.70, 3e-4), Level("different", "", 0.30, 1.0)),
        ),
        Comparison(
            "email",
            "email_l = '' OR email_r = ''",
            (
                Level("same", "email_l = email_r", 0.70, 1e-4),
                Level("alike", "domain_l <> '' AND domain_l = domain_r", 0.15, 2e-4),
                Level("different", "", 0.15, 1.0),
            ),
        ),
        Comparison(
            "address",
            "address_l = '' OR address_r = ''",
            (
                Level("same", "address_l = address_r", 0.70, 5e-3),
                Level("alike", "jaro_winkler_similarity(address_l, address_r) >= 0.95", 0.10, 2e-2),
                Level("different", "", 0.20, 1.0),
            ),
        ),
    ),
    blocks=("code", "phones", "email", "domain", "full_name", "core", "sound", "ends", "address"),
)

OF_A_COMPANY = {comparison.what: comparison for comparison in ACCOUNT.comparisons}
LEAD = Profile(
    columns={**ACCOUNT.columns, "person": "VARCHAR"},
    comparisons=(
        OF_A_COMPANY["name"],
        Comparison("person", "person_l = '' OR person_r = ''", (Level("same", "person_l = person_r", 0.80, 1e-3), Level("different", "", 1e-4, 1.0))),
        OF_A_COMPANY["phone"],
        Comparison(
            "email",
            "email_l = '' OR email_r = ''",
            (Level("same", "email_l = email_r", 0.70, 1e-5), Level("different", "", 0.30, 1.0)),
        ),
    ),
    blocks=("phones", "email", "full_name", "core", "sound", "ends"),
)

CONTACT = Profile(
    columns={
        "name": "VARCHAR",
        "sound": "VARCHAR",
        "account": "VARCHAR",
        "phones": "VARCHAR[]",
        "email": "VARCHAR",
        "named_there": "VARCHAR",
    },
    comparisons=(
        Comparison(
            "name",
            "name_l = '' OR name_r = ''",
            (
                Level("same", "name_l = name_r", 0.85, 1e-3),
                Level("sound", "sound_l = sound_r", 0.08, 1e-3),
                Level("different", "", 0.05, 1.0),
            ),
        ),
        Comparison(
            "phone",
            "len(phones_l) = 0 OR len(phones_r) = 0",
            (Level("same", "list_has_any(phones_l, phones_r)", 0.75, 2e-5), Level("different", "", 0.25, 1.0)),
        ),
        Comparison(
            "email",
            "email_l = '' OR email_r = ''",
            (Level("same", "email_l = email_r", 0.70, 1e-6), Level("different", "", 0.30, 1.0)),
        ),
        Comparison("account", "false", (Level("same", "account_l = account_r", 0.80, 1e-4), Level("different", "", 0.20, 1.0))),
    ),
    blocks=("phones", "email", "named_there"),
)
