"""Settings, urls and the command line: the only package that knows everything."""
