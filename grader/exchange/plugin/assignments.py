"""Exercises go out: a facilitator releases them, a learner fetches them."""

import shutil
from pathlib import Path

from nbgrader.exchange import abc

from grader.exchange.bundle import pack, unpack
from grader.exchange.plugin.base import Exchange, folder_beside


class ExchangeReleaseAssignment(Exchange, abc.ExchangeReleaseAssignment):  # type: ignore[misc]
    """``nbgrader release_assignment``: sends release/ASSIGNMENT to the exchange."""

    def init_src(self) -> None:
        directory = self.coursedir
        self.source = Path(directory.format_path(directory.release_directory, ".", self.assignment))
        if self.source.is_dir():
            return
        if Path(directory.format_path(directory.source_directory, ".", self.assignment)).is_dir():
            self.fail(
                f"« {self.assignment} » est dans source/ mais pas dans release/ : lancez d'abord "
                f"« nbgrader generate_assignment {self.assignment} »."
            )
        self.fail(f"L'exercice « {self.assignment} » n'existe pas ici : {self.source}")

    def copy_files(self) -> None:
        bundle = pack(self.source, self.limits, self.ignore)
        self.client.release(self.course, self.assignment, bundle, force=self.force)
        self.log.info("Released as: %s %s", self.course, self.assignment)


class ExchangeFetchAssignment(Exchange, abc.ExchangeFetchAssignment):  # type: ignore[misc]
    """``nbgrader fetch_assignment``: the whole exercise appears at once, or not at all."""

    def init_dest(self) -> None:
        self.folder = self.local_folder(self.course, self.assignment)
        if self.folder.exists() and not self.replace_missing_files:
            self.fail(
                f"Tu as déjà l'exercice « {self.assignment} ». "
                "Pour retrouver un fichier effacé, ajoute --replace."
            )

    def copy_files(self) -> None:
        bundle = self.client.fetch(self.course, self.assignment)
        if not self.folder.exists():
            unpack(bundle, self.folder, self.limits)
        else:
            with folder_beside(self.folder) as fresh:
                unpack(bundle, fresh, self.limits)
                self._add_missing(fresh)
        self.log.info("Fetched as: %s %s", self.course, self.assignment)

    def _add_missing(self, fresh: Path) -> None:
        """Puts back what she no longer has; whatever is there, even changed, stays hers."""
        for path in sorted(fresh.rglob("*")):
            name = path.relative_to(fresh)
            mine = self.folder / name
            if path.is_file() and not mine.exists():
                self.log.warning("Replacing missing file '%s'", name)
                mine.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, mine)
