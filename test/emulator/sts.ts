import { createHmac } from 'node:crypto';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Account } from './accounts.ts';
import { listen, stop } from './loopbackServer.ts';
import type { Policy } from './policies.ts';

/** Role at STS. */
export interface Role {
  readonly arn: string;
  readonly maxSessionSeconds: number;
  /** AccessKey IDs that the role trusts. */
  readonly trusts: readonly string[];
  readonly externalId?: string;
}

export interface StsOptions {
  readonly roles: readonly Role[];
  /** Accounts; the account of each session is added, so that an OSS with the same accounts accepts it. */
  readonly accounts: Account[];
  /** Certificate and key, in PEM: STS is asked over https alone. */
  readonly tls: { readonly cert: string; readonly key: string };
  readonly now: () => Date;
}

/** An STS on loopback. */
export interface Sts {
  /** Host and port. */
  readonly authority: string;
  /** Parameters of each correctly signed AssumeRole, in order. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  close(): Promise<void>;
}

class StsRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Starts an STS that checks signatures, roles, session names and durations, and issues sessions. */
export async function startSts({ roles, accounts, tls, now }: StsOptions): Promise<Sts> {
  const asked: Record<string, string>[] = [];
  const assumeRole = (parameters: Record<string, string>): object => {
    const caller = checkSignature(parameters, accounts);
    asked.push(parameters);
    const role = roles.find(({ arn }) => arn === parameters['RoleArn']);
    if (!role) throw new StsRefusal(404, 'EntityNotExist.Role', 'The role not exists.');
    if (!role.trusts.includes(caller.accessKeyId) || role.externalId !== parameters['ExternalId']) {
      throw new StsRefusal(403, 'NoPermission', 'You are not authorized to do this action.');
    }
    if (!/^[\w.@-]{2,64}$/.test(parameters['RoleSessionName'] ?? '')) {
      throw new StsRefusal(400, 'InvalidParameter.RoleSessionName', 'The parameter is wrongly formed.');
    }
    const seconds = Number(parameters['DurationSeconds']);
    if (!(seconds >= 900 && seconds <= role.maxSessionSeconds)) {
      throw new StsRefusal(400, 'InvalidParameter.DurationSeconds', 'The Min/Max value of DurationSeconds is wrong.');
    }
    const tokenExpiration = new Date(now().getTime() + seconds * 1000);
    const session = {
      accessKeyId: `STS.session${asked.length}`,
      accessKeySecret: `session-secret-${asked.length}`,
      securityToken: `session-token-${asked.length}`,
    };
    const policy = parameters['Policy'];
    const sessionPolicy = policy === undefined ? {} : { sessionPolicy: JSON.parse(policy) as Policy };
    accounts.push({ ...session, tokenExpiration, ...sessionPolicy });
    return {
      RequestId: 'R1',
      AssumedRoleUser: { Arn: role.arn, AssumedRoleId: '1:session' },
      Credentials: {
        AccessKeyId: session.accessKeyId,
        AccessKeySecret: session.accessKeySecret,
        SecurityToken: session.securityToken,
        Expiration: tokenExpiration.toISOString().replace(/\.\d+Z$/, 'Z'),
      },
    };
  };
  const server = createServer(tls, (request, response) => {
    void text(request).then((body) => {
      const { searchParams } = new URL(request.url ?? '', 'https://sts');
      try {
        const parameters = { ...Object.fromEntries(searchParams), ...Object.fromEntries(new URLSearchParams(body)) };
        response.end(JSON.stringify(assumeRole(parameters)));
      } catch (error) {
        const { status, code, message } =
          error instanceof StsRefusal ? error : new StsRefusal(500, 'InternalError', String(error));
        response.writeHead(status).end(JSON.stringify({ Code: code, Message: message, RequestId: 'R1' }));
      }
    });
  });
  const authority = await listen(server);
  return { authority, asked, close: () => stop(server) };
}

/** Account whose RPC signature is in the parameters. */
function checkSignature(
  { Signature: signature, ...parameters }: Record<string, string>,
  accounts: readonly Account[],
): Account {
  if (parameters['Action'] !== 'AssumeRole' || parameters['Version'] !== '2015-04-01') {
    throw new StsRefusal(404, 'InvalidAction.NotFound', 'Specified api is not found.');
  }
  const account = accounts.find(({ accessKeyId }) => accessKeyId === parameters['AccessKeyId']);
  if (!account) throw new StsRefusal(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  if (account.securityToken !== parameters['SecurityToken']) {
    throw new StsRefusal(400, 'InvalidSecurityToken.Malformed', 'The security token is malformed.');
  }
  const sorted = Object.keys(parameters).sort();
  const query = sorted.map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`).join('&');
  const expected = createHmac('sha1', `${account.accessKeySecret}&`)
    .update(`POST&%2F&${encode(query)}`)
    .digest('base64');
  if (signature !== expected) throw new StsRefusal(400, 'SignatureDoesNotMatch', 'The signature does not conform.');
  return account;
}

function encode(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
