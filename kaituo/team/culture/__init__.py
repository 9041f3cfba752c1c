"""What people say well of one another: thanks and praise by the company's values, badges earned by measures, honour titles, and the wall. Contests are elsewhere."""
