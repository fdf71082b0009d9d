export * from './access';
export { INJECTED, loginOf } from './access-variants';
export * from './allow-access';
export * from './backend';
export * from './connect-options';
export * from './connect-problems';
export * from './existing-backend';
export * from './iam-login';
