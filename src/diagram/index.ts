// jsii finds the types of a submodule only through exports of everything in a file.
export * from './app-diagram';
export * from './diagram-options';
export * from './simulation-picture';
