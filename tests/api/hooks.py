"""Gives each call another token, so that the bound on how often one program may ask is not what answers."""

import itertools
import os

import schemathesis

with open(os.environ["SITREP_TOKENS"], encoding="ascii") as tokens:
    TOKENS = itertools.cycle(tokens.read().split())


@schemathesis.auth(refresh_interval=None)
class Programs:
    def get(self, case, context):
        return next(TOKENS)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
