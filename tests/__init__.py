"""Tests that belong to no single context: rules, walks in a browser, the demo company."""
