export * from './about';
export * from './names';
export * from './subject';
