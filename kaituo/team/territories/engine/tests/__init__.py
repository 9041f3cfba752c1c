"""Tests of the engine of territories."""
