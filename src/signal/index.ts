export * from './alarm';
export * from './formulas';
export * from './operations-topic';
export * from './problems';
export * from './scrape';
export * from './signal';
export * from './threshold';
export * from './unit';
