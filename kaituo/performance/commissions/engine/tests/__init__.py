"""Tests of the commission pass; they need neither Django nor a database."""
