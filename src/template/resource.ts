import { objectOf, type JsonObject } from './json';
import type { Resolved } from './resolved';
import { Value } from './value';

/** A resource of a template, with everything filled in that is known before the deployment. */
export class Resource {
  /** For example `AWS::EC2::Instance`. */
  public readonly type: string;
  /** Logical ids of what has to be there before: named in a value, or in `DependsOn`; each once. */
  public readonly needs: readonly string[];
  private readonly definition: Value;

  constructor(
    public readonly logicalId: string,
    /** The construct that made it, for example `Shop/Service/Resource`; the logical id where no construct is known. */
    public readonly path: string,
    definition: Resolved,
    /** Whether a condition that is known at deployment only decides if it is made. */
    public readonly isConditional: boolean,
  ) {
    this.definition = new Value(definition);
    this.type = this.definition.at('Type').text ?? 'unknown';
    this.needs = needsOf(logicalId, this.definition);
  }

  /** A property, or a value inside one. */
  public get(...path: readonly (string | number)[]): Value {
    return this.definition.at('Properties', ...path);
  }

  /** An attribute beside the properties, for example `UpdatePolicy`, or a value inside one. */
  public attribute(...path: readonly (string | number)[]): Value {
    return this.definition.at(...path);
  }
}

function needsOf(logicalId: string, definition: Value): string[] {
  const waitsFor = definition.at('DependsOn');
  const listed = [waitsFor, ...waitsFor.items].flatMap(({ text }) => text === undefined ? [] : [text]);
  const named = ['Properties', 'UpdatePolicy'].flatMap((part) => definition.at(part).references)
    .map((reference) => reference.logicalId);
  return [...new Set([...listed, ...named])].filter((other) => other !== logicalId);
}

/** The construct path that the CDK writes into a template, if it was asked to. */
export function pathInMetadata(definition: JsonObject): string | undefined {
  const path = objectOf(definition.Metadata)['aws:cdk:path'];
  return typeof path === 'string' ? path : undefined;
}
