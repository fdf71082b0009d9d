export { AdminPage } from './admin-page';
export * from './poll';
export * from './role-options';
export * from './vote-compute';
export * from './voting-app';
export * from './voting-app-props';
export { VotingImage, type VotingImageOptions } from './voting-image';
export * from './voting-ingress';
export * from './voting-ingress-options';
