import { lanes } from '../../src/aws/lanes';

/** Work that ends when it is told to. */
function task(name: string, log: string[]) {
  let end: (error?: Error) => void = () => undefined;
  const done = new Promise<string>((resolve, reject) => { end = (error) => error ? reject(error) : resolve(name); });
  return { end: (error?: Error) => end(error), work: () => { log.push(name); return done; } };
}

test('only so much work is under way at a time, in the order in which it came', async () => {
  const [run, log] = [lanes(2), [] as string[]];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => task(name, log));
  const results = [a, b, c, d].map(({ work }) => run(work));
  expect(log).toEqual(['a', 'b']);

  b.end();
  await results[1];
  await Promise.resolve();
  expect(log).toEqual(['a', 'b', 'c']);

  for (const each of [a, c, d]) each.end();
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails makes place for the next', async () => {
  const [run, log] = [lanes(1), [] as string[]];
  const [a, b] = ['a', 'b'].map((name) => task(name, log));
  const [first, second] = [run(a.work), run(b.work)];
  a.end(new Error('no'));
  b.end();

  await expect(first).rejects.toThrow('no');
  expect(await second).toBe('b');
});
