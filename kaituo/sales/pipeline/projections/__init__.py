"""The statistical forecast of the company and of each team: reckoned at night from what was won, kept with its error, shown beside what people say."""
