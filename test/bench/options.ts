/** The command line of the bench. */

export interface Options {
  /** Where the ratios are written as JSON. */
  readonly json?: string;
  /** Only rows whose name begins so. */
  readonly only: string;
}

const usage = 'usage: npm run bench -- [--json FILE] [--only PREFIX]';

/** Reads the arguments after `--`. Throws a RangeError with the usage where it doesn't know one. */
export function parseOptions(argv: readonly string[]): Options {
  const options: { json?: string; only: string } = { only: '' };
  for (let i = 0; i < argv.length; i += 2) {
    const [name, value] = [argv[i], argv[i + 1]];
    if (name !== '--json' && name !== '--only') throw new RangeError(`unknown option ${name}; ${usage}`);
    if (value === undefined || value.startsWith('--'))
      throw new RangeError(`${name} wants a value; ${usage}`);
    options[name === '--json' ? 'json' : 'only'] = value;
  }
  return options;
}
