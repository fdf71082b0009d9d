// R-DEL-9: each random set of props is refused with one clear error, or keeps every promise. Not run by jest.
import fc from 'fast-check';
import { connections, propsOf } from '../support/random/choices';
import { CONSTRUCT_NAMES, shareOf } from '../support/random/constructs';
import { judge, type Trial } from '../support/random/judge';

process.env.CDK_VALIDATION = 'true';

/** Refused sets cost next to nothing, but a generator that makes nothing else would never end. */
const LONGEST = 60;

interface Options {
  readonly sets: number;
  readonly seed: number;
  readonly constructs: readonly string[];
  /** A counterexample that an earlier run told. */
  readonly path?: string;
}

function options(words: readonly string[]): Options {
  const value = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  return {
    sets: Number(value('sets') ?? 1000), seed: Number(value('seed') ?? 20_261_127),
    constructs: value('constructs')?.split(',') ?? CONSTRUCT_NAMES, path: value('path'),
  };
}

/** Constructs that are connected to backends. */
const CONNECTING = ['FargateService', 'ElasticWebTier'];

function trialOf(construct: string): fc.Arbitrary<Trial> {
  return fc.record({
    construct: fc.constant(construct),
    setting: fc.record({
      profile: fc.constantFrom('DEVELOPMENT', 'STAGING', 'PRODUCTION', 'REGULATED'),
      ownNetwork: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    props: propsOf(construct),
    connections: CONNECTING.includes(construct) ? connections() : fc.constant(undefined),
    also: fc.oneof(
      { weight: 4, arbitrary: fc.constant('nothing' as const) },
      { weight: 2, arbitrary: fc.constantFrom('same bytes' as const, 'a second one' as const) },
      { weight: 14, arbitrary: fc.constant('a change' as const) },
    ),
    towards: fc.record({ props: propsOf(construct), pick: fc.nat({ max: 999 }) }),
  });
}

/** Tries sets of one construct until enough are accepted, and gives what went wrong. */
function tryOut(construct: string, wanted: number, { seed, path }: Options): string[] {
  let [accepted, refused, changed] = [0, 0, 0];
  const started = process.cpuUsage();
  const problem = fc.property(trialOf(construct), (trial) => {
    if (accepted >= wanted) return;
    const verdict = judge(trial);
    if (verdict.problems.length > 0) throw new Error(verdict.problems.join('\n'));
    if (!verdict.isAccepted) refused += 1;
    // with the change it is a second accepted set.
    if (verdict.isAccepted) accepted += verdict.changed === undefined ? 1 : 2;
    if (verdict.changed !== undefined) changed += 1;
  });
  const result = fc.check(problem, { seed, path, numRuns: wanted * LONGEST, endOnFailure: path !== undefined });
  const { user, system } = process.cpuUsage(started);
  const seconds = Math.round((user + system) / 1e6);
  process.stdout.write(
    `${construct}: ${accepted} accepted, ${changed} of them by a change of another one, ${refused} refused, `
    + `${seconds} s of CPU\n`,
  );
  if (result.failed) {
    const where = `${construct}: --seed=${result.seed} --path=${result.counterexamplePath}`;
    return [`${where}\n${String(result.errorInstance)}`, fc.defaultReportMessage(result) ?? ''];
  }
  return accepted < wanted ? [`${construct}: only ${accepted} of ${wanted} sets were accepted`] : [];
}

function main(): void {
  const given = options(process.argv.slice(2));
  process.stdout.write(`seed ${given.seed} (another one: --seed=…)\n`);
  const failures = given.constructs.map((construct) =>
    tryOut(construct, Math.ceil(given.sets * shareOf(construct) / 100), given));
  for (const failure of failures.flat()) process.stdout.write(`${failure}\n`);
  const failed = failures.filter(({ length }) => length > 0).length;
  process.stdout.write(`${failures.length - failed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
