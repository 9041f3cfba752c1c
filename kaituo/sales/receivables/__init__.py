"""What customers owe us and what they have paid: plans, invoices, receipts, ageing and credit."""
