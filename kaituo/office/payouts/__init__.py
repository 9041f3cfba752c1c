"""Where commissions meet the money: how far customers have paid for what earned a commission."""
