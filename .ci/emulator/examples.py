"""Every example is created, deployed again without a difference, changed and changed back, fails once, and is deleted."""
import os

from account import stacks
from lives import deployed, ended, has_workload, moved_on_and_back, taken_back


def rehearse(report, folder):
    resources = changed = 0
    for name in sorted(os.listdir(folder)):
        program = stacks(os.path.join(folder, name))
        for stack in program:
            deployed(report, name, stack)
            resources += len(stack.resources)
            report.check(f'{name}: {stack.name} again changes nothing', 'No updates' in stack.update())
        changed += sum(moved_on_and_back(report, name, stack) for stack in program)
        for stack in filter(has_workload, program):
            taken_back(report, name, stack)
        ended(report, name, program)
    report.check('stacks with a workload were changed and changed back', changed >= len(os.listdir(folder)))
    print(f'{resources} resources of the examples were made and deleted')
