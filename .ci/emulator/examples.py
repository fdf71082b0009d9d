"""Every example is created, deployed again without a difference, and deleted."""
import os

from account import stacks
from lives import deployed, ended


def rehearse(report, folder):
    resources = 0
    for name in sorted(os.listdir(folder)):
        program = stacks(os.path.join(folder, name))
        for stack in program:
            deployed(report, name, stack)
            resources += len(stack.resources)
            report.check(f'{name}: {stack.name} again changes nothing', 'No updates' in stack.update())
        ended(report, name, program)
    print(f'{resources} resources of the examples were made and deleted')
