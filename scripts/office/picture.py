"""Makes a picture as small as a README may have it: in 128 colours.

    picture.py FROM TO
"""

import sys
from pathlib import Path

from PIL import Image


def main(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.open(source).convert("RGB").quantize(128).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
