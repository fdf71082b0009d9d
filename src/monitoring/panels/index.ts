export * from './limits';
export * from './look';
export * from './section';
export * from './watched-subject';
