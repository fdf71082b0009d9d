import { multiply, reedSolomon } from '../../src/ui/qr-codewords.ts';
import { qrCode } from '../../src/ui/qr.ts';
import { qrDrawing } from '../../src/ui/qr-drawing.ts';

const picture = (text: string): string[] => qrCode(text)!.map((row) => row.map((dark) => dark ? '#' : '.').join(''));

/** Made by libqrencode 4.1.1, level M. */
const GOLDEN = [
  '#######.###..###...##.#######',
  '#.....#.#..#.#..##....#.....#',
  '#.###.#..##.#...#...#.#.###.#',
  '#.###.#.#..#..##.#.##.#.###.#',
  '#.###.#.....#.#.#..##.#.###.#',
  '#.....#..##.##.######.#.....#',
  '#######.#.#.#.#.#.#.#.#######',
  '........##..#..#####.........',
  '#.##.###.#####.#.##...#..#.##',
  '##.#.......#.###.###.##.#...#',
  '..#.#.########..###..##...##.',
  '....##..##......#..##..#....#',
  '#..##.#.###...##.#.......##..',
  '#.##...#.####.#.#..#..#...###',
  '.###.###.##.##.##.##.##...###',
  '...#....#####.#.#.#.#..##..#.',
  '#####.####....##...###..##.#.',
  '.#.#.....##.#.#.###.##.#.###.',
  '#..##.#.#.#.####.....###..#..',
  '..###....#.#.##..##.#...#.#..',
  '.##.######...##############..',
  '........#..##...#####...#####',
  '#######.#.###.#.#####.#.##.#.',
  '#.....#.#....####...#...##..#',
  '#.###.#...#.#..#.#..#####.##.',
  '#.###.#.##...#.#######.###..#',
  '#.###.#.####.#..#.#.#..#..#.#',
  '#.....#......#..#...##...#.#.',
  '#######.####...#..####...#.#.',
];

describe('a QR code', () => {
  test('has the finders in three corners, and the lines of dots between them', () => {
    const rows = picture('https://vote.example/');

    expect(rows.slice(0, 7).map((row) => row.slice(0, 8))).toEqual([
      '#######.', '#.....#.', '#.###.#.', '#.###.#.', '#.###.#.', '#.....#.', '#######.',
    ]);
    expect(rows.slice(0, 7).map((row) => row.slice(-7))).toEqual(rows.slice(0, 7).map((row) => row.slice(0, 7)));
    expect(rows.slice(-7).map((row) => row.slice(0, 7))).toEqual(rows.slice(0, 7).map((row) => row.slice(0, 7)));
    expect(rows[6].slice(8, -8)).toMatch(/^(#\.)+#$/);
  });

  test.each([
    [14, 21], [15, 25], [26, 25], [27, 29], [42, 29], [43, 33], [62, 33], [63, 37], [84, 37], [85, 41], [106, 41],
    [107, 45], [122, 45], [123, 49], [152, 49], [153, 53], [180, 53], [181, 57], [213, 57],
  ])('of %i bytes has %i cells a side', (length, cells) => {
    const code = qrCode('x'.repeat(length))!;

    expect([code.length, ...new Set(code.map((row) => row.length))]).toEqual([cells, cells]);
  });

  test('does not exist for a text that is too long', () => {
    expect([qrCode('x'.repeat(214)), qrDrawing('x'.repeat(214))]).toEqual([undefined, '']);
  });

  test('counts bytes, not characters', () => {
    expect(qrCode('é'.repeat(107))).toBeUndefined();
  });

  test('is the one that another encoder makes of the same text', () => {
    expect(picture('https://vote.example/?poll=lunch')).toEqual(GOLDEN);
  });

  test('as a drawing has light room around it, and says what it holds', () => {
    const drawing = qrDrawing('https://vote.example/?a=1&b=2');

    expect(drawing).toContain('viewBox="0 0 37 37"');
    expect(drawing).toContain('aria-label="QR code of https://vote.example/?a=1&amp;b=2"');
    expect(drawing).toContain('M4 4h7v1h-7z');
  });
});

describe('correction words', () => {
  test('make a polynomial that the roots of the generator divide', () => {
    const data = [...Buffer.from('any data at all')];

    const words = [...data, ...reedSolomon(data, 16)];

    for (let i = 0, root = 1; i < 16; i++, root = multiply(root, 2)) {
      expect(words.reduce((value, word) => multiply(value, root) ^ word, 0)).toBe(0);
    }
  });
});
