export * from './chat-variants';
export * from './notification';
export * from './recipients';
export * from './report-topics';
