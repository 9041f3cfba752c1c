"""Tests of the command line and of saving and restoring."""
