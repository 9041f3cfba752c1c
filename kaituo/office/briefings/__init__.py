"""Sales briefings of a month, a quarter or a year: figures with a written interpretation drafted from them, edited by people, and sent on paper."""
