"""The first page: what a person should look at now, made of blocks that each decide by rights whether they have something for her."""
