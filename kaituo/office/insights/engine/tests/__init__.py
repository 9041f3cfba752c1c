"""Tests of the pure judgement."""
