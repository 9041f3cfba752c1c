"""Tests of the calculation parts; they need neither Django nor a database."""
