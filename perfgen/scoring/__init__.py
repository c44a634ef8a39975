"""Scores of a 自评表: worked out, each with a line that tells how. Pure: stands on `perfgen.filing` alone."""

from perfgen.scoring.execution import execution
from perfgen.scoring.override import override
from perfgen.scoring.rules import (
    BANDS,
    CENTRAL_PARTS,
    EXECUTION,
    Band,
    GradeLimit,
    Late,
    OwnUnit,
    ScorePart,
    ScoreRules,
)
from perfgen.scoring.score import score
from perfgen.scoring.scored import Matter, Scored, ScoreRemark
from perfgen.scoring.sheets import WHOLE, ScoredLine, ScoreSheet, sheets
from perfgen.scoring.spread import Weights, spread
from perfgen.scoring.table import ScoredTable, score_table
from perfgen.scoring.total import TotalScore, grade_of, total

__all__ = [
    "BANDS",
    "CENTRAL_PARTS",
    "EXECUTION",
    "WHOLE",
    "Band",
    "GradeLimit",
    "Late",
    "Matter",
    "OwnUnit",
    "ScorePart",
    "ScoreRemark",
    "ScoreRules",
    "ScoreSheet",
    "Scored",
    "ScoredLine",
    "ScoredTable",
    "TotalScore",
    "Weights",
    "execution",
    "grade_of",
    "override",
    "score",
    "score_table",
    "sheets",
    "spread",
    "total",
]
