"""Finding pairs among all records of a kind: what is compared and how much it weighs (`profile`, `profiles`), and the engine that does it (`engine`).

Nothing here knows the database; `scanning` reads the records and keeps the pairs.
"""
