// docs/other-languages.md: README's first sample in every language. Those that CI builds are shown as it builds them,
// because they give the same template to the byte; C# is what jsii-rosetta makes of the TypeScript.
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const CONSUMERS = path.join(ROOT, '.ci/consumers');
/** Namespaces of types that TypeScript never names, because they are literals there: jsii-rosetta leaves them out. */
const UNNAMED: Record<string, string> = { 'new HealthCheck {': 'Amazon.CDK.AWS.ElasticLoadBalancingV2' };

/** README's first sample, which is a whole program. */
export function firstSample(): string {
  const [, sample] = /^```ts nofixture\n([^]*?)^```/m.exec(fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? [];
  if (sample === undefined) throw new Error('README.md has no sample that is a whole program');
  return sample.trim();
}

/** The program of a language that CI builds, without what only CI asks for. */
export function builtProgram(file: string): string {
  const [program] = fs.readFileSync(path.join(CONSUMERS, file), 'utf8').split(/^(?:#|\/\/) every language simulates/m);
  return program.replace(/^package consumer;\n/, '').trim();
}

/** What jsii-rosetta made of the first sample, from the tablet that `npx projen rosetta` writes. */
export function csharpIn(tablet: string): string {
  const { snippets } = JSON.parse(fs.readFileSync(tablet, 'utf8')) as {
    snippets: Record<string, { translations: Record<string, { source: string }> }>;
  };
  const sample = Object.values(snippets).find(({ translations }) => translations.$.source.trim() === firstSample());
  if (sample === undefined) throw new Error(`${tablet} lacks README's first sample: run "npx projen rosetta"`);
  return withNamespaces(sample.translations.csharp.source.trim());
}

/** What stands between the markers of the page. */
export function languages(csharp: string): string {
  return [
    block('TypeScript', 'ts nofixture', firstSample()),
    block('Python', 'python', builtProgram('python/main.py')),
    block('Java', 'java', builtProgram('java/src/main/java/consumer/Main.java')),
    block('Go', 'go', builtProgram('go/main.go')),
    block('C#', 'csharp', csharp),
  ].join('\n\n');
}

function block(title: string, fence: string, code: string): string {
  return `### ${title}\n\n\`\`\`${fence}\n${code}\n\`\`\``;
}

function withNamespaces(csharp: string): string {
  const missing = Object.keys(UNNAMED).filter((use) => csharp.includes(use)).map((use) => `using ${UNNAMED[use]};\n`);
  return csharp.replace(/^using Amazon\.CDK;\n/, (first) => first + missing.join(''));
}
