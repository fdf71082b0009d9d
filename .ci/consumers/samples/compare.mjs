// the templates of the samples in two languages: node compare.mjs SAMPLES.json EXPECTED FOUND [LEFT_OUT...]. Maps of Java and
// Go have no order, so lists that are made of them may have another; all else has to be equal.
import fs from 'node:fs';
import path from 'node:path';

const [list, expected, found, ...leftOut] = process.argv.slice(2);

function templatesIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.template.json')).sort();
}

function unordered(value) {
  if (Array.isArray(value)) return value.map(unordered).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value === 'string' && /^[[{]/.test(value)) return textUnordered(value);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, unordered(value[key])]));
}

function textUnordered(text) {
  try {
    return JSON.stringify(unordered(JSON.parse(text)));
  } catch {
    return text;
  }
}

const read = (folder, id, file) => JSON.stringify(unordered(JSON.parse(fs.readFileSync(path.join(folder, id, file), 'utf8'))));
const samples = JSON.parse(fs.readFileSync(list, 'utf8')).filter(({ runs, id }) => runs && !leftOut.includes(id));
let templates = 0;
const different = samples.filter(({ id }) => {
  const [ours, theirs] = [expected, found].map((folder) => templatesIn(path.join(folder, id)));
  templates += ours.length;
  return ours.join() !== theirs.join() || ours.some((file) => read(expected, id, file) !== read(found, id, file));
});
console.log(`${samples.length} samples, ${templates} templates, ${different.length} samples differ`);
different.forEach(({ id }) => console.log(`  ${id}`));
process.exitCode = different.length > 0 || templates === 0 ? 1 : 0;
