#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter of Doxygen's input: the plain comments of our headers ("// ...") as the ones that Doxygen reads ("/// ...").

A comment on lines of its own documents what follows, one behind a declaration what stands before it. The comment at the
top of a header describes the file.
"""
import re
import sys

ALONE = re.compile(r"^(\s*)//(?!/)(.*)$")
BEHIND = re.compile(r"^(.*\S\s+)//(?![/<])\s?(.*)$")
# Doxygen takes these for commands and markup; ours are plain text.
MARKUP = str.maketrans({"@": "\\@", "<": "\\<", ">": "\\>", "#": "\\#", "%": "\\%"})


def main(path):
    at_top = True
    begun = False
    last_was_behind = False
    with open(path, encoding="utf-8") as source:
        for line in source:
            line = line.rstrip("\n")
            if line.startswith("// SPDX-"):
                print()  # nothing to read, but the lines keep their numbers
                continue
            alone = ALONE.match(line)
            if alone:
                text = alone[2].replace("\\", "\\\\").translate(MARKUP)
                if at_top and not begun:
                    print("/// \\file")
                begun = True
                mark = "///<" if last_was_behind else "///"
                print(f"{alone[1]}{mark}{text}")
                continue
            at_top = False
            behind = BEHIND.match(line) if '"' not in line else None
            last_was_behind = behind is not None
            if behind:
                text = behind[2].replace("\\", "\\\\").translate(MARKUP)
                print(f"{behind[1]}///< {text}")
            else:
                print(line)


if __name__ == "__main__":
    main(sys.argv[1])
