// R-DEL-9: each random set of props is refused with one clear error, or keeps every promise. Not run by jest.
import fc from 'fast-check';
import { propsOf } from '../support/random/choices';
import { judge, type Trial } from '../support/random/judge';

process.env.CDK_VALIDATION = 'true';

/** The constructs, and how many of a hundred accepted sets are theirs: more for those with more props. */
const SHARES: { readonly [construct: string]: number } = {
  FargateService: 22, ElasticWebTier: 14, WebLoadBalancer: 10, PostgresDatabase: 10, VotingApp: 8, PrometheusGrafana: 6,
  Monitoring: 8, ValkeyCache: 8, ScheduledJob: 6, WorkQueue: 4, Network: 4,
};
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
    constructs: value('constructs')?.split(',') ?? Object.keys(SHARES), path: value('path'),
  };
}

function trialOf(construct: string): fc.Arbitrary<Trial> {
  return fc.record({
    construct: fc.constant(construct),
    setting: fc.record({
      profile: fc.constantFrom('DEVELOPMENT', 'STAGING', 'PRODUCTION', 'REGULATED'),
      ownNetwork: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    props: propsOf(construct),
    also: fc.oneof(
      { weight: 8, arbitrary: fc.constant('nothing' as const) },
      { weight: 1, arbitrary: fc.constantFrom('same bytes' as const, 'a second one' as const) },
    ),
  });
}

/** Tries sets of one construct until enough are accepted, and gives what went wrong. */
function tryOut(construct: string, wanted: number, { seed, path }: Options): string[] {
  let [accepted, refused] = [0, 0];
  const started = process.cpuUsage();
  const problem = fc.property(trialOf(construct), (trial) => {
    if (accepted >= wanted) return;
    const { isAccepted, problems } = judge(trial);
    if (problems.length > 0) throw new Error(problems.join('\n'));
    if (isAccepted) accepted += 1; else refused += 1;
  });
  const result = fc.check(problem, { seed, path, numRuns: wanted * LONGEST, endOnFailure: path !== undefined });
  const { user, system } = process.cpuUsage(started);
  const seconds = Math.round((user + system) / 1e6);
  process.stdout.write(`${construct}: ${accepted} accepted, ${refused} refused, ${seconds} s of CPU\n`);
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
    tryOut(construct, Math.ceil(given.sets * (SHARES[construct] ?? 10) / 100), given));
  for (const failure of failures.flat()) process.stdout.write(`${failure}\n`);
  const failed = failures.filter(({ length }) => length > 0).length;
  process.stdout.write(`${failures.length - failed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
