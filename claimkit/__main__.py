"""``python -m claimkit`` is the command ``claimkit``."""

from claimkit.cli import main

if __name__ == "__main__":
    main()
