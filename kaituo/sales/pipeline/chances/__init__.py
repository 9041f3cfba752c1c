"""Win probability: what is known of a deal at a moment, learnt from closed deals, judged on later ones, told in sentences."""
