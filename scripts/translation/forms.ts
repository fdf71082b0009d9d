// samples as a page shows them in each language: with what they import, and in a program where they are a whole one.
import type { Assemblies } from './assemblies';
import { CSharpPrinter } from './csharp';
import { GoPrinter } from './go';
import { JavaPrinter } from './java';
import type { Program, Statement } from './model';
import type { Printer } from './printer';
import { PythonPrinter } from './python';

export interface Language {
  readonly name: string;
  readonly fence: string;
  /** What a page shows. */
  readonly shown: (program: Program, assemblies: Assemblies) => string;
}

const PYTHON: Language = {
  name: 'Python', fence: 'python',
  shown: (program, assemblies) => {
    const printer = new PythonPrinter(assemblies);
    return aroundFunctions(paragraphs(withImports(printer, printer.print(program.statements))));
  },
};

const JAVA: Language = {
  name: 'Java', fence: 'java',
  shown: (program, assemblies) => {
    const printer = new JavaPrinter(assemblies);
    const body = program.isWhole ? javaClass(printer, program, 'Main') : printer.print(program.statements);
    return paragraphs(withImports(printer, body));
  },
};

const GO: Language = {
  name: 'Go', fence: 'go',
  shown: (program, assemblies) => {
    const printer = new GoPrinter(assemblies);
    if (!program.isWhole) {
      const body = printer.print(program.statements);
      return paragraphs([goImports(printer), body]);
    }
    const { functions, others } = parted(program.statements);
    const own = functions.map((one) => printer.print([one]));
    const main = others.length === 0 ? [] : ['func main() {\n\tdefer jsii.Close()\n', printer.print(others, 1), '}'];
    return paragraphs(['package main', goImports(printer), ...own, main.join('\n')]);
  },
};

export const CSHARP: Language = {
  name: 'C#', fence: 'csharp',
  shown: (program, assemblies) => {
    const printer = new CSharpPrinter(assemblies);
    return paragraphs(withImports(printer, printer.print(program.statements)));
  },
};

export const LANGUAGES: readonly Language[] = [PYTHON, JAVA, GO, CSHARP];

/** A class with the functions of a program, and with its statements as `main`. */
export function javaClass(printer: JavaPrinter, program: Program, name: string): string {
  const { functions, others } = parted(program.statements);
  const members = functions.map((one) => printer.print([one], 1));
  const main = ['    public static void main(String[] args) {', printer.print(others, 2), '    }'].join('\n');
  return [
    `public final class ${name} {`, [...others.length === 0 ? [] : [main], ...members].join('\n\n'), '}',
  ].join('\n');
}

/** As Go wants them, in one block. */
export function goImports(printer: GoPrinter, more: readonly string[] = []): string {
  const all = [...new Set([...printer.imports(), ...more])].sort();
  if (all.length === 0) return '';
  return all.length === 1 ? `import ${all[0]}` : ['import (', ...all.map((one) => `\t${one}`), ')'].join('\n');
}

export function parted(
  statements: readonly Statement[],
): { functions: readonly Statement[]; others: readonly Statement[] } {
  return {
    functions: statements.filter(({ kind }) => kind === 'function'),
    others: statements.filter(({ kind }) => kind !== 'function'),
  };
}

/** Imports are known when everything is printed. */
function withImports(printer: Printer, body: string): string[] {
  return [printer.imports().join('\n'), body];
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n').replaceAll(/\{\n\n(?=\s*\S)/g, '{\n');
}

/** Two empty lines around each function, as is usual in Python. */
function aroundFunctions(python: string): string {
  if (!/^def /m.test(python)) return python;
  return python.replaceAll(/\n\n(?=def )/g, '\n\n\n').replaceAll(/(\n {4}.*\n)\n(?=\S)/g, '$1\n\n');
}
