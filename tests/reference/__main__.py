"""Make the references anew: look at what changed before it is kept."""

from tests.reference.documents import REFERENCES, text_of


def main() -> None:
    """Write every reference."""
    for language, path in REFERENCES.items():
        path.write_text(text_of(language), encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
