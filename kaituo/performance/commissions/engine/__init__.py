"""The pure pass from credits and terms to commission lines and totals."""
