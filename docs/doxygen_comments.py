#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filter of Doxygen's input: the plain comments of our headers ("// ...") as the ones that Doxygen reads ("/// ...").

A comment on lines of its own documents what follows, one behind a declaration what stands before it. The comment at the
top of a header describes the file, and its first paragraph also the class that the file is named after, where that has
no comment of its own. What every class has (how it is destroyed, copied, compared with another) needs no words of its own
in a header: it gets the usual ones here. Lines keep their numbers, so that Doxygen's warnings name the right ones.
"""
import re
import sys
from pathlib import Path

ALONE = re.compile(r"^(\s*)//(?!/)(.*)$")
# Behind code, not within a string of it.
BEHIND = re.compile(r"^((?:[^\"]|\"(?:[^\"\\]|\\.)*\")*?\S\s+)//(?![/<])\s?(.*)$")
NO_WORDS = re.compile(r"^\s*// NOLINT|^\}  // namespace\b")  # for tools, or for who reads the header itself
CLASS = re.compile(r"(?:class|struct) (\w+)(?: final)?(?: :.*)? \{$")
# Doxygen takes these for commands and markup; ours are plain text.
MARKUP = str.maketrans({"@": "\\@", "<": "\\<", ">": "\\>", "#": "\\#", "%": "\\%"})
USUAL = (
    (re.compile(r"\s*(virtual )?~\w+\(\)"), "Destroys it."),
    (re.compile(r"\s*(\w+)\(const \1&( \w+)?\)"), "Copies another."),
    (re.compile(r"\s*(\w+)\(\1&&( \w+)?\)"), "Takes over what another has."),
    (re.compile(r"\s*(\w+)& operator=\(const \1&( \w+)?\)"), "Copies another."),
    (re.compile(r"\s*(\w+)& operator=\(\1&&( \w+)?\)"), "Takes over what another has."),
    (re.compile(r"\s*(friend )?(bool|auto) operator(==|<=>)\("), "Compares member by member, unless it says otherwise."),
    (re.compile(r"\s*(static )?(void|auto) fields\("), "Declares its options: the one list of them that trees, help and readers share."),
    (re.compile(r"\s*using Clock = "), "The clock of its times: one that nobody sets."),
    (re.compile(r"\s*(\w+)\(\)( = default;|;| \{\}| noexcept)"), "With the values that its members have at first."),
)


def escaped(text):
    return text.replace("\\", "\\\\").translate(MARKUP)


def indent_of(line):
    return len(line) - len(line.lstrip())


def squeezed(name):
    """trial_rows and TrialRows alike."""
    return name.replace("_", "").lower()


class Filter:
    """Line by line, in their order."""

    def __init__(self, stem):
        self.stem = squeezed(stem)
        self.at_top = True
        self.about_file = []  # the first paragraph of the comment at the top
        self.behind_indent = None  # of the declaration before, which has a comment behind it
        self.is_documented = False  # the line before is a comment for this one

    def line(self, line):
        if line.startswith("// SPDX-"):
            return "/// \\file"
        if NO_WORDS.match(line):
            return line.partition("//")[0].rstrip()
        alone = ALONE.match(line)
        if alone:
            return self.alone(alone[1], escaped(alone[2]))
        self.at_top = False
        documented, self.is_documented = self.is_documented, False
        behind = BEHIND.match(line)
        self.behind_indent = indent_of(line) if behind else None
        if behind:
            return f"{behind[1]}///< {escaped(behind[2])}"
        words = "" if documented else self.words_for(line)
        return f"/** {words} */ {line}" if words else line

    def words_for(self, line):
        named = CLASS.match(line)
        if named and squeezed(named[1]) == self.stem:
            return " ".join(self.about_file)
        return next((words for pattern, words in USUAL if pattern.match(line)), "")

    def alone(self, indent, text):
        if self.at_top:
            if text.strip():
                self.about_file.append(text.strip())
            else:
                self.at_top = False  # only the first paragraph
        # It goes on behind the declaration where it stands further in than that.
        if self.behind_indent is not None and len(indent) > self.behind_indent:
            return f"{indent}///<{text}"
        self.behind_indent = None
        self.is_documented = True
        return f"{indent}///{text}"


def main(path):
    lines = Filter(Path(path).stem)
    with open(path, encoding="utf-8") as source:
        for line in source:
            print(lines.line(line.rstrip("\n")))


if __name__ == "__main__":
    main(sys.argv[1])
