/**
 * Parameters of every database; a user's own parameter of the same name wins.
 *
 * What is logged explains slowness and lockouts. Bodies of statements appear only for those slower than a second,
 * without the values that are bound to them, because values may be secrets.
 */
export const DEFAULT_PARAMETERS: { readonly [name: string]: string } = {
  'rds.force_ssl': '1',
  'log_min_duration_statement': '1000',
  'log_parameter_max_length': '0',
  'log_parameter_max_length_on_error': '0',
  'log_connections': '1',
  'log_disconnections': '1',
  'log_lock_waits': '1',
  'log_temp_files': '10240',
  'log_autovacuum_min_duration': '10000',
  'idle_in_transaction_session_timeout': '600000',
};
