"""What belongs together in a role: kinds of records with the verbs on them, named by what somebody does with them. Whose records they are says the role."""

from kaituo.foundation.identity.choices import EVERYTHING

VIEW = ("view",)
KEEP = ("view", "create", "change", "archive", "comment")
SELL = (*KEEP, "export", "reveal")
LOOK = ("view", "reveal")


class Verbs(dict[str, tuple[str, ...]]):
    """What may be done, by kind of record. Two of them together allow what either does."""

    def __or__(self, other: dict[str, tuple[str, ...]]) -> "Verbs":
        return Verbs({model: tuple(dict.fromkeys((*self.get(model, ()), *other.get(model, ())))) for model in {**self, **other}})

    def __ror__(self, other: dict[str, tuple[str, ...]]) -> "Verbs":
        return Verbs(other) | self


CATALOGUE = ("catalog.Category", "catalog.Product", "catalog.PriceList")
PIPELINE_FRAME = ("pipeline.Pipeline", "pipeline.Stage", "pipeline.Competitor", "pipeline.LossReason")
COMPANY = ("company.Organisation", "company.LegalEntity", "company.ExchangeRate", "company.Holiday")
DIRECTORY = ("people.Staff", "people.Strength", "people.Office", "identity.Team", "identity.Territory")
SHELVES = ("records.Tag", "records.CustomField")
READY_TEXTS = ("activities.Phrase", "worklogs.ReportTemplate")
ALLOTTING = ("allocation.Pool", "allocation.HoldingCap", "allocation.AssignmentRule", "allocation.DefaultAssignee")
RULES = ("allocation.Pool", "segments.ServicePolicy", "duties.DutyRole", "balance.VisitCapacity")
COMPANY_BOARDS = ("tasks.Project",)
"""Seen in the widest scope means: those that are open to the whole company."""
CULTURE_FRAME = ("culture.CompanyValue", "culture.Badge", "culture.HonourTitle")
"""What thanks, badges and titles stand for is told to everybody."""
PUBLIC = ("culture.Recognition", "culture.BadgeEarned", "culture.Honour", "contests.Contest")
"""Seen in the widest scope means: all that stands on the wall, and every announced contest; an agency's people see their own part."""
CRITERIA = ("scorecards.Template", "reviews.ReviewTemplate", "reviews.Cycle", "development.Ladder")
"""What people are judged by is published to all of them."""
VISIT_FRAME = ("visits.VisitType", "visits.Frequency", "visits.VisitRules")
OPENED_TO_ALL = ("reports.Report", "reports.Dashboard")
"""Seen in the widest scope means, again: those that are open to the whole company; what they show is each reader's own."""
REFERENCE = (
    *CATALOGUE,
    *PIPELINE_FRAME,
    *COMPANY,
    *DIRECTORY,
    *SHELVES,
    *RULES,
    *READY_TEXTS,
    *COMPANY_BOARDS,
    *VISIT_FRAME,
    *CRITERIA,
    *OPENED_TO_ALL,
    *CULTURE_FRAME,
    *PUBLIC,
)

