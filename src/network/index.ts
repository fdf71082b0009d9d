export * from './aws-service';
export * from './endpoints';
export * from './nat';
export * from './network';
export * from './network-props';
export * from './secret-services';
export * from './subnets';
