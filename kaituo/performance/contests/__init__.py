"""Contests by a measure: rules that stand once announced, live boards, suspicious entries that a person decides, frozen standings, prizes. Thanks are next door."""
