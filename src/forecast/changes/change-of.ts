import type { Resource, Template, Value } from '../../template';
import { changeBy } from './replacements';
import { ResourceChange } from './resource-change';

/** What happens to a resource, and because of which properties. */
export interface Change {
  readonly change: ResourceChange;
  readonly properties: readonly string[];
}

/** Attributes with another value after each change in place, by type. */
const VERSIONS: { readonly [type: string]: readonly string[] } = {
  'AWS::EC2::LaunchTemplate': ['LatestVersionNumber', 'DefaultVersionNumber'],
};

/** What a deployment does to the resources of one template. */
export class Changes {
  private readonly known = new Map<string, Change | undefined>();

  /** @param before the template that is deployed; nothing for a first deployment */
  constructor(private readonly template: Template, private readonly before: Template | undefined) {}

  /** What happens to a resource; nothing if it stays as it is. */
  public of(resource: Resource): Change | undefined {
    const { logicalId } = resource;
    if (this.known.has(logicalId)) return this.known.get(logicalId);
    // resources that need each other end here; CloudFormation refuses them.
    this.known.set(logicalId, undefined);
    const change = this.found(resource);
    this.known.set(logicalId, change);
    return change;
  }

  /** Resources that are there no more. */
  public get deleted(): Resource[] {
    return this.before?.resources.filter(({ logicalId }) => !this.template.find(logicalId)) ?? [];
  }

  private found(resource: Resource): Change | undefined {
    const then = this.before?.find(resource.logicalId);
    if (!then) return { change: ResourceChange.CREATE, properties: [] };
    if (then.type !== resource.type) return { change: ResourceChange.REPLACE, properties: ['Type'] };
    const properties = this.changedProperties(resource, then);
    return properties.length === 0 ? undefined : { change: changeBy(resource.type, properties), properties };
  }

  private changedProperties(resource: Resource, then: Resource): string[] {
    const [now, before] = [resource, then].map((one) => new Map(one.get().entries));
    return [...new Set([...now.keys(), ...before.keys()])].filter((name) => {
      const [value, old] = [now.get(name), before.get(name)];
      return canonical(value?.raw) !== canonical(old?.raw) || (value !== undefined && this.pointsElsewhere(value));
    }).sort();
  }

  /** The text of a reference stays the same, but after a replacement something else stands behind it. */
  private pointsElsewhere(value: Value): boolean {
    return value.references.some(({ logicalId, attribute }) => {
      const target = this.template.find(logicalId);
      const change = target && this.of(target)?.change;
      return change === ResourceChange.REPLACE
        || (change === ResourceChange.UPDATE && isOfVersion(target!.type, attribute));
    });
  }
}

function isOfVersion(type: string, attribute: string | undefined): boolean {
  return attribute !== undefined && Object.hasOwn(VERSIONS, type) && VERSIONS[type].includes(attribute);
}

/** The same text for the same value, in whatever order its keys were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => typeof inner === 'object' && inner !== null
    && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
    : inner) ?? '';
}
