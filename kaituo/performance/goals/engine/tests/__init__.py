"""Tests of the goals arithmetic; they need neither Django nor a database."""
