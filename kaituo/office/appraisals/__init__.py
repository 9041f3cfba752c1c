"""Where reviews meet people and pay: how somebody is engaged, when she is away, and the bonus factor of a closed review in the pay file."""
