"""Optimal one-to-one assignment in a sparse bipartite graph, without SciPy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

__all__ = ["assign"]

Edge = tuple[int, int]


def assign(weights: Mapping[Edge, float]) -> dict[int, int]:
    """The one-to-one pairing of rows with columns whose weights add up to most.

    ``weights`` maps ``(row, column)`` to a positive weight; pairs that are not in it are
    never made.  The graph falls into small connected parts, each of which is solved by
    the Hungarian method (Kuhn 1955; the O(n³) form with potentials).

    >>> assign({(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.8})
    {0: 0, 1: 1}
    """
    pairs: dict[int, int] = {}
    for rows, columns in _parts(weights):
        pairs.update(_solve(rows, columns, weights))
    return dict(sorted(pairs.items()))


def _parts(weights: Mapping[Edge, float]) -> list[tuple[list[int], list[int]]]:
    """The connected parts of the graph, each as its rows and its columns."""
    of_row: dict[int, list[int]] = defaultdict(list)
    of_column: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(weights):
        of_row[row].append(column)
        of_column[column].append(row)
    parts = []
    seen: set[int] = set()
    for first in of_row:
        if first in seen:
            continue
        rows, columns, queue = {first}, set[int](), [first]
        while queue:
            for column in of_row[queue.pop()]:
                if column not in columns:
                    columns.add(column)
                    queue.extend(row for row in of_column[column] if row not in rows)
                    rows.update(of_column[column])
        seen |= rows
        parts.append((sorted(rows), sorted(columns)))
    return parts


def _solve(rows: list[int], columns: list[int], weights: Mapping[Edge, float]) -> dict[int, int]:
    """The best pairing inside one connected part."""
    if len(rows) == 1:
        best = max(columns, key=lambda column: (weights[rows[0], column], -column))
        return {rows[0]: best}
    size = max(len(rows), len(columns))
    cost = [[0.0] * size for _ in range(size)]
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            cost[i][j] = -weights.get((row, column), 0.0)
    return {
        rows[i]: columns[j]
        for i, j in _hungarian(cost)
        if i < len(rows) and j < len(columns) and (rows[i], columns[j]) in weights
    }


def _hungarian(cost: list[list[float]]) -> list[Edge]:
    """The cheapest perfect matching of a square matrix, row by row (1-based inside)."""
    size = len(cost)
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of, came_from = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0], column = row, 0
        slack, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            here, step, following = row_of[column], float("inf"), 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                reduced = cost[here - 1][j - 1] - row_potential[here] - column_potential[j]
                if reduced < slack[j]:
                    slack[j], came_from[j] = reduced, column
                if slack[j] < step:
                    step, following = slack[j], j
            for j in range(size + 1):
                if used[j]:
                    row_potential[row_of[j]] += step
                    column_potential[j] -= step
                else:
                    slack[j] -= step
            column = following
        while column:
            row_of[column], column = row_of[came_from[column]], came_from[column]
    return [(row_of[j] - 1, j - 1) for j in range(1, size + 1)]
