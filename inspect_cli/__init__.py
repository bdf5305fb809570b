"""Scores inspections and attendance into explained points: files in, one ledger line for every point, reports out.

  files ─read─▶ Rows ─validate─▶ Records ─derive─▶ Facts ─score─▶ Adjustments ─report─▶ Tables ─write─▶ CSV, Excel,
                  └───── Problems ──────┘                                                                 terminal …
                  (bad data stops before it becomes a Fact)

The nouns on the arrows are Polars frames with a declared schema (frames/); the verbs are the packages of the same
name and never import one another. pipeline says the order; commands/ talks to people. The law of imports is in
docs/architecture.md and is held by tests/test_imports.py.
"""

__version__ = "0.1.0"
