"""How every test runs: a property is judged by what it finds, never by how long a busy machine takes.

The same commit draws the same examples each time, so that a change is judged by what it changes. `make explore` draws
others each time: what it finds becomes an `@example`.
"""

from hypothesis import settings

settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("fixed")
