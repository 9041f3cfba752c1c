"""How declared screens behave, tried on customers and deals."""
