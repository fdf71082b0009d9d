const AT_MOST = 5;

/** Names that someone may have meant, the nearest first. */
export function nearest(wanted: string, names: readonly string[]): string[] {
  const small = wanted.toLowerCase();
  return names
    .map((name) => ({ name, distance: distanceOf(small, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(2, wanted.length / 3) || holds(name.toLowerCase(), small))
    .sort((one, other) => one.distance - other.distance || one.name.localeCompare(other.name))
    .slice(0, AT_MOST).map(({ name }) => name);
}

function holds(one: string, other: string): boolean {
  return one.includes(other) || other.includes(one);
}

/** How many letters differ (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}
