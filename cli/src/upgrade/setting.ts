import { DangerKind } from './danger';
import { areTogether, isObject, possibleAt, possibleEntries, UNKNOWN, type Entry, type Json } from './possible';

/** What a setting keeps less of after an update. */
export interface Lost {
  readonly kind: DangerKind.UNPROTECT | DangerKind.EXPIRE;
  readonly text: string;
}

/** Says what the properties of a resource keep less of than before. */
export type Setting = (then: Json, now: Json) => Lost[];

const OFF: readonly unknown[] = [
  0, '0', false, 'false', 'DISABLED', 'Disabled', 'INACTIVE', 'Inactive', 'NONE', 'none', 'Suspended',
];
const { EXPIRE, UNPROTECT } = DangerKind;

/**
 * A setting with words for a value that keeps less than another one; both are known.
 *
 * @param name how the setting is told
 */
export function setting(
  kind: Lost['kind'], path: string, weaker: (then: unknown, now: unknown) => string | undefined, name = path,
): Setting {
  return (then, now) => {
    const [before, after] = [possibleAt(then, path), possibleAt(now, path)];
    const words = before.flatMap((old) => after.filter((next) => areTogether(old, next))
      .flatMap((next) => [old.value, next.value].includes(UNKNOWN) ? [] : weaker(old.value, next.value) ?? []));
    return [...new Set(words)].map((word) => ({ kind, text: `${name} ${word}` }));
  };
}

/** A switch that keeps something. */
export function on(path: string, byDefault = false): Setting {
  return setting(UNPROTECT, path, (then, now) => isOn(then, byDefault) && !isOn(now, byDefault) ? 'off' : undefined);
}

/** A switch that lets something go. */
export function off(path: string, byDefault = false): Setting {
  return setting(UNPROTECT, path, (then, now) => !isOn(then, byDefault) && isOn(now, byDefault) ? 'on' : undefined);
}

/** What a number means where it is left out, and which numbers mean that there is no end. */
interface NumberOptions {
  readonly byDefault?: number;
  readonly endless?: number;
  /** AWS keeps what was set before where the property is left out. */
  readonly isKept?: true;
}

/** How long data is kept, in any unit: what is older is deleted with the update, or soon after. */
export function data(path: string, options: NumberOptions = {}): Setting {
  return less(EXPIRE, path, options);
}

/** How many copies there are, or how long they are kept. */
export function copies(path: string, options: NumberOptions = { byDefault: 0 }): Setting {
  return less(UNPROTECT, path, options);
}

/** How many copies there are: fewer are no danger, as long as there is one more than `alone`. */
export function moreThan(alone: number, path: string, byDefault: number): Setting {
  return setting(UNPROTECT, path, (then, now) => {
    const [old, next] = [Number(then ?? byDefault), Number(now ?? byDefault)];
    return old > alone && next <= alone ? `from ${old} to ${next}` : undefined;
  });
}

/** Words, from the weakest to the strongest. */
export function ranked(path: string, words: readonly string[], byDefault = words[0], kind: Lost['kind'] = UNPROTECT) {
  return setting(kind, path, (then = byDefault, now = byDefault) => {
    const [old, next] = [then, now].map((word) => words.indexOf(String(word)));
    return next >= 0 && next < old ? `from ${String(then)} to ${String(now)}` : undefined;
  });
}

/** Something that keeps as long as it is there. */
export function given(path: string): Setting {
  return setting(UNPROTECT, path, (then, now) => then !== undefined && now === undefined ? 'removed' : undefined);
}

/** Entries of a list, by the properties that tell them apart; without any by themselves. */
export function members(path: string, keys: readonly string[], noun: string, of: readonly Setting[] = []): Setting {
  return (then, now) => {
    const later = possibleEntries(now, path);
    return !later
      ? []
      : (possibleEntries(then, path) ?? []).flatMap((entry): Lost[] => {
          const name = nameOf(entry, keys);
          if (name === undefined) return [];
          const heirs = later.filter((other) => nameOf(other, keys) === name);
          const next = heirs.find(({ condition }) => condition === undefined || condition === entry.condition);
          if (heirs.length === 0) return [{ kind: UNPROTECT, text: `${noun} ${name} removed` }];
          if (!next) return [{ kind: UNPROTECT, text: `${noun} ${name} under a condition` }];
          return of.flatMap((each) => each(entry.value as Json, next.value as Json))
            .map(({ kind, text }) => ({ kind, text: `${text} for ${noun} ${name}` }));
        });
  };
}

/** A switch in a list of attributes with a key and a value. */
export function attribute(path: string, key: string): Setting {
  const valueIn = (properties: Json) => (possibleEntries(properties, path) ?? [])
    .map(({ value }) => value).find((entry): entry is Json => isObject(entry) && entry.Key === key)?.Value;
  return (then, now) => on(key.replaceAll('.', '_'))(
    { [key.replaceAll('.', '_')]: valueIn(then) }, { [key.replaceAll('.', '_')]: valueIn(now) },
  ).map((lost) => ({ ...lost, text: `${key} off` }));
}

function less(kind: Lost['kind'], path: string, { byDefault, endless, isKept }: NumberOptions): Setting {
  const amountOf = (value: unknown = byDefault) => Number(value) === endless ? Infinity : Number(value);
  const say = (amount: number) => amount === Infinity ? 'no end' : String(amount);
  return setting(kind, path, (then, now) => {
    const [old, next] = [amountOf(then), amountOf(now)];
    if ((isKept && now === undefined) || !(next < old)) return undefined;
    return kind === UNPROTECT && next === 0 ? 'off' : `from ${say(old)} to ${say(next)}`;
  });
}

function isOn(value: unknown, byDefault: boolean): boolean {
  return value === undefined ? byDefault : !OFF.includes(value);
}

/** A name of its entry in a list; nothing if the deployment makes it. */
function nameOf({ value: entry }: Entry, keys: readonly string[]): string | undefined {
  if (keys.length === 0) return typeof entry === 'string' ? entry : JSON.stringify(entry);
  const names = isObject(entry) ? keys.map((key) => entry[key]).filter((name) => name !== undefined) : [];
  return names.length > 0 && names.every((name) => typeof name === 'string') ? names.join(' ') : undefined;
}
