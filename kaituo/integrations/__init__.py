"""One folder per vendor or kind of system outside, each with the same anatomy."""
