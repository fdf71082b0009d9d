/** Reads page after page, until one names no next page. */
export async function pages<Page, Item>(
  read: (token: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
  nextOf: (page: Page) => string | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...itemsOf(page) ?? []);
    token = nextOf(page);
  } while (token);
  return items;
}

/** A list in pieces, for calls that take only so many at once. */
export function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Reads a list in pieces of a size that the call takes. */
export async function pieceByPiece<Item, Result>(
  items: readonly Item[], size: number, read: (piece: Item[]) => Promise<readonly Result[] | undefined>,
): Promise<Result[]> {
  return (await Promise.all(inPieces(items, size).map(read))).flatMap((results) => results ?? []);
}
