// what the names of a sample mean: modules, types, and variables with their types.
import ts from 'typescript';
import type { Assemblies, JsiiType } from './assemblies';
import type { Named } from './model';

export interface Variable { readonly type: JsiiType; readonly plain: boolean; readonly isGiven: boolean }
export type Meaning = { readonly module: string } | { readonly type: string };

const SELF = 'aws-cdk-lib.Stack';

export class Scope {
  private readonly imported = new Map<string, Meaning>();
  private readonly variables = new Map<string, Variable>();
  private readonly used = new Map<string, Named>();
  private readonly functions = new Map<string, readonly Named[]>();

  constructor(public readonly assemblies: Assemblies, imports: readonly ts.Statement[]) {
    imports.filter(ts.isImportDeclaration).forEach((statement) => this.import(statement));
  }

  public import({ moduleSpecifier, importClause }: ts.ImportDeclaration): void {
    const module = moduleOf((moduleSpecifier as ts.StringLiteral).text);
    const bindings = importClause?.namedBindings;
    if (module === undefined || bindings === undefined) return;
    if (ts.isNamespaceImport(bindings)) {
      this.imported.set(bindings.name.text, { module });
      return;
    }
    for (const { name, propertyName } of bindings.elements) {
      const fqn = `${module}.${(propertyName ?? name).text}`;
      this.imported.set(name.text, this.assemblies.isModule(fqn) ? { module: fqn } : { type: fqn });
    }
  }

  public give(name: string, type: JsiiType): void { this.variables.set(name, { type, plain: false, isGiven: true }); }
  public declare(name: string, type: JsiiType, plain = false): void {
    this.variables.set(name, { type, plain, isGiven: false });
  }

  public declareFunction(name: string, parameters: readonly Named[]): void { this.functions.set(name, parameters); }
  public functionOf(name: string): readonly Named[] | undefined { return this.functions.get(name); }

  public variable(name: string): Variable | undefined {
    const found = this.variables.get(name);
    if (found?.isGiven) this.used.set(name, { name, type: found.type });
    return found;
  }

  public get uses(): readonly Named[] { return [...this.used.values()]; }

  /** The module or type that an expression or a type names, if it names one. */
  public meaning(node: ts.Node): Meaning | undefined {
    if (ts.isIdentifier(node)) return this.variables.has(node.text) ? undefined : this.imported.get(node.text);
    const [left, right] = ts.isPropertyAccessExpression(node)
      ? [node.expression, node.name]
      : ts.isQualifiedName(node) ? [node.left, node.right] : [];
    if (left === undefined || right === undefined) return undefined;
    const outer = this.meaning(left);
    if (outer === undefined) return undefined;
    const fqn = `${'module' in outer ? outer.module : outer.type}.${right.text}`;
    if (this.assemblies.isModule(fqn)) return { module: fqn };
    return this.assemblies.find(fqn) === undefined ? undefined : { type: fqn };
  }

  /** The type that a sample writes in words. */
  public written(node: ts.TypeNode): JsiiType {
    if (node.kind === ts.SyntaxKind.StringKeyword) return { primitive: 'string' };
    const meaning = ts.isTypeReferenceNode(node) ? this.meaning(node.typeName) : undefined;
    if (meaning === undefined || !('type' in meaning)) {
      throw new Error(`"${node.getText()}" is a type that no other language has`);
    }
    return { fqn: meaning.type };
  }

  public get self(): JsiiType { return { fqn: SELF }; }
}

/** Name in the jsii assembly of what TypeScript imports, if it is a jsii module. */
function moduleOf(specifier: string): string | undefined {
  if (specifier.endsWith('/src')) return 'cdk-elastic-web';
  if (!/^(aws-cdk-lib|constructs|cdk-elastic-web)\b/.test(specifier)) return undefined;
  return specifier.replace('/', '.').replaceAll(/(?<=\.\S*)-/g, '_');
}
