export * from './access';
export * from './allow-access';
export * from './backend';
export * from './connect-problems';
export * from './existing-backend';
