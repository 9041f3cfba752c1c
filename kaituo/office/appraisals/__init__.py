"""Where reviews meet people and pay: how somebody is engaged, and the bonus factor of a closed review in the pay file."""
