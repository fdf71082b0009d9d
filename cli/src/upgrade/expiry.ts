import { DangerKind } from './danger';
import { isObject, possibleEntries, type Entry, type Json } from './possible';
import { setting, type Lost, type Setting } from './setting';

/** One thing that a rule deletes. */
interface Deletion {
  readonly what: string;
  /** Which of them: everything that begins like this, and has the other marks. */
  readonly prefix: string;
  readonly marks: string;
  /** Days after which it goes, or the day itself, and how many are kept in any case. */
  readonly after: number;
  readonly kept: number;
  /** Where the rule is there only under a condition. */
  readonly condition?: string;
  readonly text: string;
}

/**
 * Rules that delete objects of a bucket. Incomplete uploads and markers of deletions hold nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function objects(path: string): Setting {
  return (then, now) => {
    const [old, next] = [then, now].map((properties) => possibleEntries(properties, path)?.flatMap(deletionsOf));
    return (next ?? []).filter((deletion) => old && !old.some((other) => covers(other, deletion))).map(lost);
  };
}

/**
 * Rules that delete images of a repository, as a text in JSON.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function images(path: string): Setting {
  return setting(DangerKind.EXPIRE, path, (then, now) => {
    const [old, next] = [then, now].map(imageDeletionsOf);
    const sooner = next.filter((deletion) => !old.some((other) => covers(other, deletion)));
    return sooner.length === 0 ? undefined : sooner.map(({ text }) => text).join(' and ');
  }, 'images');
}

/**
 * Rows that go by a time that stands in them, old ones too.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function rows(path: string): Setting {
  const attributeOf = (value: unknown) => isObject(value) && [true, 'true'].includes(value.Enabled as string)
    ? JSON.stringify(value.AttributeName)
    : undefined;
  return setting(DangerKind.EXPIRE, path, (then, now) => {
    const name = attributeOf(now);
    return name === undefined || name === attributeOf(then) ? undefined : `by the attribute ${name}`;
  }, 'rows');
}

function lost({ text }: Deletion): Lost {
  return { kind: DangerKind.EXPIRE, text };
}

function covers(other: Deletion, deletion: Deletion): boolean {
  return other.what === deletion.what && deletion.prefix.startsWith(other.prefix)
    && [undefined, deletion.condition].includes(other.condition)
    && [deletion.marks, '{}'].includes(other.marks) && other.after <= deletion.after && other.kept <= deletion.kept;
}

function deletionsOf({ value: rule, condition }: Entry): Deletion[] {
  if (!isObject(rule) || rule.Status !== 'Enabled') return [];
  const { Prefix, TagFilters, ObjectSizeGreaterThan, ObjectSizeLessThan, Filter } = rule;
  const marks = JSON.stringify({ TagFilters, ObjectSizeGreaterThan, ObjectSizeLessThan, Filter });
  const prefix = typeof Prefix === 'string' ? Prefix : '';
  const place = prefix && ` under ${prefix}`;
  const of = (what: string, after: number, when: string, kept = 0): Deletion =>
    ({ what, prefix, marks, after, kept, condition, text: `${what}${place} ${when}` });
  const { NoncurrentDays = rule.NoncurrentVersionExpirationInDays, NewerNoncurrentVersions = 0 }
    = (rule.NoncurrentVersionExpiration ?? {}) as Json;
  const date = rule.ExpirationDate;
  return [
    ...number(rule.ExpirationInDays, (days) => of('objects', days, `after ${days} days`)),
    ...typeof date === 'string' ? [of('all objects', Date.parse(date), `on ${date}`)] : [],
    ...number(NoncurrentDays, (days) =>
      of('older versions', days, `after ${days} days`, Number(NewerNoncurrentVersions))),
  ];
}

function number(value: unknown, make: (value: number) => Deletion): Deletion[] {
  return value === undefined || isObject(value) ? [] : [make(Number(value))];
}

function imageDeletionsOf(text: unknown): Deletion[] {
  return parsed(text).flatMap((rule): Deletion[] => {
    const { countNumber, ...marks } = isObject(rule) && isObject(rule.selection) ? rule.selection : {};
    const isCount = marks.countType === 'imageCountMoreThan';
    const count = Number(countNumber);
    return [{
      what: 'images', prefix: '', marks: JSON.stringify(marks), after: isCount ? 0 : count, kept: isCount ? count : 0,
      text: isCount ? `beyond ${count}` : `after ${count} days`,
    }];
  });
}

function parsed(text: unknown): unknown[] {
  try {
    const policy = JSON.parse(String(text)) as unknown;
    return isObject(policy) && Array.isArray(policy.rules) ? policy.rules : [];
  } catch {
    return [];
  }
}
