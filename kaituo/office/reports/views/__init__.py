"""The pages of reports and dashboards, which no Screen can say."""
