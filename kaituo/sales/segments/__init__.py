"""What customers are worth and what they are owed: classes by value, service policies, plans of customers and care dates."""
