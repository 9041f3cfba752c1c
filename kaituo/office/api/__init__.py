"""The REST interface generated from the same screens and verbs, and the tokens by which programs sign in."""
