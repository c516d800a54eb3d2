"""Operators: the small changes that are made to code, one at a time."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
TABLES = {"_ROWS", "REGISTRY"}
"""Data that tests/repository compares with the migrations, row by row."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Attributes:
        module: its file name.
        line: where.
        change: the code before and after, which names the mutant whatever lines move.
        source: the module as it is then.
    """

    module: str
    line: int
    change: str
    source: str


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, each with one change."""
    tree = ast.parse(source)
    skipped, plain = _skipped(tree), ast.unparse(tree).splitlines()
    for node in ast.walk(tree):
        for changed in _alternatives(node) if id(node) not in skipped else ():
            mutated = copy.deepcopy(tree, {id(node): changed})
            text = ast.unparse(ast.fix_missing_locations(mutated))
            if text.splitlines() != plain:
                yield Mutant(module, _line(node), _difference(plain, text.splitlines()), text)


def _alternatives(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node may be changed into."""
    yield from _operators(node)
    yield from _branches(node)
    match node:
        case ast.Constant(value=value):
            yield from _constants(node, value)
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield _with(node, id=NAMES[name])
        case ast.Call(keywords=keywords):
            for place, keyword in enumerate(keywords):
                if keyword.arg:
                    yield _with(node, keywords=[*keywords[:place], *keywords[place + 1 :]])


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for place, operator in enumerate(ops):
                yield _with(node, ops=[*ops[:place], _swapped(operator), *ops[place + 1 :]])
        case ast.BoolOp() | ast.BinOp():
            yield _with(node, op=_swapped(node.op))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand


def _branches(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            yield _with(node, test=ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])
        case ast.Return(value=ast.Constant(value=False)):
            return  # that it becomes true says more than that it becomes nothing
        case ast.Return(value=ast.AST()):
            yield _with(node, value=ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield ast.Pass()


def _constants(node: ast.Constant, value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield _with(node, value=not value)
    elif isinstance(value, int):
        yield _with(node, value=value + 1)
    elif isinstance(value, str):
        yield _with(node, value=f"XX{value}")


def _swapped(operator: ast.AST) -> ast.AST:
    return SWAPS.get(type(operator), type(operator))()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _skipped(tree: ast.Module) -> set[int]:
    """Return what is no code: docstrings, types and tables of data."""
    roots: list[ast.AST | None] = []
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()) | ast.TypeAlias():
                roots.append(node)
            case ast.AnnAssign() | ast.arg():
                roots.append(node.annotation)
            case ast.FunctionDef():
                roots += [node.returns, *node.decorator_list]
            case ast.ClassDef():
                roots += node.decorator_list
            case ast.Assign() if {*map(ast.unparse, node.targets)} & TABLES:
                roots.append(node)
    return {id(inner) for root in roots if root for inner in ast.walk(root)}


def _line(node: ast.AST) -> int:
    return next((inner.lineno for inner in ast.walk(node) if hasattr(inner, "lineno")), 0)


def _difference(before: list[str], after: list[str]) -> str:
    """Return the first line that differs, as it was and as it is."""
    pairs = ((old.strip(), new.strip()) for old, new in zip(before, after, strict=False))
    old, new = next(((old, new) for old, new in pairs if old != new), (before[-1], ""))
    return f"{old}  =>  {new}"
