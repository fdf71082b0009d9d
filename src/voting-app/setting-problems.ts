import { contradiction, isKnown, SHELL_VARIABLES, text, variableProblems, type Problem } from '../core';
import { nearest } from './nearest';
import { VARIABLES } from './program';
import { isOfRuntime, KNOWN, valueProblems } from './setting-values';
import { MAX_BYTES, settingId, type SettingValues } from './settings';

/** Variables that the construct sets, or that would break what it builds. */
const TAKEN: readonly string[] = [
  ...Object.values(VARIABLES), 'ROLE', 'PORT', 'METRICS_PORT', 'HOST', 'BASE_PATH', 'POLL_TITLE', 'OPTIONS', 'OPTION_A',
  'OPTION_B', 'POLL_OPENS_AT', 'POLL_CLOSES_AT', 'DATABASE_URL', 'RESULT_PORT', 'API_PORT',
];
const TAKEN_IDS = TAKEN.map(settingId);
/** Variables that name files. */
const FILES: readonly string[] = ['DB_CA_FILE', 'REDIS_CA_FILE'];
const WAIT_REPLICAS = 'QUEUE_WAIT_REPLICAS';
const BACKENDS
  = /^(?:REDIS|DB)_(?:HOST|PORT|NAME|USER|USERNAME|PASSWORD|TLS|SSL|URL|SECRET_ARN|IAM_AUTH|IAM_USER)$/;

/** Whether the construct sets a variable itself. */
export function isTaken(name: string): boolean {
  return TAKEN_IDS.includes(settingId(name)) || BACKENDS.test(name);
}

/** Who reads the settings. */
export interface SettingReader {
  /** Seconds after SIGTERM at which the first of the roles is killed. */
  readonly stop: number;
  /** Whether it may be a program of the user's own, which can read variables that the bundled one does not know. */
  readonly mayReadMore: boolean;
}

/** Settings that the construct, the Parameter Store or the roles would not take. */
export function settingProblems(settings: SettingValues, { stop, mayReadMore }: SettingReader): Problem[] {
  const asVariables = variableProblems('', { environment: { ...settings } }, SHELL_VARIABLES);
  return [
    ...asVariables.map((problem) => ({ ...problem, prop: problem.prop.replace('environment', 'settings') })),
    ...Object.keys(settings).filter((name) => isTaken(name) && !asVariables.some(({ got }) => got === name))
      .map((name) => ({
        prop: `settings.${name}`, must: 'be left out', got: isKnown(settings[name]) ? settings[name] : name,
        advice: 'the construct sets it itself',
      })),
    ...Object.entries(settings).filter(([, value]) => typeof value === 'string').flatMap(([name, value]) => [
      ...text(`settings.${name}`, value, /(?![^]*\{\{)[^]+/, 'be a text that is not empty, without "{{"'),
      ...contradiction(isKnown(value) && Buffer.byteLength(value) > MAX_BYTES, {
        prop: `settings.${name}`, must: `take at most ${MAX_BYTES} bytes`, got: Buffer.byteLength(value),
        advice: 'the Parameter Store holds no more',
      }),
    ]),
    ...valueProblems(named(settings, (name) => !isTaken(name)), stop),
    ...spellingProblems(Object.keys(settings)),
    ...mayReadMore
      ? []
      : bundleProblems(named(settings, (name) => !isTaken(name) && !asVariables.some(({ got }) => got === name))),
    ...caseProblems(Object.keys(settings)),
  ];
}

/** The program passes over a variable that it does not know, so nobody would notice. */
function spellingProblems(names: readonly string[]): Problem[] {
  return names.flatMap((name) => {
    const meant = writtenAs(name) ?? name;
    return contradiction(!names.includes(meant), { prop: `settings.${name}`, must: `be written ${meant}`, got: name });
  });
}

/** What the bundled program does not read, or does not have. */
function bundleProblems(settings: SettingValues): Problem[] {
  return Object.entries(settings).flatMap(([name, value]) => [
    ...contradiction(writtenAs(name) === undefined && !isOfRuntime(name), {
      prop: `settings.${name}`, must: 'be a variable that the bundled program reads', got: name,
      advice: `the nearest one is ${nearest(name, KNOWN)}; a program of yours, with VotingImage.fromRepository, may `
        + 'read others',
    }),
    ...contradiction(FILES.includes(name), {
      prop: `settings.${name}`, must: 'be left out with the bundled image, which has no files of yours', got: value,
      advice: 'put the file into an image of yours, and use VotingImage.fromRepository',
    }),
  ]);
}

/** The variable of the program with the same letters and digits. */
function writtenAs(name: string): string | undefined {
  const bare = (text: string) => text.replaceAll('_', '').toUpperCase();
  return KNOWN.find((known) => bare(known) === bare(name));
}

function named(settings: SettingValues, isMeant: (name: string) => boolean): SettingValues {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isMeant(name)));
}

/** Votes that wait for replicas that do not exist would all be refused. */
export function replicaProblems(settings: SettingValues, replicas: number | undefined): Problem[] {
  const wanted = settings[WAIT_REPLICAS];
  return contradiction(replicas !== undefined && isKnown(wanted) && Number(wanted) > replicas, {
    prop: `settings.${WAIT_REPLICAS}`, must: `be at most ${replicas}, the replicas of the queue`, got: wanted,
    advice: 'every vote would be refused: give "cache" a ValkeyCache with more nodes',
  });
}

/** Parameters have ids without underscores, which two names could share. */
function caseProblems(names: readonly string[]): Problem[] {
  const ids = names.map(settingId);
  return names.flatMap((name, i) => contradiction(ids.indexOf(ids[i]) < i, {
    prop: `settings.${name}`, must: `differ from "${names[ids.indexOf(ids[i])]}" in a letter or a digit`, got: name,
  }));
}
