/**
 * `npm run bench`: this library beside the CDK by hand and its patterns, each measurement in a process of its own.
 *
 * Rounds take turns between the subjects, so that a busy moment of the machine hits all of them. Medians are printed,
 * and what a resource costs: subjects make different numbers of resources.
 *
 *   npm run bench                        5 rounds of 1, 10, 50 and 100 services
 *   npm run bench -- --rounds 3 1 100    other rounds and services
 *   npm run bench -- --calls 1 100       function calls in place of times: the same in each run
 */
import path from 'node:path';
import { callsTable, type Figures, type Row, rows, table } from './figures';
import { type Measure, SUBJECTS, withSubjects } from './measurement';

function measureAll(measure: Measure, rounds: number, counts: readonly number[], countsCalls: boolean): Row[] {
  const found = new Map<string, Figures[]>();
  for (let round = 0; round < rounds; round++) {
    for (const services of counts) {
      for (const subject of SUBJECTS) {
        const key = `${subject} ${services}`;
        found.set(key, [...found.get(key) ?? [], measure(subject, services, { countsCalls })]);
      }
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
  return rows(found);
}

function main(args: readonly string[]): void {
  const countsCalls = args.includes('--calls');
  const at = args.indexOf('--rounds');
  const rounds = at < 0 ? (countsCalls ? 1 : 5) : Number(args[at + 1]);
  const numbers = args.filter((arg, index) => arg !== '--calls' && (at < 0 || (index !== at && index !== at + 1)))
    .map(Number);
  withSubjects((measure, folder) => {
    // what L1 repeats.
    measure('l2', 1, { file: path.join(folder, 'templates.json') });
    const all = measureAll(measure, rounds, numbers.length > 0 ? numbers : [1, 10, 50, 100], countsCalls);
    process.stdout.write(countsCalls ? callsTable(all) : table(all));
  });
}

main(process.argv.slice(2));
