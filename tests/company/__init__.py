"""The named cast of the tests and the company they work for."""
