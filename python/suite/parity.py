"""Prints how near simulations of the suite came to Nengo's: a table, and each that is not near."""

from __future__ import annotations

import json
import sys

NEAR = 1e-13  # of the largest value that a probe recorded


def main(path: str) -> None:
    """Reads the lines that :mod:`both` wrote."""
    with open(path, encoding="utf-8") as f:
        all_of_them = [json.loads(line) for line in f]
    drawn = [x for x in all_of_them if x["drawn"]]
    failed = [x for x in all_of_them if "failed" in x]
    rest = [x for x in all_of_them if x not in drawn and x not in failed]
    print(f"{len(all_of_them)} simulations: {sum(x['worst'] == 0 for x in rest)} have the bits of Nengo,")
    print(f"{sum(0 < x['worst'] <= NEAR for x in rest)} more are within {NEAR} of the largest value of each probe,")
    print(f"{len(drawn)} draw spikes from other streams, {len(failed)} could not be compared; the others:")
    for x in [x for x in rest if x["worst"] > NEAR] + failed:
        print(f"  {x['test'].split('::', 1)[-1]}: {x['steps']} steps, {x.get('failed', x['worst'])} {x.get('probe', '')}")


if __name__ == "__main__":
    main(sys.argv[1])
