export * from './jobs';
export * from './openings';
export * from './rights';
export * from './sources';
