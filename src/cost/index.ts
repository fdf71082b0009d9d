// jsii finds the types of a submodule only through exports of everything in a file.
export * from './capacity-case';
export * from './charges/cost-line';
export * from './charges/cost-range';
export * from './charges/traffic';
export * from './cost-difference';
export * from './cost-estimate';
export * from './cost-guard';
export * from './cost-options';
export * from './prices/price-book';
