import { parseArgs } from 'node:util';
import { InvalidInputError } from '../oss/errors/errors.ts';
import { CredentialSourceError } from '../profiles/sources/sourceError.ts';
import { CliError, EXIT, shown, type CliContext } from './context.ts';
import { find } from './find.ts';
import { inspect } from './inspect.ts';
import { get, post, put } from './signCommands.ts';

const USAGE = `Signs, reads and finds presigned URLs of Alibaba Cloud OSS.

  presign get OBJECT [options]      print a download link
  presign put OBJECT [options]      print an upload link, and the headers to send
  presign post TARGET [options]     print an upload form as JSON; a target that ends in / takes any name in it
  presign inspect [URL]             print what a presigned URL says, from standard input if there is no argument
  presign find FILE… | - | --staged find presigned URLs, for example in a commit hook; exits with 1 if there are any

OBJECT is oss://bucket/key, bucket/key or the URL of an object. Links go to standard output, all else to standard error.

Options of get, put and post
  --expires TIME       validity such as 30m, 1h or 2d; 15m by default, at most 7d
  --profile NAME       environment, or a profile of ossutil, the Alibaba Cloud CLI or its SDKs
  --region ID          region of the bucket
  --endpoint HOST      endpoint for the link
  --allow-http         accept an endpoint with plain http
  --allow-command      run the command that a profile gets its credentials from
  --v1                 signature version 1 (get and put)
get
  --save-as NAME       browsers save the object under this name
  --version-id ID      a version of the object
  --process ACTION     image processing, such as image/resize,w_200
put
  --content-type TYPE  type that the upload has to send
  --header "N: value"  further header that the upload has to send; can be repeated
  --no-overwrite       never replace an object
post
  --max-size SIZE      largest file, such as 10MB (required)
  --content-type TYPE  type of the files; image/* takes every image
  --no-overwrite       never replace an object
find
  --staged             what is staged for a commit, without what the last commit has already
  --live               leave out URLs that have expired

Exit codes: 0 done, 1 find found something, 2 failed`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const signOptions = {
  expires: text,
  profile: text,
  region: text,
  endpoint: text,
  'allow-http': flag,
  'allow-command': flag,
  v1: flag,
};

type Command = (args: string[], context: CliContext) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  get: (args, context) => {
    const options = { ...signOptions, 'save-as': text, 'version-id': text, process: text };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return get(only(positionals, 'an object'), values, context);
  },
  put: (args, context) => {
    const header = { ...text, multiple: true } as const;
    const options = { ...signOptions, 'content-type': text, header, 'no-overwrite': flag };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return put(only(positionals, 'an object'), values, context);
  },
  post: (args, context) => {
    const options = { ...signOptions, 'max-size': text, 'content-type': text, 'no-overwrite': flag };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return post(only(positionals, 'an object or a folder'), values, context);
  },
  inspect: (args, context) => {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    return inspect(positionals.length === 0 ? undefined : only(positionals, 'a URL'), context);
  },
  find: (args, context) => {
    const { values, positionals } = parseArgs({
      args,
      options: { staged: flag, live: flag },
      allowPositionals: true,
    });
    return find(positionals, values, context);
  },
};

/** Runs a typed command; resolves to the exit code. */
export async function runCommandLine(args: readonly string[], context: CliContext): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
    context.print(USAGE);
    return EXIT.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (command === undefined) throw new CliError(`There is no command "${name}". presign --help lists them.`);
    return await command(rest, context);
  } catch (error) {
    if (!isExplained(error)) throw error;
    context.note(`presign: ${shown(error.message)}`);
    return EXIT.failed;
  }
}

/** Errors whose message contains a next step and no secret. Any other error is a fault of this program. */
function isExplained(error: unknown): error is Error {
  if (error instanceof CliError || error instanceof InvalidInputError) return true;
  if (error instanceof CredentialSourceError) return true;
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(?:E[A-Z]+|ERR_PARSE_ARGS_\w+)$/.test(code);
}

function only([argument, ...more]: readonly string[], what: string): string {
  if (argument === undefined || more.length > 0) throw new CliError(`Name ${what}, and only one.`);
  return argument;
}
