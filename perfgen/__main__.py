"""`python -m perfgen`."""

import sys

if __name__ == "__main__":
    try:
        from perfgen.cli.main import main
    except KeyboardInterrupt:  # at once: nothing is begun yet
        sys.exit(130)
    main()
