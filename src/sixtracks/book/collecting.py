"""What is gathered from each chapter as it is read, and kept with Sphinx's environment."""

from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector


class ChapterCollector(EnvironmentCollector):
    """Keeps what :meth:`gather` finds in each chapter; a chapter that is read again is forgotten first.

    Attributes:
        name: Under which name the environment keeps it.
    """

    name: ClassVar[str]

    @classmethod
    def register(cls, env: BuildEnvironment) -> dict[str, Any]:
        """What was gathered, by chapter."""
        if not hasattr(env, cls.name):
            setattr(env, cls.name, {})
        register: dict[str, Any] = getattr(env, cls.name)
        return register

    def gather(self, app: Sphinx, doctree: nodes.document) -> object:
        """What a chapter has to be kept."""
        raise NotImplementedError

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a chapter that is read again."""
        self.register(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
    ) -> None:
        """Take over what a parallel reader gathered."""
        found = self.register(other)
        self.register(env).update({name: found[name] for name in docnames if name in found})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Gather from a chapter."""
        self.register(app.env)[app.env.docname] = self.gather(app, doctree)
