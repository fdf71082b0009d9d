import type { BackendAccess } from './access';

/** How a service is connected to a backend. */
export interface ConnectOptions {
  /**
   * First part of the names of the environment variables.
   *
   * @default - the backend's own, for example `DB` for a database
   */
  readonly environmentPrefix?: string;

  /**
   * How the credentials arrive.
   *
   * @default BackendAccess.injected() - every application can read environment variables
   */
  readonly access?: BackendAccess;

  /**
   * Variables that the application does not read, by the second part of the name, for example `READER_HOSTS`. Names
   * that the backend does not offer are ignored.
   *
   * @default - the application gets every variable
   */
  readonly omit?: string[];
}
