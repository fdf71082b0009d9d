"""Deploys, changes, describes and deletes the programs that scripts/rehearsal/write.ts wrote. Argument: their folder."""
import os
import sys

import examples
import lives
import promises
from report import Report


def main(folder):
    report = Report()
    examples.rehearse(report, os.path.join(folder, 'examples'))
    for name in sorted(os.listdir(os.path.join(folder, 'lives'))):
        lives.live(report, os.path.join(folder, 'lives'), name)
    lives.refused(report, folder, 'refused')
    promises.keep(report, os.path.join(folder, 'profiles'))
    return report.end()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