DEAL_VERBS = ("advance", "win", "lose", "reopen")
FOLLOWING = Verbs(
    {
        "activities.Activity": KEEP,
        "activities.FollowUp": (*KEEP, "export", "complete", "postpone", "drop"),
    }
)
"""An activity is seen and written with its customer; what is planned belongs to whoever is to do it."""
REPORTING = Verbs({"worklogs.Worklog": ("view", "create", "change", "hand_in", "comment", "archive")})
CALENDAR = Verbs({"appointments.Appointment": (*KEEP, "export"), "appointments.Feed": VIEW})
VISITING = Verbs(
    {
        "visits.Visit": (*KEEP, "export", "check_in", "cancel"),
        "visits.Sending": VIEW,
        "visits.Consent": VIEW,
    }
)
"""Planning and making one's own visits; a customer's place and the evidence go with customer and visit."""
VISITS_JUDGED = Verbs({"visits.Visit": ("view", "create", "change", "cancel", "comment", "export", "judge")})
COLLEAGUES_CALENDAR = Verbs({"appointments.Appointment": VIEW})
REPORTS_READ = Verbs({"worklogs.Worklog": ("view", "read", "comment", "export")})
TASKS = Verbs({"tasks.Task": (*KEEP, "export"), "tasks.Project": VIEW, "tasks.Board": (*VIEW, "change")})
"""What is asked of her, and the boards of which she was made a member."""
PROJECTS = Verbs({"tasks.Project": ("create", "change", "archive", "comment"), "tasks.Board": (*KEEP, "comment")})
PEOPLES_TASKS = Verbs({"tasks.Task": ("view", "change", "comment")})
MEETINGS = Verbs({"meetings.Meeting": (*KEEP, "export"), "meetings.PrivateNote": ("view", "create", "change"), "meetings.CoachingNote": VIEW})
"""Those in which she takes part; her own notes; what her coach shows her."""
COACHING = Verbs({"meetings.CoachingNote": ("view", "create", "change", "archive")})
FORECAST_VERBS = ("view", "create", "submit_forecast")
QUOTE_VERBS = ("send", "accept", "reject", "expire", "order", "withdraw")
ORDER_VERBS = ("ask_approval", "confirm", "deliver", "hold", "release", "dispute", "resolve", "cancel", "take_back")
LEAD_VERBS = ("follow_up", "qualify", "disqualify", "reopen", "convert")
SALES = FOLLOWING | Verbs(
    {
        "leads.Lead": (*SELL, *LEAD_VERBS),
        "customers.Account": SELL,
        "pipeline.Opportunity": (*SELL, *DEAL_VERBS),
        "pipeline.ForecastSubmission": FORECAST_VERBS,
        "pipeline.ForecastSnapshot": VIEW,
        "orders.Quote": (*SELL, *QUOTE_VERBS),
        "orders.Order": (*SELL, *ORDER_VERBS),
    }
)
MONEY_SEEN = Verbs({"receivables.Receipt": VIEW, "receivables.Invoice": VIEW, "receivables.PaymentPlan": VIEW})
RESULTS = Verbs(
    {
        "metrics.Entry": VIEW,
        "metrics.Snapshot": VIEW,
        "goals.Target": ("view", "propose", "counter", "agree", "decline", "withdraw", "ask_replan", "comment"),
        "goals.GoalStep": ("view", "create", "change", "archive", "finish_step"),
        "commissions.Statement": VIEW,
        "commissions.Dispute": VIEW,
        "scorecards.Scorecard": (*VIEW, "refresh"),
    }
)
PROJECTIONS = Verbs({"pipeline.Projection": VIEW})
"""Of a team for whoever leads it, of the company for whoever sees all its deals."""
LEARNINGS = Verbs({"pipeline.ChanceLearning": VIEW})
JUDGES = Verbs({"scorecards.Scorecard": ("judge", "comment", "export")})
ANSWERS = Verbs({"commissions.Statement": ("confirm", "dispute")})
LEADING = (
    Verbs(
        {
            "leads.Lead": ("reassign",),
            "customers.Account": ("transfer",),
            "pipeline.Opportunity": ("reassign",),
            "pipeline.ForecastSubmission": ("adjust_forecast", "approve_forecast"),
            "orders.Quote": ("hand_over",),
            "orders.Order": ("reassign", "share_credit"),
            "goals.Target": ("create", "change", "set_target", "cascade", "split", "offer", "replan", "withdraw"),
            "commissions.Dispute": ("forward", "refuse"),
            "people.Staff": (*LOOK, "get_help"),
            "people.Strength": ("create", "change", "archive"),
            "identity.Helping": ("view", "create", "end_help"),
        }
    )
    | REPORTS_READ
    | COLLEAGUES_CALENDAR
    | PEOPLES_TASKS
    | COACHING
    | VISITS_JUDGED
    | JUDGES
)
MONEY_KEPT = Verbs(
    {
        "receivables.Receipt": (EVERYTHING,),
        "receivables.Invoice": (EVERYTHING,),
        "receivables.PaymentPlan": (EVERYTHING,),
        "commissions.Plan": (EVERYTHING,),
        "commissions.PlanTerms": (EVERYTHING,),
        "commissions.Component": (EVERYTHING,),
        "commissions.PlanAssignment": (EVERYTHING,),
        "commissions.Run": (EVERYTHING,),
        "commissions.PayRules": (EVERYTHING,),
        "commissions.Hold": VIEW,
        "commissions.Statement": (*VIEW, "comment", "export"),
        "commissions.Dispute": (EVERYTHING,),
        "metrics.ClosedPeriod": (EVERYTHING,),
        "company.ExchangeRate": (EVERYTHING,),
    }
)
LETTERS = Verbs(
    {
        "email.Mailbox": ("view", "create", "change", "archive"),
        "email.Letter": ("view", "create", "change", "comment"),
        "email.Wording": VIEW,
    }
)
"""Her own mailboxes; of letters, those that her boxes hold or she writes, and what others let be seen of those with her customers."""
TEAM_BOXES = Verbs({"email.Mailbox": ("dedicate",)})
REPORTS = Verbs({"reports.Report": KEEP, "reports.Dashboard": KEEP, "reports.Favourite": KEEP, "reports.FrontPage": KEEP})
"""Her own, and those opened for her team or role; figures in them are reckoned with her own rights."""
DISPATCHES = Verbs({"reports.Dispatch": KEEP})
"""Whoever leads or keeps the office has reports go out by mail."""
BRIEFINGS = Verbs({"briefings.Briefing": (*KEEP, "send")})
"""Her own, drafted with her own rights, and those opened to her."""
OWN_INBOX = (
    CALENDAR
    | LETTERS
    | TASKS
    | MEETINGS
    | REPORTS
    | Verbs(
        {
            "notices.Notice": (EVERYTHING,),
            "notices.Delivery": VIEW,
            "messengers.Handle": ("view", "create", "change"),
            "webpush.Device": ("view", "create", "change"),
            "reminders.Reminder": ("view", "create", "change", "archive", "finish", "put_off"),
            "screens.SavedView": (EVERYTHING,),
            "approvals.Request": (EVERYTHING,),
            "approvals.Delegation": ("view", "create", "end_delegation"),
            "api.Token": (EVERYTHING,),
        }
    )
)
REVIEWED = Verbs(
    {
        "reviews.Review": ("view", "acknowledge", "appeal"),
        "reviews.Assessment": ("view", "change", "hand_in"),
        "reviews.Answer": VIEW,
        "reviews.Verdict": VIEW,
        "reviews.Appeal": ("view", "decide"),
        "reviews.BonusFactor": VIEW,
        "development.ImprovementPlan": ("view", "sign", "comment"),
        "development.LevelStanding": VIEW,
        "development.Promotion": VIEW,
    }
)
"""Her own review as far as it is shared with her, what she is asked to write, and appeals of which she is the second reader."""
APPLAUDS = Verbs(
    {
        "culture.Recognition": ("view", "create", "withdraw", "cheer", "comment"),
        "culture.BadgeEarned": VIEW,
        "culture.Honour": VIEW,
        "contests.Contest": ("view", "comment"),
        "contests.Award": VIEW,
        "contests.RankingWish": ("view", "create", "change"),
    }
)
"""Thanks and applause, one's own prizes, contests one takes part in, and whether one's name stands on boards."""
CHEERS = Verbs({"culture.Recognition": ("cheer", "comment"), "contests.Contest": ("comment",)})
"""In the house everybody applauds everybody."""
HOLDS_CONTESTS = Verbs({"contests.Contest": (*KEEP, "announce", "close", "export"), "contests.Finding": VIEW})
"""Contests she organises; somebody above her decides what is doubtful and confirms."""
SEES_ON_BOARDS = Verbs({"contests.Entrant": ("view", "name"), "contests.Award": VIEW})
"""The people below her, named also where they keep their names off boards."""
JUDGES_CONTESTS = Verbs(
    {
        "contests.Contest": (*KEEP, "announce", "close", "confirm", "export"),
        "contests.Finding": ("view", "decide", "export"),
        "contests.Award": ("view", "hand_over", "export"),
        "contests.Entrant": ("view", "name"),
    }
)
KEEPS_CULTURE = Verbs(
    {
        "culture.CompanyValue": KEEP,
        "culture.Badge": KEEP,
        "culture.HonourTitle": (*KEEP, "bestow"),
        "culture.Honour": ("view", "end_honour", "comment"),
        "culture.Recognition": ("withdraw",),
    }
)
REVIEWS = Verbs(
    {
        "reviews.Review": ("view", "create", "ask_others", "replace_reviewer", "share", "call_off", "comment"),
        "reviews.Assessment": ("view", "drop"),
        "reviews.Answer": VIEW,
        "reviews.Verdict": ("view", "calibrate"),
        "reviews.Calibration": VIEW,
        "reviews.BonusFactor": VIEW,
        "reviews.Appeal": ("view", "name_reader"),
        "development.ImprovementPlan": (*KEEP, "sign", "end"),
        "development.LevelStanding": ("view", "propose"),
        "development.Promotion": ("view", "comment"),
    }
)
"""The reviews, plans and promotions of the people below her; nobody calibrates what she proposed herself."""
OPENS_REVIEWS = Verbs(
    {
        "reviews.ReviewTemplate": (*KEEP, "publish"),
        "reviews.Cycle": (*KEEP, "open_cycle"),
        "development.Ladder": KEEP,
        "development.LevelStanding": KEEP,
    }
)
AGENCY_REVIEWS = Verbs({"reviews.Review": ("view", "ask_others"), "reviews.Verdict": VIEW})
"""Of her people: what is shared with them, and those reviews she writes herself."""
OWN_HELP = Verbs({"identity.Helping": ("view", "create", "end_help")})
"""Only own staff let others handle their customers; an agency's people ask the coordinator, who asks us."""
IMPORTS = Verbs({"exchange.Batch": (EVERYTHING,), "exchange.Mapping": ("view", "create", "change", "archive")})
CLAIMS = Verbs({"duplicates.Dispute": ("view", "create", "comment", "withdraw")})
"""Whoever sells may ask whether a customer is taken, and claim it."""
MERGING = Verbs({"customers.Account": ("merge",), "leads.Lead": ("merge",), "records.Merge": ("view", "undo_merge")})
DUPLICATES = Verbs(
    {
        "duplicates.Pair": ("view", "judge"),
        "duplicates.Scan": ("view", "create", "comment", "merge_above"),
        "duplicates.DuplicateRule": ("view",),
    }
)
"""A pair names two customers whosever they are: for those who see them all."""
HOLDS = Verbs(
    {
        "allocation.Ownership": ("view", "claim", "release", "extend_protection"),
        "allocation.Tenure": (*VIEW, "appeal"),
        "allocation.Appeal": VIEW,
        "allocation.Assignment": VIEW,
        "allocation.Leave": VIEW,
    }
)
"""What one holds, and what lies in the pools one is a member of."""
SEES_HOLDING = Verbs(
    {
        "allocation.Ownership": (*VIEW, "lock", "release"),
        "allocation.Tenure": VIEW,
        "allocation.Appeal": VIEW,
        "allocation.Assignment": VIEW,
    }
)
ATTENDANCE = Verbs({"allocation.Shift": KEEP, "allocation.Leave": KEEP})
DUTIES = Verbs({"duties.AccountDuty": (*KEEP, "end"), "duties.DealDuty": (*KEEP, "end")})
"""Who helps on one's own customers and deals; what of the credit a helper gets is for whoever leads."""
AGREES_SHARES = Verbs({"duties.AccountDuty": ("agree_share",), "duties.DealDuty": ("agree_share",)})
LYING = Verbs({"territories.Coverage": VIEW})
DRAWS_TERRITORIES = Verbs(
    {
        "identity.Territory": ("create", "change"),
        "territories.Coverage": ("view", "keep_here", "leave_out"),
        "duties.DutyRole": ("create", "change", "archive"),
    }
)
HANDS_OVER = Verbs({"allocation.HandOver": (*KEEP, "plan", "carry_out", "undo")})
BALANCES = Verbs({"balance.Rebalancing": (*KEEP, "suggest", "carry_out", "undo")})
"""Moves only what one may transfer anyway, as hand-overs."""
RUNS_POOL = Verbs({"allocation.Ownership": ("assign", "move")})
"""Reaches only the pools that a person was made an admin of: nobody's customers are in nobody's scope."""
OUTWARD = Verbs({"webhooks.Subscription": ("view", "create", "change", "archive", "comment")})
"""A webhook is an export that never ends: for those who may export everything anyway, and with their own eyes only; the rest are set up by administrators."""
