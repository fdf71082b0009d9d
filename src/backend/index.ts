export * from './allow-access';
export * from './backend';
