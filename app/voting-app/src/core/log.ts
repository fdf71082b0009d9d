export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];
export type Fields = Record<string, unknown>;

/** One JSON object a line on stdout, which is what every log driver of ECS understands. */
export class Log {
  constructor(
    private readonly level: LogLevel,
    private readonly context: Fields = {},
    private readonly write: (line: string) => void = (line) => void process.stdout.write(line),
  ) {}

  public with(context: Fields): Log {
    return new Log(this.level, { ...this.context, ...context }, this.write);
  }

  public debug(message: string, fields?: Fields): void {
    this.emit('debug', message, fields);
  }

  public info(message: string, fields?: Fields): void {
    this.emit('info', message, fields);
  }

  public warn(message: string, fields?: Fields): void {
    this.emit('warn', message, fields);
  }

  public error(message: string, fields?: Fields): void {
    this.emit('error', message, fields);
  }

  private emit(level: LogLevel, message: string, fields: Fields = {}): void {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.level)) return;
    const entry = { time: new Date().toISOString(), level, message, ...this.context, ...fields };
    this.write(`${JSON.stringify(entry, plainErrors)}\n`);
  }
}

/** Errors have no enumerable fields: name the message and code, and leave the rest, which may hold parameters. */
function plainErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? describeError(value) : value;
}

export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `${error.message} (${code})` : error.message;
}
