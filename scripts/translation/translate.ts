// samples in other languages.
import fs from 'node:fs';
import path from 'node:path';
import { program as programOfSamples } from '../../test/support/samples';
import { Assemblies } from './assemblies';
import { countOfComments } from './comments';
import { LANGUAGES, type Language } from './forms';
import type { Program } from './model';
import { pageOf, ROOT, samplesIn, textOf, titleOf, type Sample } from './pages';
import { read, type Surroundings } from './read';

/** What samples have around them. */
export function surroundings(): Surroundings {
  const fixture = fs.readFileSync(path.join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');
  return {
    assemblies: Assemblies.in(ROOT),
    imports: programOfSamples([]),
    given: (fixture.match(/^declare const .*$/gm) ?? []).join('\n'),
  };
}

export function programOf(sample: Sample, around: Surroundings): Program {
  try {
    return read(sample.code, around, sample.isWhole);
  } catch (error) {
    throw new Error(`${sample.page}, sample ${sample.number}: ${(error as Error).message}`, { cause: error });
  }
}

/** @throws if a comment of the sample is lost */
export function translated(
  sample: Sample, program: Program, { name, shown }: Language, assemblies: Assemblies,
): string {
  const code = shown(program, assemblies);
  const [expected, found] = [countOfComments(sample.code), countOfComments(code.replaceAll(/(?<=^|\s)# /gm, '// '))];
  if (expected !== found) {
    throw new Error(`${sample.page}, sample ${sample.number} has ${expected} comments, and ${found} in ${name}`);
  }
  return code;
}

/** The page that shows the samples of a page. */
export function translatedText(page: string, around: Surroundings): string {
  const text = textOf(page);
  return pageOf(page, page === 'README.md' ? 'README' : titleOf(text), samplesIn(page, text).map((sample) => {
    const program = programOf(sample, around);
    return {
      sample, given: givenIn(program, around.assemblies),
      translations: LANGUAGES.map((language) => [
        `**${language.name}**\n`, `\`\`\`${language.fence}`,
        translated(sample, program, language, around.assemblies), '```',
      ].join('\n')),
    };
  }));
}

function givenIn({ uses }: Program, assemblies: Assemblies): string {
  if (uses.length === 0) return '';
  return `It uses ${uses.map(({ name, type }) => `\`${name}\` (${assemblies.localName(type.fqn ?? '')})`).join(', ')}.`;
}
