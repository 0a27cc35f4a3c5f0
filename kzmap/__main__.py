"""``python -m kzmap``."""

from kzmap.cli import main

if __name__ == "__main__":
    main()
