"""Where contests meet orders, deals and pay: what makes an entry doubtful, and prizes in the pay file."""
