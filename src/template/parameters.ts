import type { JsonObject } from './json';

/** The value of a parameter, or nothing if it is known at deployment only. */
export function parameterValue(
  parameter: JsonObject, given: string | undefined,
): string | number | readonly string[] | undefined {
  const type = String(parameter.Type);
  const value = given ?? parameter.Default;
  // the value of such a parameter is the name of another one, in Systems Manager.
  if (value === undefined || value === null || type.startsWith('AWS::SSM::Parameter::Value<')) return undefined;
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) return listOf(String(value));
  return type === 'Number' ? Number(value) : String(value);
}

function listOf(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}
