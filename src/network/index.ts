export * from './addresses';
export * from './aws-service';
export * from './endpoints';
export * from './load-balancer-subnets';
export * from './nat';
export * from './network';
export * from './secret-services';
export * from './subnets';
