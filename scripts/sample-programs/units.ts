// each sample as something that a compiler takes: a part of a stack gets the stack and what it uses around it.
import type { Assemblies } from '../translation/assemblies';
import { CSharpPrinter } from '../translation/csharp';
import { goImports, javaClass, parted } from '../translation/forms';
import { GoPrinter } from '../translation/go';
import { JavaPrinter } from '../translation/java';
import type { Program } from '../translation/model';
import type { Sample } from '../translation/pages';
import { snake } from '../translation/printer';
import { PythonPrinter } from '../translation/python';

export interface Unit {
  /** For example `recipes_10`: a name in every language. */
  readonly id: string;
  readonly sample: Sample;
  readonly program: Program;
}

export function idOf({ page, number }: Sample): string {
  const name = page.slice(page.lastIndexOf('/') + 1).replace(/\.md$/, '').toLowerCase().replaceAll('-', '_');
  return `${name}_${number}`;
}

/** Whether it makes an app, and not only a function. */
export function isRunnable({ program: { statements } }: Unit): boolean {
  return parted(statements).others.length > 0;
}

export function pythonUnit({ program: { isWhole, statements, uses } }: Unit, assemblies: Assemblies): string {
  const printer = new PythonPrinter(assemblies);
  if (isWhole) return lines([printer.print(statements), ''], printer.imports());
  const parameters = ['self', ...uses.map(({ name }) => snake(name))];
  return lines([`def sample(${parameters.join(', ')}):`, printer.print(statements, 1), ''], printer.imports());
}

export function javaUnit({ id, program }: Unit, assemblies: Assemblies): string {
  const printer = new JavaPrinter(assemblies);
  if (program.isWhole) {
    const code = javaClass(printer, program, id);
    return lines([code, ''], ['package samples;', ...printer.imports()]);
  }
  const given = program.uses
    .map(({ name, type }) => `        ${printer.type(type)} ${name} = given.${accessOf(name, 'this')};`);
  const body = printer.print(program.statements, 2);
  return lines([
    `public final class ${id} extends software.amazon.awscdk.Stack {`,
    `    public ${id}(software.amazon.awscdk.App scope, software.amazon.awscdk.StackProps props) {`,
    '        super(scope, "Shop", props);', '        Given given = new Given(scope);',
    ...given, body, '    }', '}', '',
  ], ['package samples;', ...printer.imports()]);
}

/** @param named gets the types that the sample names */
export function csharpUnit({ id, program }: Unit, assemblies: Assemblies, named: Set<string>): string {
  const printer = new CSharpPrinter(assemblies);
  const { functions, others } = parted(program.statements);
  const parts = [...functions.map((one) => `static ${printer.print([one], 2).trimStart()}`), printer.print(others, 3)];
  const given = program.uses.map(({ name, type }) => `            ${printer.type(type)} ${name} = null;`);
  const [own, body] = [parts.slice(0, -1).map((one) => `        ${one}`), parts.at(-1) ?? ''];
  printer.named.forEach((fqn) => named.add(fqn));
  const around = program.isWhole
    ? [`    class ${id} {`, ...own, '        static void Run() {', body]
    : [
        `    class ${id} : Amazon.CDK.Stack {`,
        `        ${id}(Constructs.Construct scope) : base(scope, "Shop") {`, ...given, body,
      ];
  return lines([
    `namespace samples.${id}_ {`, ...printer.imports().map((one) => `    ${one}`), '', ...around,
    '        }', '    }', '}', '',
  ], []);
}

export function goUnit({ id, program }: Unit, assemblies: Assemblies): string {
  const printer = new GoPrinter(assemblies);
  const { functions, others } = parted(program.statements);
  const own = functions.map((one) => printer.print([one]));
  const body = printer.print(others, 1);
  const given = program.isWhole ? [] : program.uses.map(({ name }) => `\t${name} := given.${accessOf(name, 'stack')}`);
  const unused = others.flatMap((statement) => statement.kind === 'declare' ? [`\t_ = ${statement.name}`] : []);
  const head = program.isWhole ? `func ${id}() {` : `func ${id}(stack awscdk.Stack, given given) {`;
  const imports = program.isWhole ? goImports(printer) : goImports(printer, ['"github.com/aws/aws-cdk-go/awscdk/v2"']);
  return [
    'package main', imports, ...own, others.length === 0 ? '' : [head, ...given, body, ...unused, '}', ''].join('\n'),
  ].join('\n\n');
}

/** The service is made in the stack of the sample, all else in a stack of its own. */
function accessOf(name: string, stack: string): string {
  return name === 'shop' ? `shopIn(${stack})` : name;
}

function lines(code: readonly string[], imports: readonly string[]): string {
  return [...imports, ...(imports.length > 0 ? [''] : []), ...code].join('\n');
}
