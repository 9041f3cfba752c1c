"""Tests of the REST interface and its tokens."""
