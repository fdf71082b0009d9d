export * from './chat-variants';
export * from './deliveries';
export * from './notification';
export * from './recipients';
export * from './report-topics';
