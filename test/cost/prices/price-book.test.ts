import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PriceBook } from '../../../src/cost';
import { estimateOf } from '../support';

const secret = { It: { Type: 'AWS::SecretsManager::Secret' } };

describe('the built-in price book', () => {
  const book = PriceBook.builtIn();

  test('has a price, a unit, a source and a day for every figure of every Region that has it', () => {
    const prices = book.regions.flatMap((region) => book.figures.flatMap((figure) => book.price(region, figure) ?? []));

    expect(book.regions).toHaveLength(18);
    expect(prices.length).toBeGreaterThan(5000);
    expect(prices.filter(({ usd, unit, source }) => !(usd > 0) || unit === '' || source === '')).toEqual([]);
  });

  test('says when it was collected', () => {
    expect(book.collected).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('says where a price comes from', () => {
    expect(book.price('eu-west-1', 'fargate.vcpuHour')).toEqual({
      usd: 0.04048, unit: 'vCPU-hour', date: '2025-10-27',
      source: 'AWS pricing-page feed "ecs", archived in lamngockhuong/aws-price',
    });
  });

  test('knows RDS Proxy, trust stores and the storage of databases in each Region', () => {
    const everywhere = ['rdsProxy.vcpuHour', 'rdsProxy.acuHour', 'elb.trustStoreHour', 'rdsStorage.gp2SingleAzGbMonth',
      'rdsStorage.gp3MultiAzIopsMonth', 'rdsStorage.io1SingleAzIopsMonth'];
    const missing = book.regions.flatMap((region) => everywhere.filter((figure) => !book.price(region, figure)));

    expect(missing).toEqual([]);
    // as quoted from price lists by others: us-east-1, London, Tokyo.
    expect(['us-east-1', 'eu-west-2'].map((region) => book.price(region, 'rdsProxy.vcpuHour')?.usd))
      .toEqual([0.015, 0.017]);
    expect(['eu-west-2', 'ap-northeast-1'].map((region) => book.price(region, 'elb.trustStoreHour')?.usd))
      .toEqual([0.0059, 0.0054]);
  });

  test('has no price where a type is not sold', () => {
    expect(book.price('eu-south-1', 'ec2.m7g.large')).toBeUndefined();
    expect(book.price('mars-north-1', 'ec2.m7g.large')).toBeUndefined();
  });
});

test('a price of your own wins, in its Region alone', () => {
  const book = PriceBook.builtIn().withPrice('eu-west-1', 'fargate.vcpuHour', 0.03);

  expect(book.price('eu-west-1', 'fargate.vcpuHour')).toMatchObject({ usd: 0.03, source: 'given by the user' });
  expect(book.price('eu-west-2', 'fargate.vcpuHour')?.usd).toBe(0.04656);
  expect(PriceBook.builtIn().price('eu-west-1', 'fargate.vcpuHour')?.usd).toBe(0.04048);
});

test('the last of two prices of your own wins', () => {
  const book = PriceBook.builtIn().withPrice('eu-west-1', 'kms.keyMonth', 2).withPrice('eu-west-1', 'kms.keyMonth', 3);

  expect(book.price('eu-west-1', 'kms.keyMonth')?.usd).toBe(3);
});

test('a discount lowers list prices, and not those of your own', () => {
  const book = PriceBook.builtIn().withPrice('eu-west-1', 'kms.keyMonth', 2).withDiscount(25);

  expect(book.price('us-east-1', 'kms.keyMonth')?.usd).toBe(0.75);
  expect(book.price('eu-west-1', 'kms.keyMonth')?.usd).toBe(2);
});

test('your own prices open a Region that the book does not know', () => {
  const priceBook = PriceBook.builtIn().withPrice('me-central-1', 'secretsManager.secretMonth', 0.4);

  expect(estimateOf(secret, { region: 'me-central-1', priceBook }).monthly.expected).toBe(0.4);
});

test.each([
  ['a figure with a slip', PriceBook.builtIn().withPrice('eu-west-1', 'fargate.vcpuHours', 1),
    '"priceBook.withPrice" must name a figure of the book or an instance type after ec2, rdsPostgres, aurora, '
    + 'elasticache and a dot, got "fargate.vcpuHours": PriceBook.figures lists them'],
  ['a negative price', PriceBook.builtIn().withPrice('eu-west-1', 'kms.keyMonth', -1),
    '"priceBook.withPrice(kms.keyMonth)" must be a number of at least 0 US dollars, got -1'],
  ['a discount of more than everything', PriceBook.builtIn().withDiscount(101),
    '"priceBook.withDiscount" must be a number from 0 to 100 percent, got 101'],
])('fails for %s', (_what, priceBook, message) => {
  expect(() => estimateOf(secret, { priceBook })).toThrow(`the cost cannot be estimated:\n  ${message}`);
});

describe('a book in a file', () => {
  const file = (content: object) => {
    const name = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'prices-')), 'prices.json');
    fs.writeFileSync(name, JSON.stringify(content));
    return name;
  };

  test('has the prices of the file', () => {
    const book = PriceBook.fromFile(file({
      collected: '2027-01-01', sources: { list: { what: 'our contract', date: '2026-12-01' } }, regions: ['eu-west-1'],
      figures: { 'kms.keyMonth': { unit: 'key-month', source: 'list', usd: [0.5] } },
    }));

    expect(book.price('eu-west-1', 'kms.keyMonth')).toEqual({
      usd: 0.5, unit: 'key-month', source: 'our contract', date: '2026-12-01',
    });
    expect(book.collected).toBe('2027-01-01');
  });

  test('fails if the file is none', () => {
    expect(() => PriceBook.fromFile(file({ regions: [] })))
      .toThrow(/is no price book: it has no collected, sources, figures$/);
  });
});
