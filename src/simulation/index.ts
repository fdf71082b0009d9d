// jsii finds the types of a submodule only through exports of everything in a file.
export * from './advice-options';
export * from './load-trace';
export * from './scaling-advice';
export * from './scaling-simulation';
export * from './simulation-options';
export * from './report/simulation-result';
export * from './simulation-run';
