import { DangerKind, type Danger } from './danger';
import { holdsData, resourcesOf } from './raw-resource';
import { idsIn } from './references';
import type { StackTemplate } from './stack-template';

/** Types that hold nothing, and make the copies of what others hold. */
const COPYING: readonly string[] = [
  'AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection', 'AWS::DLM::LifecyclePolicy',
  'AWS::ECR::ReplicationConfiguration',
];
/** Custom resources of the CDK that empty something so that it can be deleted, and the property that names it. */
const EMPTYING: { readonly [type: string]: string } = {
  'Custom::ECRAutoDeleteImages': 'RepositoryName', 'Custom::S3AutoDeleteObjects': 'BucketName',
};

/** What stands beside data and protects it, or does not any more. */
export function helperDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return [...terminationDangers(before, after), ...copyingDangers(before, after), ...emptyingDangers(before, after)];
}

/** A stack that may be deleted from now on. Nested stacks have no protection of their own. */
function terminationDangers({ id, isProtected, ...before }: StackTemplate, after: StackTemplate): Danger[] {
  const isOff = isProtected && !after.isProtected;
  return isOff ? [dangerOf({ id, ...before }, id, 'stack', 'termination protection off')] : [];
}

/** Backups that end; another one of the same type may do the same. */
function copyingDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const [then, now] = [before, after].map(({ json }) => Object.entries(resourcesOf(json))
    .flatMap(([id, resource]) => COPYING.includes(resource?.Type ?? '') ? [{ id, type: resource!.Type! }] : []));
  const isIn = (id: string, list: typeof then) => list.some((one) => one.id === id);
  const heirs = now.filter(({ id }) => !isIn(id, then));
  return then.filter(({ id, type }) => !isIn(id, now) && !heirs.some((heir) => heir.type === type))
    .map(({ id, type }) => dangerOf(before, id, type, 'it is removed, so that it makes no more copies'));
}

/** What is emptied before it is deleted: before, AWS refused to delete it as long as something was in it. */
function emptyingDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const [then, now] = [before, after].map(emptied);
  return now.filter((id) => !then.includes(id)).flatMap((id) => {
    const resource = resourcesOf(before.json)[id];
    return holdsData(resource)
      ? [dangerOf(before, id, resource.Type ?? '', 'what is in it is deleted with it')]
      : [];
  });
}

function emptied({ json }: StackTemplate): string[] {
  return Object.values(resourcesOf(json)).flatMap((resource) => {
    const name = EMPTYING[resource?.Type ?? ''];
    return name === undefined ? [] : idsIn(resource?.Properties?.[name]);
  });
}

function dangerOf({ id: stack, paths }: Pick<StackTemplate, 'id' | 'paths'>, id: string, type: string, what: string) {
  return { stack, kind: DangerKind.UNPROTECT, id, type, path: paths[id] ?? id, text: `less protected: ${what}` };
}
