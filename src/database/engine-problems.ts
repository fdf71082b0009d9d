import { contradiction, relation, text, type Problem } from '../core';
import { isReservedWord } from './reserved-words';
import type { ResolvedDatabaseProps } from './resolved-props';

const OLDEST_MAJOR_VERSION = 13;
const RESERVED_DATABASES = ['rdsadmin', 'template0', 'template1'];

/** A number of PostgreSQL, and what RDS adds to it for releases of its own and for Extended Support. */
const VERSION = /\d+(?:\.\d+)?(?:-R\d+|-rds\.\d{8})?/;
const CLASS = /(?!db\.)[a-z][a-z0-9-]*\.(?:micro|small|medium|(?:\d*x)?large)/;
/**
 * Families that RDS offers with PostgreSQL 12 and older only.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
const OLD_FAMILIES = ['m1', 'm2', 'm3', 'm4', 'r3', 'r4', 't1', 't2'];

/** Burstable, general purpose or with much memory; of the families for computing RDS has one. */
const RDS_FAMILY = /^(?:[tmrxz]\d.*|c6gd)$/;

/** Version, class and the name of the first database. */
export function engineProblems(resolved: ResolvedDatabaseProps): Problem[] {
  const { isVersionGiven, allowMajorVersionUpgrade } = resolved;
  return [
    ...versionProblems(resolved),
    ...contradiction(allowMajorVersionUpgrade && !isVersionGiven, {
      prop: 'engine.allowMajorVersionUpgrade', must: 'be given together with "engine.version"',
      got: allowMajorVersionUpgrade,
      advice: 'otherwise the default of a later release could upgrade the database',
    }),
    ...classProblems(resolved.instanceType.toString()),
    ...databaseNameProblems(resolved),
  ];
}

function versionProblems({ version }: ResolvedDatabaseProps): Problem[] {
  const { postgresFullVersion: full, postgresMajorVersion: major } = version;
  const shape = text('engine.version', full, VERSION, 'be the number of a version such as "17" or "17.4"');
  if (shape.length > 0) return shape;
  return [
    ...relation(
      { prop: 'engine.version', must: `be PostgreSQL ${OLDEST_MAJOR_VERSION} or newer`, got: full },
      [major], () => Number(major) >= OLDEST_MAJOR_VERSION,
    ),
    ...relation(
      {
        prop: 'engine.version', must: `be of its major version (${major})`, got: full,
        advice: 'give both numbers of one version to PostgresEngineVersion.of',
      },
      [full, major], () => String(full).split('.')[0] === major,
    ),
  ];
}

export function classProblems(name: string): Problem[] {
  const shape = text(
    'instanceType', name, CLASS, 'be a family and a size such as "t4g.medium"', 'leave the prefix "db." out',
  );
  return shape.length > 0
    ? shape
    : [
        ...familyProblem(
          name, `be of a family that runs PostgreSQL ${OLDEST_MAJOR_VERSION} or newer`, 'take a newer one',
          (family) => !OLD_FAMILIES.includes(family),
        ),
        ...familyProblem(
          name, 'be of a family that RDS has: t, m, r, x or z, and c6gd', 'take one',
          (family) => RDS_FAMILY.test(family),
        ),
      ];
}

function familyProblem(name: string, must: string, advice: string, isGood: (family: string) => boolean): Problem[] {
  const problem = { prop: 'instanceType', must, got: name, advice: `${advice}, for example t4g, m7g or r7g` };
  return relation(problem, [name], () => isGood(name.split('.')[0]));
}

/** A database that is restored keeps the name that it had. */
function databaseNameProblems({ databaseName, snapshotIdentifier }: ResolvedDatabaseProps): Problem[] {
  const isFree = () =>
    !RESERVED_DATABASES.includes(databaseName.toLowerCase()) && !isReservedWord(databaseName);
  return [
    ...text(
      'initial.databaseName', databaseName, /[A-Za-z][A-Za-z0-9_]{0,62}/,
      'be 1 to 63 letters, digits and underscores, a letter first',
    ),
    ...relation(
      { prop: 'initial.databaseName', must: 'not be a name that PostgreSQL or RDS uses itself', got: databaseName },
      [databaseName], () => typeof databaseName !== 'string' || snapshotIdentifier !== undefined || isFree(),
    ),
  ];
}
