"""A printed PDF as somebody else's program reads and shows it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

PICTURES = Path(__file__).parents[4] / "test-results" / "busy_ness"


@dataclass(frozen=True)
class Pages:
    """What PDFium finds in a file: the words of each page, and how large pages are in millimetres."""

    texts: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    about: dict[str, str]

    @property
    def words(self) -> str:
        """All words with single plain spaces, whatever breaks a line."""
        joined = " ".join(self.texts).replace("\u200b", "").replace("\ufffe", "")
        return re.sub(r"\s+", " ", joined)

    def show(self, text: str) -> bool:
        """Whether a text stands somewhere, whatever breaks its lines."""
        return squeezed(text) in squeezed(self.words)


def squeezed(text: str) -> str:
    """The text without any space: how PDFium tells spaces apart depends on the size of letters."""
    return re.sub(r"[\s\u200b\ufffe]", "", text)


def read(pdf: bytes, pictures: str = "") -> Pages:
    """Read a PDF; with a name for ``pictures``, its pages are kept as PNG for eyes."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[number] for number in range(len(document))]
        texts = tuple(page.get_textpage().get_text_bounded() for page in pages)
        sizes = tuple(tuple(round(points * 25.4 / 72) for points in page.get_size()) for page in pages)
        if pictures:
            PICTURES.mkdir(parents=True, exist_ok=True)
            for number, page in enumerate(pages, 1):
                page.render(scale=1.2).to_pil().save(PICTURES / f"{pictures}-{number}.png")
        return Pages(texts, sizes, document.get_metadata_dict(skip_empty=True))
