import { DangerKind, type Danger } from './danger';
import { isObject, type Json } from './possible';
import { holdsData, isKnownOutside, resourcesOf } from './raw-resource';
import type { StackTemplate } from './stack-template';

/** Properties that name another template, from which CloudFormation makes resources. */
const TEMPLATES: { readonly [type: string]: readonly string[] } = {
  'AWS::CloudFormation::Stack': ['TemplateURL'],
  'AWS::CloudFormation::StackSet': ['TemplateBody', 'TemplateURL'],
  'AWS::Serverless::Application': ['Location'],
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct': ['ProvisioningArtifactId', 'ProvisioningArtifactName'],
};
const UNREADABLE = 'this check cannot read which resources CloudFormation makes of it';
const UNREADABLE_PROPERTIES = 'this check cannot read which properties CloudFormation makes of it';

/** What only CloudFormation sees: loops, macros and templates elsewhere may take any of their resources along. */
export function hiddenDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return [...macroDangers(before, after), ...templateDangers(before, after), ...includeDangers(before, after)];
}

/** Loops and macros among the resources, and macros that change the whole template. */
function macroDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  const then = { ...resourcesOf(before.json), Transform: macrosOf(before) };
  const later: Json = { ...resourcesOf(after.json), Transform: macrosOf(after) };
  return Object.entries(then).filter(([id, macro]) => (id.startsWith('Fn::') || id === 'Transform')
    && JSON.stringify(macro) !== JSON.stringify(later[id])).map(([id]) => ({
    stack: before.id, kind: DangerKind.MAY_REMOVE, id, type: 'macro', path: id,
    text: `it ${id in later ? 'changes' : 'goes'}: ${UNREADABLE}`,
  }));
}

/** Macros of a template, without those of AWS that add nothing from elsewhere. */
function macrosOf({ json: { Transform = [] } }: StackTemplate): unknown[] {
  return [Transform].flat().filter((macro) => typeof macro !== 'string' || !macro.startsWith('AWS::'));
}

/** Stacks and products whose template is not among those that were read. */
function templateDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return same(before, after).flatMap(({ id, type, then, now }): Danger[] => {
    const isRead = before.nested.includes(id) && after.nested.includes(id);
    const changed = (TEMPLATES[type] ?? []).filter((name) =>
      !isRead && differ(part(then, 'Properties')[name], part(now, 'Properties')[name]));
    return changed.length === 0
      ? []
      : [{
          stack: before.id, kind: DangerKind.MAY_REMOVE, id, type, path: before.paths[id] ?? id,
          text: `${changed.join(', ')} changes: ${UNREADABLE}`,
        }];
  });
}

/** Attributes and properties that a macro writes into what holds data. */
function includeDangers(before: StackTemplate, after: StackTemplate): Danger[] {
  return same(before, after).filter(({ then }) => holdsData(then) || isKnownOutside(then))
    .flatMap(({ id, type, then, now }): Danger[] => {
      const names = [[then, now], [part(then, 'Properties'), part(now, 'Properties')]].flatMap(([old, next]) =>
        Object.keys({ ...old, ...next }).filter((name) => name.startsWith('Fn::') && differ(old[name], next[name])));
      return names.length === 0
        ? []
        : [{
            stack: before.id, kind: DangerKind.MAY_REPLACE, id, type, path: before.paths[id] ?? id,
            text: `${[...new Set(names)].join(', ')} changes: ${UNREADABLE_PROPERTIES}`,
          }];
    });
}

interface Same { readonly id: string; readonly type: string; readonly then: Json; readonly now: Json }

/** What is there before and after, with the same type. */
function same(before: StackTemplate, after: StackTemplate): Same[] {
  const later: { readonly [id: string]: unknown } = resourcesOf(after.json);
  return Object.entries<unknown>(resourcesOf(before.json)).flatMap(([id, then]) => {
    const now = later[id];
    return isObject(then) && isObject(now) && then.Type === now.Type
      ? [{ id, type: String(then.Type), then, now }]
      : [];
  });
}

function part(resource: Json, name: string): Json {
  const value = resource[name];
  return isObject(value) ? value : {};
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
