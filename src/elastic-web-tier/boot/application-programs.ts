import { HOME, program, RUNTIME } from './programs';
import { quote, type BootFile } from './script';

/** Bash: takes the dot off `$value`, and the one line end that is not part of the value. */
const TRIM: readonly string[] = [
  '# a shell drops all line ends of what is printed: a dot behind them keeps all but the one that is not of the '
  + 'value.',
  'trim() {',
  '  value=${value%.}',
  "  value=${value%$'\\n'}",
  '}',
];

/** Bash: sets `$value` to the secret or the parameter of an ARN. Each version of a secret is fetched once. */
const FETCH: readonly string[] = [
  'fetch() {',
  '  local part id key',
  '  IFS=: read -ra part <<<"$1"',
  '  if [ "${part[2]}" = ssm ]; then',
  '    value=$(aws ssm get-parameter --region "${part[3]}" --name "$1" --with-decryption --query Parameter.Value '
  + '--output text && echo .)',
  '    trim',
  '    return',
  '  fi',
  '  id=$(IFS=:; echo "${part[*]:0:7}")',
  '  key="$id:${part[8]:-}:${part[9]:-}"',
  '  if [ -z "${known[$key]+yes}" ]; then',
  '    value=$(aws secretsmanager get-secret-value --region "${part[3]}" --secret-id "$id" \\',
  '      ${part[8]:+--version-stage "${part[8]}"} ${part[9]:+--version-id "${part[9]}"} --query SecretString '
  + '--output text && echo .)',
  '    trim',
  '    known[$key]=$value',
  '  fi',
  '  value=${known[$key]}',
  '  [ -n "${part[7]:-}" ] || return 0',
  '  value=$(jq -r --arg field "${part[7]}" \\',
  `    'if has($field) then .[$field] else error("the secret has no field \\($field)") end' <<<"$value" && echo .)`,
  '  trim',
  '}',
];

/** Bash: writes the files `env` and `names` from `$settings`. */
const WRITE_ENVIRONMENT: readonly string[] = [
  '{',
  `  jq -r '.environment | to_entries[] | "export \\(.key)=\\(.value | @sh)"' <<<"$settings"`,
  "  while IFS=$'\\t' read -r name arn; do",
  '    fetch "$arn"',
  `    printf 'export %s=%q\\n' "$name" "$value"`,
  `  done < <(jq -r '.secrets | to_entries[] | [.key, .value] | @tsv' <<<"$settings")`,
  '} >"$folder/env.new"',
  `jq -r '.environment + .secrets | keys[] | "--env=\\(.)"' <<<"$settings" >"$folder/names"`,
  'mv "$folder/env.new" "$folder/env"',
];

/**
 * Fetches settings and secrets with the instance role, each time that the application starts.
 *
 * The parameter holds the settings and the ARNs of the secrets. An ARN has one of the forms that ECS takes: an SSM
 * parameter, or a secret, which may have a field, a version stage and a version id behind it.
 */
export function settingsProgram(region: string, parameterName: string): BootFile {
  return program('settings', [
    '# writes the environment of the application to a folder in memory, as shell commands that restore any value.',
    'umask 077',
    `folder=\${1:-${RUNTIME}}`,
    `export AWS_DEFAULT_REGION=${quote(region)} TMPDIR=$folder`,
    'declare -A known',
    '',
    ...TRIM,
    ...FETCH,
    '',
    `settings=$(aws ssm get-parameter --name ${quote(parameterName)} --query Parameter.Value --output text)`,
    ...WRITE_ENVIRONMENT,
  ]);
}

/** Restarts the application when a setting or a secret has changed, for example after a rotation. */
export function refreshProgram(): BootFile {
  return program('refresh', [
    `[ -e ${RUNTIME}/env ] || exit 0`,
    'folder=$(mktemp -d /run/web-refresh.XXXXXX)',
    `trap 'rm -rf "$folder"' EXIT`,
    `${HOME}/settings "$folder"`,
    `cmp -s "$folder/env" ${RUNTIME}/env || systemctl restart web.service`,
  ]);
}

/** Starts the application in the foreground of its systemd unit. */
export function startProgram(lines: readonly string[]): BootFile {
  return settledProgram('start', lines);
}

/** A program that has the settings and secrets in its environment. */
export function settledProgram(name: string, lines: readonly string[]): BootFile {
  return program(name, [
    'export HOME=/root',
    '# shellcheck source=/dev/null',
    `. ${RUNTIME}/env`,
    ...lines,
  ]);
}

/**
 * Reads the names of all variables, for `docker run --env`. The containers take the values from the environment of the
 * client, so no value is on a command line.
 */
export const ENVIRONMENT_OPTIONS = [`mapfile -t names <${RUNTIME}/names`];
