/** The name that takes the fewest changes of single characters to become `text`; the first one of several. */
export function nearest(text: string, names: readonly string[]): string {
  const changes = names.map((name) => changesBetween(text.toUpperCase(), name));
  return names[changes.indexOf(Math.min(...changes))];
}

/** Words in another order are one change. */
function changesBetween(text: string, name: string): number {
  const sorted = (words: string) => words.split('_').sort().join('_');
  return Math.min(distance(text, name), 1 + distance(sorted(text), sorted(name)));
}

/** How many characters have to be added, removed or replaced. */
function distance(from: string, to: string): number {
  const start = Array.from({ length: to.length + 1 }, (_, i) => i);
  const end = [...from].reduce((above, letter, row) => [...to].reduce((line, other, column) => [
    ...line, Math.min(line[column] + 1, above[column + 1] + 1, above[column] + (letter === other ? 0 : 1)),
  ], [row + 1]), start);
  return end[to.length];
}
