# ruff: noqa: T201 -- the table is what it prints
"""Promises in text: precision, recall and dates on labelled messages; messages per second of CPU.

python -m bench.promises --sentences bench/promises/own.jsonl --name "own sample" [--write] [--wrong]
"""

import argparse
import re
import time
from pathlib import Path

from bench.promises.score import Score, read, score
from bench.promises.speed import measured

PAGE = Path("docs/benchmarks.md")
AIM = 0.85
LANGUAGES = {"en": "English", "de": "German", "all": "both"}
HEAD = """### {title}

{messages} messages of [`{path}`]({link}): {about} Remake this with

    {command}
"""
ABOUT = {
    "own sample": "the grammar's author wrote and labelled them while writing the grammar,\n"
    "so they say what it can, not how well it does on what others write.",
    "first author": "by somebody who had not seen the grammar; read unseen F1 0.766, studied since then,\n"
    "so these figures are no measure of the unseen.",
    "second author": "by another who had not seen it; its halves were read unseen,\n"
    "F1 0.762 and 0.792; studied since then.",
    "third author, held out": "by a third who had not seen it; nobody who works on the grammar has opened them, and\n"
    "its figures were read twice: 0.868 before the grammar learned the second author's even numbers, and now.",
}


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--sentences", type=Path, default=Path("bench/promises/own.jsonl"))
    ask.add_argument("--name", default="own sample", help="whose the sample is: own sample, first author, ...")
    ask.add_argument("--write", action="store_true", help=f"write the section into {PAGE}")
    ask.add_argument("--wrong", action="store_true", help="name the messages that were not read as labelled")
    said = ask.parse_args()
    scores = score(read(said.sentences))
    parts = (_head(said, scores["all"]), table(scores), _aim(said.name, scores["all"]), _speed(said.name))
    section = "\n".join(part for part in parts if part)
    print(section)
    if said.wrong:
        print("\n".join(scores["all"].wrong))
    if said.write:
        write(section, said.name)


def _head(said: argparse.Namespace, whole: Score) -> str:
    command = f'python -m bench.promises --sentences {said.sentences} --name "{said.name}" --write'
    link, about = Path("..") / said.sentences, ABOUT.get(said.name, "labelled messages.")
    title = f"Promises in text, {said.name}"
    return HEAD.format(
        title=title, messages=whole.messages, path=said.sentences, link=link, about=about, command=command
    )


def table(scores: dict[str, Score]) -> str:
    """Languages down, measures across."""
    lines = [
        "| language | messages | promises | suggested | precision | recall | F1 | right last day of those found |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for key, one in scores.items():
        dates = "" if one.dates is None else f"{one.dates:.1%} of {one.dated}"
        figures = f"{one.precision:.1%} | {one.recall:.1%} | {one.f1:.3f} | {dates}"
        lines.append(f"| {LANGUAGES[key]} | {one.messages} | {one.labelled} | {one.suggested} | {figures} |")
    return "\n".join(lines) + "\n"


def _aim(name: str, whole: Score) -> str:
    """Only of what the grammar's author has not seen."""
    if not name.endswith("held out"):
        return ""
    return f"The aim, an F1 of {AIM} on unseen text, is {'' if whole.f1 >= AIM else 'not '}met here: {whole.f1:.3f}.\n"


def _speed(name: str) -> str:
    if name != "own sample":
        return ""
    return "\n".join(["Messages per second of CPU, one core:\n", *measured(time.process_time)]) + "\n"


def write(section: str, name: str) -> None:
    """Between this sample's markers; they are put at the end of the page where they are missing."""
    begin, end = (f"<!-- promises {name}: {side} -->" for side in ("begin", "end"))
    page = PAGE.read_text(encoding="utf-8")
    if begin not in page:
        page = f"{page.rstrip()}\n\n{begin}\n{end}\n"
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    PAGE.write_text(between.sub(lambda _: f"{begin}\n{section.rstrip()}\n{end}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
