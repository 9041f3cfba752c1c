"""Tests of receivables."""
