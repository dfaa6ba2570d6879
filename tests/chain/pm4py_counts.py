"""Run by an interpreter that has PM4Py: the directly-follows counts and waits of Parquet logs, as JSON.

    python pm4py_counts.py LOG.parquet …

A log has the columns case, step, at and, where starts are recorded, start.
"""

import json
import sys
from typing import Any

import pandas as pd
import pm4py
from pm4py.algo.discovery.dfg.adapters.pandas.df_statistics import get_dfg_graph


def graphs(path: str) -> dict[str, Any]:
    log = pd.read_parquet(path)
    timed = "start" in log.columns
    more = {"start_timestamp_key": "start"} if timed else {}
    log = pm4py.format_dataframe(log, case_id="case", activity_key="step", timestamp_key="at", **more)
    counts, opens, ends = pm4py.discover_dfg(log.copy())
    waits = pm4py.discover_performance_dfg(log.copy())[0]
    clipped = get_dfg_graph(log.copy(), measure="performance", start_timestamp_key="start_timestamp") if timed else {}
    keys = sorted(counts)
    return {
        "edges": [[*key, int(counts[key]), float(waits[key]["mean"]), float(waits[key]["median"])] for key in keys],
        "clipped": [[*key, float(clipped[key])] for key in sorted(clipped)],
        "opens": {step: int(n) for step, n in opens.items()},
        "ends": {step: int(n) for step, n in ends.items()},
        "variants": sorted(int(n) for n in pm4py.get_variants(log).values()),
    }


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        json.dump({path: graphs(path) for path in sys.argv[2:]}, out)
