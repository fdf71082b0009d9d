// the samples of the pages as programs of each language, into a folder that .ci/samples.sh compiles and runs.
import fs from 'node:fs';
import path from 'node:path';
import { program } from '../test/support/samples';
import { CSharpDeclarations } from './sample-programs/csharp-declarations';
import { csharpUnit, goUnit, idOf, isRunnable, javaUnit, pythonUnit, type Unit } from './sample-programs/units';
import { pagesWithSamples, samplesIn, textOf } from './translation/pages';
import { programOf, surroundings } from './translation/translate';

const folder = path.resolve(process.argv[2]);
const around = surroundings();
const { assemblies } = around;
const units = pagesWithSamples().flatMap((page) => samplesIn(page, textOf(page)))
  .map((sample): Unit => ({ id: idOf(sample), sample, program: programOf(sample, around) }));
const parts = units.filter(({ sample }) => !sample.isWhole);
const wholes = units.filter(({ sample }) => sample.isWhole);

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), content);
}

for (const unit of units) {
  write(`python/${unit.id}.py`, pythonUnit(unit, assemblies));
  write(`java/src/main/java/samples/${unit.id}.java`, javaUnit(unit, assemblies));
  write(`go/${unit.id}.go`, goUnit(unit, assemblies));
}
const named = new Set(['aws-cdk-lib.Stack']);
const csharp = units.map((unit) => [unit.id, csharpUnit(unit, assemblies, named)] as const);
csharp.forEach(([id, code]) => write(`csharp/${id}.cs`, code));
const words = new Set(csharp.flatMap(([, code]) => code.match(/\w+/g) ?? []));
write('csharp/declarations.cs', new CSharpDeclarations(assemblies, named, words).text());
const samples = parts.map(({ id, sample }) => ({ name: id, code: sample.code.replace(/^import .*\n/gm, '') }));
// from the package, as a reader has it.
write('node/parts.ts', program(samples).replaceAll(/'[^']*\/src'/g, "'cdk-elastic-web'"));
wholes.forEach(({ id, sample }) => write(`node/${id}.ts`, sample.code));
write('samples.json', JSON.stringify(units.map((unit) => ({
  id: unit.id, isWhole: unit.sample.isWhole, runs: isRunnable(unit), uses: unit.program.uses.map(({ name }) => name),
}))));
write('go/all.go', [
  'package main', '', 'import "github.com/aws/aws-cdk-go/awscdk/v2"', '',
  'var parts = map[string]func(awscdk.Stack, given){', ...parts.map(({ id }) => `\t"${id}": ${id},`), '}', '',
  'var wholes = map[string]func(){', ...wholes.filter(isRunnable).map(({ id }) => `\t"${id}": ${id},`), '}', '',
].join('\n'));
console.log(`${units.length} samples, ${parts.length} of them parts of a stack`);
