/** "w1" to "w3" for texts with a word so long that it needs smaller letters on a phone, else nothing. */
export function wordClass(text: string): string {
  const length = longestWord(text);
  if (length > 26) return 'w3';
  if (length > 18) return 'w2';
  return length > 12 ? 'w1' : '';
}

export function longestWord(text: string): number {
  return Math.max(...text.split(/[\s-]+/u).map((word) => [...word].length));
}
