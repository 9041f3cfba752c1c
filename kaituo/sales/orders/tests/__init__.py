"""Tests of quotes and orders."""
