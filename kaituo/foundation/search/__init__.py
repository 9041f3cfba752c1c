"""One index over everything people may see: two Chinese characters, pinyin, initials, the tail of a phone number or of an order number."""
