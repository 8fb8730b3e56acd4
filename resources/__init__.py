"""What the program shows and plays: fonts, icons, pictures, sounds, translations, its style."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the files are."""
