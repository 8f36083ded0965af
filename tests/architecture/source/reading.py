"""The house's own Python files, parsed."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[3]
SRC = ROOT / "src" / "partnerhub"
TESTS = ROOT / "tests"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        """Dotted, from the package on: `domain.channels.store`."""
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts).removesuffix(".__init__")

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def functions(self) -> Iterator[Function]:
        """Nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """What is assigned to names in capitals at the top of the module."""
        found: dict[str, ast.expr] = {}
        for node in self.tree.body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            for target in targets:
                if isinstance(target, ast.Name) and target.id.isupper() and node.value:
                    found[target.id] = node.value
        return found

    @cached_property
    def imported(self) -> set[str]:
        """What comes from other modules by name."""
        froms = (node for node in self.tree.body if isinstance(node, ast.ImportFrom))
        return {alias.asname or alias.name for node in froms for alias in node.names}


@cache
def modules(folder: Path = SRC) -> list[Module]:
    return [Module(path) for path in sorted(folder.rglob("*.py"))]


def lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
