"""Where commissions meet the money and the deals: how far customers have paid, what a pay file says of people, what open deals would pay."""
