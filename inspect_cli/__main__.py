"""`python -m inspect_cli`."""

from inspect_cli.commands.door import main

if __name__ == "__main__":
    main()
