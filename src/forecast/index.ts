// jsii finds the types of a submodule only through exports of everything in a file.
export * from './deployment-forecast';
export * from './forecast-options';
export * from './path/deployment-step';
export * from './times/duration-range';
export * from './changes/resource-change';
