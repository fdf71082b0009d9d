// what validators of others say about templates, in one form.
import fs from 'node:fs';
import path from 'node:path';

/** Validators beside cdk-nag, by the names of their packages. */
export const TOOLS = ['cfn-lint', 'cloudformation-validate', 'checkov', 'Control Tower'] as const;
export type Tool = typeof TOOLS[number];

/** One rule of one validator that one resource does not fulfil. */
export interface Finding {
  readonly tool: Tool;
  readonly rule: string;
  /** Type of the resource; empty if the rule speaks of the whole template. */
  readonly kind: string;
  /** Folder of the template: the name of an example. */
  readonly app: string;
  readonly resource: string;
}

/** What a validator says of a set of templates. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Rules that looked at a resource and were satisfied, as `rule kind`; only of validators that tell. */
  readonly passed: readonly string[];
}

/** Templates in the folder of one app. */
export function templateNames(folder: string): string[] {
  return fs.readdirSync(folder).filter((name) => name.endsWith('.template.json'));
}

type Resources = Readonly<Record<string, { readonly Type: string }>>;

/** Templates by the name of their app and stack, so that a finding can tell the type of its resource. */
export class Templates {
  private readonly resources = new Map<string, Resources>();

  /** @param folder with a folder for each app, with its templates inside */
  constructor(public readonly folder: string) {}

  /** Every template below the folder, sorted. */
  public files(): string[] {
    const folders = fs.readdirSync(this.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return folders.flatMap(({ name }) => templateNames(path.join(this.folder, name))
      .map((file) => path.join(this.folder, name, file))).sort();
  }

  public resourcesOf(file: string): Resources {
    const known = this.resources.get(file)
      ?? (JSON.parse(fs.readFileSync(file, 'utf8')) as { Resources: Resources }).Resources;
    this.resources.set(file, known);
    return known;
  }

  /** One finding for each resource that is named. */
  public findings(tool: Tool, rule: string, file: string, resources: readonly string[]): Finding[] {
    const app = path.basename(path.dirname(file));
    const types = this.resourcesOf(file);
    return [...new Set(resources)].map((resource) => ({
      tool, rule, app, resource, kind: types[resource]?.Type ?? '',
    }));
  }
}
