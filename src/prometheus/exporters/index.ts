export * from './exporter';
export * from './exporter-options';
export { type ExporterVariant } from './exporter-variant';
