"""Python's re over rows of the table of constructs: lines "HEX HEX" (pattern, probe) in, lines "Y", "n" or "E" out."""
import re
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    pattern, probe = (bytes.fromhex(h).decode() for h in line.rstrip("\n").split(" "))
    try:
        print("Y" if re.search(pattern, probe, re.I) else "n")
    except re.error:
        print("E")
