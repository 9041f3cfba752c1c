"""Reviews of people: published criteria, cycles from self-assessment to calibration, sharing and appeal. Plans and ladders are in development."""
