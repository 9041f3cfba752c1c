"""Mechanisms that know people and records but nothing about selling."""
