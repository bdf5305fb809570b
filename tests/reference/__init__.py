"""The slow, plain reference scorer, the months played against it, and the examples it is itself checked by."""
