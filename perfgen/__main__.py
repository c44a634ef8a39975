"""`python -m perfgen`."""

from perfgen.cli.main import main

if __name__ == "__main__":
    main()
