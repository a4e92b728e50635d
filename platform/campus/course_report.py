"""What ``campus course`` prints for people: checks, tried files, and what to do next."""

from rich.console import Console
from rich.markup import escape

from grader.authoring.report import Report
from grader.authoring.trying import Tried

MARKS = {
    "passed": "[green]✓[/]",
    "partial": "[yellow]~[/]",
    "failed": "[red]✗[/]",
    "waiting": "[blue]…[/]",
}


def show_report(console: Console, course: str, report: Report, *, strict: bool) -> None:
    seconds = report.seconds
    told = [f"{seconds['total']:.1f} s"]
    if "solution" in seconds:
        told.append(f"{report.tests - len(report.unsealed)} of {report.tests} tests sealed")
        told.append(f"one grade {seconds['solution']:.2f} s")
    if report.mutation is not None:
        noticed = report.mutation.tried - len(report.weak)
        told.append(f"{noticed} of {report.mutation.tried} mutants noticed")
        if report.mutation.tried < report.mutation.made:
            told.append(f"{report.mutation.made - report.mutation.tried} not tried in time")
    failed = report.problems or (strict and report.weak)
    mark = "[red]✗[/]" if failed else "[green]✓[/]"
    console.print(f"{mark} {course}/{report.exercise}  [dim]{' · '.join(told)}[/]", soft_wrap=True)
    for problem in report.problems:
        words = f"{escape(problem.where)}: {escape(problem.words)}"
        console.print(f"    [red]{problem.code}[/] {words}", soft_wrap=True)
    for test in report.unsealed:
        words = f"{escape(test.where)}: “{escape(test.test)}” {escape(test.why)}"
        console.print(f"    [yellow]unsealed[/] {words}", soft_wrap=True)
    for weak in report.weak:
        words = f"{escape(weak.where)}: {escape(weak.change)}, and every test still passes"
        console.print(f"    [yellow]weak-tests[/] {words}", soft_wrap=True)


def show_tried(console: Console, tried: Tried, *, raw: bool) -> None:
    for check in tried.judgement.checks:
        score = "?" if check.score is None else f"{check.score:g}"
        console.print(f"{MARKS[check.status]} {escape(check.says)}  [dim]{score} of {check.points:g}[/]")
        if check.words:
            console.print(f"    {escape(check.words)}", soft_wrap=True)
        if check.detail:
            console.print(f"    {escape(check.detail)}", soft_wrap=True)
        if check.advice:
            console.print(f"    → {escape(check.advice)}", soft_wrap=True)
        if raw and check.raw:
            console.print(f"    [dim]{escape(check.raw)}[/]", soft_wrap=True)
    for name, seal in tried.seals.items():
        if not seal.sealed:
            words = f"“{escape(name)}” ran beside the answers: {escape(seal.why)}"
            console.print(f"[yellow]unsealed[/] {words}", soft_wrap=True)
    points, most = tried.judgement.score, tried.judgement.max_score
    console.print(f"{points:g} of {most:g} points, {tried.seconds:.2f} s")
