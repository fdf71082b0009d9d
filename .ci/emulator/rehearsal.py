"""Deploys, changes, describes and deletes what scripts/rehearsal/write.ts wrote. Argument: the folder."""
import os
import sys

import examples
import lives
import profiles
from report import Report


def main(folder):
    report = Report()
    parts = {'examples': lambda: examples.rehearse(report, os.path.join(folder, 'examples')),
             'profiles': lambda: profiles.keep(report, os.path.join(folder, 'profiles')),
             'the step to REGULATED': lambda: lives.refused(report, folder, 'refused')}
    for name in sorted(os.listdir(os.path.join(folder, 'lives'))):
        parts[f'life of {name}'] = lambda name=name: lives.live(report, os.path.join(folder, 'lives'), name)
    for name, part in parts.items():
        try:
            part()
        except Exception as error:  # one part that breaks does not hide the others.
            report.check(name, f'{type(error).__name__}: {error}')
    return report.end()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
