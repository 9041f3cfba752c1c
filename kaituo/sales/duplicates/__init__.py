"""Records that may be one and the same: noticed when they come in, found in the whole base, merged, and disputed (撞单)."""
