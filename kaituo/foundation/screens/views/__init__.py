"""One file per feature of a Screen; each is an ordinary class-based view with `self.screen`."""
