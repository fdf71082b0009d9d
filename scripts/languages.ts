// docs/other-languages.md: README's first sample in every language. Those that CI builds are shown as it builds them,
// because they give the same template to the byte; C# is translated.
import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const CONSUMERS = path.join(ROOT, '.ci/consumers');

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
