// what a resource waits for before it is made: what it refers to and depends on, and what that waits for.
interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | readonly string[];
}
interface Template { readonly Resources: Readonly<Record<string, Resource>> }

const TARGETS_OF: { readonly [type: string]: string } = {
  'AWS::ECS::Service': 'LoadBalancers', 'AWS::AutoScaling::AutoScalingGroup': 'TargetGroupARNs',
};
const LEADING: readonly string[] = [
  'AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::Listener',
];

/** Services and groups that may be made before a rule leads to their targets, which AWS refuses. */
export function beforeTheirRule(template: Template): string[] {
  const entries = Object.entries(template.Resources);
  const leading = entries.filter(([, { Type }]) => LEADING.includes(Type))
    .map(([id, { Properties: p = {} }]) => ({ id, to: referencesIn(p.Actions ?? p.DefaultActions) }));
  return entries.filter(([id, { Type, Properties: p = {} }]) => {
    const groups = referencesIn(p[TARGETS_OF[Type] ?? '']);
    if (groups.length === 0) return false;
    const waitsFor = waitedFor(template, id);
    return groups.some((group) => {
      const rules = leading.filter(({ to }) => to.includes(group));
      return rules.length > 0 && !rules.some((rule) => waitsFor.has(rule.id));
    });
  }).map(([id]) => id);
}

function waitedFor({ Resources }: Template, id: string, found = new Set<string>()): Set<string> {
  const { DependsOn = [], ...resource } = Resources[id] ?? {};
  for (const next of [...referencesIn(resource), ...[DependsOn].flat()]) {
    if (found.has(next)) continue;
    found.add(next);
    waitedFor({ Resources }, next, found);
  }
  return found;
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => referencesIn(each));
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    return key === 'Fn::GetAtt' ? [String([inner].flat()[0]).split('.')[0]] : referencesIn(inner);
  });
}
